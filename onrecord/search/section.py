"""A section of the index: a list of pieces."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.search.encoding import Piece
from onrecord.search.runs import Array


@dataclass(frozen=True, slots=True)
class Section:
    """A list of pieces; a piece is named by the section and its number in it."""

    name: str
    keys: Sequence[str]  # for each piece a hash of all that is in it
    make: Callable[[Sequence[int]], Iterator[Piece]]  # the pieces with some numbers, ascending
    separators: tuple[str, ...] = ()
    # What each piece is called in the piece itself, if not by its number or separator.
    labels: tuple[str, ...] = ()
    has_repeats: bool = False  # true if its pieces are of texts, or of long runs of numbers

    def label(self, number: int) -> str:
        """Return what a piece is called in the piece itself.

        Not by its number, where that changes as words are added before it.
        """
        labels = self.labels or self.separators
        return f"{self.name}-{labels[number] if labels else number}"

    @property
    def count(self) -> int:
        """The number of pieces."""
        return len(self.keys)


def whole(name: str, content: bytes) -> Section:
    """Return a section of one piece that is known already."""
    key = key_of_piece(content)
    return Section(name, [key], lambda numbers: ((content,) for _ in numbers), has_repeats=True)


def key_of_piece(*parts: bytes | str | int | Array | Iterable[str]) -> str:
    """Return a hash of what a piece is made from; no text contains a null character."""
    total = hashlib.blake2b(digest_size=16)
    for part in parts:
        total.update(_bytes_of(part))
        total.update(b"\0\0")
    return total.hexdigest()


def _bytes_of(part: bytes | str | int | Array | Iterable[str]) -> bytes:
    if isinstance(part, bytes):
        return part
    if isinstance(part, np.ndarray):
        return part.tobytes()
    text = str(part) if isinstance(part, int | str) else "\0".join(part)
    return text.encode("utf-8", "surrogatepass")
