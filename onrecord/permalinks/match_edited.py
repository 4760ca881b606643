"""Matches passages that were edited, if enough of their wording is the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from difflib import SequenceMatcher
from itertools import product

from onrecord.permalinks.pairs import Pairs, Places, heaviest_chain
from onrecord.permalinks.passage import (
    Passage,
    Rarity,
    dice,
    share,
    share_of_long,
)

FLOOR = 0.5  # of the words; passages that share less are never the same
_SURE = 0.8  # of the words; enough for a match in any place
_MOVED = 0.6  # of the words, also weighted by rarity, for a match in another place
_MOVED_PAIRS = 0.35  # of the pairs of words, for the same
_PAIRS = 0.2  # of the pairs of words; unrelated English text shares less than 0.1
_IN_ORDER = 0.5  # of the shorter passage's words; with fewer, the text is new
_FEW_CHANGED = 0.75  # of the words of a short passage, unless words were only added
_OWN = 0.7  # of the share must remain when weighted by rarity, or it is a set phrase
_ADDED = 0.9  # of the shorter passage's words are in order: the others were added
_STEP = 0.1  # bonus for a pair that is in order with most of its gap
_MISSPELT = 0.75  # of the trigrams, if the words were misspelt
_MISSPELT_WORD = 0.85  # of the letters of a passage of a few words
_LONG = 8  # words; in shorter passages, pairs of words say nothing
_FEW = 4  # words in common, for a match in another place
_COMMON_PAIR = 40  # passages; a pair of words in more of them is ignored
_LARGE_GAP = 2500  # comparisons


def match_similar(pairs: Pairs, *, apart: Set[tuple[str, ...]] = frozenset()) -> None:
    """Add pairs of similar passages to those found so far, the best first.

    A pair makes it easier to match its neighbours, so this is repeated until nothing is added.
    Passages with the words in `apart` are not matched.
    """
    old, new, rarity = pairs.old, pairs.new, Rarity(pairs.old, pairs.new)
    while True:
        olds, news = pairs.left()
        olds = [i for i in olds if old[i].words not in apart]
        news = [j for j in news if new[j].words not in apart]
        if not olds or not news:
            return
        places, index = Places(pairs), pair_index(old, olds)
        compared = {(i, j) for j in news for i in sharers(new[j], index)}
        for near_old, near_new in places.with_same_neighbour((olds, news)):
            if len(near_old) * len(near_new) <= _LARGE_GAP:
                compared.update(product(near_old, near_new))
        alike = _alike(pairs, places, rarity, compared)
        if not alike:
            return
        in_step = _in_step(alike, places)
        pairs.add_best(
            sorted((-value - _STEP * ((i, j) in in_step), i, j) for i, j, value in alike)
        )


def pair_index(
    passages: Sequence[Passage], places: Iterable[int]
) -> dict[tuple[str, str], list[int]]:
    """Return the places of the passages that have each pair of adjacent words."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in places:
        for pair in passages[place].pairs:
            index[pair].append(place)
    return index


def sharers(passage: Passage, index: dict[tuple[str, str], list[int]]) -> list[int]:
    """Return the places that share the most pairs of words with the passage, the best first."""
    shared: Counter[int] = Counter()
    for pair in passage.pairs:
        places = index.get(pair, ())
        if len(places) <= _COMMON_PAIR:
            shared.update(places)
    return [place for place, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:8]]


def _alike(
    pairs: Pairs, places: Places, rarity: Rarity, compared: Iterable[tuple[int, int]]
) -> list[tuple[int, int, float]]:
    """Return the similar pairs and a score, which includes place and speaker."""
    found = []
    for i, j in sorted(compared):
        one, other, agreement = pairs.old[i], pairs.new[j], places.agreement(i, j)
        likeness = likeness_of(one, other, rarity, agreement=agreement)
        if likeness:
            # Rare words have weight, unless one passage extends the other.
            if likeness >= _SURE or share_in_order(one, other) < _ADDED:
                likeness = (likeness + rarity.share(one, other)) / 2
            same_speaker = one.speaker == other.speaker
            found.append((i, j, likeness + 0.06 * agreement + 0.03 * same_speaker))
    return found


