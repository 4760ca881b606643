"""The list of all checks: those that run, can be switched off, and are documented."""

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
