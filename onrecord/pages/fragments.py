"""HTML that several pages have in common, made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from onrecord import urls
from onrecord.model import Address
from onrecord.pages.page_types import Turn

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")
_MOST = 1_000  # fragments that are kept
# No transcript has these characters.
_UP = "\x00"  # the place for `../` in a link
_LEVEL = "\x01"  # the place for the level of a heading


class PageUrl:
    """Makes links from a page to the addresses of the site."""

    def __init__(self, page: Address) -> None:
        self.page = page

    def __call__(self, address: Address) -> str:
        """Return the link."""
        return urls.relative(address, page=self.page)


Link = Callable[[Address], str]  # `url(address)` in templates


@dataclass(frozen=True, slots=True)
class TurnGap:
    """Is in a frame where answers have their turns; see `onrecord.pages.answer_frames`."""

    html: str


class Fragments:
    """The fragments made so far; its methods are for `{% call %}` in templates."""

    def __init__(self) -> None:
        self._same: dict[tuple[Hashable, ...], Markup] = {}
        self._turns: dict[int, tuple[Turn, str]] = {}  # by identity: a turn is long to compare

    def same_for(self, *facts: Hashable, caller: Callable[[], str]) -> Markup:
        """Return the HTML in the call, which depends on nothing but these facts."""
        made = self._same.get(facts)
        if made is None:
            made = Markup(caller())
            _keep(self._same, facts, made)
        return made

    def same_turn(
        self,
        turn: Turn | TurnGap,
        url: Link,
        level: int = 0,
        *,
        caller: Callable[[Link, int | str], str],
    ) -> Markup:
        """Return the HTML of a turn, which the statement and the answer's own page both show.

        Links from the answer's page are those from the statement's page after a `../`. The heading
        of a question is of another level on each.
        """
        if isinstance(turn, TurnGap):
            return Markup(turn.html)
        if not isinstance(url, PageUrl) or any(b.shape == "tombstone" for b in turn.blocks):
            return Markup(caller(url, level))
        _, made = self._turns.get(id(turn), (turn, ""))
        if not made:
            from_statement = PageUrl(turn.page)
            made = str(caller(lambda address: _UP + from_statement(address), _LEVEL))
            _keep(self._turns, id(turn), (turn, made))
        ups = url.page.count("/") - turn.page.count("/")
        return Markup(made.replace(_UP, "../" * ups).replace(_LEVEL, str(level)))


def _keep(fragments: dict[Key, Made], key: Key, made: Made) -> None:
    if len(fragments) == _MOST:
        fragments.clear()
    fragments[key] = made
