"""Lines that state a date, a time, or where it was."""

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.importing.dates import DateReader, FoundDate, read_date_and_place, read_time
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.judge_turns import begins_turn
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.source import Fact
from onrecord.importing.stated_facts import (
    Facts,
    correct_date,
    line_name,
    read_languages,
    read_remark,
)
from onrecord.word_lists import word_set

# What the labels of dates mean: `said`, `published` or `changed`.
_MEANINGS = {
    label: meaning
    for meaning in ("changed", "published", "said")
    for label in word_set("date_labels", meaning)
}
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
_DATELINE = 6  # lines
_DATELINE_WIDTH = 90
_TIME_WIDTH = 40


def is_date_line(text: str, facts: Facts) -> bool:
    """True if the line is a date, with or without a label."""
    if len(text) > 80:
        return False
    if read_date_and_place(text):
        return True
    if not any(character.isdigit() for character in text) and not DateReader().read(text):
        return False
    meaning, dated = _labelled(text)
    dated = dated if meaning else text
    return facts.dates.read(dated) is not None or facts.dates.read_and_more(text) is not None


def read_date_line(line: str, where: str, facts: Facts) -> bool:
    """Read a line that states a date, a place and a date, or a time; False if it does not."""
    text = line.strip(" \xa0|•·")
    if len(text) > 80:
        return False
    if found := facts.dates.read(text):
        _state_date(facts, _meaning_alone(found, facts), found, where)
        return True
    meaning, date = _labelled(text)
    if meaning and (found := facts.dates.read(date)):
        if meaning == "changed":
            facts.warnings.append(f"{where}: “{text}” is the date of a change and was left out")
        else:
            _state_date(facts, meaning, found, where)
        return True
    if dated := facts.dates.read_and_more(text):
        found, more = dated
        if any(map(str.isalnum, more)):
            facts.warnings.append(words_beside_date(where, more))
        _state_date(facts, _meaning_alone(found, facts), found, where)
        return True
    placed = read_date_and_place(text)
    if placed:
        _state_date(facts, "said", placed[0], where)
        facts.state("place", placed[1], where)
        if placed[0].clock:
            facts.times.append(f"{placed[0].clock:%H:%M}")
        return True
    if _read_place_and_date(text, where, facts):
        return True
    clock = read_time(text)
    if clock and len(facts["published"]) == 10:
        facts.found["published"] = Fact(f"{facts['published']}T{clock:%H:%M}", where)
        return True
    if clock:
        facts.times.append(text)
        return True
    return False


def read_labelled_dates(places: Sequence[int], ledger: Ledger, facts: Facts) -> None:
    """Read dates whose label is on the line above: `Published:`."""
    for place, following in pairwise(places):
        label = ledger.lines[place].text.strip().rstrip(":：").strip().casefold()
        text = ledger.lines[following].text.strip()
        where = line_name(ledger, following)
        dated = _DATE_WITH_NOTE.fullmatch(text) if label in _MEANINGS else None
        if dated and read_date_line(f"{label}: {dated['date']}", where, facts):
            if dated["note"]:
                facts.remarks.append(dated["note"])
            if dated["beside"]:
                facts.warnings.append(words_beside_date(where, dated["beside"]))
            ledger.read_as(place, "date")
            ledger.read_as(following, "date")


def read_dateline(ledger: Ledger, known: KnownLabels, facts: Facts) -> None:
    """Read where and when it was in the lines above the first turn; a time goes to the notes.

    `James S. Brady Press Briefing Room`, `(June 14, 2021)`, `1:03 P.M. EST`
    """
    above: list[int] = []
    for place, line in ledger.open():
        if begins_turn(line.text, known):
            break
        above.append(place)
        if len(above) > _DATELINE or len(line.text.strip()) > _DATELINE_WIDTH:
            return
        if read_time(line.text) is not None:
            break
    else:
        return
    places = []
    for place in above:
        text = ledger.lines[place].text.strip("*_ \t\xa0")
        found = DateReader(order=facts.layout.date_order).read(text.strip("()"))
        if read_time(text) is not None:
            _keep_time(ledger, place, facts)
        elif found:
            correct_date(facts, found.day.isoformat(), line_name(ledger, place))
            ledger.read_as(place, "date")
        elif text.startswith(("\\*", "(", "[")):
            facts.remarks.append(text.replace("\\", ""))
            ledger.read_as(place, "notes")
        else:
            places.append(text)
            ledger.read_as(place, "place")
    if places:
        facts.state("place", ", ".join(places), line_name(ledger, above[0]))


def read_anywhere(ledger: Ledger, facts: Facts) -> None:
    """Read times, remarks and lists of languages anywhere in the text."""
    for place, line in list(ledger.open()):
        is_short = facts.layout.dateline and len(" ".join(line.text.split())) < _TIME_WIDTH
        if read_remark(ledger, place, facts):
            continue
        if is_short and read_time(line.text):
            _keep_time(ledger, place, facts)
        else:
            read_languages(ledger, place, facts)


def _keep_time(ledger: Ledger, place: int, facts: Facts) -> None:
    """Keep a line that is a time of day in the notes."""
    facts.times.append(" ".join(ledger.lines[place].text.replace("*", "").split()))
    ledger.read_as(place, "notes")


def _labelled(text: str) -> tuple[str, str]:
    """Return what the label of a date means, and the date; empty strings without a known label."""
    match = _DATE_LABEL.fullmatch(text)
    meaning = _MEANINGS.get(" ".join(match["label"].casefold().split())) if match else None
    return (meaning, match["date"]) if match and meaning else ("", "")


def _meaning_alone(found: FoundDate, facts: Facts) -> str:
    """Return what a date means that has no label."""
    return "said" if facts.layout.date_alone == "said" and not found.clock else "published"


def _state_date(facts: Facts, meaning: str, found: FoundDate, where: str) -> None:
    if found.is_ambiguous:
        facts.warnings.append(
            f"{where}: “{found.printed}” is ambiguous and was left empty; "
            "set `date_order: DMY` or `MDY` in the layout"
        )
        return
    facts.warnings.extend(found.warnings(where))
    if meaning == "said":
        correct_date(facts, found.day.isoformat(), where)
        return
    before, value = facts["published"], found.moment
    if before and before[:10] != value[:10]:
        facts.warnings.append(f"{where}: “{found.printed}” differs from published {before}")
    elif len(before) == 10:
        facts.found["published"] = Fact(value, where)
    facts.state("published", value, where)


def _read_place_and_date(text: str, where: str, facts: Facts) -> bool:
    """Read a line of a place and a date, which probably say where and when it was."""
    match = _PLACE_AND_DATE.fullmatch(text)
    words = match["place"].split() if match else []
    if not match or len(words) > 4 or not all(word[0].isupper() for word in words):
        return False
    found = facts.dates.read(match["date"])
    is_label = _MEANINGS.get(" ".join(words).casefold()) == "said"
    if not found or found.clock or found.is_ambiguous or is_label:
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
