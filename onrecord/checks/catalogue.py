"""Every doubt that there is. What is told, switched off and documented is read from here."""

from __future__ import annotations

from onrecord.checks import (
    alphabets,
    duplicates,
    front_matter,
    paragraphs,
    speaker_names,
    turns,
    typography,
    unrecorded,
)
from onrecord.checks.check import Doubt

DOUBTS: tuple[Doubt, ...] = (
    *front_matter.DOUBTS,
    *speaker_names.DOUBTS,
    *duplicates.DOUBTS,
    *unrecorded.DOUBTS,
    *turns.DOUBTS,
    *paragraphs.DOUBTS,
    *typography.DOUBTS,
    *alphabets.DOUBTS,
)
NAMES = tuple(doubt.name for doubt in DOUBTS)
