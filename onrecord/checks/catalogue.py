"""Every check that there is. What is told, switched off and documented is read from here."""

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
from onrecord.checks.check import Check

CHECKS: tuple[Check, ...] = (
    *front_matter.CHECKS,
    *speaker_names.CHECKS,
    *duplicates.CHECKS,
    *unrecorded.CHECKS,
    *turns.CHECKS,
    *paragraphs.CHECKS,
    *typography.CHECKS,
    *alphabets.CHECKS,
)
NAMES = tuple(check.name for check in CHECKS)
