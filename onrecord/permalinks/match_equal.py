"""Matches passages with equal wording, first in order, then those that have moved."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from difflib import SequenceMatcher
from operator import attrgetter, eq

from onrecord.permalinks.pairs import Gap, Pairs, between, grouped, longest_chain
from onrecord.permalinks.passage import Passage

Key = Callable[[Passage], Hashable]
_SHORT = 5  # words; shorter passages are often repeated ("Thank you.")
_MAX_TABLE = 1_000_000  # comparisons in a gap without unique passages
_KEYS: tuple[Key, ...] = (
    attrgetter("text", "speaker"),
    attrgetter("words", "speaker"),
    attrgetter("words"),
)


def match_equal(pairs: Pairs) -> None:
    """Match passages with equal wording.

    Passages match if they occur once in both texts or between the same neighbours, and so do their
    equal neighbours.
    """
    if len(pairs.old) == len(pairs.new) and all(map(eq, pairs.old, pairs.new)):
        for place in range(len(pairs.old)):
            pairs.add(place, place)
        return
    for key in _KEYS:
        _add_unique(pairs, key)
    for key in _KEYS:
        for gap in pairs.gaps():
            _add_in_order(pairs, gap, key)


def match_repeats(pairs: Pairs) -> None:
    """Match repeated passages, first those that are in the same order as the pairs found so far."""
    for key in _KEYS:
        for gap in pairs.gaps():
            _add_in_order(pairs, gap, key, has_repeats=True)
    for key in _KEYS:
        _add_left(pairs, key)


def _add_in_order(pairs: Pairs, gap: Gap, key: Key, *, has_repeats: bool = False) -> None:
    """Match in order: around passages unique on both sides (patience diff), then in the gaps."""
    waiting = [gap]
    while waiting:
        olds, news = _take_ends(pairs, waiting.pop(), key)
        chain = longest_chain(_unique_pairs(pairs, (olds, news), key))
        if not chain and has_repeats:
            _add_runs(pairs, (olds, news), key)
        elif chain:
            waiting += between(chain, olds, news)
            for a, b in chain:
                pairs.add(olds[a], news[b])


def _take_ends(pairs: Pairs, gap: Gap, key: Key) -> Gap:
    """Match equal passages at the start and end of the gap, and return what is left of it."""
    olds, news = gap
    for _ in ("start", "end"):
        added = _add_while_equal(pairs, zip(olds, news, strict=False), key)
        olds, news = olds[added:][::-1], news[added:][::-1]
    return olds, news


def _add_while_equal(pairs: Pairs, places: Iterable[tuple[int, int]], key: Key) -> int:
    """Add pairs until one is taken or of different passages; return how many were added."""
    added = 0
    for i, j in places:
        is_taken = i in pairs.found or j in pairs.used
        if is_taken or key(pairs.old[i]) != key(pairs.new[j]):
            break
        pairs.add(i, j)
        added += 1
    return added


def _unique_pairs(pairs: Pairs, gap: Gap, key: Key) -> list[tuple[int, int]]:
    """Return the passages that occur once on both sides of a gap, by their places in it."""
    olds, news = [key(pairs.old[i]) for i in gap[0]], [key(pairs.new[j]) for j in gap[1]]
    old_counts, new_counts = Counter(olds), Counter(news)
    places = {k: b for b, k in enumerate(news)}
    return [(a, places[k]) for a, k in enumerate(olds) if old_counts[k] == 1 == new_counts.get(k)]


def _add_runs(pairs: Pairs, gap: Gap, key: Key) -> None:
    """Match a gap in which no shared passage is unique, the longest runs first."""
    olds, news = gap
    if len(olds) * len(news) > _MAX_TABLE:
        return
    a, b = [key(pairs.old[i]) for i in olds], [key(pairs.new[j]) for j in news]
    for run in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for step in range(run.size):
            pairs.add(olds[run.a + step], news[run.b + step])


def _add_unique(pairs: Pairs, key: Key) -> None:
    """Add passages that occur once in both texts, in any place, and their equal neighbours."""
    olds, news = pairs.left()
    for a, b in _unique_pairs(pairs, (olds, news), key):
        i, j = olds[a], news[b]
        if _is_short(pairs.old[i]):
            continue
        above = zip(range(i, -1, -1), range(j, -1, -1), strict=False)
        below = zip(range(i + 1, len(pairs.old)), range(j + 1, len(pairs.new)), strict=False)
        _add_while_equal(pairs, above, key)
        _add_while_equal(pairs, below, key)


def _add_left(pairs: Pairs, key: Key) -> None:
    """Add the repeated passages that are left, in order; short ones only by the same speaker."""
    old, new, renamed = pairs.old, pairs.new, current_speakers(pairs)
    left_old, left_new = pairs.left()
    news = grouped(left_new, lambda j: key(new[j]))
    for k, olds in grouped(left_old, lambda i: key(old[i])).items():
        for i, j in zip(olds, news.get(k, []), strict=False):
            if not _is_short(old[i]) or renamed.get(old[i].speaker) == new[j].speaker:
                pairs.add(i, j)


def current_speakers(pairs: Pairs) -> dict[str, str]:
    """Return the current label of each old speaker: the same, or that of most passages."""
    labels = {passage.speaker for passage in pairs.new}
    counts = Counter((pairs.old[i].speaker, pairs.new[j].speaker) for i, j in pairs.found.items())
    known = {passage.speaker: passage.speaker for passage in pairs.old}
    others = {one: other for (one, other), _ in reversed(counts.most_common())}
    return known | {one: other for one, other in others.items() if one not in labels}


def _is_short(passage: Passage) -> bool:
    return len(passage.words) < _SHORT
