"""Errors in what a person wrote: where they are, what was found, how to fix it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Error:
    """One thing wrong in one place; `line` counts from 1 and is 0 where the whole file is meant."""

    path: str
    line: int
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        """As `transcripts/a.md:14: unknown speaker "X"; did you mean "Y"?`."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.found}" + (f"; {self.remedy}" if self.remedy else "")


class ContentError(Exception):
    """What a person wrote cannot be built; carries every error of the stage, sorted."""

    def __init__(self, errors: Iterable[Error]) -> None:
        """Keep the errors sorted by file and line, each once."""
        self.errors = tuple(sorted(set(errors)))
        super().__init__("\n".join(str(error) for error in self.errors))


class NotInstalledError(Exception):
    """Something that npm installs, and that a build needs, is not there."""


class EnvironmentVariableError(Exception):
    """An environment variable has a value that cannot be used."""


class Errors:
    """Gathers the errors of one stage, so that all are reported at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._errors: list[Error] = []

    def add(self, path: str, line: int, found: str, remedy: str = "") -> None:
        """Note one error."""
        self._errors.append(Error(path, line, found, remedy))

    def extend(self, errors: Iterable[Error]) -> None:
        """Note the errors that another stage or file gathered."""
        self._errors.extend(errors)

    @property
    def noted(self) -> tuple[Error, ...]:
        """The errors so far."""
        return tuple(self._errors)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Note the errors that the block raises, and go on after it."""
        try:
            yield
        except ContentError as error:
            self.extend(error.errors)

    def __len__(self) -> int:
        """How many were noted."""
        return len(self._errors)

    def raise_if_any(self) -> None:
        """Raise ContentError with all that was noted, if anything was."""
        if self._errors:
            raise ContentError(self._errors)


def suggest(found: str, known: Iterable[str]) -> str:
    """`did you mean "X"?` for the known word nearest to the one found, or an empty string."""
    folded = {word.casefold(): word for word in known}
    nearest = get_close_matches(found.casefold(), folded, n=1, cutoff=0.6)
    return f'did you mean "{folded[nearest[0]]}"?' if nearest else ""
