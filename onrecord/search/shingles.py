"""Splits texts into shingles, three words in a row, by which a quotation is found.

`static/scripts/search/shingles.ts` is the same in TypeScript. Stop words count like all others, so
that "what I can say is that we", in which no word has a term, can be found. A shingle is identified
by a hash of its folded words. Two with the same hash are rare, and the paragraphs that are found
are read before anything is reported.

Shingling is Broder's (On the resemblance and containment of documents, 1997); the hash of a word is
FNV-1a.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from onrecord.fnv1a import fnv_1a
from onrecord.search.analysis import list_words
from onrecord.search.encoding import encode_numbers
from onrecord.search.sections import Piece, Section

WORDS = 3
_BITS = 32
_MASK = (1 << _BITS) - 1
_FACTOR = 0x9E3779B1
_PARAGRAPH_BITS = 28
_PARAGRAPH_MASK = (1 << _PARAGRAPH_BITS) - 1
_BYTES = 3  # about as many for a shingle in a paragraph


def shingles_of(folded: Sequence[str]) -> list[int]:
    """Return the hash of every three words in a row, in order; none of fewer words."""
    return _combine([_hash_word(word) for word in folded])


class Shingles:
    """The shingles of a list of texts, in memory."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._places = array("Q", sorted(_list_places(texts)))

    def holders(self, shingle: int) -> Sequence[int]:
        """Return the indexes of the texts that have the shingle, ascending."""
        start = bisect_left(self._places, shingle << _PARAGRAPH_BITS)
        end = bisect_left(self._places, shingle + 1 << _PARAGRAPH_BITS, start)
        return [place & _PARAGRAPH_MASK for place in self._places[start:end]]


def shingles_section(texts: Iterable[str], *, piece_size: int) -> Section:
    """Return the section `shingles`; a piece has about `piece_size` bytes uncompressed.

    The number of pieces is a power of two; a piece has the hashes that begin with the bits of its
    number.
    """
    places = array("Q", _list_places(texts))
    bits = (len(places) * _BYTES // piece_size).bit_length()
    shift = _BITS - bits + _PARAGRAPH_BITS
    pieces: list[array[int]] = [array("Q") for _ in range(1 << bits)]
    rest = (1 << shift) - 1
    for place in places:
        pieces[place >> shift].append(place & rest)
    return Section("shingles", tuple(map(_piece, pieces)))


def _piece(places: Iterable[int]) -> Piece:
    """Return steps between hashes, how many paragraphs have each, and steps between those."""
    hashes: list[int] = []
    counts: list[int] = []
    steps: list[int] = []
    for rest, group in groupby(sorted(places), lambda place: place >> _PARAGRAPH_BITS):
        paragraphs = [place & _PARAGRAPH_MASK for place in group]
        hashes.append(rest)
        counts.append(len(paragraphs))
        steps += (paragraphs[0], *(after - before for before, after in pairwise(paragraphs)))
    gaps = [after - before for before, after in pairwise([0, *hashes])]
    return encode_numbers(gaps), encode_numbers(counts), encode_numbers(steps)


def _list_places(texts: Iterable[str]) -> Iterator[int]:
    """Yield each hash of each paragraph once, with the paragraph in the low bits."""
    for number, text in enumerate(texts):
        hashes = [each for chunk in text.split() for each in _hash_chunk(chunk)]
        for shingle in set(_combine(hashes)):
            yield shingle << _PARAGRAPH_BITS | number


def _combine(hashes: Sequence[int]) -> list[int]:
    return [
        ((one * _FACTOR + two) * _FACTOR + three) & _MASK
        for one, two, three in zip(hashes, hashes[1:], hashes[2:], strict=False)
    ]


@lru_cache(maxsize=1 << 17)
def _hash_chunk(chunk: str) -> tuple[int, ...]:
    return tuple(_hash_word(word) for word, _ in list_words(chunk))


@lru_cache(maxsize=1 << 17)
def _hash_word(word: str) -> int:
    return fnv_1a(word)
