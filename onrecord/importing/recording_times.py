"""Leaves out times of a recording before labels: `[00:12:05] Ann: Yes`."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.importing.find_labels import KnownLabels, find_label
from onrecord.importing.line_ledger import Entry, Ledger
from onrecord.importing.markdown_words import without_start
from onrecord.importing.source_blocks import Passage, stripped

# `[00:12:05] Ann: Yes`, `00:12 Ann: Yes`
_STAMP = re.compile(
    r"(?P<stamp>[\s\xa0]*(?:\[[\s\xa0]*)?\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\)?"
    r"(?:[\s\xa0]*\])?[\s\xa0]*[-–—|]?[\s\xa0]+)(?P<rest>\S.*)",
    re.DOTALL,
)


def without_times(
    ledger: Ledger, passages: list[Passage], known: KnownLabels
) -> tuple[list[Passage], list[Entry]]:
    """Leave out times before labels where they recur: `[00:12] Ann: Yes`."""
    stamps = [_STAMP.match(p.words) for p in passages]
    if sum(_is_stamp(stamp, known) for stamp in stamps) < 2:
        return passages, []
    result, left_out = [], []
    for passage, stamp in zip(passages, stamps, strict=True):
        if stamp and _is_stamp(stamp, known):
            line = ledger.lines[passage.places[0]]
            words = replace(line, text=stamp["stamp"])
            left_out.append(Entry(words, "left out", "time before a label"))
            runs = stripped(without_start(passage.runs, stamp.end("stamp")))
            result.append(replace(passage, runs=runs))
        else:
            result.append(passage)
    return result, left_out


def _is_stamp(stamp: re.Match[str] | None, known: KnownLabels) -> bool:
    return stamp is not None and find_label(stamp["rest"], known) is not None
