"""Joins the shingles of segments into pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.search.encoding import Piece
from onrecord.search.join import Joined
from onrecord.search.runs import Array, encode_all, mix, starts_of_groups
from onrecord.search.section import Section, key_of_piece
from onrecord.search.shingles import BITS, MASK

_BYTES = 3  # about as many for a shingle in a paragraph
_AT_A_TIME = 1 << 22  # shingles that are in memory


def shingle_section(joined: Joined, *, piece_size: int) -> Section:
    """Return the section `shingles`; its pieces have about `piece_size` bytes uncompressed.

    The number of pieces is a power of two; a piece has the hashes that begin with the bits of its
    number.
    """
    pieces = _ShinglePieces(joined, piece_size)
    return Section("shingles", pieces.keys(), pieces.make)


class _ShinglePieces:
    """The pieces of the section."""

    def __init__(self, joined: Joined, piece_size: int) -> None:
        self._segments = joined.segments
        self._bases = [np.uint64(base) for base in joined.bases.tolist()]
        self._in_piece = max(1, piece_size // _BYTES)
        total = sum(segment.head.shingles for segment in joined.segments)
        self._bits = (total * _BYTES // piece_size).bit_length()
        self.count = 1 << self._bits

    def keys(self) -> list[str]:
        """Return a hash for each piece of all that is in it."""
        sums = np.zeros(self.count, np.uint64)
        for number in range(len(self._segments)):
            places, bounds = self._read(number)
            totals = np.concatenate((np.zeros(1, np.uint64), np.cumsum(mix(places))))
            sums += np.diff(totals[bounds])
        return [key_of_piece(self.count, total) for total in sums.tolist()]

    def make(self, numbers: Sequence[int]) -> Iterator[Piece]:
        """Yield the pieces with the numbers, ascending."""
        at_a_time = max(1, _AT_A_TIME // self._in_piece)
        for first in range(0, len(numbers), at_a_time):
            wanted = np.array(numbers[first : first + at_a_time])
            found: list[list[Array]] = [[] for _ in wanted]
            for number in range(len(self._segments)):
                places, bounds = self._read(number)
                ranges = zip(bounds[wanted].tolist(), bounds[wanted + 1].tolist(), strict=True)
                for held, (start, end) in zip(found, ranges, strict=True):
                    if start < end:
                        held.append(places[start:end].copy())
            for held in found:
                yield self._piece(np.sort(np.concatenate([np.zeros(0, np.uint64), *held])))

    def _read(self, number: int) -> tuple[Array, Array]:
        """Return the shingles of a segment, and where those of each piece begin."""
        places = self._segments[number].shingles()
        begins = np.arange(self.count, dtype=np.uint64) << np.uint64(2 * BITS - self._bits)
        bounds = np.searchsorted(places, begins)
        return places + self._bases[number], np.append(bounds, len(places))

    def _piece(self, places: Array) -> Piece:
        """Return steps between hashes, how many paragraphs have each, and steps between those."""
        hashes = (places >> np.uint64(BITS)).astype(np.int64)
        paragraphs = (places & np.uint64(MASK)).astype(np.int64)
        starts = starts_of_groups(hashes)
        steps = np.diff(paragraphs, prepend=0)
        steps[starts] = paragraphs[starts]
        rest = hashes[starts] & (1 << BITS - self._bits) - 1
        counts = np.diff(np.append(starts, len(places)))
        return encode_all(np.diff(rest, prepend=0)), encode_all(counts), encode_all(steps)
