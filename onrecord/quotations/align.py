"""The words of a quotation laid along those of the paragraphs that may hold it.

The same definition stands in `static/scripts/quotations/align.js`.

What is looked for is the cheapest way to make the quotation out of the record: word for word, with
words changed, added or left out, and with jumps from one place to another. A table has a row for
each word of the quotation and a column for each place in the paragraphs; whole numbers only, so
that Python and the browser find the same way among several that cost the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.quotations.words import Token

CHANGED = 64  # what a changed word costs; and what the other departures from the record do
OTHER_MARK = 1  # another mark before a word: of places with the same words one has the same marks
BRACKETED = 16  # a word in square brackets, changed, added or left out
_OTHER_FORM = 32  # another word with the same stem
_ADDED = 65  # where a word may as well be changed, it is
_LEFT_OUT = 48
_JUMP_WITHIN = 190  # to a later place in the same paragraph: cheaper than three changed words
_JUMP = 224  # to any place
_MARKED_JUMP_WITHIN = 16  # where the quotation says that something is left out
_MARKED_JUMP = 96
_IMPOSSIBLE = 1 << 29


@dataclass(frozen=True, slots=True)
class Window:
    """A paragraph's words; `follows` when it goes on where the window before it ends."""

    tokens: tuple[Token, ...]
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One word of the way: of the quotation, of the record, or one laid along the other."""

    quoted: int  # which word of the quotation; -1 for none
    window: int
    there: int  # which word of the window; -1 for none
    jumps: bool = False  # it does not stand where the step before it ended


@dataclass(frozen=True, slots=True)
class Way:
    """The cheapest way, and how many ways there are that cost as little."""

    cost: int
    steps: tuple[Step, ...]


def align(quoted: Sequence[Token], marked: Sequence[bool], windows: Sequence[Window]) -> list[Way]:
    """The cheapest ways, those first that end in an earlier window.

    `marked` says for each word of the quotation whether something may be left out before it. Ways
    of the same cost are given only when the quotation stands there word for word, mark for mark.
    """
    table = _Table(quoted, marked, windows)
    last = table.rows[-1]
    cost = min(last)
    ends = [column for column, here in enumerate(last) if here == cost]
    return [Way(cost, table.trace(end)) for end in (ends if cost == 0 else ends[:1])]


class _Table:
    """Row i, column j: the least that the first i words cost when the last place is j.

    A window of m words has m + 1 columns: before its first word, and after each.
    """

    def __init__(
        self, quoted: Sequence[Token], marked: Sequence[bool], windows: Sequence[Window]
    ) -> None:
        self.quoted = quoted
        self.marked = marked
        self.windows = windows
        self.starts = [0]
        for window in windows:
            self.starts.append(self.starts[-1] + len(window.tokens) + 1)
        # What it costs to leave out the word before each place: nothing is before a window.
        self.lefts = [
            cost
            for window in windows
            for cost in (
                0 if window.follows else _IMPOSSIBLE,
                *(BRACKETED if token.is_bracketed else _LEFT_OUT for token in window.tokens),
            )
        ]
        self.same_key, self.same_term = self._places()
        self.rows = [[0] * self.starts[-1]]
        self.unjumped = self.rows[:]  # the same before jumps
        for number in range(1, len(quoted) + 1):
            self.unjumped.append(self._next_row(number))
            self.rows.append(self._jump(self.unjumped[-1], number))

    def _places(self) -> tuple[dict[str, list[tuple[int, str | None]]], dict[str, list[int]]]:
        """The columns after each key, with the mark before it, and after each term.

        Before a window's first word there is no mark.
        """
        keys: dict[str, list[tuple[int, str | None]]] = {}
        terms: dict[str, list[int]] = {}
        for start, window in zip(self.starts, self.windows, strict=False):
            for column, token in enumerate(window.tokens, start + 1):
                mark = token.before if column > start + 1 else None
                keys.setdefault(token.key, []).append((column, mark))
                if token.term is not None:
                    terms.setdefault(token.term, []).append(column)
        return keys, terms

    def _next_row(self, number: int) -> list[int]:
        """The row after `number` words."""
        above = self.rows[-1]
        token = self.quoted[number - 1]
        added = BRACKETED if token.is_bracketed else _ADDED
        row: list[int] = []
        here = _IMPOSSIBLE
        for over, before, cost, left in zip(
            above, (0, *above), self._costs(number), self.lefts, strict=False
        ):
            here += left
            if before + cost < here:
                here = before + cost
            if over + added < here:
                here = over + added
            row.append(here)
        return row

    def _costs(self, number: int) -> list[int]:
        """What it costs to lay the word on the one before each place, as `_cost_at` says."""
        token = self.quoted[number - 1]
        costs = [BRACKETED if token.is_bracketed else CHANGED] * len(self.lefts)
        if token.term is not None and not token.is_bracketed:
            for column in self.same_term.get(token.term, ()):
                costs[column] = _OTHER_FORM
        begins = self._begins(number)
        for column, mark in self.same_key.get(token.key, ()):
            costs[column] = 0 if begins or mark in (None, token.before) else OTHER_MARK
        for start in self.starts[:-1]:
            costs[start] = _IMPOSSIBLE
        return costs

    def _begins(self, number: int) -> bool:
        """Whether the mark before a word of the quotation says nothing of the record."""
        return number == 1 or self.marked[number - 1]

    def _cost_at(self, number: int, place: int, there: int) -> int:
        """What it costs to lay a word of the quotation on one of a window."""
        token, other = self.quoted[number - 1], self.windows[place].tokens[there]
        if token.key == other.key:
            is_same = self._begins(number) or there == 0 or token.before == other.before
            return 0 if is_same else OTHER_MARK
        if token.is_bracketed:
            return BRACKETED
        return _OTHER_FORM if token.term is not None and token.term == other.term else CHANGED

    def _jump(self, row: list[int], number: int) -> list[int]:
        """The row with what is cheaper by a jump; after the last word there is none."""
        if number == len(self.quoted):
            return row
        within, anywhere = self._jump_costs(number)
        least = min(row) + anywhere
        jumped = [min(here, least) for here in row]
        for start, end in pairwise(self.starts):
            nearest = least
            if min(row[start:end]) + within < least:
                for column in range(start, end):
                    jumped[column] = min(jumped[column], nearest)
                    nearest = min(nearest, row[column] + within)
        return jumped

    def _jump_costs(self, number: int) -> tuple[int, int]:
        if self.marked[number]:
            return _MARKED_JUMP_WITHIN, _MARKED_JUMP
        return _JUMP_WITHIN, _JUMP

    def trace(self, column: int) -> tuple[Step, ...]:
        """The way that ends at a column of the last row."""
        steps: list[Step] = []
        number = len(self.quoted)
        while number > 0:
            value = self.rows[number][column]
            if value < self.unjumped[number][column]:
                if steps:
                    steps[-1] = _jumping(steps[-1])
                column = self._jumped_from(number, column)
            number, column = self._step_back(number, column, steps)
        steps.reverse()
        return tuple(steps)

    def _step_back(self, number: int, column: int, steps: list[Step]) -> tuple[int, int]:
        """Add the steps within a row, and the one that leads to it; the place before that."""
        row, above = self.unjumped[number], self.rows[number - 1]
        token = self.quoted[number - 1]
        added = BRACKETED if token.is_bracketed else _ADDED
        while True:
            place = self._window_of(column)
            there = column - self.starts[place] - 1
            if there >= 0 and row[column] == above[column - 1] + self._cost_at(
                number, place, there
            ):
                steps.append(Step(number - 1, place, there))
                return number - 1, column - 1
            if row[column] == above[column] + added:
                steps.append(Step(number - 1, place, -1))
                return number - 1, column
            if there >= 0:
                steps.append(Step(-1, place, there))
            column -= 1

    def _jumped_from(self, number: int, column: int) -> int:
        """The nearest place before in the same paragraph, or the first anywhere."""
        row, value = self.unjumped[number], self.rows[number][column]
        within, anywhere = self._jump_costs(number)
        for before in range(column - 1, self.starts[self._window_of(column)] - 1, -1):
            if row[before] + within == value:
                return before
        return row.index(value - anywhere)

    def _window_of(self, column: int) -> int:
        return bisect_right(self.starts, column) - 1


def _jumping(step: Step) -> Step:
    return Step(step.quoted, step.window, step.there, jumps=True)
