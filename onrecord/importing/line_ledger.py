"""What became of each line of a source: kept, read as a fact, or left out with a reason.

A ledger begins with every line undecided and ends with every line decided, so that nothing can be
lost between two rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.importing.source import Line

PAGE_NUMBER = "a page's number"  # why a line was left out
Fate = Literal["kept", "fact", "left out", "blank"]


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-\s*\Z)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and what became of it."""

    line: Line
    fate: Fate
    why: str = ""  # the fact that it was read as, or the reason why it was left out


class Ledger:
    """Decides each line once; what nobody decides is kept."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        """Begin with blank lines decided, and what the page itself sets apart."""
        self.lines = lines
        self._decided: dict[int, Entry] = {}
        self._words: frozenset[str] | None = None
        for place, line in enumerate(lines):
            if line.is_blank and not line.outside:
                self._decided[place] = Entry(line, "blank")
            elif line.outside.startswith("read as "):
                self._decided[place] = Entry(line, "fact", line.outside.removeprefix("read as "))
            elif line.outside:
                self._decided[place] = Entry(line, "left out", line.outside)

    def leave_out(self, place: int, why: str) -> None:
        """The line at the place is not the statement's."""
        self._decided.setdefault(place, Entry(self.lines[place], "left out", why))

    def read_as(self, place: int, fact: str) -> None:
        """The line at the place states a fact of the front matter."""
        self._decided[place] = Entry(self.lines[place], "fact", fact)

    def open(self) -> Iterator[tuple[int, Line]]:
        """The lines that nobody has decided, with their places."""
        for place, line in enumerate(self.lines):
            if place not in self._decided:
                yield place, line

    def is_open(self, place: int) -> bool:
        """Whether nobody has decided the line."""
        return place not in self._decided

    def why(self, place: int) -> str:
        """The fact or the reason that the line was decided for; empty while it is open."""
        return self._decided[place].why if place in self._decided else ""

    def words(self) -> frozenset[str]:
        """Every word of all lines, folded; `long-term` is one."""
        if self._words is None:
            found = (_WORD.findall(line.text.casefold()) for line in self.lines)
            self._words = frozenset(word for words in found for word in words)
        return self._words

    def is_blank(self, place: int) -> bool:
        """Whether there is nothing on the line."""
        return self.lines[place].is_blank

    def entries(self) -> tuple[Entry, ...]:
        """Every line, in order, and what became of it."""
        return tuple(
            self._decided.get(place, Entry(line, "kept")) for place, line in enumerate(self.lines)
        )
