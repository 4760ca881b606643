"""The list of all checks, which run, can be switched off, and are documented."""

from collections.abc import Iterator

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
from onrecord.checks.check import Check, CheckWarning
from onrecord.checks.context import Collection
from onrecord.errors import Error, Errors, suggest

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


def find_warnings(collection: Collection) -> tuple[CheckWarning, ...]:
    """Return all warnings without duplicates, sorted by file, line and name.

    Checks that something is absent run only if every transcript could be read.
    """
    off = {t.statement.path: frozenset(t.statement.checks_off) for t in collection.transcripts}
    findings = {
        finding
        for check in CHECKS
        if check.name not in collection.config.checks_off
        for finding in _findings(check, collection)
        if check.name not in off.get(finding.path, ())
    }
    return tuple(sorted(findings, key=lambda one: (one.path, one.line, one.name, one.found)))


def find_unknown_names(collection: Collection) -> tuple[Error, ...]:
    """Return an error for each name in `checks: off` or `checks_off` that is not a check's."""
    errors = Errors()
    for name, path, line in _names_switched_off(collection):
        if name not in NAMES:
            remedy = suggest(name, NAMES) or "`check --list` lists all checks"
            errors.add(path, line, f'unknown check "{name}"', remedy)
    return errors.noted


def _findings(check: Check, collection: Collection) -> Iterator[CheckWarning]:
    if check.is_about_absence and not collection.is_whole:
        return
    for path, one in check.find_spots(collection):
        yield CheckWarning(path, one.line, one.found, one.remedy, one.more, name=check.name)


def _names_switched_off(collection: Collection) -> Iterator[tuple[str, str, int]]:
    """Yield each name with the path and the line where it is."""
    for number, name in enumerate(collection.config.checks_off):
        line = collection.config_lines.line_of(("checks", "off", number))
        yield name, collection.config_path, line
    for transcript in collection.transcripts:
        for number, name in enumerate(transcript.statement.checks_off):
            yield name, transcript.statement.path, transcript.line_of("checks_off", number)
