"""Pairs items with their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def with_neighbours(
    items: Iterable[Item],
) -> Iterator[tuple[Item | None, Item, Item | None]]:
    """Yield `(None, a, b), (a, b, c), (b, c, None)` for a, b and c."""
    around = [None, *items, None]
    for before, item, after in zip(around, around[1:], around[2:], strict=False):
        assert item is not None
        yield before, item, after
