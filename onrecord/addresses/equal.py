"""Which passages of an old text stand in a new one with the same words: order first, then moves."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher

from onrecord.addresses.words import Passage

Key = Callable[[Passage], Hashable]
_SHORT = 5  # words; what is shorter is said again and again ("Thank you.")
_MAX_TABLE = 1_000_000  # comparisons of one gap in which nothing is unique


def match_equal(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Old index to new index of passages with equal words; each index stands once.

    Of passages that are the same, those in the same order and the same surroundings are matched.
    """
    found: dict[int, int] = {}
    for key in (_whole, _words_and_speaker, _words):
        for gap in _gaps(found, len(old), len(new)):
            found |= _in_order(old, new, gap, key)
    for key in (_whole, _words_and_speaker, _words):
        _add_moved(old, new, found, key)
    return found


def _whole(passage: Passage) -> Hashable:
    return passage.text, passage.speaker


def _words_and_speaker(passage: Passage) -> Hashable:
    return passage.words, passage.speaker


def _words(passage: Passage) -> Hashable:
    return passage.words


Gap = tuple[range, range]


def _gaps(found: dict[int, int], old_count: int, new_count: int) -> list[Gap]:
    """What lies between the pairs, which are in order."""
    gaps = []
    old_start = new_start = 0
    for old_end, new_end in (*sorted(found.items()), (old_count, new_count)):
        if old_end > old_start and new_end > new_start:
            gaps.append((range(old_start, old_end), range(new_start, new_end)))
        old_start, new_start = old_end + 1, new_end + 1
    return gaps


def _in_order(old: Sequence[Passage], new: Sequence[Passage], gap: Gap, key: Key) -> dict[int, int]:
    """Pairs in order: round what is unique on both sides (patience), then in the gaps left."""
    found: dict[int, int] = {}
    waiting = [gap]
    while waiting:
        olds, news = waiting.pop()
        olds, news = _take_ends(old, new, (olds, news), key, found)
        if not olds or not news:
            continue
        chain = _longest_chain(_unique_pairs(old, new, (olds, news), key))
        if not chain:
            found |= _among_repeats(old, new, (olds, news), key)
            continue
        found |= dict(chain)
        ends = (*chain, (olds.stop, news.stop))
        starts = ((olds.start - 1, news.start - 1), *chain)
        for (old_before, new_before), (old_after, new_after) in zip(starts, ends, strict=True):
            waiting.append((range(old_before + 1, old_after), range(new_before + 1, new_after)))
    return found


def _take_ends(
    old: Sequence[Passage], new: Sequence[Passage], gap: Gap, key: Key, found: dict[int, int]
) -> Gap:
    """The gap without the equal passages at its beginning and its end, which are noted."""
    (a, a_end), (b, b_end) = ((side.start, side.stop) for side in gap)
    while a < a_end and b < b_end and key(old[a]) == key(new[b]):
        found[a] = b
        a, b = a + 1, b + 1
    while a < a_end and b < b_end and key(old[a_end - 1]) == key(new[b_end - 1]):
        a_end, b_end = a_end - 1, b_end - 1
        found[a_end] = b_end
    return range(a, a_end), range(b, b_end)


def _unique_pairs(
    old: Sequence[Passage], new: Sequence[Passage], gap: Gap, key: Key
) -> list[tuple[int, int]]:
    olds, news = gap
    old_counts = Counter(key(old[i]) for i in olds)
    new_counts = Counter(key(new[j]) for j in news)
    places = {key(new[j]): j for j in news}
    pairs = ((i, key(old[i])) for i in olds)
    return [(i, places[k]) for i, k in pairs if old_counts[k] == 1 == new_counts.get(k)]


def _longest_chain(pairs: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The most pairs that are in order on both sides; `pairs` are in order of the first."""
    tails: list[int] = []  # the smallest end of a chain of each length
    members: list[int] = []
    before: list[int | None] = []
    for place, (_, j) in enumerate(pairs):
        length = bisect_left(tails, j)
        before.append(members[length - 1] if length else None)
        tails[length:] = [j, *tails[length + 1 :]]
        members[length:] = [place, *members[length + 1 :]]
    chain = []
    step = members[-1] if members else None
    while step is not None:
        chain.append(pairs[step])
        step = before[step]
    return tuple(reversed(chain))


def _among_repeats(
    old: Sequence[Passage], new: Sequence[Passage], gap: Gap, key: Key
) -> dict[int, int]:
    """Pairs in a gap in which nothing common is unique: the longest runs first."""
    olds, news = gap
    known = {key(new[j]) for j in news}
    if len(olds) * len(news) > _MAX_TABLE or not any(key(old[i]) in known for i in olds):
        return {}
    a, b = [key(old[i]) for i in olds], [key(new[j]) for j in news]
    runs = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {
        olds.start + run.a + step: news.start + run.b + step
        for run in runs
        for step in range(run.size)
    }


def _add_moved(
    old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int], key: Key
) -> None:
    """Note what stands elsewhere: what is unique, what goes with it, then the repeats in order."""
    used = set(found.values())
    left_old, left_new = _left(old, found, key), _left(new, used, key)
    for k, olds in left_old.items():
        news = left_new.get(k, [])
        if len(olds) == 1 == len(news) and not _is_short(old[olds[0]]):
            _spread(old, new, (found, used), (olds[0], news[0]), key)
    called = now_called(old, new, found)
    left_old, left_new = _left(old, found, key), _left(new, used, key)
    for k, olds in left_old.items():
        for i, j in zip(olds, left_new.get(k, []), strict=False):
            if not _is_short(old[i]) or called.get(old[i].speaker) == new[j].speaker:
                found[i] = j


def now_called(
    old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int]
) -> dict[str, str]:
    """What most passages of each old speaker are labelled with now."""
    counts = Counter((old[i].speaker, new[j].speaker) for i, j in found.items())
    known = {passage.speaker: passage.speaker for passage in old}
    return known | {one: other for (one, other), _ in reversed(counts.most_common())}


def _left(
    passages: Sequence[Passage], done: dict[int, int] | set[int], key: Key
) -> dict[Hashable, list[int]]:
    left: dict[Hashable, list[int]] = defaultdict(list)
    for place, passage in enumerate(passages):
        if place not in done:
            left[key(passage)].append(place)
    return left


def _spread(
    old: Sequence[Passage],
    new: Sequence[Passage],
    taken: tuple[dict[int, int], set[int]],
    pair: tuple[int, int],
    key: Key,
) -> None:
    """Note the pair, and its equal neighbours on both sides as far as they go."""
    found, used = taken
    for step in (-1, 1):
        i, j = pair
        while (
            0 <= i < len(old)
            and 0 <= j < len(new)
            and (i not in found or (i, j) == pair)
            and (j not in used or (i, j) == pair)
            and key(old[i]) == key(new[j])
        ):
            found[i] = j
            used.add(j)
            i, j = i + step, j + step


def _is_short(passage: Passage) -> bool:
    return len(passage.words) < _SHORT
