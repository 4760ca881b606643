"""Accounts for each line of a source: kept, used as a fact, or left out with a reason.

Every line begins as open; one that no rule claims is kept, so nothing is lost between rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from onrecord.importing.source import Line

# why a line was left out
PAGE_NUMBER = "page number"
RUNNING_HEAD = "running head"
Fate = Literal["kept", "fact", "left out", "blank"]


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-\s*\Z)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, and what became of it."""

    line: Line
    fate: Fate
    why: str = ""  # the fact that it was read as, or the reason why it was left out


class Ledger:
    """Decides each line once; a line that no rule decides is kept."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        """Begin with blank lines decided, and lines outside the main text."""
        self.lines = lines
        self._decided: dict[int, Entry] = {}
        for place, line in enumerate(lines):
            if line.is_blank and not line.outside:
                self._decided[place] = Entry(line, "blank")
            elif line.outside.startswith("read as "):
                self._decided[place] = Entry(line, "fact", line.outside.removeprefix("read as "))
            elif line.outside:
                self._decided[place] = Entry(line, "left out", line.outside)

    def leave_out(self, place: int, why: str) -> None:
        """Leave out the line at this place."""
        self._decided.setdefault(place, Entry(self.lines[place], "left out", why))

    def read_as(self, place: int, fact: str) -> None:
        """Use the line at this place as a fact of the front matter."""
        self._decided[place] = Entry(self.lines[place], "fact", fact)

    def open(self) -> Iterator[tuple[int, Line]]:
        """Return the lines that are not decided yet, with their places."""
        for place, line in enumerate(self.lines):
            if place not in self._decided:
                yield place, line

    def is_open(self, place: int) -> bool:
        """True if the line is not decided yet."""
        return place not in self._decided

    def why(self, place: int) -> str:
        """Return the fact or the reason for leaving it out; empty while the line is open."""
        return self._decided[place].why if place in self._decided else ""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of all lines with its case folded; `long-term` is one word."""
        found = (_WORD.findall(line.text.casefold()) for line in self.lines)
        return frozenset(word for words in found for word in words)

    def is_blank(self, place: int) -> bool:
        """True if the line is blank."""
        return self.lines[place].is_blank

    def entries(self) -> tuple[Entry, ...]:
        """Return every line in order, and what became of it."""
        return tuple(
            self._decided.get(place, Entry(line, "kept")) for place, line in enumerate(self.lines)
        )
