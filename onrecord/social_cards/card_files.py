"""Plans the social cards of a site, and draws them.

A card takes some milliseconds, so several processes draw them if there are many. The libraries for
drawing are imported only if there is something to draw.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING

from onrecord import resources, urls
from onrecord.errors import NotInstalledError
from onrecord.model import Address, Corpus
from onrecord.social_cards.card import Card, cards_of

if TYPE_CHECKING:
    from onrecord.social_cards.draw import Faces

_MANY = 500  # cards; fewer are drawn in less time than it takes to start processes
_CHUNK = 25  # cards given to a process at a time
_AHEAD = 1000  # cards drawn ahead of those already used

_PLAIN = "400Regular/SourceSerif4_400Regular.ttf"
_STRONG = "600SemiBold/SourceSerif4_600SemiBold.ttf"


def plan_cards(corpus: Corpus) -> dict[Address, Card]:
    """Return the cards that can be drawn, by the addresses of their pages.

    There are none if config.yaml gives the site no address, which links to pictures need, or turns
    pictures off. Raises NotInstalledError if the typeface is not installed.
    """
    site = corpus.config.site
    if not (site.address and site.pictures):
        return {}
    faces = find_faces()
    return {address: card for address, card in cards_of(corpus) if faces.have(card)}


def card_files(
    cards: Mapping[Address, Card], *, processes: int | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield each picture's name in the site and its content; uses all processors by default."""
    if not cards:
        return
    names = map(urls.of_card, cards)
    count = (os.cpu_count() or 1) if processes is None else processes
    if count == 1 or len(cards) < _MANY:
        yield from zip(names, map(_draw, cards.values()), strict=True)
    else:
        yield from zip(names, _drawn_by(count, tuple(cards.values())), strict=True)


def find_faces() -> Faces:
    """Return the typefaces that npm installs."""
    from onrecord.social_cards.draw import Faces
    from onrecord.social_cards.typeface import Face

    paths = [resources.fonts() / name for name in (_PLAIN, _STRONG)]
    if not all(path.is_file() for path in paths):
        raise NotInstalledError(f"the typeface Source Serif 4 is not in {resources.node_modules()}")
    return Faces(*map(Face, paths))


def _drawn_by(count: int, cards: tuple[Card, ...]) -> Iterator[bytes]:
    """Yield the pictures in the order of the cards, in batches, to limit the memory used."""
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        for start in range(0, len(cards), _AHEAD):
            yield from pool.map(_draw, cards[start : start + _AHEAD], chunksize=_CHUNK)


def _draw(card: Card) -> bytes:
    from onrecord.social_cards.draw import draw_card

    return draw_card(card, _faces())


@cache
def _faces() -> Faces:
    """Return the typefaces of this process, which cache the letters drawn so far."""
    return find_faces()
