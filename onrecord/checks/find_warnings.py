"""Runs all checks that are not switched off."""

from collections.abc import Iterator

from onrecord.checks.catalogue import CHECKS, NAMES
from onrecord.checks.check import Check, CheckWarning
from onrecord.checks.context import Collection
from onrecord.errors import Error, Errors, suggest


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
    return tuple(sorted(findings))


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
    for path, spot in check.find_spots(collection):
        yield CheckWarning(path, spot.line, check.name, spot.found, spot.remedy, spot.more)


def _names_switched_off(collection: Collection) -> Iterator[tuple[str, str, int]]:
    """Yield each name with the path and the line where it is."""
    for number, name in enumerate(collection.config.checks_off):
        line = collection.config_lines.line_of(("checks", "off", number))
        yield name, collection.config_path, line
    for transcript in collection.transcripts:
        for number, name in enumerate(transcript.statement.checks_off):
            yield name, transcript.statement.path, transcript.line_of("checks_off", number)
