"""Finds the facts of a transcript's front matter that a source states; none is guessed."""

import re
from urllib.parse import urlsplit

from onrecord.content.config import is_http_or_empty
from onrecord.content.layouts import Layout
from onrecord.importing.date_lines import read_labelled_dates
from onrecord.importing.datelines import read_anywhere, read_dateline
from onrecord.importing.dates import read_date, read_stamp
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.head_lines import read_above, read_head
from onrecord.importing.languages import language_of
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.source import Fact, Source
from onrecord.importing.stated_facts import Facts, state_languages
from onrecord.importing.title_facts import read_title

_FIRST = 30  # lines that are searched for a labelled date


def find_facts(source: Source, ledger: Ledger, layout: Layout, known: KnownLabels) -> Facts:
    """Return what the source states; the ledger records which lines state it."""
    facts = Facts(layout.date_order)
    _take_stated(source, layout, facts)
    _language(source, ledger, layout, facts)
    if not source.is_data:
        _read_text(ledger, layout, facts, known)
    read_title(facts, layout)
    _read_head_title(source, facts)
    _take_unsure(source, layout, facts)
    _finish(facts, layout)
    return facts


def _read_text(ledger: Ledger, layout: Layout, facts: Facts, known: KnownLabels) -> None:
    """Read the facts in the lines of the text."""
    read_above(ledger, layout, facts)
    read_head(ledger, layout, facts, known)
    read_labelled_dates([place for place, _ in ledger.open()][:_FIRST], ledger, layout, facts)
    if layout.dateline:
        read_dateline(ledger, known, layout, facts)
    read_anywhere(ledger, layout, facts)


def _take_stated(source: Source, layout: Layout, facts: Facts) -> None:
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
        found = facts.read_date(value)
        if stamp := read_stamp(value) or (found.moment if found else ""):
            facts.state(key, stamp[:10] if key == "date" else stamp, where)
        else:
            facts.warnings.append(f"{where}: “{value}” is not a date that can be read")


def _language(source: Source, ledger: Ledger, layout: Layout, facts: Facts) -> None:
    stated = source.stated.get("language")
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
    found = facts.find_dates(stated.value)
    if len({one.day for one in found}) == 1 and not found[0].is_ambiguous:
        facts.state("date", found[0].day.isoformat(), stated.where)


def _take_unsure(source: Source, layout: Layout, facts: Facts) -> None:
    """Use what may be about something else, such as the name of the file, where nothing is sure."""
    for key in ("title", "date"):
        stated = source.stated.get(key)
        if not stated or not stated.is_unsure:
            continue
        found = read_date(stated.value, order=layout.date_order) if key == "date" else None
        value = found.day.isoformat() if found else stated.value if key == "title" else ""
        facts.state(key, value, stated.where, is_unsure=True)


def _finish(facts: Facts, layout: Layout) -> None:
    published = facts["published"]
    host = urlsplit(facts["url"]).hostname
    if host and not facts["publisher"]:
        facts.found["publisher"] = Fact(host, "the host of the address", is_unsure=True)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?", published):
        facts.remarks.append("The page gives the time of publication without a time zone.")
    if layout.speaker:
        facts.state("speaker", layout.speaker, f"layout {layout.slug}")
    if layout.kind != "statement":
        facts.state("kind", layout.kind, f"layout {layout.slug}")
