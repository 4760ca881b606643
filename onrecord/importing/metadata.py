"""Finds the facts of a transcript's front matter that a source states; none is guessed."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from onrecord.content.config import is_http_or_empty
from onrecord.content.layouts import Layout
from onrecord.importing.date_lines import read_anywhere, read_dateline, read_labelled_dates
from onrecord.importing.dates import read_stamp
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.head_lines import read_above, read_head
from onrecord.importing.languages import country_names, language_of, weekdays
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.source import Fact, Source
from onrecord.importing.stated_facts import Facts, correct_date, state_languages
from onrecord.model import Speaker
from onrecord.word_lists import word_list

_FIRST = 30  # lines that are searched for a labelled date
# `, Ankara` after a date at the end of a title
_PLACE_AFTER = re.compile(r",[ \xa0](?P<place>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,2})")
# `talks with Foreign Minister of Afghanistan Mohammad Haneef Atmar`
_WITH = re.compile(r"\b(?:talks|meeting|negotiations|consultations) with (?P<whom>[^,;()]+)$")


def find_facts(source: Source, ledger: Ledger, layout: Layout, known: KnownLabels) -> Facts:
    """Return what the source states; the ledger records which lines state it."""
    facts = Facts(layout)
    _take_stated(source, facts)
    _language(source, ledger, facts)
    if not source.is_data:
        _read_text(ledger, facts, known)
    read_title(facts)
    _read_head_title(source, facts)
    _take_unsure(source, facts)
    _finish(facts)
    return facts


def _read_text(ledger: Ledger, facts: Facts, known: KnownLabels) -> None:
    """Read the facts in the lines of the text."""
    read_above(ledger, facts)
    read_head(ledger, facts, known)
    read_labelled_dates([place for place, _ in ledger.open()][:_FIRST], ledger, facts)
    if facts.layout.dateline:
        read_dateline(ledger, known, facts)
    read_anywhere(ledger, facts)


def _take_stated(source: Source, facts: Facts) -> None:
    layout = facts.layout
    sure = {key: stated for key, stated in source.stated.items() if not stated.is_unsure}
    for key in ("title", "url", "place", "publisher", "occasion"):
        if key in sure:
            facts.found[key] = sure[key]
    if recording := sure.get("recording"):
        if is_http_or_empty(recording.value):
            facts.found["recording"] = recording
        else:
            facts.remarks.append(f"The source names a recording ({recording.value})")
    if layout.publisher:
        facts.found["publisher"] = Fact(layout.publisher, f"layout {layout.slug}")
    for key in ("date", "published"):
        if key not in sure:
            continue
        value, where = sure[key].value, sure[key].where
        found = facts.dates.read(value)
        if stamp := read_stamp(value) or (found.moment if found else ""):
            facts.state(key, stamp[:10] if key == "date" else stamp, where)
        else:
            facts.warnings.append(f"{where}: “{value}” is not a date that can be read")


def _language(source: Source, ledger: Ledger, facts: Facts) -> None:
    layout, stated = facts.layout, source.stated.get("language")
    if layout.language:
        facts.state("language", layout.language, f"layout {layout.slug}")
    elif stated and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", stated.value):
        facts.state("language", re.split("[-_]", stated.value)[0].lower(), stated.where)
    words = language_of("\n".join(line.text for _, line in ledger.open())) or language_of(
        "\n".join(line.text for line in source.lines if not line.outside)
    )
    if words and facts["language"] not in {"", words}:
        facts.warnings.append(
            f"the page gives {facts['language']} as its language; the text looks like {words}"
        )
    facts.state("language", words, "recognised from the text", is_unsure=True)
    if listed := source.stated.get("languages"):
        codes = {part.lower().split("-")[0] for part in listed.value.split()}
        state_languages(facts, (code for code in codes if len(code) == 2), listed.where)


def _read_head_title(source: Source, facts: Facts) -> None:
    """Use the date in `<title>` if the page states no other."""
    stated = source.stated.get("head_title")
    if facts["date"] or not stated:
        return
    found = facts.dates.find(stated.value)
    if len({one.day for one in found}) == 1 and not found[0].is_ambiguous:
        facts.state("date", found[0].day.isoformat(), stated.where)


def _take_unsure(source: Source, facts: Facts) -> None:
    """Use what may be about something else, such as the name of the file, where nothing is sure."""
    unsure = {key: stated for key, stated in source.stated.items() if stated.is_unsure}
    if title := unsure.get("title"):
        facts.found.setdefault("title", title)
    if (stated := unsure.get("date")) and (found := facts.dates.read(stated.value)):
        facts.state("date", found.day.isoformat(), stated.where, is_unsure=True)


def _finish(facts: Facts) -> None:
    layout, published = facts.layout, facts["published"]
    host = urlsplit(facts["url"]).hostname
    if host and not facts["publisher"]:
        facts.found["publisher"] = Fact(host, "the host of the address", is_unsure=True)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?", published):
        facts.remarks.append("The page gives the time of publication without a time zone.")
    if layout.speaker:
        facts.state("speaker", layout.speaker, f"layout {layout.slug}")
    if layout.kind != "statement":
        facts.state("kind", layout.kind, f"layout {layout.slug}")


def read_title(facts: Facts) -> None:
    """Read date, place, occasion and people in the title."""
    title = facts["title"]
    if not title:
        return
    dates = facts.dates.find(title)
    before = title
    if len({found.day for found in dates}) == 1 and not dates[0].is_ambiguous:
        said = dates[0].day.isoformat()
        correct_date(facts, said, "the title")
        facts.warnings.extend(dates[0].warnings("the title"))
        before, _, after = title.rpartition(dates[-1].printed)
        before = before.rstrip(" ,\xa0")
        if named := _PLACE_AFTER.fullmatch(after):
            facts.state("place", named["place"], "the title")
    elif dates:
        facts.warnings.append("more than one date in the title")
    rest = _place_in_title(before, title, facts)
    _occasion_in_title(rest, facts)


def people_in(title: str, speakers: Mapping[str, Speaker]) -> tuple[str, ...]:
    """Return the slugs of the people named in a title."""
    folded = " ".join(title.split()).casefold()
    return tuple(
        slug
        for slug, speaker in speakers.items()
        if speaker.is_person
        and any(
            re.search(rf"\b{re.escape(name.casefold())}(?:\b|(?=[’']))", folded)
            for name in (speaker.name, *speaker.other_names)
        )
    )


def _place_in_title(before: str, title: str, facts: Facts) -> str:
    """Take the place from `…, Moscow, February 26, 2021`; return the title without it."""
    rest, comma, place = before.rpartition(",")
    words = place.split()
    is_place = comma and before != title and 0 < len(words) <= 4
    if not is_place or not all(word[0].isupper() for word in words):
        return before
    if words[-1].casefold().strip(".") in weekdays():
        return _place_in_title(rest, title, facts)
    facts.state("place", place.strip(), "the title")
    return rest


def _occasion_in_title(rest: str, facts: Facts) -> None:
    folded = rest.casefold()
    for phrase in (*facts.layout.occasions, *word_list("title_words", "occasions")):
        if phrase.casefold() in folded:
            facts.state("occasion", phrase, "the title")
            break
    match = _WITH.search(rest)
    if not match:
        return
    whom = match["whom"].strip()
    office, name = _split_office(whom, facts["language"] or "en")
    facts.state("with", f"{name}, {office}" if office else whom, "the title")
    if facts["occasion"]:
        occasion = facts["occasion"]
        facts.state("short_title", f"{occasion[0].upper()}{occasion[1:]} with {name}", "the title")
    facts.state("_name", name, "the title")


def _split_office(whom: str, language: str) -> tuple[str, str]:
    """Split `Foreign Minister of Afghanistan Mohammad Haneef Atmar` into office and name."""
    for country in sorted(country_names(language), key=len, reverse=True):
        office, found, name = whom.partition(f"{country} ")
        words = name.split()
        if (
            found
            and " of " in office
            and 0 < len(words) <= 5
            and all(w[0].isupper() for w in words)
        ):
            return f"{office}{country}", name
    return "", whom
