r"""Edits that turn the transcript as we would write it into the transcript as it was typed.

The model keeps every word but not where a line ended, or whether a label was followed by two
spaces. The JSON and TEI exports carry those differences beside the words, as edits to the text
that `onrecord.exports.markdown` writes: `[3, 1, "\n"]` skips three characters, removes one and
inserts a line end. So no word is in an export twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice, pairwise

_FENCE = re.compile(r"^---[ \t]*(?:\r\n?|\n)", re.MULTILINE)  # what the front matter lies between
_LETTER = re.compile(r"[^\W_]")
_SURE = 24  # characters that must be equal for two places far apart to be the same one
_STRIDE = 4_096
_FAR = 200  # characters that may stand in one text only


@dataclass(frozen=True, slots=True)
class Edit:
    """At a number of characters after the last edit, some are taken away and others put in."""

    after: int
    taken: int
    put: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Edits to a text that is known by its digest."""

    digest: str
    edits: tuple[Edit, ...]


def how_typed(text: str, *, written: str) -> Typed | None:
    """How `text` was typed, told by edits to `written`; None where the two are one."""
    if text == written:
        return None
    edits = tuple(_edits(written, text))
    if _has_letters(edits, _start_of_body(written)):
        edits = tuple(_edits_of_parts(written, text))
    return Typed(_digest(written), edits)


def encoded(typed: Typed) -> str:
    """The edits in one line of letters that every format can hold: `0b1c… [[3,1," "]]`."""
    edits = [[edit.after, edit.taken, edit.put] for edit in typed.edits]
    return f"{typed.digest} {json.dumps(edits, separators=(',', ':'))}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _has_letters(edits: tuple[Edit, ...], start: int) -> bool:
    """Whether letters are put in after the place where the body starts."""
    at = 0
    for edit in edits:
        at += edit.after
        if at >= start and any(letter.isalnum() for letter in edit.put):
            return True
        at += edit.taken
    return False


def _edits_of_parts(one: str, other: str) -> Iterator[Edit]:
    """Edits to the front matter, and to what stands below it where no letter changes its place."""
    at, there = _start_of_body(one), _start_of_body(other)
    last = 0
    for edit in _edits(one[:at], other[:there]):
        yield edit
        last += edit.after + edit.taken
    below = _edits_of_gaps(one[at:], other[there:]) or _edits(one[at:], other[there:])
    for number, edit in enumerate(below):
        yield edit if number else replace(edit, after=edit.after + at - last)


def _start_of_body(text: str) -> int:
    lines = islice(_FENCE.finditer(text), 1, 2)
    return next((line.end() for line in lines), 0)


def _edits_of_gaps(one: str, other: str) -> list[Edit] | None:
    """Edits to what stands between letters; None where the letters are not the same."""
    ours, theirs = (list(_LETTER.finditer(text)) for text in (one, other))
    if [letter[0] for letter in ours] != [letter[0] for letter in theirs]:
        return None
    ends = [(len(one), len(one), len(other), len(other))]
    places = [(*a.span(), *b.span()) for a, b in zip(ours, theirs, strict=True)] + ends
    edits, at, there, last = list[Edit](), 0, 0, 0
    for start, end, their_start, their_end in places:
        gap, put = one[at:start], other[there:their_start]
        if gap != put:
            same = _length_of_same(gap, put, 0, 0)
            edits.append(Edit(at + same - last, len(gap) - same, put[same:]))
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
        taken, put = _next_meeting(one, other, at, there)
        yield Edit(at - last, taken, other[there : there + put])
        at, there = at + taken, there + put
        last = at


def _length_of_same(one: str, other: str, at: int, there: int) -> int:
    """How many characters are equal from the two places on."""
    count, stride = 0, _STRIDE
    while stride:
        piece = one[at + count : at + count + stride]
        if len(piece) == stride and other.startswith(piece, there + count):
            count += stride
        else:
            stride //= 2
    return count


def _next_meeting(one: str, other: str, at: int, there: int) -> tuple[int, int]:
    """How far each text must go for both to be equal again."""
    for apart in range(1, _FAR):
        for taken in range(apart + 1):
            if _meet(one, other, at + taken, there + apart - taken, sure=2 * apart + 1):
                return taken, apart - taken
    return _next_line_in_common(one, other, at, there)


def _meet(one: str, other: str, at: int, there: int, *, sure: int) -> bool:
    """Whether as many characters are equal as make sure, or the texts end alike."""
    length = min(sure, _SURE)
    piece = one[at : at + length]
    if not piece:
        return at == len(one) and there == len(other)
    return other[there : there + length] == piece


def _next_line_in_common(one: str, other: str, at: int, there: int) -> tuple[int, int]:
    """The nearest place in both where a longer line begins; the ends where there is none."""
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
