"""Matches the passages of an old text with those of a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.permalinks.match_edited import match_similar
from onrecord.permalinks.match_equal import current_speakers, match_equal, match_repeats
from onrecord.permalinks.match_split import find_merged, match_joined, match_split_and_merged
from onrecord.permalinks.pairs import Pairs
from onrecord.permalinks.passage import Passage


@dataclass(frozen=True, slots=True)
class Alignment:
    """Old index to new index; passages in neither are no longer there."""

    matched: Mapping[int, int]  # each new index once
    merged: Mapping[int, int]  # into a passage that another one is matched with


def align(old: Sequence[Passage], new: Sequence[Passage]) -> Alignment:
    """Match equal passages, then edited, split and merged ones."""
    pairs = Pairs(old, new)
    if old:
        match_equal(pairs)
    if len(pairs.found) == len(old):
        return Alignment(pairs.found, {})
    speakers = current_speakers(pairs)
    if any(before != now for before, now in speakers.items()):
        pairs.old = [Passage(passage.text, speakers[passage.speaker]) for passage in old]
    match_similar(pairs, apart=_repeated(pairs))
    match_repeats(pairs)
    match_similar(pairs)
    match_split_and_merged(pairs)
    match_joined(pairs)
    return Alignment(pairs.found, find_merged(pairs))


def _repeated(pairs: Pairs) -> frozenset[tuple[str, ...]]:
    """Return the unmatched wordings on both sides, to be matched when more neighbours are."""
    olds, news = pairs.left()
    return frozenset({pairs.old[i].words for i in olds} & {pairs.new[j].words for j in news})
