r"""Finds the edits that turn a transcript in canonical form into the one that was typed.

The model keeps all text, but not where a line ended or whether a label was followed by two spaces.
The JSON and TEI exports carry these differences as edits to the text that
`onrecord.exports.markdown` writes: `[3, 1, "\n"]` skips three characters, removes one and inserts a
line end. So no text is in an export twice.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice, pairwise

_FENCE = re.compile(r"^---[ \t]*(?:\r\n?|\n)", re.MULTILINE)  # around the front matter
# a time at the beginning of a line, `[00:12:34]`, which is no text; or a letter, or a digit
_TIME_OR_LETTER = re.compile(
    r"(?:\A|(?<=[\r\n]))[ \t\xa0]*\[[0-9]+:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?\](?!\()"
    r"|(?P<letter>[^\W_])"
)
_SURE = 24  # equal characters by which two distant places are taken for the same
_STRIDE = 4_096
_FAR = 200  # characters that may be in one text only


@dataclass(frozen=True, slots=True)
class Edit:
    """Skips characters, removes the next ones, and inserts text in their place."""

    skipped: int
    removed: int
    inserted: str


@dataclass(frozen=True, slots=True)
class SourceEdits:
    """The edits to a text, which is identified by its digest."""

    digest: str
    edits: tuple[Edit, ...]


def find_edits(text: str, *, written: str) -> SourceEdits | None:
    """Return the edits that turn `written` into `text`; None if the two are equal."""
    if text == written:
        return None
    edits = tuple(_edits(written, text))
    if _has_letters(edits, _start_of_body(written)):
        edits = tuple(_edits_of_parts(written, text))
    return SourceEdits(_digest(written), edits)


def encode_edits(source: SourceEdits) -> str:
    """Return the edits as one line that every format can hold: `0b1c… [[3,1," "]]`."""
    edits = [[edit.skipped, edit.removed, edit.inserted] for edit in source.edits]
    return f"{source.digest} {json.dumps(edits, separators=(',', ':'))}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _has_letters(edits: tuple[Edit, ...], start: int) -> bool:
    """True if letters or digits are inserted after the place where the body starts."""
    at = 0
    for edit in edits:
        at += edit.skipped
        if at >= start and any(letter.isalnum() for letter in edit.inserted):
            return True
        at += edit.removed
    return False


def _edits_of_parts(one: str, other: str) -> Iterator[Edit]:
    """Yield edits to the front matter, then to the body; these insert no letters if possible."""
    at, there = _start_of_body(one), _start_of_body(other)
    last = 0
    for edit in _edits(one[:at], other[:there]):
        yield edit
        last += edit.skipped + edit.removed
    below = _edits_of_gaps(one[at:], other[there:]) or _edits(one[at:], other[there:])
    for number, edit in enumerate(below):
        yield edit if number else replace(edit, skipped=edit.skipped + at - last)


def _start_of_body(text: str) -> int:
    lines = islice(_FENCE.finditer(text), 1, 2)
    return next((line.end() for line in lines), 0)


def _edits_of_gaps(one: str, other: str) -> list[Edit] | None:
    """Return edits to what is between letters; None if the letters differ."""
    ours, theirs = (
        [match for match in _TIME_OR_LETTER.finditer(text) if match["letter"]]
        for text in (one, other)
    )
    if [letter[0] for letter in ours] != [letter[0] for letter in theirs]:
        return None
    ends = [(len(one), len(one), len(other), len(other))]
    places = [(*a.span(), *b.span()) for a, b in zip(ours, theirs, strict=True)] + ends
    edits, at, there, last = list[Edit](), 0, 0, 0
    for start, end, their_start, their_end in places:
        ours_here, theirs_here = one[at:start], other[there:their_start]
        if ours_here != theirs_here:
            same = _length_of_same(ours_here, theirs_here, 0, 0)
            edits.append(Edit(at + same - last, len(ours_here) - same, theirs_here[same:]))
            last = start
        at, there = end, their_end
    return edits


def _edits(one: str, other: str) -> Iterator[Edit]:
    at, there, last = 0, 0, 0
    while True:
        same = _length_of_same(one, other, at, there)
        at, there = at + same, there + same
        if at == len(one) and there == len(other):
            return
        removed, inserted = _next_meeting(one, other, at, there)
        yield Edit(at - last, removed, other[there : there + inserted])
        at, there = at + removed, there + inserted
        last = at


def _length_of_same(one: str, other: str, at: int, there: int) -> int:
    """Return how many characters are equal from the two places on."""
    count, stride = 0, _STRIDE
    while stride:
        piece = one[at + count : at + count + stride]
        if len(piece) == stride and other.startswith(piece, there + count):
            count += stride
        else:
            stride //= 2
    return count


def _next_meeting(one: str, other: str, at: int, there: int) -> tuple[int, int]:
    """Return how far to go in each text until both are equal again."""
    for apart in range(1, _FAR):
        for removed in range(apart + 1):
            if _meet(one, other, at + removed, there + apart - removed, sure=2 * apart + 1):
                return removed, apart - removed
    return _next_line_in_common(one, other, at, there)


def _meet(one: str, other: str, at: int, there: int, *, sure: int) -> bool:
    """True if `sure` characters are equal, or both texts end in the same way."""
    length = min(sure, _SURE)
    piece = one[at : at + length]
    if not piece:
        return at == len(one) and there == len(other)
    return other[there : there + length] == piece


def _next_line_in_common(one: str, other: str, at: int, there: int) -> tuple[int, int]:
    """Return how far to go to the nearest longer line that both have, or else to the ends."""
    places = {piece: place for place, piece in reversed([*_lines(one, at)])}
    for place, piece in _lines(other, there):
        if piece in places:
            return places[piece] - at, place - there
    return len(one) - at, len(other) - there


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    ends = [start, *(n + 1 for n in _line_ends(text, start))]
    for begin, end in pairwise([*ends, len(text)]):
        if end - begin > _SURE:
            yield begin, text[begin : begin + _SURE]


def _line_ends(text: str, start: int) -> Iterator[int]:
    place = text.find("\n", start)
    while place >= 0:
        yield place
        place = text.find("\n", place + 1)
