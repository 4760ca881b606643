"""Matches the passages of an old text with those of a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.permalinks.match_edited import match_similar
from onrecord.permalinks.match_equal import current_speakers, match_equal, match_repeats
from onrecord.permalinks.match_split import find_merged, match_joined, match_split_and_merged
from onrecord.permalinks.passage import Passage


@dataclass(frozen=True, slots=True)
class Alignment:
    """Old index to new index; passages in neither are no longer there."""

    matched: Mapping[int, int]  # each new index once
    merged: Mapping[int, int]  # into a passage that another one is matched with


def align(old: Sequence[Passage], new: Sequence[Passage]) -> Alignment:
    """Match equal passages, then edited, split and merged ones."""
    matched = match_equal(old, new) if old else {}
    if len(matched) == len(old):
        return Alignment(matched, {})
    speakers = current_speakers(old, new, matched)
    if any(before != now for before, now in speakers.items()):
        old = [Passage(passage.text, speakers[passage.speaker]) for passage in old]
    matched = match_similar(old, new, matched, apart=_repeated(old, new, matched))
    matched = match_repeats(old, new, matched)
    matched = match_similar(old, new, matched)
    matched = match_split_and_merged(old, new, matched)
    matched = match_joined(old, new, matched)
    return Alignment(matched, find_merged(old, new, matched))


def _repeated(
    old: Sequence[Passage], new: Sequence[Passage], found: Mapping[int, int]
) -> frozenset[tuple[str, ...]]:
    """Return the unmatched wordings on both sides, to be matched when more neighbours are."""
    used = set(found.values())
    olds = {passage.words for i, passage in enumerate(old) if i not in found}
    return frozenset(olds & {passage.words for j, passage in enumerate(new) if j not in used})
