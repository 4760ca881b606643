"""Splits texts into shingles, three words in a row, by which a quotation is found.

`static/scripts/search/shingles.ts` is the same in TypeScript. Stop words count like all others, so
that "what I can say is that we", in which no word has a term, can be found. A shingle is identified
by a hash of its folded words. Two with the same hash are rare, and the paragraphs that are found
are read before anything is reported.

Shingling is Broder's (On the resemblance and containment of documents, 1997); the hash of a word is
FNV-1a.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np

from onrecord.fnv1a import fnv_1a
from onrecord.search.encoding import Piece
from onrecord.search.runs import Array, encode_all, starts_of_groups

WORDS = 3
_BITS = 32
_MASK = (1 << _BITS) - 1
_FACTOR = 0x9E3779B1
_BYTES = 3  # about as many for a shingle in a paragraph


def list_shingles(words: Sequence[str], tokens: Array, sizes: Array) -> Array:
    """Return the hash and the paragraph, each once, of every three words in a row, ascending.

    `tokens` are the numbers of the words of all paragraphs, `sizes` how many each paragraph has.
    The paragraph is in the lower 32 bits.
    """
    hashes = np.array([_hash_word(word) for word in words], np.uint64)[tokens]
    paragraphs = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    mask, factor = np.uint64(_MASK), np.uint64(_FACTOR)
    pairs = (hashes[:-2] * factor + hashes[1:-1]) & mask
    triples = (pairs * factor + hashes[2:]) & mask
    is_whole = paragraphs[:-2] == paragraphs[2:]
    found = np.sort((triples << np.uint64(_BITS) | paragraphs[:-2])[is_whole])
    return found[starts_of_groups(found)]


class ShinglePieces:
    """The pieces of the section `shingles`; each has about `piece_size` bytes uncompressed.

    The number of pieces is a power of two; a piece has the hashes that begin with the bits of its
    number.
    """

    def __init__(self, places: Sequence[Array], *, piece_size: int) -> None:
        self._unsorted = places
        self._bits = (sum(map(len, places)) * _BYTES // piece_size).bit_length()
        self.count = 1 << self._bits

    @cached_property
    def _places(self) -> Array:
        return np.sort(np.concatenate([np.zeros(0, np.uint64), *self._unsorted]))

    @cached_property
    def _bounds(self) -> Array:
        owners = self._places >> np.uint64(2 * _BITS - self._bits - 1) >> np.uint64(1)
        return np.searchsorted(owners, np.arange(self.count + 1, dtype=np.uint64))

    def piece(self, number: int) -> Piece:
        """Return steps between hashes, how many paragraphs have each, and steps between those."""
        places = self._places[self._bounds[number] : self._bounds[number + 1]]
        hashes = (places >> np.uint64(_BITS)).astype(np.int64)
        paragraphs = (places & np.uint64(_MASK)).astype(np.int64)
        starts = starts_of_groups(hashes)
        steps = np.diff(paragraphs, prepend=0)
        steps[starts] = paragraphs[starts]
        rest = hashes[starts] & (1 << _BITS - self._bits) - 1
        counts = np.diff(np.append(starts, len(places)))
        return encode_all(np.diff(rest, prepend=0)), encode_all(counts), encode_all(steps)


@lru_cache(maxsize=1 << 17)
def _hash_word(word: str) -> int:
    return fnv_1a(word)
