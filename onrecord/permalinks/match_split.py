"""Matches passages that were split, and finds those that were merged into another one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from onrecord.permalinks.match_edited import pair_index, share_in_order, sharers
from onrecord.permalinks.pairs import Pairs, Places
from onrecord.permalinks.passage import Passage, common, share, share_of_pairs

_PART = 0.8  # of a part's words are in the whole
_PART_PAIRS = 0.6  # of its pairs of adjacent words are in the whole
_COVERED = 0.5  # of the whole's words are in the parts
_MOST = 0.5  # of the words of a passage that was split up are in one place
_LONG = 8  # words; a shorter passage can be a part of its neighbour only


def match_split_and_merged(pairs: Pairs) -> None:
    """Add pairs of a whole and its largest part to those found so far.

    If several parts are equally large, the first is taken.
    """
    old, new, places = pairs.old, pairs.new, Places(pairs)
    olds, news = pairs.left()
    split = list(_parts((old, olds), (new, news)))
    merged = [(i, j) for j, i in _parts((new, news), (old, olds))]
    likely = [(i, j) for i, j in split if places.agreement(i, j) or len(new[j].words) >= _LONG]
    likely += [(i, j) for i, j in merged if places.agreement(i, j) or len(old[i].words) >= _LONG]
    pairs.add_best(sorted((-share(old[i], new[j]), i, j) for i, j in likely))


def match_joined(pairs: Pairs) -> None:
    """Add pairs of short passages in a row and the one that they were joined to, word for word.

    "Okay.", "Okay." and "All right." are in "Okay. Okay. All right." The first of them gets the
    pair; the others are found as merged.
    """
    for start in pairs.left()[0]:
        joined = _joined_from(pairs, start)
        if joined is not None:
            pairs.add(start, joined)


def _joined_from(pairs: Pairs, start: int) -> int | None:
    """Return the free passage after the old neighbour that has a row of short old passages."""
    old, new, found = pairs.old, pairs.new, pairs.found
    if len(old[start].words) >= _LONG:
        return None
    before = [found[i] for i in range(start) if i in found]
    near = before[-1] + 1 if before else 0
    if near == len(new) or near in pairs.used or new[near].speaker != old[start].speaker:
        return None
    words: tuple[str, ...] = ()
    for end in range(start, len(old)):
        if end in found or old[end].speaker != old[start].speaker:
            return None
        words += old[end].words
        if end > start and new[near].words == words:
            return near
    return None


def find_merged(pairs: Pairs) -> dict[int, int]:
    """Return unmatched passages that were merged into others, old index to new index.

    Words of the new passage that come from another old one do not count.
    """
    hosts, merged = _Hosts(pairs), dict[int, int]()
    left, _ = pairs.left()
    while left:
        settled = pairs.found | merged
        added = {i: j for i in left if (j := hosts.host_of(i, settled)) is not None}
        if not added:
            break
        merged |= added
        left = [i for i in left if i not in merged]
    return merged


Side = tuple[Sequence[Passage], Sequence[int]]


def _parts(wholes: Side, parts: Side) -> Iterator[tuple[int, int]]:
    """Yield each passage that mostly consists of passages on the other side, with each of those."""
    passages, left = wholes
    others, left_others = parts
    index = pair_index(passages, left)
    inside: dict[int, list[int]] = defaultdict(list)
    for place in left_others:
        for whole in sharers(others[place], index):
            if _is_part(others[place], passages[whole]):
                inside[whole].append(place)
    for whole, members in sorted(inside.items()):
        together: Counter[str] = Counter()
        for place in members:
            together.update(others[place].bag)
        if common(together, passages[whole].bag) >= _COVERED * len(passages[whole].words):
            yield from ((whole, place) for place in members)


def _is_part(part: Passage, whole: Passage) -> bool:
    if len(part.words) > len(whole.words):
        return False
    words = common(part.bag, whole.bag) / len(part.words) if part.words else 0
    return words >= _PART and share_of_pairs(part, whole) >= _PART_PAIRS


class _Hosts:
    """New passages into which old ones may have been merged."""

    def __init__(self, pairs: Pairs) -> None:
        self.old, self.new, found = pairs.old, pairs.new, pairs.found
        self.index = (
            pair_index(self.new, range(len(self.new))) if len(found) < len(self.old) else {}
        )
        # Words that come from no old passage so far, and new passages that are matched.
        self.spare = {j: passage.bag for j, passage in enumerate(self.new)}
        self.spare |= {j: self.new[j].bag - self.old[i].bag for i, j in found.items()}
        self.owned = frozenset(found.values())

    def host_of(self, i: int, settled: dict[int, int]) -> int | None:
        """Find the new passage that has most of an old one, trying its neighbours first."""
        passage = self.old[i]
        is_long = len(passage.words) >= _LONG
        for step in (-1, 1):
            neighbour = self._neighbour(i, step, settled)
            if neighbour is None:
                continue
            near = settled[neighbour]
            if not is_long and self._is_beside(i, neighbour, near):
                return self._use(near, passage)
            for j in (near, near - step) if is_long else ():
                is_torn = len(passage.words) >= 2 * _LONG and j in self.owned
                if self._holds(j, passage, least=_MOST if is_torn else _PART):
                    return self._use(j, passage)
        for j in sharers(passage, self.index) if is_long else ():
            if self._holds(j, passage, least=_PART):
                return self._use(j, passage)
        return None

    def _is_beside(self, i: int, neighbour: int, j: int) -> bool:
        """True if a short text is in the new passage next to the neighbour's text.

        It may also be at the very end, or start, since the text in between may have been edited.
        """
        few, other, whole = self.old[i].words, self.old[neighbour].words, self.new[j].words
        if not few or common(self.spare[j], self.old[i].bag) < len(few):
            return False
        if neighbour > i:
            few, other, whole = few[::-1], other[::-1], whole[::-1]
        if whole[-len(few) :] == few:
            return True
        run = other[-2:] + few
        return any(whole[start : start + len(run)] == run for start in range(len(whole)))

    def _neighbour(self, i: int, step: int, settled: dict[int, int]) -> int | None:
        """Return the nearest old passage on one side that is matched."""
        place = i + step
        while 0 <= place < len(self.old) and place not in settled:
            place += step
        return place if place in settled else None

    def _holds(self, j: int, passage: Passage, *, least: float) -> bool:
        total = len(passage.words)
        if not 0 <= j < len(self.new):
            return False
        words = common(self.spare[j], passage.bag)
        pairs = share_of_pairs(passage, self.new[j])
        is_there = words >= least * total and pairs >= least * 0.75
        return is_there and share_in_order(passage, self.new[j]) >= _MOST

    def _use(self, j: int, passage: Passage) -> int:
        self.spare[j] = self.spare[j] - passage.bag
        return j
