"""Reads the lines above the text: title, dates, languages and the like."""

import re

from onrecord.importing.date_lines import is_date_line, read_date_line, read_labelled_dates
from onrecord.importing.dates import DateReader, read_date_and_place, read_time
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.judge_turns import begins_turn
from onrecord.importing.languages import is_spaced, listed_languages
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.markdown_words import plain, read_runs
from onrecord.importing.recording_times import has_label_and_time
from onrecord.importing.source import BESIDE, Fact
from onrecord.importing.stated_facts import Facts, line_name, read_languages, read_remark

_HEAD = 14  # lines with words, at most, that are searched for facts
_TITLE_WORDS = 80
_TITLE_LINES = 4
_NEAR = 4  # lines above a title may hold its date


def read_head(ledger: Ledger, facts: Facts, known: KnownLabels) -> None:
    """Read date, title and languages above the text, each on a line of its own."""
    head = _head(ledger, known, facts)
    title = _title_place(ledger, head, facts)
    if title is not None:
        words = _title_words(ledger, title, facts)
        if ledger.lines[title].heading and not ledger.lines[title].runs:
            words = plain(read_runs(words.strip("#").strip()))
        facts.state("title", words, line_name(ledger, title))
        for place in _title_run(ledger, title, facts):
            ledger.read_as(place, "title")
    for place in head:
        if not ledger.is_open(place):
            continue
        line = ledger.lines[place]
        text, where = line.text.strip(), f"line {line.number}"
        if read_time(text) is not None and facts.layout.dateline:
            continue
        if read_date_line(text, where, facts):
            ledger.read_as(place, "date")
        elif read_languages(ledger, place, facts) or read_remark(ledger, place, facts):
            continue
        elif is_title(text, facts):
            ledger.read_as(place, "title")
        elif not any(character.isalpha() for character in text) and not line.is_rule:
            ledger.leave_out(place, "a number above the text")
        elif title is not None and place < title:
            facts.warnings.append(f"{where}: “{text}” above the title was left out")
            ledger.leave_out(place, "above the title")


def read_above(ledger: Ledger, facts: Facts) -> None:
    """Read a page's title and date above the element that holds its text."""
    first = next((place for place, _ in ledger.open()), 0)
    above = [
        place
        for place in range(max(0, first - _HEAD), first)
        if ledger.lines[place].outside == BESIDE
    ]
    titles = [place for place in above if is_title(ledger.lines[place].text, facts)]
    for place in titles:
        ledger.read_as(place, "title")
    near = [place for place in above if not titles or place >= titles[0] - _NEAR]
    read_labelled_dates(near, ledger, facts)
    near = [place for place in near if ledger.lines[place].outside == ledger.why(place)]
    for place in near:
        read_languages(ledger, place, facts)
    dates = [
        place
        for place in near
        if place not in titles and is_date_line(ledger.lines[place].text, facts)
    ]
    if len({" ".join(ledger.lines[place].text.split()) for place in dates}) == 1:
        read_date_line(ledger.lines[dates[0]].text.strip(), line_name(ledger, dates[0]), facts)
        for place in dates:
            ledger.read_as(place, "date")
        times = [place for place in near if read_time(ledger.lines[place].text) is not None]
        if len(times) == 1 and len(facts["published"]) == 10:
            read_date_line(ledger.lines[times[0]].text, line_name(ledger, times[0]), facts)
            ledger.read_as(times[0], "date")
    elif dates:
        facts.warnings.append("more than one date above the text; none was used")


def _head(ledger: Ledger, known: KnownLabels, facts: Facts) -> list[int]:
    """Return the first lines, up to a turn or a line that ends like a sentence."""
    head: list[int] = []
    for place, line in ledger.open():
        text = line.text.strip()
        is_fact = is_date_line(text, facts) or read_time(text) is not None
        is_stated_title = is_title(text, facts)
        if is_fact or is_stated_title:
            head.append(place)
            continue
        is_turn = begins_turn(line.text, known) or has_label_and_time(line.text, known)
        if len(head) == _HEAD or line.is_rule or is_turn:
            break
        is_long_title = len(_title_run(ledger, place, facts)) > 1
        if not is_long_title and (text[-1] in ".,;:!?…" or len(text.split()) > _TITLE_WORDS):
            break
        head.append(place)
        if is_long_title:
            break
    return head


def _title_run(ledger: Ledger, first: int, facts: Facts) -> list[int]:
    """Return the lines of a title: several if it is wrapped and contains a date."""
    run = [first]
    for place in range(first + 1, min(first + _TITLE_LINES + 1, len(ledger.lines))):
        line = ledger.lines[place]
        if line.runs or line.heading or line.is_blank or not ledger.is_open(place):
            break
        run.append(place)
    texts = [ledger.lines[place].text.strip() for place in run]
    words = " ".join(texts)
    is_one = (
        len(run) <= _TITLE_LINES
        and words[-1] not in ".,;:!?…"
        and len(words.split()) <= _TITLE_WORDS
        and not any(is_date_line(text, facts) or listed_languages(text) for text in texts)
        and any(facts.dates.find(words))
    )
    return run if is_one else [first]


def _title_place(ledger: Ledger, head: list[int], facts: Facts) -> int | None:
    """Return the place of the title: as the source states it, or the most likely line.

    The most likely line is the first with a date, or the longest. A heading above the text is
    better than a page's `<title>`, which is for the browser's window.
    """
    texts = {place: ledger.lines[place].text.strip() for place in head}
    fitting = [place for place in head if _could_be_title(texts[place])]
    dated = [place for place in fitting if facts.dates.find(_title_words(ledger, place, facts))]
    is_weak = facts["title"] and facts.found["title"].where == "<title>"
    better = [place for place in head if ledger.lines[place].heading] or dated
    if is_weak and better:
        del facts.found["title"]
        return better[0]
    for place in head:
        if is_title(texts[place], facts):
            return place
    if facts["title"]:
        return None
    return dated[0] if dated else max(fitting, key=lambda one: len(texts[one]), default=None)


def _title_words(ledger: Ledger, first: int, facts: Facts) -> str:
    """Return the words of the title that begins on a line."""
    return " ".join(ledger.lines[place].text.strip() for place in _title_run(ledger, first, facts))


def _could_be_title(text: str) -> bool:
    words = text.split()
    is_joined = len(words) < 3 and len(text) > 3 and not is_spaced(text)
    has_form = (is_joined or 2 < len(words) <= _TITLE_WORDS) and text[0] not in '(["“«•-–—'
    is_apart = re.search(r"\s{3}", text) is not None  # text on the left and right of a page
    is_date = DateReader().read(text) or read_date_and_place(text)
    return has_form and not (is_apart or listed_languages(text) or is_date)


def is_title(text: str, facts: Facts) -> bool:
    """True if the line is the title that the source states, perhaps without the site's name."""
    title = " ".join(facts["title"].split()).casefold()
    folded = " ".join(text.lstrip("#").split()).casefold()
    if not title or not folded:
        return False
    if facts.found["title"].where.startswith("<") and title.startswith(folded) and len(folded) > 20:
        facts.found["title"] = Fact(text.strip(), "the page")
        return True
    return folded == title
