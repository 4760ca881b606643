"""The words of a quotation laid along those of the paragraphs that may hold it.

The same definition stands in `static/scripts/quote/align.js`.

What is looked for is the cheapest way to make the quotation out of the record: word for word, with
words changed, added or left out, and with jumps from one place to another. A table has a row for
each word of the quotation and a column for each place in the paragraphs; whole numbers only, so
that Python and the browser find the same way among several that cost the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.quotes.words import Token

CHANGED = 4  # what a changed word costs; and what the other departures from the record do
_OTHER_FORM = 2  # another word with the same stem
_ADDED = 4
_LEFT_OUT = 3
_BRACKETED = 1  # a word in square brackets, changed or added
_JUMP_WITHIN = 12  # to a later place in the same paragraph
_JUMP = 14  # to any place
_MARKED_JUMP_WITHIN = 1  # where the quotation says that something is left out
_MARKED_JUMP = 6
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
    of the same cost are given only when the quotation stands there word for word.
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
        self.rows = [[0] * self.starts[-1]]
        for number in range(1, len(quoted) + 1):
            self.rows.append(self._next_row(number))

    def _next_row(self, number: int) -> list[int]:
        """The row after `number` words."""
        above = self.rows[-1]
        token = self.quoted[number - 1]
        added = _BRACKETED if token.is_bracketed else _ADDED
        row: list[int] = []
        for place, window in enumerate(self.windows):
            base = self.starts[place]
            here = above[base] + added
            if window.follows and row[-1] < here:
                here = row[-1]
            row.append(here)
            for column, there in enumerate(window.tokens, base):
                left_out = here + _LEFT_OUT
                here = above[column] + _cost_of(token, there)
                if above[column + 1] + added < here:
                    here = above[column + 1] + added
                if left_out < here:
                    here = left_out
                row.append(here)
        if number < len(self.quoted):
            self._jump(row, number)
        return row

    def _jump(self, row: list[int], number: int) -> None:
        within, anywhere = self._jump_costs(number)
        least = min(row) + anywhere
        for place in range(len(self.windows)):
            start, end = self.starts[place], self.starts[place + 1]
            nearest = _IMPOSSIBLE
            for column in range(start, end):
                here = row[column]
                best = min(here, nearest, least)
                if here + within < nearest:
                    nearest = here + within
                row[column] = best

    def _jump_costs(self, number: int) -> tuple[int, int]:
        if self.marked[number]:
            return _MARKED_JUMP_WITHIN, _MARKED_JUMP
        return _JUMP_WITHIN, _JUMP

    def trace(self, column: int) -> tuple[Step, ...]:
        """The way that ends at a column of the last row."""
        steps: list[Step] = []
        number = len(self.quoted)
        place = self._window_of(column)
        while number > 0:
            value = self.rows[number][column]
            base = self.starts[place]
            token = self.quoted[number - 1]
            added = _BRACKETED if token.is_bracketed else _ADDED
            above = self.rows[number - 1]
            there = column - base - 1
            if there >= 0 and value == above[column - 1] + _cost_of(
                token, self.windows[place].tokens[there]
            ):
                steps.append(Step(number - 1, place, there))
                number, column = number - 1, column - 1
            elif value == above[column] + added:
                steps.append(Step(number - 1, place, -1))
                number -= 1
            elif there >= 0 and value == self.rows[number][column - 1] + _LEFT_OUT:
                steps.append(Step(-1, place, there))
                column -= 1
            elif (
                there < 0 and self.windows[place].follows and value == self.rows[number][column - 1]
            ):
                column, place = column - 1, place - 1
            else:
                if steps:
                    steps[-1] = _jumping(steps[-1])
                column = self._jumped_from(number, column, place)
                place = self._window_of(column)
        steps.reverse()
        return tuple(steps)

    def _jumped_from(self, number: int, column: int, place: int) -> int:
        """The nearest place before in the same paragraph, or the first anywhere."""
        row = self.rows[number]
        within, anywhere = self._jump_costs(number)
        for before in range(column - 1, self.starts[place] - 1, -1):
            if row[before] + within == row[column]:
                return before
        return row.index(row[column] - anywhere)

    def _window_of(self, column: int) -> int:
        return bisect_right(self.starts, column) - 1


def _cost_of(token: Token, there: Token) -> int:
    if token.key == there.key:
        return 0
    if token.is_bracketed:
        return _BRACKETED
    return _OTHER_FORM if token.term is not None and token.term == there.term else CHANGED


def _jumping(step: Step) -> Step:
    return Step(step.quoted, step.window, step.there, jumps=True)
