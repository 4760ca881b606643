"""Reads lines of place, date and time above the first turn, and remarks below the text."""

from onrecord.content.layouts import Layout, matches_phrase
from onrecord.importing.date_lines import keep_time
from onrecord.importing.dates import read_date, read_time
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.judge_turns import begins_turn
from onrecord.importing.languages import listed_languages
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.stated_facts import Facts, correct_date, line_name, state_languages

_DATELINE = 6  # lines
_DATELINE_WIDTH = 90


def read_dateline(ledger: Ledger, known: KnownLabels, layout: Layout, facts: Facts) -> None:
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
        found = read_date(text.strip("()"), order=layout.date_order)
        if read_time(text) is not None:
            keep_time(ledger, place, facts)
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


def read_anywhere(ledger: Ledger, layout: Layout, facts: Facts) -> None:
    """Read times, remarks and lists of languages anywhere in the text."""
    for place, line in list(ledger.open()):
        text = " ".join(line.text.split())
        if matches_phrase(layout.remarks, text):
            facts.remarks.append(text)
            ledger.read_as(place, "notes")
        elif layout.dateline and len(text) < 40 and read_time(text):
            keep_time(ledger, place, facts)
        elif listed := listed_languages(line.text):
            state_languages(facts, listed, f"line {line.number}")
            ledger.read_as(place, "other_languages")
