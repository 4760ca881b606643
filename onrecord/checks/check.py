"""What a check is, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.checks.context import Collection, Transcript

_MANY = 5
# what an excerpt shows beside the place itself: the words that it touches, or the nearest two
_BEFORE = re.compile(r"(?:\S{1,30}[^\S\n]{0,3})?$")
_AFTER = re.compile(r"(?:[^\S\n]{0,3}\S{1,30})?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file that is worth a look, and others in it for the same reason."""

    line: int
    found: str
    remedy: str
    more: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptCheck:
    """A check about one transcript."""

    name: str  # as config.yaml switches it off
    finds: str  # one sentence
    example: str  # a transcript's body, or more of it, of which exactly this check is told
    look: Callable[[Transcript, Collection], Iterable[Spot]]


@dataclass(frozen=True, slots=True)
class CollectionCheck:
    """A check about all transcripts and config.yaml together."""

    name: str
    finds: str
    example: str
    look: Callable[[Collection], Iterable[tuple[str, Spot]]]  # each with the path of its file
    is_about_absence: bool = False  # and so not asked while a transcript could not be read


Check = TranscriptCheck | CollectionCheck


@dataclass(frozen=True, slots=True, order=True)
class CheckWarning:
    """What a check found, ready to be told."""

    path: str
    line: int
    name: str
    found: str
    remedy: str
    more: tuple[int, ...] = ()

    @property
    def message(self) -> str:
        """What was found and what would mend it, further lines of it included."""
        return f"{self.found}{also_on(self.more)}; {self.remedy}"

    def __str__(self) -> str:
        """`transcripts/a.md:14: two spaces in "a  b"; type one [double-space]`."""
        return f"{self.path}:{self.line}: {self.message} [{self.name}]"


def spots_at(lines: Iterable[int], found: str, remedy: str) -> Iterator[Spot]:
    """One spot for all the lines, at the first; none where there are no lines."""
    ordered = sorted(set(lines))
    if ordered:
        yield Spot(ordered[0], found, remedy, tuple(ordered[1:]))


def spots_of(
    transcript: Transcript, pattern: re.Pattern[str], what: str, remedy: str
) -> list[Spot]:
    """One spot for all matches in the body: `two spaces in "Afghanistan  has"`."""
    places = list(transcript.body.find(pattern))
    return spots_of_places(places, what, remedy)


def spots_of_places(
    places: Sequence[tuple[int, re.Match[str]]], what: str, remedy: str
) -> list[Spot]:
    """The same for places that were found already."""
    if not places:
        return []
    found = f"{what} in {quoted(excerpt(places[0][1]))}"
    return list(spots_at((line for line, _ in places), found, remedy))


def excerpt(match: re.Match[str]) -> str:
    """The match with the words round it."""
    before = _BEFORE.search(match.string[max(0, match.start() - 40) : match.start()])
    after = _AFTER.match(match.string, match.end())
    return (before[0] if before else "") + match[0] + (after[0] if after else "")


def beginning(text: str, length: int = 40) -> str:
    """The text as far as whole words go, with an ellipsis where it goes on."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def quoted(text: str) -> str:
    """`"text"`, on one line."""
    return f'"{text}"'.replace("\n", " ")


def also_on(lines: Sequence[int]) -> str:
    """`, also on lines 5, 9 and 12`; of many, how many more there are."""
    if not lines:
        return ""
    if len(lines) == 1:
        return f", also on line {lines[0]}"
    if len(lines) <= _MANY:
        return f", also on lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"
    shown = ", ".join(map(str, lines[: _MANY - 1]))
    return f", also on lines {shown} and {len(lines) - _MANY + 1:,} more"
