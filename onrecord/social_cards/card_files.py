"""Plans the social cards of a statement, and draws them.

The libraries for drawing are imported only if there is something to draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import resources, urls
from onrecord.errors import NotInstalledError
from onrecord.model import Address, Config, Statement
from onrecord.social_cards.card import Card, cards_of

if TYPE_CHECKING:
    from onrecord.social_cards.draw import Faces

_PLAIN = "400Regular/SourceSerif4_400Regular.ttf"
_STRONG = "600SemiBold/SourceSerif4_600SemiBold.ttf"


def plan_cards(statement: Statement, config: Config) -> dict[Address, Card]:
    """Return the cards that can be drawn, by the addresses of their pages.

    There are none if config.yaml gives the site no address, which links to pictures need, or turns
    pictures off. Raises NotInstalledError if the typeface is not installed.
    """
    if not config.site.has_cards:
        return {}
    faces = find_faces()
    return {address: card for address, card in cards_of(statement, config) if faces.have(card)}


def can_draw() -> bool:
    """True if all is installed that cards are drawn with."""
    is_installed = all(map(find_spec, ("PIL", "uharfbuzz")))
    return is_installed and all(path.is_file() for path in _typefaces())


def card_files(cards: Mapping[Address, Card]) -> Iterator[tuple[str, bytes]]:
    """Yield each picture's name in the site and its content."""
    if cards:
        from onrecord.social_cards.draw import draw_card

        for address, card in cards.items():
            yield urls.of_card(address), draw_card(card, find_faces())


def find_faces() -> Faces:
    """Return the typefaces that npm installs, which remember the letters drawn so far."""
    plain, strong = _typefaces()
    if not (plain.is_file() and strong.is_file()):
        raise NotInstalledError(f"the typeface Source Serif 4 is not in {resources.node_modules()}")
    return _read_faces(plain, strong)


def _typefaces() -> tuple[Path, Path]:
    return resources.fonts() / _PLAIN, resources.fonts() / _STRONG


@cache
def _read_faces(plain: Path, strong: Path) -> Faces:
    from onrecord.social_cards.draw import Faces
    from onrecord.social_cards.typeface import Face

    return Faces(Face(plain), Face(strong))
