"""An old text laid to a new one: which passage became which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.permalinks.match_edited import match_similar
from onrecord.permalinks.match_equal import match_equal, match_repeats, now_called
from onrecord.permalinks.match_split import find_joined, match_split_and_merged
from onrecord.permalinks.passage import Passage


@dataclass(frozen=True, slots=True)
class Alignment:
    """Old index to new index; what is in neither is gone."""

    kept: Mapping[int, int]  # each new index once
    joined: Mapping[int, int]  # what went into a passage that is another's


def align(old: Sequence[Passage], new: Sequence[Passage]) -> Alignment:
    """Which old passage is which new one: equal, edited, split or merged, in that order."""
    kept = match_equal(old, new)
    if len(kept) == len(old):
        return Alignment(kept, {})
    called = now_called(old, new, kept)
    if any(one != other for one, other in called.items()):
        old = [Passage(passage.text, called[passage.speaker]) for passage in old]
    kept = match_similar(old, new, kept, apart=_repeated(old, new, kept))
    kept = match_repeats(old, new, kept)
    kept = match_similar(old, new, kept)
    kept = match_split_and_merged(old, new, kept)
    return Alignment(kept, find_joined(old, new, kept))


def _repeated(
    old: Sequence[Passage], new: Sequence[Passage], found: Mapping[int, int]
) -> frozenset[tuple[str, ...]]:
    """The words of what is left on both sides: which is which is seen when more is found."""
    used = set(found.values())
    olds = {passage.words for i, passage in enumerate(old) if i not in found}
    return frozenset(olds & {passage.words for j, passage in enumerate(new) if j not in used})
