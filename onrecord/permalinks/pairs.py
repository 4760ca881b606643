"""The pairs found so far between the passages of an old text and those of a new one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from onrecord.permalinks.passage import Passage

Gap = tuple[Sequence[int], Sequence[int]]  # places in the old text, and in the new one
Group = TypeVar("Group", bound=Hashable)


class Pairs:
    """The passages of two texts, and which of them are the same; each is in one pair at most."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        """Start without pairs."""
        self.old, self.new = old, new
        self.found: dict[int, int] = {}  # old place to new place
        self.used: set[int] = set()  # new places

    def add(self, i: int, j: int) -> None:
        """Add a pair of an old and a new place."""
        self.found[i] = j
        self.used.add(j)

    def add_best(self, ranked: Iterable[tuple[float, int, int]]) -> None:
        """Add each pair, in this order, if neither of its passages is taken."""
        for _, i, j in ranked:
            if i not in self.found and j not in self.used:
                self.add(i, j)

    def left(self) -> Gap:
        """Return the places of the passages that are in no pair."""
        return self._left(range(len(self.old)), range(len(self.new)))

    def gaps(self) -> list[Gap]:
        """Return the passages that are in no pair, between pairs that are in order."""
        chain = longest_chain(self.found.items())
        gaps = between(chain, range(len(self.old)), range(len(self.new)))
        return [left for gap in gaps if all(left := self._left(*gap))]

    def _left(self, olds: Iterable[int], news: Iterable[int]) -> Gap:
        return [i for i in olds if i not in self.found], [j for j in news if j not in self.used]


class Places:
    """The positions of passages relative to those already in pairs, as old places."""

    def __init__(self, pairs: Pairs) -> None:
        """Compute the positions from the pairs found so far."""
        end = len(pairs.old)
        same, back = {i: i for i in pairs.found}, {j: i for i, j in pairs.found.items()}
        self.old_before = _nearest(range(end), same, -1)
        self.old_after = _nearest(reversed(range(end)), same, end)
        self.new_before = _nearest(range(len(pairs.new)), back, -1)
        self.new_after = _nearest(reversed(range(len(pairs.new))), back, end)

    def agreement(self, i: int, j: int) -> int:
        """Return on how many sides, 0 to 2, the nearest matched passage is the same."""
        before = self.old_before[i] == self.new_before[j]
        return before + (self.old_after[i] == self.new_after[j])

    def with_same_neighbour(self, left: Gap) -> Iterator[Gap]:
        """Yield the passages that have the same matched neighbour on one side."""
        olds, news = left
        for old_side, new_side in (
            (self.old_before, self.new_before),
            (self.old_after, self.new_after),
        ):
            others = grouped(news, new_side.__getitem__)
            for neighbour, members in grouped(olds, old_side.__getitem__).items():
                yield members, others.get(neighbour, [])


def between(
    chain: Iterable[tuple[int, int]], olds: Sequence[int], news: Sequence[int]
) -> Iterator[Gap]:
    """Yield what is before, between and after the pairs of a chain, whose places are in lists."""
    a = b = 0
    for a_end, b_end in (*chain, (len(olds), len(news))):
        yield olds[a:a_end], news[b:b_end]
        a, b = a_end + 1, b_end + 1


def grouped(places: Iterable[int], group_of: Callable[[int], Group]) -> dict[Group, list[int]]:
    """Return the places by the group of each."""
    groups: dict[Group, list[int]] = defaultdict(list)
    for place in places:
        groups[group_of(place)].append(place)
    return groups


def heaviest_chain(pairs: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the chain of pairs, in order on both sides, with the highest total value."""
    ends: list[int] = []  # the ends of the chains, the lightest chain first
    chains: list[tuple[float, _Link | None]] = []
    for i, j, value in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        place = bisect_left(ends, j)
        weight, before = chains[place - 1] if place else (0.0, None)
        weight += value
        stop = place
        while stop < len(ends) and chains[stop][0] <= weight:
            stop += 1
        ends[place:stop] = [j]
        chains[place:stop] = [(weight, _Link((i, j), before))]
    chain = []
    link = chains[-1][1] if chains else None
    while link:
        chain.append(link.pair)
        link = link.before
    return chain[::-1]


@dataclass(frozen=True, slots=True)
class _Link:
    """A pair in a chain, and the link before it."""

    pair: tuple[int, int]
    before: _Link | None


def longest_chain(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain of pairs in order on both sides."""
    return heaviest_chain((i, j, 1) for i, j in pairs)


def _nearest(order: Iterable[int], matched: Mapping[int, int], edge: int) -> dict[int, int]:
    nearest = {}
    last = edge
    for place in order:
        nearest[place] = last
        last = matched.get(place, last)
    return nearest
