"""Labels that are printed as headings: `### Jane Roe:`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.content.label_forms import is_personal
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.label_words import asks_by_word
from onrecord.importing.source_blocks import Passage


def with_heading_labels(passages: Sequence[Passage], known: KnownLabels) -> list[Passage]:
    """Read headings as labels where they are names and one of them recurs or is known."""
    names = [_name(passage, known) for passage in passages]
    times = Counter(name for name in names if name)
    are_known = any(label and label.speaker for label in map(known.labels.find, times))
    if not times or (max(times.values()) < 2 and not are_known):
        return list(passages)
    without_colon = {name for name in times if not name.endswith((":", "："))}
    known.learn(dict.fromkeys(without_colon, "heading"))
    return [
        replace(passage, heading=0) if name else passage
        for passage, name in zip(passages, names, strict=True)
    ]


def _name(passage: Passage, known: KnownLabels) -> str:
    """Return the heading if it can be a label, or an empty string."""
    words = passage.words.strip()
    if not passage.heading or passage.is_stated:
        return ""
    if words.endswith((":", "：")):
        label = known.labels.find(words)
        return words if label and not label.rest.strip() else ""
    label = known.labels.find(f"{words}:")
    is_known = label is not None and label.speaker is not None
    return words if is_known or is_personal(words) or asks_by_word(words) else ""
