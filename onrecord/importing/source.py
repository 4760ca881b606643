"""What a saved source holds: its lines, all of them, and what its own marks state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from onrecord.content.labels import is_blank

BESIDE = "beside the main text"  # why a line of a page was set apart
Form = Literal["text", "markdown", "page"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one kind of type."""

    text: str
    strong: bool = False
    emphasis: bool = False
    address: str = ""  # of the link that the words are


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, or a block of a page: the unit that is kept, read as a fact or left out."""

    number: int  # in the file, from 1
    text: str  # as it stands; of a page, as a browser shows it
    runs: tuple[Run, ...] = ()  # of a page only
    heading: int = 0  # the level of a heading
    is_rule: bool = False  # a line drawn across the page
    follows_break: bool = False  # within the block above, after `<br>`
    outside: str = ""  # why the page's own marks say that it is not the statement

    @property
    def is_blank(self) -> bool:
        """Whether there is no word on it."""
        return is_blank(self.text) and not self.is_rule


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source's marks state: its title, an address, a date, as printed."""

    value: str
    where: str  # `line 3`, `<meta property="og:title">`


@dataclass(frozen=True, slots=True)
class Source:
    """A source, read; nothing in it has been judged yet."""

    name: str
    form: Form
    lines: tuple[Line, ...]
    stated: Mapping[str, Stated] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()  # what was unsure in reading it
