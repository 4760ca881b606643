"""The last number that was given to a paragraph, and to an answer, of a statement.

Numbers are given in order, and never twice, so the last one says which were given. A record has
them in its first line; witnesses of earlier builds have them too (`onrecord.permalinks.witnesses`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import EXCHANGE, PARAGRAPH

_COUNTS = re.compile(r'^\{"statement": .*"paragraphs": (?P<p>\d{1,6}), "answers": (?P<a>\d{1,6})')
_ID = re.compile(r'^\{"id": "(?P<kind>p|answer-)(?P<number>[1-9][0-9]{0,5})"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LastNumbers:
    """The last numbers of a statement; all numbers before them were given too."""

    paragraph: int = 0
    answer: int = 0

    def after(self, earlier: LastNumbers) -> str:
        """Return what was given after the earlier ones: `p12 to p14, answer-3`, or nothing."""
        given = (
            _named(PARAGRAPH, earlier.paragraph + 1, self.paragraph),
            _named(EXCHANGE, earlier.answer + 1, self.answer),
        )
        return ", ".join(filter(None, given))

    def united(self, other: LastNumbers) -> LastNumbers:
        """Return the later numbers of both."""
        return LastNumbers(max(self.paragraph, other.paragraph), max(self.answer, other.answer))


def last_numbers_in(record: str) -> LastNumbers:
    """Return the last numbers in the text of a record, or counted there, however damaged it is."""
    found = {PARAGRAPH: 0, EXCHANGE: 0}
    for match in _ID.finditer(record):
        found[match["kind"]] = max(found[match["kind"]], int(match["number"]))
    counts = _COUNTS.match(record)
    counted = LastNumbers(int(counts["p"]), int(counts["a"])) if counts else LastNumbers()
    return LastNumbers(found[PARAGRAPH], found[EXCHANGE]).united(counted)


def name_missing(kind: str, numbers: Iterable[int], last: int) -> str:
    """Return the ids up to the last that are not among the numbers: `p3, p7 to p9`."""
    bounds = pairwise((0, *sorted({n for n in numbers if n <= last}), last + 1))
    return ", ".join(filter(None, (_named(kind, one + 1, other - 1) for one, other in bounds)))


def _named(kind: str, first: int, last: int) -> str:
    """Return `p12 to p14`, `p12`, or nothing."""
    if first >= last:
        return f"{kind}{last}" if first == last else ""
    return f"{kind}{first} to {kind}{last}"
