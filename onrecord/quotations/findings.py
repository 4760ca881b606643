"""What is found out about a quotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.quotations.library import Passage
from onrecord.quotations.reading import Quotation

Verdict = Literal[
    "verbatim",  # it stands here word for word
    "altered",  # it stands here with other words, or more, or fewer
    "joined",  # its parts stand here, in separate places
    "someone-else",  # it stands here, but as a question, as narration, or as another's words
    "not-found",  # it does not stand here
    "short",  # too few words to be anybody's: how often they stand here
    "too-common",  # all of its words stand nearly everywhere
]
Difference = Literal["same", "added", "left-out"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are the same, or that only the quotation has, or only the record."""

    difference: Difference
    text: str


@dataclass(frozen=True, slots=True)
class Reach:
    """A stretch of a paragraph."""

    passage: Passage
    start: int
    end: int
    is_own: bool  # the words of whom the quotation is looked for
    is_reported: bool = False  # they stand between quotation marks in a news report


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation or a part of it stands: one paragraph, or several on end."""

    reaches: tuple[Reach, ...]
    runs: tuple[Run, ...]
    is_after_gap: bool = False  # the quotation says that something is left out before it


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation, the verdict, and what it stands on."""

    quotation: Quotation
    verdict: Verdict
    how: Verdict  # as the words stand, whoever said them; else the verdict itself
    places: tuple[Place, ...] = ()  # of `not-found` the nearest, if there is any
    remarks: tuple[str, ...] = ()  # of those in `onrecord.quotations.wording`
    count: int = 0  # of places where the same words stand
