"""A quotation to the paragraphs that may hold it, by its rarest words.

The same definition stands in `static/scripts/quote/candidates.js`. Whole numbers only, so that
Python and the browser choose alike. What is asked for besides the whole quotation are stretches of
it, because it may be put together from several places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.quotes.library import Library
from onrecord.quotes.words import Token

_STRETCH = 6  # terms
_STEP = 3
_OF_WHOLE = 12  # paragraphs that are taken for the whole
_OF_STRETCH = 4
_MOST = 40  # paragraphs in all
_READ = 30_000  # places of rare terms that are gone through before common terms only refine
_REFINED = 400


def find_candidates(parts: Sequence[Sequence[Token]], library: Library) -> list[int]:
    """The numbers of the paragraphs, the likeliest first."""
    terms = [[t.term for t in part if t.term is not None and not t.is_bracketed] for part in parts]
    everything = [term for part in terms for term in part]
    holders = {term: library.holders(term) for term in dict.fromkeys(everything)}
    chosen = _best(everything, holders, library.count, _OF_WHOLE)
    lists = [
        _best(stretch, holders, library.count, _OF_STRETCH)
        for stretch in _stretches(terms)
        if len(stretch) < len(everything)
    ]
    for place in range(_OF_STRETCH):
        chosen += [one[place] for one in lists if place < len(one)]
    return list(dict.fromkeys(chosen))[:_MOST]


def rarity_of(holders: int, count: int) -> int:
    """How much a term says that so many of all paragraphs have: halving them adds one."""
    return max(1, count.bit_length() - holders.bit_length() + 1)


def _stretches(parts: Iterable[list[str]]) -> Iterable[list[str]]:
    for terms in parts:
        last = max(len(terms) - _STRETCH, 0)
        starts = [*range(0, last, _STEP), last]
        yield from (terms[start : start + _STRETCH] for start in starts)


def _best(
    terms: list[str], holders: dict[str, Sequence[int]], count: int, most: int
) -> list[int]:
    """The paragraphs that have most of the terms, and of equals the first."""
    known = [term for term in dict.fromkeys(terms) if len(holders[term])]
    known.sort(key=lambda term: (len(holders[term]), term))
    scores: dict[int, int] = {}
    read = 0
    while known and (read == 0 or read + len(holders[known[0]]) <= _READ):
        term = known.pop(0)
        read += len(holders[term])
        rarity = rarity_of(len(holders[term]), count)
        for number in holders[term]:
            scores[number] = scores.get(number, 0) + rarity
    best = _ranked(scores)[:_REFINED]
    refined = {number: scores[number] for number in best}
    for term in known:
        rarity = rarity_of(len(holders[term]), count)
        for number in best:
            if _has(holders[term], number):
                refined[number] += rarity
    return _ranked(refined)[:most]


def _ranked(scores: dict[int, int]) -> list[int]:
    return sorted(scores, key=lambda number: (-scores[number], number))


def _has(numbers: Sequence[int], wanted: int) -> bool:
    place = bisect_left(numbers, wanted)
    return place < len(numbers) and numbers[place] == wanted
