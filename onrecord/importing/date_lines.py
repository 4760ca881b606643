"""Lines that state a date or a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.content.layouts import Layout
from onrecord.importing.dates import (
    FoundDate,
    read_date,
    read_date_and_more,
    read_date_and_place,
    read_time,
)
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.stated_facts import Fact, Facts, correct_date, line_name
from onrecord.word_lists import word_set

_SAID = word_set("date_labels", "said")
_PUBLISHED = word_set("date_labels", "published")
_CHANGED = word_set("date_labels", "changed")
# `Published: 26 February 2021`, `Delivered on: …`
_DATE_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^\d:：]{1,40}?)(?:\s*[:：]\s*|\s+)"
    r"(?P<date>\d.*|[^\W\d_]{3,12}\.?\s\d.*|(?:令和|平成|昭和).*)",
    re.S,
)
# `New York, 13 September 2021`, `Madrid, lunes 27 de febrero de 2023`
_PLACE_AND_DATE = re.compile(r"(?P<place>[^\W\d_][^\d,:;.!?()]{1,40}), (?P<date>\D{0,20}\d.*)")
# `19 February 2022 (Transcript of the speech, exactly as it was delivered)`, `… — See all updates`
_DATE_WITH_NOTE = re.compile(
    r"(?P<date>[^()]*\d{4}[^()]*?)\s*(?:\((?P<note>[^()]*)\))?(?:\s[-–—|•+]\s(?P<beside>\S.*))?"
)


def is_date_line(text: str, layout: Layout, facts: Facts) -> bool:
    """True if the line is a date, with or without a label."""
    if len(text) > 80:
        return False
    if read_date_and_place(text):
        return True
    if not any(character.isdigit() for character in text) and not read_date(text):
        return False
    order, language = layout.date_order, facts["language"]
    labelled = _DATE_LABEL.fullmatch(text)
    label = " ".join(labelled["label"].casefold().split()) if labelled else ""
    dated = labelled["date"] if labelled and label in _SAID | _PUBLISHED | _CHANGED else text
    return (
        read_date(dated, language=language, order=order) is not None
        or read_date_and_more(text, language=language, order=order) is not None
    )


def read_date_line(line: str, where: str, layout: Layout, facts: Facts) -> bool:
    """Read a line that states a date, a place and a date, or a time; False if it does not."""
    text = line.strip(" \xa0|•·")
    if len(text) > 80:
        return False
    language = facts["language"]
    found = read_date(text, language=language, order=layout.date_order)
    if found:
        is_said = layout.date_alone == "said" and not found.clock
        _state_date(facts, "date" if is_said else "published", found, where)
        return True
    labelled = _DATE_LABEL.fullmatch(text)
    if labelled:
        label = " ".join(labelled["label"].casefold().split())
        found = read_date(labelled["date"], language=language, order=layout.date_order)
        if found and label in _SAID:
            _state_date(facts, "date", found, where)
            return True
        if found and label in _PUBLISHED:
            _state_date(facts, "published", found, where)
            return True
        if found and label in _CHANGED:
            facts.warnings.append(f"{where}: “{text}” is the date of a change and was left out")
            return True
    dated = read_date_and_more(text, language=language, order=layout.date_order)
    if dated:
        if any(map(str.isalnum, dated[1])):
            facts.warnings.append(words_beside_date(where, dated[1]))
        is_said = layout.date_alone == "said" and not dated[0].clock
        _state_date(facts, "date" if is_said else "published", dated[0], where)
        return True
    placed = read_date_and_place(text)
    if placed:
        _state_date(facts, "date", placed[0], where)
        facts.state("place", placed[1], where)
        if placed[0].clock:
            facts.times.append(f"{placed[0].clock:%H:%M}")
        return True
    if _read_place_and_date(text, where, layout, facts):
        return True
    clock = read_time(text)
    if clock and len(facts["published"]) == 10:
        facts.found["published"] = Fact(f"{facts['published']}T{clock:%H:%M}", where)
        return True
    if clock:
        facts.times.append(text)
        return True
    return False


def read_labelled_dates(
    places: Sequence[int], ledger: Ledger, layout: Layout, facts: Facts
) -> None:
    """Read dates whose label is on the line above: `Published:`."""
    for place, following in pairwise(places):
        label = ledger.lines[place].text.strip().rstrip(":：").strip().casefold()
        text = ledger.lines[following].text.strip()
        dated = _DATE_WITH_NOTE.fullmatch(text) if label in _SAID | _PUBLISHED | _CHANGED else None
        if dated and read_date_line(
            f"{label}: {dated['date']}", line_name(ledger, following), layout, facts
        ):
            if dated["note"]:
                facts.remarks.append(dated["note"])
            if dated["beside"]:
                facts.warnings.append(
                    words_beside_date(line_name(ledger, following), dated["beside"])
                )
            ledger.read_as(place, "date")
            ledger.read_as(following, "date")


def keep_time(ledger: Ledger, place: int, facts: Facts) -> None:
    """Keep a line that is a time of day in the notes."""
    text = " ".join(ledger.lines[place].text.replace("*", "").split())
    facts.times.append(text)
    ledger.read_as(place, "notes")


def _state_date(facts: Facts, key: str, found: FoundDate, where: str) -> None:
    if found.is_ambiguous:
        facts.warnings.append(
            f"{where}: “{found.printed}” is ambiguous and was left empty; "
            "set `date_order: DMY` or `MDY` in the layout"
        )
        return
    facts.warnings.extend(found.warnings(where))
    value = found.day.isoformat() if key == "date" else found.moment
    if key == "published" and facts[key] and facts[key][:10] == value[:10]:
        if len(facts[key]) == 10:
            facts.found[key] = Fact(value, where)
    elif key == "published" and facts[key] and facts[key][:10] != value[:10]:
        facts.warnings.append(f"{where}: “{found.printed}” differs from {key} {facts[key]}")
    if key == "date":
        correct_date(facts, value, where)
    else:
        facts.state(key, value, where)


def _read_place_and_date(text: str, where: str, layout: Layout, facts: Facts) -> bool:
    """Read a line of a place and a date, which probably say where and when it was."""
    match = _PLACE_AND_DATE.fullmatch(text)
    words = match["place"].split() if match else []
    if not match or len(words) > 4 or not all(word[0].isupper() for word in words):
        return False
    found = read_date(match["date"], language=facts["language"], order=layout.date_order)
    if not found or found.clock or found.is_ambiguous or " ".join(words).casefold() in _SAID:
        return False
    if facts["date"] and facts["date"] != found.day.isoformat():
        return False
    for key, value in (("date", found.day.isoformat()), ("place", match["place"])):
        if not facts[key]:
            facts.found[key] = Fact(value, where, is_unsure=True)
    return True


def words_beside_date(where: str, words: str) -> str:
    """Return the warning about what is printed beside a date."""
    return f"{where}: “{words}” beside the date was left out"
