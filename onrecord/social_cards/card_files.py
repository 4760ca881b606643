"""The corpus comes in; the cards of its pages go out, and then their pictures.

A picture takes some milliseconds, so that many are drawn by several processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from onrecord import urls
from onrecord.errors import NotInstalledError
from onrecord.model import Corpus
from onrecord.social_cards.card import Card, cards_of
from onrecord.social_cards.draw import Faces, draw_card
from onrecord.social_cards.typeface import Face

_MANY = 500  # cards; fewer are drawn while processes would start
_AT_A_TIME = 25  # that a process is given
_AHEAD = 1000  # that are drawn before they are asked for

_PACKAGE = "@expo-google-fonts/source-serif-4"
_PLAIN = "400Regular/SourceSerif4_400Regular.ttf"
_STRONG = "600SemiBold/SourceSerif4_600SemiBold.ttf"


def plan_cards(corpus: Corpus, *, node_modules: Path) -> dict[str, Card]:
    """The cards that can be drawn, by the address of the page that each is of.

    There are none where config.yaml gives the site no address, which links to pictures must have,
    or wants no pictures. NotInstalledError where the typeface is not installed.
    """
    site = corpus.config.site
    if not (site.address and site.pictures):
        return {}
    faces = find_faces(node_modules)
    return {address: card for address, card in cards_of(corpus) if faces.have(card)}


def card_files(
    cards: Mapping[str, Card], *, node_modules: Path, processes: int | None = None
) -> Iterator[tuple[str, bytes]]:
    """The picture of each card, by its name in the site; `processes` is else what there is."""
    if not cards:
        return
    names = map(urls.of_card, cards)
    count = (os.cpu_count() or 1) if processes is None else processes
    if count == 1 or len(cards) < _MANY:
        faces = find_faces(node_modules)
        yield from zip(names, (draw_card(card, faces) for card in cards.values()), strict=True)
    else:
        yield from zip(names, _drawn_by(count, tuple(cards.values()), node_modules), strict=True)


def find_faces(node_modules: Path) -> Faces:
    """The typefaces that npm installs."""
    paths = [node_modules / _PACKAGE / name for name in (_PLAIN, _STRONG)]
    if not all(path.is_file() for path in paths):
        raise NotInstalledError(f"the typeface Source Serif 4 is not in {node_modules}")
    return Faces(*map(Face, paths))


def _drawn_by(count: int, cards: tuple[Card, ...], node_modules: Path) -> Iterator[bytes]:
    """The pictures in the order of the cards; no more at once than memory has room for."""
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        for start in range(0, len(cards), _AHEAD):
            some = cards[start : start + _AHEAD]
            paths = [node_modules] * len(some)
            yield from pool.map(_draw, some, paths, chunksize=_AT_A_TIME)


def _draw(card: Card, node_modules: Path) -> bytes:
    return draw_card(card, _faces(node_modules))


@cache
def _faces(node_modules: Path) -> Faces:
    """Those of this process, with every letter that it has drawn."""
    return find_faces(node_modules)
