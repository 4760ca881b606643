"""Types for checks and for the warnings they give, and helpers for writing checks."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.checks.context import Collection, Transcript
from onrecord.errors import Error

# An excerpt shows the match with the words that it touches, or else the nearest word on each side.
_BEFORE = re.compile(r"(?:\S{1,30}[^\S\n]{0,3})?$")
_AFTER = re.compile(r"(?:[^\S\n]{0,3}\S{1,30})?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file that is worth checking, and other lines with the same problem."""

    line: int
    found: str
    remedy: str
    more: tuple[int, ...] = ()  # other lines


FindInEach = Callable[[Transcript], Iterable[Spot]]
FindInAll = Callable[[Collection], Iterable[tuple[str, Spot]]]  # each with its file's path


@dataclass(frozen=True, slots=True)
class Check:
    """A check of all transcripts and config.yaml."""

    name: str  # the name that switches it off in config.yaml
    finds: str  # what it warns about, as a sentence
    find_spots: FindInAll
    is_about_absence: bool = False  # if so, it runs only when all transcripts could be read


def check_of_each(find_spots: FindInEach) -> Check:
    """Make a check of a function that looks at one transcript at a time.

    The function’s name is that of the check. Its docstring says what it warns about; names in
    braces are constants of its module.
    """

    def find_in_all(collection: Collection) -> Iterator[tuple[str, Spot]]:
        for transcript in collection.transcripts:
            for spot in find_spots(transcript):
                yield transcript.statement.path, spot

    return _check(find_spots, find_in_all)


def check_of_all(find_spots: FindInAll) -> Check:
    """Make a check, in the same way, of a function that looks at the whole collection."""
    return _check(find_spots, find_spots)


def check_of_absence(find_spots: FindInAll) -> Check:
    """Make a check of the whole collection that runs only when all transcripts could be read."""
    return replace(_check(find_spots, find_spots), is_about_absence=True)


def _check(function: FindInEach | FindInAll, find_spots: FindInAll) -> Check:
    name = function.__name__.strip("_").replace("_", "-")
    finds = " ".join((function.__doc__ or "").split()).format_map(function.__globals__)
    return Check(name, finds, find_spots)


@dataclass(frozen=True, slots=True)
class CheckWarning(Error):  # noqa: N818 (no exception)
    """What a check found, ready to be reported."""

    name: str = field(kw_only=True)

    def __str__(self) -> str:
        """Return `transcripts/a.md:14: a double space in "a  b"; use one … [double-space]`."""
        return f"{self.path}:{self.line}: {self.message} [{self.name}]"


def spots_at(lines: Iterable[int], found: str, remedy: str) -> Iterator[Spot]:
    """Yield one spot for all the lines, at the first of them; nothing if there are no lines."""
    ordered = sorted(set(lines))
    if ordered:
        yield Spot(ordered[0], found, remedy, tuple(ordered[1:]))


def spots_of_places(
    places: Sequence[tuple[int, re.Match[str]]], what: str, remedy: str
) -> Iterator[Spot]:
    """Yield one spot for all matches, given with their lines: `a double space in "so  far"`."""
    if places:
        found = f"{what} in {quoted(excerpt(places[0][1]))}"
        yield from spots_at((line for line, _ in places), found, remedy)


def excerpt(match: re.Match[str]) -> str:
    """Return the match with the words around it."""
    before = _BEFORE.search(match.string[max(0, match.start() - 40) : match.start()])
    after = _AFTER.match(match.string, match.end())
    return (before[0] if before else "") + match[0] + (after[0] if after else "")


def beginning(text: str, length: int = 40) -> str:
    """Return the text, cut between words and with an ellipsis if it is longer than `length`."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def quoted(text: str) -> str:
    """Return the text in quotation marks, on one line."""
    return f'"{text}"'.replace("\n", " ")
