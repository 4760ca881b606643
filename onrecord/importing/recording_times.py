"""Reads times of a recording beside labels: `[00:12:05] Ann: Yes`, `Ann Roe  0:12`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.content.label_forms import is_personal
from onrecord.content.times import read_time
from onrecord.importing.find_labels import KnownLabels, find_label
from onrecord.importing.label_words import is_of_machine
from onrecord.importing.line_ledger import Entry, Fate, Ledger
from onrecord.importing.markdown_words import cut
from onrecord.importing.source import Run
from onrecord.importing.source_blocks import Passage, stripped
from onrecord.model import Time

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
# `[00:12:05] Ann: Yes`, `00:12 Ann: Yes`
_BEFORE = re.compile(
    rf"(?P<time>[\s\xa0]*(?:\[[\s\xa0]*)?\(?{_CLOCK}\)?"
    r"(?:[\s\xa0]*\])?[\s\xa0]*[-–—|]?[\s\xa0]+)(?P<rest>\S.*)",
    re.DOTALL,
)
# `Ann Roe  0:12`, `Ann: 0:12`, `Ann Roe (00:12): Yes`, `Ann Roe [00:12:05] Yes`
_AFTER = re.compile(
    r"[\s\xa0]*(?P<name>[^\W\d_][^\d:：()\[\]\n]{0,60}?(?:[ _]\d{1,2})?)[\s\xa0]*"
    rf"(?P<colon>(?:[:：](?!\d))?)[\s\xa0]*(?P<time>[\[(]?{_CLOCK}[\])]?)(?P<after>[:：]?)(?:[\s\xa0]+(?P<rest>\S.*)|[\s\xa0]*)",
    re.DOTALL,
)
# `00:00:03 Ann Roe`, `[0:03] Speaker 1`
_BEFORE_NAME = re.compile(
    rf"[\s\xa0]*(?P<time>[\[(]?{_CLOCK}[\])]?)[\s\xa0]*[-–—|]?[\s\xa0]+"
    r"(?P<name>[^\W\d_][^\d:：()\[\]\n]{0,60}?(?:[ _]\d{1,2})?)[\s\xa0]*(?P<rest>(?!))?",
    re.DOTALL,
)
_BRACKETED = re.compile(r"[\s\xa0]*\[\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,3})?\]")
_NUMBERS = re.compile(r"\d+")
_FEWEST = 2  # times in a text, for which others are not mistaken
# A recording begins to speak within these; later, `[14:05]` is an hour of the day.
_FIRST_OF_TWO, _FIRST_OF_THREE = Time(3 * 60_000), Time(60 * 60_000)


@dataclass(frozen=True, slots=True)
class _Timed:
    passage: Passage  # without the time
    printed: str
    why: str
    time: Time | None = None  # None if no clock shows it


def with_times(
    ledger: Ledger, passages: list[Passage], known: KnownLabels
) -> tuple[list[Passage], list[Entry]]:
    """Take times before or after labels from the words where they recur.

    They are times of the recording if they ascend from its beginning; others, which may be hours of
    the day, are left out. The entries account for what was taken.
    """
    for find in (_timed_before, _timed_after):
        found = [find(passage, known) for passage in passages]
        timed = [one for one in found if one]
        if len(timed) >= _FEWEST:
            is_recording = _are_of_recording(timed)
            fate: Fate = "fact" if is_recording else "left out"
            entries = [
                Entry(replace(ledger.lines[one.passage.places[0]], text=one.printed), fate, one.why)
                for one in timed
            ]
            return [
                replace(one.passage, time=one.time if is_recording else None) if one else p
                for one, p in zip(found, passages, strict=True)
            ], entries
    return passages, []


def times_in_order(passages: list[Passage], warnings: list[str]) -> list[Passage]:
    """Return the passages, without their times if one is earlier than the one before it."""
    times = [passage.time for passage in passages if passage.time is not None]
    if times == sorted(times):
        return passages
    warnings.append("the times of the recording are not in order, and were left out")
    return [replace(passage, time=None) for passage in passages]


def _are_of_recording(timed: Sequence[_Timed]) -> bool:
    times = [one.time for one in timed]
    known = [time for time in times if time is not None]
    has_hours = all(len(_whole_numbers(one.printed)) == 3 for one in timed)
    latest = _FIRST_OF_THREE if has_hours else _FIRST_OF_TWO
    return len(known) == len(times) and known == sorted(known) and known[0] < latest


def _whole_numbers(printed: str) -> list[int]:
    """Return hours, minutes and seconds, or minutes and seconds."""
    return [int(number) for number in _NUMBERS.findall(re.split(r"[.,]", printed)[0])]


def _time_in(printed: str) -> Time | None:
    numbers = _whole_numbers(printed)
    fraction = _NUMBERS.findall(printed)[len(numbers) :]
    hours, minutes, seconds = [0, *numbers][-3:]
    clock = f"{hours}:{minutes:02}:{seconds:02}.{fraction[0] if fraction else 0}"
    return read_time(clock)


def _timed_before(passage: Passage, known: KnownLabels) -> _Timed | None:
    match = _BEFORE.match(passage.words)
    is_bracketed = _BRACKETED.match(passage.words) is not None and not passage.heading
    if not match or not (is_bracketed or find_label(match["rest"], known)):
        return None
    runs = stripped(cut(passage.runs, match.end("time")))
    why = "time before a paragraph" if is_bracketed else "time before a label"
    return _Timed(replace(passage, runs=runs), match["time"], why, _time_in(match["time"]))


def _timed_after(passage: Passage, known: KnownLabels) -> _Timed | None:
    is_apart = bool(passage.heading) or passage.is_stated
    match = None if is_apart else _label_and_time(passage.words, known)
    if not match:
        return None
    name, rest = match["name"].strip(), match["rest"]
    begin = match.start("rest") if rest else len(passage.words)
    runs = (Run(f"{name}: " if rest else f"{name}:"), *cut(passage.runs, begin))
    where = "after" if match.re is _AFTER else "before"
    why = f"time {where} a label"
    return _Timed(replace(passage, runs=runs), match["time"], why, _time_in(match["time"]))


def has_label_and_time(text: str, known: KnownLabels) -> bool:
    """True if the text begins with a label and a time: `Ann Roe  0:12`."""
    return _label_and_time(text, known) is not None


def _label_and_time(text: str, known: KnownLabels) -> re.Match[str] | None:
    """Match a label and a time; without a colon or brackets, only a name alone with its time."""
    match = _AFTER.fullmatch(text) or _BEFORE_NAME.fullmatch(text)
    if not match:
        return None
    name = match["name"].strip()
    label = find_label(f"{name}: x", known)
    has_colon = match.re is _AFTER and bool(match["colon"] or match["after"])
    is_named = is_personal(name) or is_of_machine(name) or (label is not None and label.owner)
    is_marked = has_colon or match["time"][0] in "[(" or not match["rest"]
    return match if label and is_marked and (is_named or has_colon) else None
