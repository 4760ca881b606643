"""A saved source: all of its lines, and what its own markup states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from onrecord.content.labels import is_blank
from onrecord.model import Time

BESIDE = "beside the main text"  # why a line of a page was left out
Form = Literal["text", "markdown", "page"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in the same type."""

    text: str
    strong: bool = False
    emphasis: bool = False
    address: str = ""  # if the words are a link


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, a block of a page, a cue: the unit that is kept, used or left out."""

    number: int  # in the file, from 1
    text: str  # of a page, as a browser shows it
    runs: tuple[Run, ...] = ()  # of a page only
    heading: int = 0  # the level of a heading
    is_rule: bool = False  # a line drawn across the page
    follows_break: bool = False  # within the block above, after `<br>`
    is_quotation: bool = False  # in a block of quoted text
    is_item: bool = False  # of a list
    is_footnote: bool = False  # begins with the mark of a note
    is_preformatted: bool = False  # its lines are those of the page
    said_by: str | None = None  # who begins to speak, or "" if nobody; None if nothing states it
    asks: bool = False  # the source says that who begins to speak asks
    time: Time | None = None  # of a recording, when it begins
    joins_above: bool = False  # goes on with the paragraph above, as the cues of a recording do
    outside: str = ""  # why it is not part of the statement, by the page's own markup

    @property
    def is_blank(self) -> bool:
        """True if there are no words on it."""
        return is_blank(self.text) and not self.is_rule


@dataclass(frozen=True, slots=True)
class Fact:
    """What a source states about itself: its title, an address, a date."""

    value: str
    where: str  # `line 3`, `<meta property="og:title">`
    is_unsure: bool = False  # if it may be about something else: the name of a file


def first_facts(stated: Iterable[tuple[str, str, str]]) -> dict[str, Fact]:
    """Return the first value of each fact that is not empty, from keys, values and places."""
    facts: dict[str, Fact] = {}
    for key, value, where in stated:
        if value:
            facts.setdefault(key, Fact(value, where))
    return facts


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it was read, before any judgement."""

    name: str
    form: Form
    lines: tuple[Line, ...]
    stated: Mapping[str, Fact] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()  # about reading it
    wrapped: int = 0  # columns of a text that certainly is wrapped, or 0
    is_data: bool = False  # all its text was said or noted, and its facts are in its own fields
