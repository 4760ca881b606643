"""Every doubt that there is. What is told, switched off and documented is read from here."""

from __future__ import annotations

from onrecord.doubts import (
    alphabets,
    facts,
    names,
    paragraphs,
    recording,
    similar,
    turns,
    typography,
)
from onrecord.doubts.doubt import Doubt

DOUBTS: tuple[Doubt, ...] = (
    *facts.DOUBTS,
    *names.DOUBTS,
    *similar.DOUBTS,
    *recording.DOUBTS,
    *turns.DOUBTS,
    *paragraphs.DOUBTS,
    *typography.DOUBTS,
    *alphabets.DOUBTS,
)
NAMES = tuple(doubt.name for doubt in DOUBTS)
