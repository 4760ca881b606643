"""Labels at the beginning of paragraphs: which are known, and what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.content.labels import Labels
from onrecord.content.layouts import Layout
from onrecord.importing.label_words import ends_with_dash
from onrecord.model import Speaker

# `Le ministre :`: what begins so is a label only where it takes turns
_LOOSE = re.compile(r"(?P<name>[^\W\d_][^:：.,;!?()\[\]\\*\n]{0,60}?)[ \xa0]?[:：][ \xa0]")
_LOOSE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What stands before a colon at the beginning of a paragraph."""

    label: str
    note: str
    printed: str  # as it stands, colon included
    length: int  # of all before the words spoken
    owner: Speaker | None = None
    is_bare: bool = False
    is_loose: bool = False  # not written as names are: `Le ministre :`


class KnownLabels:
    """The labels that config.yaml and the layout know."""

    def __init__(self, speakers: Iterable[Speaker], layout: Layout) -> None:
        """Take in every name and label, as the parser does."""
        speakers = tuple(speakers)
        self.labels = Labels(speakers)
        self.bare: dict[str, Speaker | None] = dict.fromkeys(layout.bare_labels)
        for speaker in speakers:
            self.bare.update(dict.fromkeys(speaker.bare_labels, speaker))
        self.printed: dict[str, str] = {}  # labels without a colon that the source has, and why
        self.patterns = tuple(re.compile(pattern) for pattern in layout.labels)

    def learn(self, printed: Mapping[str, str]) -> None:
        """Know these labels without a colon, each with the reason why it is one."""
        new = {label: why for label, why in printed.items() if label not in self.bare}
        self.printed.update(new)
        self.bare.update(dict.fromkeys(new))


def find_label(text: str, known: KnownLabels) -> Found | None:
    """What the parser would take for a label, or the layout, at the beginning of a paragraph."""
    bare = _find_bare(text, known.bare)
    label = None if bare else known.labels.find(text)
    if label is None:
        return bare
    length = len(text) - len(label.rest)
    return Found(label.name, label.stage_note, label.printed, length, label.speaker)


def find_loose_label(text: str) -> Found | None:
    """Return what could be a label although it is not written like a name: `Le ministre :`."""
    start = len(text) - len(text.lstrip(" \t\xa0"))
    match = _LOOSE.match(text, start)
    if not match or len(match["name"].split()) > _LOOSE_WORDS or not match["name"][0].isupper():
        return None
    printed = " ".join(match[0].split())
    return Found(match["name"], "", printed, match.end(), is_loose=True)


def _find_bare(text: str, bare: Mapping[str, Speaker | None]) -> Found | None:
    # `Q    Thank you`, `Q (Sneezes.)`
    start = len(text) - len(text.lstrip(" \t\xa0"))
    for name, owner in bare.items():
        if text.startswith(name, start):
            rest = text[start + len(name) :]
            gap = len(rest) - len(rest.lstrip(" \t\xa0\n"))
            if gap or not rest or ends_with_dash(name):
                return Found(name, "", name, start + len(name) + gap, owner, is_bare=True)
    return None
