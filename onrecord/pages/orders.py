"""Orders of lists: both orders of a list by date, and the neighbours of an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from gettext import NullTranslations
from typing import TypeVar

from onrecord import urls
from onrecord.pages.page_types import Order, OrderedPage

ListPage = TypeVar("ListPage", bound=OrderedPage)
Item = TypeVar("Item")


def in_both_orders(page: ListPage, count: int, wording: NullTranslations) -> Iterator[ListPage]:
    """Yield a page for the latest first, and for the oldest first; one page if its list is short.

    `count` is the length of the list.
    """
    if count < 2:
        yield page
        return
    order = Order(page.address, urls.oldest_first(page.address), is_latest_first=True)
    yield replace(page, order=order)
    yield replace(
        page,
        address=order.oldest,
        title=wording.gettext("%(title)s, oldest first") % {"title": page.title},
        order=replace(order, is_latest_first=False),
    )


def has_latest_first(page: OrderedPage) -> bool:
    """True if the page lists the latest first, which it also does if it has no other order."""
    return page.order is None or page.order.is_latest_first


def in_order_of(page: OrderedPage, by_date: Sequence[Item]) -> Sequence[Item]:
    """Return what is sorted by date in the order of the page."""
    return by_date[::-1] if has_latest_first(page) else by_date


def with_neighbours(
    items: Iterable[Item],
) -> Iterator[tuple[Item | None, Item, Item | None]]:
    """Yield `(None, a, b), (a, b, c), (b, c, None)` for a, b and c."""
    around = [None, *items, None]
    for before, item, after in zip(around, around[1:], around[2:], strict=False):
        assert item is not None
        yield before, item, after
