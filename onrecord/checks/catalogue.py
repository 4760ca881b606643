"""The list of all checks: those that run, can be switched off, and are documented."""

from onrecord.checks import (
    alphabets,
    duplicates,
    front_matter,
    hosting,
    paragraphs,
    speakers_and_topics,
    turns,
    typography,
    unrecorded,
    unused_templates,
)
from onrecord.checks.check import Check

_MODULES = (
    front_matter,
    speakers_and_topics,
    duplicates,
    unrecorded,
    hosting,
    unused_templates,
    turns,
    paragraphs,
    typography,
    alphabets,
)
# Each module's checks in the order in which it defines them.
CHECKS = tuple(one for module in _MODULES for one in vars(module).values() if type(one) is Check)
NAMES = tuple(check.name for check in CHECKS)
