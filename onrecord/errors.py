"""Errors in the content: where they are, what was found, how to fix it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches

from onrecord import resources

MOST_OF_A_KIND = 20  # errors that are shown
_MOST_LINES = 5  # that an error or a warning names, beside its first
_TOO_LONG = re.compile(r'("[^"]{300})[^"]+')  # a value of which an error shows the beginning
_VARIES = re.compile(r'"[^"]*"|\d+')
# Control characters, line ends of all kinds, and marks that turn the direction of what follows.
_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True, order=True)
class Error:
    """An error in one file; `line` counts from 1, and is 0 if the error concerns the whole file.

    `more` are the other lines where the same was found.
    """

    path: str
    line: int
    found: str
    remedy: str = ""
    more: tuple[int, ...] = ()

    @property
    def message(self) -> str:
        """What was found, on which other lines, and how to fix it, if that is known."""
        return f"{self.found}{_also_on(self.more)}" + (f"; {self.remedy}" if self.remedy else "")

    def __str__(self) -> str:
        """Return `transcripts/a.md:14: unknown speaker "X", also on line 20; did you mean "Y"?`."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return visible(_TOO_LONG.sub(r"\1…", f"{place}: {self.message}"))


class ContentError(Exception):
    """The content cannot be built; has all errors of a stage."""

    def __init__(self, errors: Iterable[Error]) -> None:
        """Keep the errors, united and sorted by file and line."""
        self.errors = united(errors)
        super().__init__("\n".join(str(error) for error in self.errors))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Error, ...]]]:
        """Let another process raise it again."""
        return ContentError, (self.errors,)


class NotInstalledError(Exception):
    """Something that a command needs is missing; `remedy` says how to install it."""

    def __init__(self, found: str, remedy: str = "") -> None:
        """Keep what is missing, and the remedy; by default, to install On Record again."""
        super().__init__(found)
        again = "install On Record again" if resources.is_installed() else "run `make site`"
        self.remedy = remedy or f"{again}, which installs it"


class CallError(Exception):
    """A command was called with something that cannot be: a name that is unknown, a full folder."""


class Errors:
    """Collects the errors of one stage, so that all are reported at once."""

    def __init__(self) -> None:
        """Start without errors."""
        self._errors: list[Error] = []

    def add(self, path: str, line: int, found: str, remedy: str = "") -> None:
        """Add an error."""
        self._errors.append(Error(path, line, found, remedy))

    def extend(self, errors: Iterable[Error]) -> None:
        """Add errors collected elsewhere."""
        self._errors.extend(errors)

    @property
    def noted(self) -> tuple[Error, ...]:
        """The errors added so far."""
        return tuple(self._errors)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Add the errors of a ContentError raised in the block, and continue after it."""
        try:
            yield
        except ContentError as error:
            self.extend(error.errors)

    def __len__(self) -> int:
        """Return the number of errors."""
        return len(self._errors)

    def raise_if_any(self) -> None:
        """Raise ContentError if there are any errors."""
        if self._errors:
            raise ContentError(self._errors)


def united(errors: Iterable[Error]) -> tuple[Error, ...]:
    """Return the errors sorted by file and line; the same on several lines of a file is one."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for error in sorted(set(errors)):
        lines = places.setdefault((error.path, error.found, error.remedy), [])
        lines += (error.line, *error.more)
    return tuple(
        Error(path, lines[0], found, remedy, more=tuple(sorted(set(lines[1:]) - {lines[0]})))
        for (path, found, remedy), lines in places.items()
    )


def _also_on(lines: Sequence[int]) -> str:
    """Return `, also on lines 5, 9 and 12`, or the first few and how many more there are."""
    if not lines:
        return ""
    if len(lines) == 1:
        return f", also on line {lines[0]}"
    if len(lines) <= _MOST_LINES:
        return f", also on lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"
    shown = ", ".join(map(str, lines[: _MOST_LINES - 1]))
    return f", also on lines {shown} and {len(lines) - _MOST_LINES + 1:,} more"


def visible(text: str) -> str:
    """Return the text; what a terminal would obey or not show is written as its number."""
    return text if text.isprintable() else _HIDDEN.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


def first_of_each_kind(errors: Iterable[Error]) -> tuple[list[Error], list[str]]:
    """Return the errors to show, at most twenty of a kind, and lines that say how many more.

    Errors are of a kind if they differ only in what is in quotation marks, and in numbers.
    """
    shown: list[Error] = []
    counts: Counter[str] = Counter()
    for error in errors:
        kind = _VARIES.sub("…", error.found)
        counts[kind] += 1
        if counts[kind] <= MOST_OF_A_KIND:
            shown.append(error)
    return shown, [
        f"… and {count - MOST_OF_A_KIND:,} more: {visible(kind)}"
        for kind, count in counts.items()
        if count > MOST_OF_A_KIND
    ]


def suggest(found: str, known: Iterable[str]) -> str:
    """Return `did you mean "X"?` for the most similar known word, or an empty string."""
    folded = {word.casefold(): word for word in known}
    nearest = get_close_matches(found.casefold(), folded, n=1, cutoff=0.6)
    return f'did you mean "{folded[nearest[0]]}"?' if nearest else ""
