"""Things in order, each with the one before it and the one after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")


def with_neighbours(
    things: Iterable[Thing],
) -> Iterator[tuple[Thing | None, Thing, Thing | None]]:
    """`(None, a, b), (a, b, c), (b, c, None)` for a, b and c."""
    around = [None, *things, None]
    for before, thing, after in zip(around, around[1:], around[2:], strict=False):
        assert thing is not None
        yield before, thing, after
