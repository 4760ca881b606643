"""The last number that was given to a paragraph, and to an answer, of a statement.

Numbers are given in order, and never twice, so the last one says which were given. A record has
them in its first line; witnesses of earlier builds have them too (`onrecord.permalinks.witnesses`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, pairwise

from onrecord.model import EXCHANGE, PARAGRAPH, Anchor, is_of_exchange, number_in

_COUNTS = re.compile(r'^\{"statement": .*"paragraphs": (?P<p>\d{1,6}), "answers": (?P<a>\d{1,6})')
_ID = re.compile(r'^\{"id": "(?P<anchor>(?:p|answer-)[1-9][0-9]{0,5})"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LastNumbers:
    """The last numbers of a statement; all numbers before them were given too."""

    paragraph: int = 0
    answer: int = 0

    @property
    def by_kind(self) -> tuple[tuple[str, int], tuple[str, int]]:
        """What an id begins with, and the last number, of both kinds of ids."""
        return (PARAGRAPH, self.paragraph), (EXCHANGE, self.answer)

    def anchors(self) -> Iterator[Anchor]:
        """Yield every id up to the last ones."""
        for kind, last in self.by_kind:
            yield from (Anchor(f"{kind}{number}") for number in range(1, last + 1))

    def unused(self, kind: str) -> Iterator[Anchor]:
        """Yield the next ids of a kind."""
        yield from (Anchor(f"{kind}{number}") for number in count(dict(self.by_kind)[kind] + 1))

    def after(self, earlier: LastNumbers) -> str:
        """Return what was given after the earlier ones: `p12 to p14, answer-3`, or nothing."""
        both = zip(self.by_kind, earlier.by_kind, strict=True)
        given = (_named(kind, before + 1, last) for (kind, last), (_, before) in both)
        return ", ".join(filter(None, given))

    def united(self, other: LastNumbers) -> LastNumbers:
        """Return the later numbers of both."""
        return LastNumbers(max(self.paragraph, other.paragraph), max(self.answer, other.answer))


def last_of(anchors: Iterable[str]) -> LastNumbers:
    """Return the last numbers of ids."""
    last = {False: 0, True: 0}
    for anchor in anchors:
        is_answer, number = is_of_exchange(anchor), number_in(anchor)
        last[is_answer] = max(last[is_answer], number)
    return LastNumbers(last[False], last[True])


def last_numbers_in(record: str) -> LastNumbers:
    """Return the last numbers in the text of a record, or counted there, however damaged it is."""
    counts = _COUNTS.match(record)
    counted = LastNumbers(int(counts["p"]), int(counts["a"])) if counts else LastNumbers()
    return last_of(match["anchor"] for match in _ID.finditer(record)).united(counted)


def name_missing(kind: str, anchors: Iterable[Anchor], last: int) -> str:
    """Return the ids of a kind up to the last that are not there: `p3, p7 to p9`."""
    numbers = {number_in(one) for one in anchors if one.startswith(kind)}
    bounds = pairwise((0, *sorted(n for n in numbers if n <= last), last + 1))
    return ", ".join(filter(None, (_named(kind, one + 1, other - 1) for one, other in bounds)))


def _named(kind: str, first: int, last: int) -> str:
    """Return `p12 to p14`, `p12`, or nothing."""
    if first >= last:
        return f"{kind}{last}" if first == last else ""
    return f"{kind}{first} to {kind}{last}"
