"""The list of all checks: those that run, can be switched off, and are documented."""

from onrecord.checks import (
    alphabets,
    duplicates,
    front_matter,
    paragraphs,
    project_files,
    speakers_and_topics,
    turns,
    typography,
)
from onrecord.checks.check import Check

_MODULES = (
    front_matter,
    speakers_and_topics,
    duplicates,
    project_files,
    turns,
    paragraphs,
    typography,
    alphabets,
)
# Each module's checks in the order in which it defines them.
CHECKS = tuple(one for module in _MODULES for one in vars(module).values() if type(one) is Check)
NAMES = tuple(check.name for check in CHECKS)
