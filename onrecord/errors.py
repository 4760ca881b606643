"""Faults in what a person wrote: where they are, what was found, what would mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Fault:
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
    """What a person wrote cannot be built; carries every fault of the stage, sorted."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults sorted by file and line, each once."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class NotInstalledError(Exception):
    """Something that npm installs, and that a build needs, is not there."""


class Faults:
    """Gathers the faults of one stage, so that all are told at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._faults: list[Fault] = []

    def add(self, path: str, line: int, found: str, remedy: str = "") -> None:
        """Note one fault."""
        self._faults.append(Fault(path, line, found, remedy))

    def extend(self, faults: Iterable[Fault]) -> None:
        """Note the faults that another stage or file gathered."""
        self._faults.extend(faults)

    def __len__(self) -> int:
        """How many were noted."""
        return len(self._faults)

    def raise_if_any(self) -> None:
        """Raise ContentError with all that was noted, if anything was."""
        if self._faults:
            raise ContentError(self._faults)


def suggest(found: str, known: Iterable[str]) -> str:
    """`did you mean "X"?` for the known word nearest to the one found, or an empty string."""
    folded = {word.casefold(): word for word in known}
    nearest = get_close_matches(found.casefold(), folded, n=1, cutoff=0.6)
    return f'did you mean "{folded[nearest[0]]}"?' if nearest else ""
