"""A quotation to the paragraphs that may hold it, by its rarest words.

The same definition stands in `static/scripts/quote/candidates.js`. Whole numbers only, so that
Python and the browser choose alike. What is asked for besides the whole quotation are stretches of
it, because it may be put together from several places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.quotes.library import Library
from onrecord.quotes.words import Token

_STRETCH = 6  # terms
_STEP = 3
_OF_WHOLE = 12  # paragraphs that are taken for the whole
_OF_STRETCH = 4
_MOST = 40  # paragraphs in all
_READ = 30_000  # places of rare terms that are gone through before common terms only refine
_REFINED = 400
_ASKED = 32  # runs of words that are looked up
_SHORTEST = 3  # words of a run
_COMMON = 4  # bits of rarity of a term that says nothing by itself
_LONGER = 3  # words by which a run is lengthened as long as it stands somewhere
_SHARED = 2  # words that a run may have with the one before it
_FREQUENT = 5_000  # paragraphs with a run that are looked at
_OF_RUNS = 10  # paragraphs that are taken for all runs together
_OF_RUN = 4
_BITS_OF_WORD = 3  # what a word in a run counts beside the rarity of terms


def find_by_terms(parts: Sequence[Sequence[Token]], library: Library) -> tuple[list[int], int]:
    """The paragraphs that have its rare terms, the likeliest first; and how many are likeliest."""
    terms = [[t.term for t in part if t.term is not None and not t.is_bracketed] for part in parts]
    everything = [term for part in terms for term in part]
    holders = {term: library.holders(term) for term in dict.fromkeys(everything)}
    ranked = _best(everything, holders, library.count, _OF_WHOLE)
    chosen = [number for number, _ in ranked]
    lists = [
        _best(stretch, holders, library.count, _OF_STRETCH)
        for stretch in _stretches(terms)
        if len(stretch) < len(everything)
    ]
    for place in range(_OF_STRETCH):
        chosen += [one[place][0] for one in lists if place < len(one)]
    likeliest = sum(1 for _, score in ranked if score == ranked[0][1])
    return list(dict.fromkeys(chosen))[:_MOST], likeliest


def find_by_runs(text: str, parts: Sequence[Sequence[Token]], library: Library) -> list[int]:
    """The paragraphs in which runs of its words stand, and those among them with most of both."""
    runs = _find_runs(text, parts, library)
    terms = {token.term for part in parts for token in part if token.term is not None}
    scores: dict[int, int] = {}
    for length, numbers in runs:
        for number in numbers:
            scores[number] = scores.get(number, 0) + length * _BITS_OF_WORD
    for term in sorted(terms):
        holders = library.holders(term)
        rarity = rarity_of(len(holders), library.count)
        for number in scores:
            if _has(holders, number):
                scores[number] += rarity
    chosen = _ranked(scores, _OF_RUNS)
    for _, numbers in runs:
        chosen += _ranked({number: scores[number] for number in numbers}, _OF_RUN)
    return list(dict.fromkeys(chosen))[:_MOST]


def _find_runs(
    text: str, parts: Sequence[Sequence[Token]], library: Library
) -> list[tuple[int, list[int]]]:
    """How many words stand one after another, and in which paragraphs, as far as they can."""
    asker = _Asker(text, library)
    runs = []
    for part in parts:
        start = 0
        while start + _SHORTEST <= len(part) and asker.left:
            end = start + _SHORTEST
            found = asker.ask(part, start, end) if _may_tell(part[start:end], library) else []
            if found:
                first, end, found = _lengthen(asker, part, start, end, found)
                runs.append((end - first, found[:_FREQUENT]))
            start = max(start + 1, end - _SHARED)
    return runs


class _Asker:
    """Asks for runs of words, but not for too many."""

    def __init__(self, text: str, library: Library) -> None:
        self.text = text
        self.library = library
        self.left = _ASKED

    def ask(self, part: Sequence[Token], start: int, end: int) -> list[int]:
        """The paragraphs in which the words stand."""
        self.left -= 1
        return self.library.phrase(self.text[part[start].start : part[end - 1].end])


def _lengthen(
    asker: _Asker, part: Sequence[Token], start: int, end: int, found: list[int]
) -> tuple[int, int, list[int]]:
    """The run as far as it stands to the right, and to the left while many paragraphs have it."""
    longer = min(_LONGER, len(part) - end)
    while longer and asker.left:
        more = asker.ask(part, start, end + longer)
        if more:
            found, end = more, end + longer
            longer = min(longer, len(part) - end)
        else:
            longer -= 1
    longer = min(_LONGER, start)
    while longer and asker.left and len(found) > _OF_RUN:
        more = asker.ask(part, start - longer, end)
        if more:
            found, start = more, start - longer
            longer = min(longer, start)
        else:
            longer -= 1
    return start, end, found


def _may_tell(tokens: Sequence[Token], library: Library) -> bool:
    """Whether one of the words is not in nearly every text."""
    return any(
        token.term is not None
        and rarity_of(len(library.holders(token.term)), library.count) > _COMMON
        for token in tokens
    )


def is_telling(terms: Sequence[str], library: Library) -> bool:
    """Whether so few paragraphs may have all of the terms that these can be gone through."""
    bits = sum(rarity_of(len(library.holders(term)), library.count) - 1 for term in set(terms))
    return bits >= library.count.bit_length() + 2


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
) -> list[tuple[int, int]]:
    """The paragraphs that have most of the terms with their scores, and of equals the first."""
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
    best = _ranked(scores, _REFINED)
    refined = {number: scores[number] for number in best}
    for term in known:
        rarity = rarity_of(len(holders[term]), count)
        for number in best:
            if _has(holders[term], number):
                refined[number] += rarity
    return [(number, refined[number]) for number in _ranked(refined, most)]


def _ranked(scores: Mapping[int, int], most: int) -> list[int]:
    """Those with the highest scores first, and of equals those with the lowest numbers."""
    by_score: defaultdict[int, list[int]] = defaultdict(list)
    for number, score in scores.items():
        by_score[score].append(number)
    first: list[int] = []
    for score in sorted(by_score, reverse=True):
        if len(first) >= most:
            break
        first += sorted(by_score[score])[:most]
    return first[:most]


def _has(numbers: Sequence[int], wanted: int) -> bool:
    place = bisect_left(numbers, wanted)
    return place < len(numbers) and numbers[place] == wanted
