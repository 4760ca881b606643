"""Matches passages with equal wording, first in order, then those that have moved."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from operator import attrgetter, eq

from onrecord.permalinks.heaviest_chain import heaviest_chain
from onrecord.permalinks.passage import Passage

Key = Callable[[Passage], Hashable]
_SHORT = 5  # words; shorter passages are often repeated ("Thank you.")
_MAX_TABLE = 1_000_000  # comparisons in a gap without unique passages


def match_equal(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Match passages with equal wording, old index to new index, each at most once.

    Passages match if they occur once in both texts or between the same neighbours, and so do their
    equal neighbours.
    """
    if len(old) == len(new) and all(map(eq, old, new)):
        return {place: place for place in range(len(old))}
    found: dict[int, int] = {}
    for key in _KEYS:
        _add_unique(old, new, found, key)
    for key in _KEYS:
        for gap in _gaps(found, len(old), len(new)):
            found |= _in_order(old, new, gap, key, lambda *_: {})
    return found


def match_repeats(
    old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int]
) -> dict[int, int]:
    """Add pairs for repeated passages to those found so far.

    First those that are in the same order as the pairs found, then the rest.
    """
    found = dict(found)
    for key in _KEYS:
        for gap in _gaps(found, len(old), len(new)):
            found |= _in_order(old, new, gap, key, _among_repeats)
    for key in _KEYS:
        _add_left(old, new, found, key)
    return found


_KEYS: tuple[Key, ...] = (
    attrgetter("text", "speaker"),
    attrgetter("words", "speaker"),
    attrgetter("words"),
)
Gap = tuple[list[int], list[int]]
Pairing = Callable[[Sequence[Passage], Sequence[Passage], Gap, Key], dict[int, int]]


def _gaps(found: dict[int, int], old_count: int, new_count: int) -> list[Gap]:
    """Return the unmatched passages between pairs that are in order."""
    used = set(found.values())
    gaps = []
    old_start = new_start = 0
    for old_end, new_end in (*_longest_chain(found.items()), (old_count, new_count)):
        olds = [i for i in range(old_start, old_end) if i not in found]
        news = [j for j in range(new_start, new_end) if j not in used]
        if olds and news:
            gaps.append((olds, news))
        old_start, new_start = old_end + 1, new_end + 1
    return gaps


def _in_order(
    old: Sequence[Passage], new: Sequence[Passage], gap: Gap, key: Key, among: Pairing
) -> dict[int, int]:
    """Match in order: around passages unique on both sides (patience diff), then in the gaps."""
    found: dict[int, int] = {}
    waiting = [gap]
    while waiting:
        olds, news = _take_ends(old, new, waiting.pop(), key, found)
        if not olds or not news:
            continue
        chain = _longest_chain(_unique_pairs([old[i] for i in olds], [new[j] for j in news], key))
        if not chain:
            found |= among(old, new, (olds, news), key)
            continue
        a = b = 0
        for a_end, b_end in (*chain, (len(olds), len(news))):
            waiting.append((olds[a:a_end], news[b:b_end]))
            a, b = a_end + 1, b_end + 1
        found |= {olds[a]: news[b] for a, b in chain}
    return found


def _take_ends(
    old: Sequence[Passage], new: Sequence[Passage], gap: Gap, key: Key, found: dict[int, int]
) -> Gap:
    """Match equal passages at the start and end of the gap, and return what is left of it."""
    olds, news = gap
    start, end = 0, 0
    while start < min(len(olds), len(news)) and key(old[olds[start]]) == key(new[news[start]]):
        found[olds[start]] = news[start]
        start += 1
    least = min(len(olds), len(news)) - start
    while end < least and key(old[olds[-1 - end]]) == key(new[news[-1 - end]]):
        found[olds[-1 - end]] = news[-1 - end]
        end += 1
    return olds[start : len(olds) - end], news[start : len(news) - end]


def _unique_pairs(
    old: Sequence[Passage], new: Sequence[Passage], key: Key
) -> list[tuple[int, int]]:
    """Return the places of passages that occur once on both sides, in the old order."""
    old_keys, new_keys = [key(passage) for passage in old], [key(passage) for passage in new]
    old_counts, new_counts = Counter(old_keys), Counter(new_keys)
    places = {k: j for j, k in enumerate(new_keys)}
    return [
        (i, places[k]) for i, k in enumerate(old_keys) if old_counts[k] == 1 == new_counts.get(k)
    ]


def _longest_chain(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain in order on both sides."""
    return heaviest_chain((i, j, 1) for i, j in pairs)


def _among_repeats(
    old: Sequence[Passage], new: Sequence[Passage], gap: Gap, key: Key
) -> dict[int, int]:
    """Match a gap in which no shared passage is unique, the longest runs first."""
    olds, news = gap
    a, b = [key(old[i]) for i in olds], [key(new[j]) for j in news]
    if len(olds) * len(news) > _MAX_TABLE:
        return {}
    runs = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {olds[run.a + step]: news[run.b + step] for run in runs for step in range(run.size)}


def _add_unique(
    old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int], key: Key
) -> None:
    """Add passages that occur once in both texts, in any place, and their equal neighbours."""
    used = set(found.values())
    olds = [i for i in range(len(old)) if i not in found]
    news = [j for j in range(len(new)) if j not in used]
    pairs = _unique_pairs([old[i] for i in olds], [new[j] for j in news], key)
    for a, b in pairs:
        if not _is_short(old[olds[a]]):
            _spread(old, new, (found, used), (olds[a], news[b]), key)


def _add_left(
    old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int], key: Key
) -> None:
    """Add the repeated passages that are left, in order; short ones only by the same speaker."""
    renamed = current_speakers(old, new, found)
    left_old, left_new = _left(old, found, key), _left(new, set(found.values()), key)
    for k, olds in left_old.items():
        for i, j in zip(olds, left_new.get(k, []), strict=False):
            if not _is_short(old[i]) or renamed.get(old[i].speaker) == new[j].speaker:
                found[i] = j


def current_speakers(
    old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int]
) -> dict[str, str]:
    """Return the current label of each old speaker: the same, or that of most passages."""
    labels = {passage.speaker for passage in new}
    counts = Counter((old[i].speaker, new[j].speaker) for i, j in found.items())
    known = {passage.speaker: passage.speaker for passage in old}
    others = {one: other for (one, other), _ in reversed(counts.most_common())}
    return known | {one: other for one, other in others.items() if one not in labels}


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
    """Add the pair, and equal neighbours on both sides until one differs."""
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
