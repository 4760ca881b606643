"""Leaves out times of a recording beside labels: `[00:12:05] Ann: Yes`, `Ann Roe  0:12`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.content.label_forms import is_personal
from onrecord.importing.find_labels import KnownLabels, find_label
from onrecord.importing.label_words import is_of_machine
from onrecord.importing.line_ledger import Entry, Ledger
from onrecord.importing.markdown_words import without_start
from onrecord.importing.source import Run
from onrecord.importing.source_blocks import Passage, stripped

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
_FEWEST = 2  # times in a text, for which others are not mistaken


@dataclass(frozen=True, slots=True)
class _Timed:
    passage: Passage  # without the time
    time: str
    why: str


def without_times(
    ledger: Ledger, passages: list[Passage], known: KnownLabels
) -> tuple[list[Passage], list[Entry]]:
    """Leave out times before or after labels where they recur."""
    for find in (_timed_before, _timed_after):
        found = [find(passage, known) for passage in passages]
        if sum(one is not None for one in found) >= _FEWEST:
            left_out = [
                Entry(
                    replace(ledger.lines[one.passage.places[0]], text=one.time), "left out", one.why
                )
                for one in found
                if one
            ]
            return [
                one.passage if one else p for one, p in zip(found, passages, strict=True)
            ], left_out
    return passages, []


def _timed_before(passage: Passage, known: KnownLabels) -> _Timed | None:
    match = _BEFORE.match(passage.words)
    if not match or not find_label(match["rest"], known):
        return None
    runs = stripped(without_start(passage.runs, match.end("time")))
    return _Timed(replace(passage, runs=runs), match["time"], "time before a label")


def _timed_after(passage: Passage, known: KnownLabels) -> _Timed | None:
    is_apart = bool(passage.heading) or passage.is_stated
    match = None if is_apart else _label_and_time(passage.words, known)
    if not match:
        return None
    name, rest = match["name"].strip(), match["rest"]
    begin = match.start("rest") if rest else len(passage.words)
    runs = (Run(f"{name}: " if rest else f"{name}:"), *without_start(passage.runs, begin))
    where = "after" if match.re is _AFTER else "before"
    return _Timed(replace(passage, runs=runs), match["time"], f"time {where} a label")


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
