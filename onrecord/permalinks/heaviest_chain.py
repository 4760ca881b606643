"""Chooses pairs that are in the same order on both sides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Link:
    """A pair in a chain, and the link before it."""

    pair: tuple[int, int]
    before: _Link | None


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
