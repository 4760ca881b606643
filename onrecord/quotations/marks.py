"""A text to where the outermost pairs of quotation marks stand in it.

The same definition stands in `static/scripts/quotations/quote-marks.js`.

Pairs are “…”, "…", ‘…’, '…', «…», »…«, „…“, ”…”, ‹…›, 「…」, 『…』. What goes on in the next
paragraph begins there with the same mark again, or is closed there; what is left open ends with
its paragraph, but single marks that are left open were apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """What stands between two marks; `end` is the place of the closing one."""

    start: int
    end: int


def find_spans(text: str) -> list[Span]:
    """The outermost quotations of a text, in order."""
    spans: list[Span] = []
    pairs = _Pairs(text)
    end_before = 0
    for start, end in paragraphs_of(text):
        if pairs.is_open and not pairs.goes_on(start, end):
            spans += pairs.leave_open(end_before)
        for match in _MARK.finditer(text, start, end):
            spans += pairs.read(match.start(), match.group(), start, end)
        end_before = end
    return spans + pairs.leave_open(end_before)


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text begin and end."""
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


_MARK = re.compile("[“”„‟\"＂«»‹›‘’‚'「」『』]")
# An empty line; or a line's end after a sentence's, or before a quotation.
_BREAK = re.compile(r"\n[ \t\u00A0]*\n\s*|\n(?=[ \t\u00A0]*[“\"«„‘])|(?<=[.!?:”\"»’…])[ \t]*\n")
_CLOSING = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "”": "”",
    '"': '"',
    "＂": "＂",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "「": "」",
    "『": "』",
}
_BOTH_WAYS = "\"'＂”»"
_SINGLE = "‘‚'"
_SPACED = "«‹"  # marks that may have a space inside
_LETTER = re.compile(r"[^\W_]")
_BEFORE_OPENING = re.compile(r"[\s(\[{—–/:,>“„«‘\"'-]")
_DEEPEST = 8
_FAR = 2_000  # characters within which a single mark is closed


class _Pairs:
    """The marks that are open, the outermost first, and where what is between them begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[str, int]] = []

    @property
    def is_open(self) -> bool:
        return bool(self.open)

    def goes_on(self, start: int, end: int) -> bool:
        """Whether the outermost quotation goes on in the paragraph from `start` to `end`."""
        mark = self.open[0][0]
        del self.open[1:]
        if mark in _SINGLE:
            return False
        if self.text.startswith(mark, start):
            return True
        first = next(
            (
                match
                for match in _MARK.finditer(self.text, start, end)
                if match.group() == mark or match.group() in _CLOSING[mark]
            ),
            None,
        )
        return first is not None and self._is_closing(first.start(), first.group(), mark)

    def leave_open(self, end: int) -> list[Span]:
        """Give up what is open; what was between double marks is a quotation up to `end`."""
        left, self.open = self.open, []
        return [Span(left[0][1], end)] if left and left[0][0] not in _SINGLE else []

    def read(self, at: int, mark: str, start: int, end: int) -> list[Span]:
        """Take in a mark of the paragraph; the quotation that it ends, if it is outermost."""
        if self._is_apostrophe(at, mark) or (self.open and self._is_again(at, mark, start)):
            return []
        for depth in range(len(self.open) - 1, -1, -1):
            if self._is_closing(at, mark, self.open[depth][0]):
                span = Span(self.open[0][1], at)
                del self.open[depth:]
                return [] if self.open else [span]
        if self._is_opening(at, mark, end) and len(self.open) < _DEEPEST:
            self.open.append((mark, at + 1))
        return []

    def _is_apostrophe(self, at: int, mark: str) -> bool:
        return mark in "'’‘" and self._is_letter(at - 1) and self._is_letter(at + 1)

    def _is_again(self, at: int, mark: str, start: int) -> bool:
        """Whether the mark says at a paragraph's beginning that the quotation goes on."""
        return at == start and mark == self.open[0][0]

    def _is_closing(self, at: int, mark: str, opened: str) -> bool:
        if mark not in _CLOSING[opened]:
            return False
        is_spaced = opened in _SPACED  # « comme ceci »
        if mark in _BOTH_WAYS and not is_spaced and self._can_open(at) and not self._ends_there(at):
            return False
        return not (mark in "'’" and self._is_possessive(at, mark))

    def _is_possessive(self, at: int, mark: str) -> bool:
        """The mark of `the workers’ rights’`: it stands after an s, and another one closes."""
        text = self.text
        if text[at - 1 : at] != "s" or not re.match(r" [a-z]", text[at + 1 : at + 3]):
            return False
        rest = text[at + 1 : at + _FAR].partition("\n")[0]
        closing = re.search(rf"{mark}(?![^\W_])", rest)
        opening = re.search(r"(?<![^\s(])['‘](?=\S)", rest)
        return closing is not None and (opening is None or closing.start() < opening.start())

    def _is_opening(self, at: int, mark: str, end: int) -> bool:
        if mark not in _CLOSING:
            return False
        if self._ends_there(at):
            is_closed = mark in _SPACED and _CLOSING[mark] in self.text[at:end]
            return is_closed and self._can_open(at)
        if mark in _BOTH_WAYS and not self._can_open(at):
            return False
        if mark in _SINGLE:
            ahead = self.text[at + 1 : min(end, at + _FAR)]
            return re.search(rf"\S[{_CLOSING[mark]}](?![^\W_])", ahead) is not None
        return True

    def _can_open(self, at: int) -> bool:
        return at == 0 or _BEFORE_OPENING.match(self.text[at - 1]) is not None

    def _ends_there(self, at: int) -> bool:
        """Whether nothing follows the mark at once."""
        return at + 1 >= len(self.text) or self.text[at + 1].isspace()

    def _is_letter(self, at: int) -> bool:
        return 0 <= at < len(self.text) and _LETTER.match(self.text[at]) is not None