def _in_step(alike: Sequence[tuple[int, int, float]], places: Places) -> set[tuple[int, int]]:
    """Return the pairs that put as much of each gap as possible in the same order."""
    gaps: dict[tuple[int, int], list[tuple[int, int, float]]] = defaultdict(list)
    for i, j, value in alike:
        if places.agreement(i, j) == 2:
            gaps[places.old_before[i], places.old_after[i]].append((i, j, value))
    return {pair for gap in gaps.values() for pair in heaviest_chain(gap)}


def likeness_of(one: Passage, other: Passage, rarity: Rarity, *, agreement: int) -> float:
    """Return the likeness of two passages; 0 if it is too low for their places."""
    shorter, longer = sorted((len(one.words), len(other.words)))
    if 2 * shorter < FLOOR * (shorter + longer):
        return 0.0
    words = share(one, other)
    if agreement:
        if longer < _FEW and _numbers(one) != _numbers(other):
            return 0.0
        is_reworded = _is_reworded(one, other, words, rarity, agreement)
        return words if is_reworded else _misspelt(one, other, agreement)
    shared = words * (shorter + longer) / 2
    if words >= _SURE and shared >= _FEW:
        return words
    is_moved = words >= _MOVED and shorter >= _LONG and dice(one.pairs, other.pairs) >= _MOVED_PAIRS
    is_own = is_moved and rarity.share(one, other) >= _MOVED
    return words if is_own and share_in_order(one, other) >= _IN_ORDER else 0.0


def _is_reworded(
    one: Passage, other: Passage, words: float, rarity: Rarity, agreement: int
) -> bool:
    """True if the second passage is a rewording of the first, which has the same place."""
    if words < FLOOR:
        return False
    if words >= _SURE:
        return True
    if min(len(one.words), len(other.words)) >= _LONG:
        return dice(one.pairs, other.pairs) >= _PAIRS and not _is_formula(one, other, words, rarity)
    if agreement < 2 or one.speaker != other.speaker:
        return False
    return words >= _FEW_CHANGED or share_in_order(one, other) == 1


def _is_formula(one: Passage, other: Passage, words: float, rarity: Rarity) -> bool:
    """True if two passages share only words in another order, short words or common words.

    False if one contains nearly all words of the other.
    """
    in_order = share_in_order(one, other)
    if in_order >= _ADDED:
        return False
    is_common = rarity.share(one, other) < _OWN * words
    return in_order < _IN_ORDER or is_common or share_of_long(one, other) < FLOOR


def share_in_order(one: Passage, other: Passage) -> float:
    """Return the share of the shorter passage that is in the longer one in order, from 0 to 1."""
    short, long = sorted((one.words, other.words), key=len)
    runs = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(run.size for run in runs) / len(short) if short else 1.0


def _misspelt(one: Passage, other: Passage, agreement: int) -> float:
    """Return the likeness of the spelling: by trigrams, or letter by letter in short passages."""
    if max(len(one.words), len(other.words)) >= _FEW:
        spelling = dice(one.spelling, other.spelling)
        in_order = spelling >= _MISSPELT and _letters_in_order(one, other) >= _MISSPELT
        return spelling if in_order else 0.0
    if agreement < 2 or one.speaker != other.speaker:
        return 0.0
    spelling = _letters_in_order(one, other)
    return spelling if spelling >= _MISSPELT_WORD else 0.0


def _letters_in_order(one: Passage, other: Passage) -> float:
    letters = "".join(one.words), "".join(other.words)
    return SequenceMatcher(None, *letters, autojunk=False).ratio()


def _numbers(passage: Passage) -> list[str]:
    """Return the numbers in it: `Article 6` is not a rewording of `Article 5`."""
    return [word for word in passage.words if word.isdecimal()]
