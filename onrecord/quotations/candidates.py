"""A quotation to the paragraphs that may hold it, by its shingles and by its rarest words.

The same definition stands in `static/scripts/quotations/candidates.js`. Whole numbers only, so that
Python and the browser choose alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.quotations.library import Library
from onrecord.quotations.words import Token
from onrecord.search.shingles import WORDS, shingles_of

FIRST_ASKED = 4  # shingles: enough for what stands here word for word
ASKED = 40  # and for what does not
_OF_WHOLE = 12  # paragraphs that are taken for the whole
_FOREMOST = 2  # that are read first
_OF_RUNS = 4  # and for each of its shingles, of those in which most of the words round it stand
_MOST = 40  # paragraphs in all
_RAREST = 6  # terms that are looked for by themselves
_OF_TERMS = 8  # paragraphs that are taken for them
_READ = 30_000  # places of rare terms that are gone through before others only refine
_REFINED = 400


@dataclass(frozen=True, slots=True)
class Candidates:
    """Paragraphs, the likeliest first."""

    numbers: list[int]
    likeliest: int  # how many are so equally
    foremost: int  # how many hold what the others hold, too


def find_by_shingles(
    tokens: Sequence[Token], after: Sequence[str], library: Library, *, asked: int
) -> Candidates:
    """The paragraphs in which most of some shingles stand, and those with the longest runs of them.

    `after` says for each word what parts it from the one before; no shingle goes over an ellipsis.
    """
    hashes = shingles_of([token.folded for token in tokens])
    places = _choose(tokens, [n for n in range(len(hashes)) if _is_whole(tokens, after, n)], asked)
    lists = [library.shingle_holders(hashes[place]) for place in places]
    rarities = [rarity_of(len(numbers).bit_length(), library.count) for numbers in lists]
    scores: dict[int, int] = {}
    for numbers, rarity in zip(lists, rarities, strict=True):
        for number in numbers:
            scores[number] = scores.get(number, 0) + rarity
    best = _ranked(scores, _OF_WHOLE)
    runs = _rank_runs(_find_runs(lists, rarities), scores)
    likeliest = sum(1 for number in best if scores[number] == scores[best[0]])
    foremost = dict.fromkeys(best[: max(likeliest, _FOREMOST)] + _cover(runs, len(lists), each=1))
    chosen = dict.fromkeys([*foremost, *best, *_cover(runs, len(lists), each=_OF_RUNS)])
    return Candidates(list(chosen)[:_MOST], likeliest, len(foremost))


def find_by_terms(tokens: Sequence[Token], library: Library) -> list[int]:
    """The paragraphs that have most of its rarest terms, by how much these say."""
    sizes = {
        token.term: library.size(token.folded)
        for token in tokens
        if token.term is not None and not token.is_bracketed
    }
    rarest = sorted(sizes, key=lambda term: (sizes[term], term))[:_RAREST]
    lists = sorted((library.holders(term) for term in rarest), key=len)
    return _best([numbers for numbers in lists if len(numbers)], library.count)


def rarity_of(bits: int, count: int) -> int:
    """How much is said by what so many, in binary digits, of all have: halving them adds one."""
    return max(1, count.bit_length() - bits + 1)


def _is_whole(tokens: Sequence[Token], after: Sequence[str], start: int) -> bool:
    """Whether the three words may stand on end in the record."""
    words = range(start, start + WORDS)
    is_cut = any(after[word] == "ellipsis" for word in words[1:])
    return not is_cut and not any(tokens[word].is_bracketed for word in words)


def _choose(tokens: Sequence[Token], places: Sequence[int], most: int) -> list[int]:
    """So many of the places, spread over all of them, each with the longest words round there."""
    if len(places) <= most:
        return list(places)
    bounds = [len(places) * step // most for step in range(most + 1)]
    stretches = (places[start:end] for start, end in pairwise(bounds))
    return [max(each, key=lambda place: _weight(tokens, place)) for each in stretches]


def _weight(tokens: Sequence[Token], place: int) -> int:
    """How many letters the words have that are no stop words."""
    words = tokens[place : place + WORDS]
    return sum(len(token.folded) for token in words if token.term is not None)


@dataclass(frozen=True, slots=True)
class _Run:
    """Shingles on end that a paragraph has, from and to, and what these say."""

    number: int
    start: int
    end: int
    score: int


def _find_runs(lists: Sequence[Sequence[int]], rarities: Sequence[int]) -> list[_Run]:
    found: list[_Run] = []
    going: dict[int, tuple[int, int]] = {}  # by paragraph: since where, and the score
    for place, numbers in enumerate((*lists, ())):
        gone = going.keys() - set(numbers)
        found += [_Run(number, going[number][0], place, going[number][1]) for number in gone]
        going = {
            number: (start, score + rarities[place])
            for number in numbers
            for start, score in [going.get(number, (place, 0))]
        }
    return found


def _rank_runs(runs: Iterable[_Run], scores: Mapping[int, int]) -> list[_Run]:
    """Those first that say most, and of equals those in paragraphs that say most."""
    return sorted(runs, key=lambda run: (-run.score, -scores[run.number], run.number, run.start))


def _cover(runs: Iterable[_Run], count: int, *, each: int) -> list[int]:
    """For each of so many shingles the first few paragraphs with a run that it is in."""
    left = [each] * count
    chosen: list[int] = []
    for run in runs:
        if any(left[run.start : run.end]):
            chosen.append(run.number)
            for place in range(run.start, run.end):
                left[place] = max(0, left[place] - 1)
            if not any(left):
                break
    return chosen


def _best(lists: Sequence[Sequence[int]], count: int) -> list[int]:
    """The paragraphs that are in most of the lists, the shortest of which come first."""
    scores: dict[int, int] = {}
    read = 0
    waiting = list(lists)
    while waiting and (read == 0 or read + len(waiting[0]) <= _READ):
        numbers = waiting.pop(0)
        read += len(numbers)
        for number in numbers:
            scores[number] = scores.get(number, 0) + rarity_of(len(numbers).bit_length(), count)
    refined = {number: scores[number] for number in _ranked(scores, _REFINED)}
    for numbers in waiting:
        rarity = rarity_of(len(numbers).bit_length(), count)
        for number in refined:
            if _has(numbers, number):
                refined[number] += rarity
    return _ranked(refined, _OF_TERMS)


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
