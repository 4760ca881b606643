r"""Finds the edits that turn a transcript in canonical form into the one that was typed.

The model keeps all text, but not where a line ended or whether a label was followed by two spaces.
The JSON and TEI exports carry these differences as edits to the text that
`onrecord.exports.markdown` writes: `[3, 1, "\n"]` skips three characters, removes one and inserts a
line end. So no text is in an export twice.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

_FENCE = re.compile(r"^---[ \t]*(?:\r\n?|\n)", re.MULTILINE)  # around the front matter
# a time at the beginning of a line, `[00:12:34]`, which is no text; or a letter, or a digit
_TIME_OR_LETTER = re.compile(
    r"(?:\A|(?<=[\r\n]))[ \t\xa0]*\[[0-9]+:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?\](?!\()"
    r"|(?P<letter>[^\W_])"
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
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
    changes = list(_changes(written, text, 0, 0))
    at, there = _start_of_body(written), _start_of_body(text)
    # So that no text is in an export twice, no letters are inserted in the body if possible.
    if any(change.start >= at and _has_letters(change.inserted) for change in changes):
        below = _changes_of_gaps(written, text, at, there) or _changes(written, text, at, there)
        changes = [*_changes(written[:at], text[:there], 0, 0), *below]
    ends = [0, *(change.end for change in changes)]
    edits = (
        Edit(change.start - last, change.end - change.start, change.inserted)
        for last, change in zip(ends, changes, strict=False)
    )
    return SourceEdits(sha256(written.encode()).hexdigest()[:16], tuple(edits))


def encode_edits(source: SourceEdits) -> str:
    """Return the edits as one line that every format can hold: `0b1c… [[3,1," "]]`."""
    edits = [[edit.skipped, edit.removed, edit.inserted] for edit in source.edits]
    return f"{source.digest} {json.dumps(edits, separators=(',', ':'))}"


class _Change(NamedTuple):
    """Puts other text in the place of `text[start:end]`."""

    start: int
    end: int
    inserted: str


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _start_of_body(text: str) -> int:
    lines = islice(_FENCE.finditer(text), 1, 2)
    return next((line.end() for line in lines), 0)


def _changes_of_gaps(one: str, other: str, at: int, there: int) -> list[_Change] | None:
    """Return changes of what is between letters from the two places on; None if letters differ."""
    ours, theirs = (
        [match for match in _TIME_OR_LETTER.finditer(text, start) if match["letter"]]
        for text, start in ((one, at), (other, there))
    )
    if [letter[0] for letter in ours] != [letter[0] for letter in theirs]:
        return None
    letters = [(*a.span(), *b.span()) for a, b in zip(ours, theirs, strict=True)]
    changes, ends = list[_Change](), (len(one), len(one), len(other), len(other))
    for start, end, their_start, their_end in (*letters, ends):
        ours_here, theirs_here = one[at:start], other[there:their_start]
        if ours_here != theirs_here:
            same = _length_of_same(ours_here, theirs_here, 0, 0)
            changes.append(_Change(at + same, start, theirs_here[same:]))
        at, there = end, their_end
    return changes


def _changes(one: str, other: str, at: int, there: int) -> Iterator[_Change]:
    """Yield the changes that turn one text into the other, from the two places on."""
    while True:
        same = _length_of_same(one, other, at, there)
        at, there = at + same, there + same
        if at == len(one) and there == len(other):
            return
        removed, inserted = _next_meeting(one, other, at, there)
        yield _Change(at, at + removed, other[there : there + inserted])
        at, there = at + removed, there + inserted


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
    """Yield the place and the beginning of each longer line."""
    for line in _LINE.finditer(text, start):
        if line.end() - line.start() > _SURE:
            yield line.start(), line[0][:_SURE]
