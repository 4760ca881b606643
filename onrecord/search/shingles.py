"""Splits texts into shingles, three words in a row, by which a quotation is found.

`static/scripts/search/shingles.ts` is the same in TypeScript. Stop words count like all others, so
that "what I can say is that we", in which no word has a term, can be found. A shingle is identified
by a hash of its folded words. Two with the same hash are rare, and the paragraphs that are found
are read before anything is reported.

Shingling is Broder's (On the resemblance and containment of documents, 1997); the hash of a word is
FNV-1a.
"""

from __future__ import annotations

import numpy as np

from onrecord.search.runs import Array, starts_of_groups

WORDS = 3
BITS = 32
MASK = (1 << BITS) - 1
_FACTOR = 0x9E3779B1


def list_shingles(hashes: Array, tokens: Array, sizes: Array) -> Array:
    """Return the hash and the paragraph, each once, of every three words in a row, ascending.

    `tokens` are the numbers of the words of all paragraphs, `hashes` the words' hashes by number,
    and `sizes` how many words each paragraph has. The paragraph is in the lower 32 bits.
    """
    hashes = hashes[tokens]
    paragraphs = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    mask, factor = np.uint64(MASK), np.uint64(_FACTOR)
    pairs = (hashes[:-2] * factor + hashes[1:-1]) & mask
    triples = (pairs * factor + hashes[2:]) & mask
    is_whole = paragraphs[:-2] == paragraphs[2:]
    found = np.sort((triples << np.uint64(BITS) | paragraphs[:-2])[is_whole])
    return found[starts_of_groups(found)]
