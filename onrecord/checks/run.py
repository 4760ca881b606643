"""A collection to everything doubtful in it, without what its texts switch off."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.catalogue import DOUBTS, NAMES
from onrecord.checks.check import CollectionDoubt, Doubt, Finding, Spot, TranscriptDoubt
from onrecord.checks.context import Collection, Transcript
from onrecord.errors import Fault, suggest


def find_doubts(collection: Collection) -> tuple[Finding, ...]:
    """Every finding, by file, line and name; told once where it is found twice.

    What says that something is nowhere is asked only when every transcript could be read.
    """
    off = {t.statement.path: frozenset(t.statement.checks_off) for t in collection.transcripts}
    findings = {
        finding
        for doubt in DOUBTS
        if doubt.name not in collection.config.checks_off
        for finding in _findings(doubt, collection)
        if doubt.name not in off.get(finding.path, ())
    }
    return tuple(sorted(findings))


def find_unknown_names(collection: Collection) -> tuple[Fault, ...]:
    """A fault for each name that is switched off and that no doubt has."""
    faults = [
        _unknown(name, collection.config_path, line)
        for number, name in enumerate(collection.config.checks_off)
        for line in [collection.config_lines.line_of(("checks", "off", number))]
        if name not in NAMES
    ]
    for transcript in collection.transcripts:
        faults += _unknown_names_of(transcript)
    return tuple(faults)


def _findings(doubt: Doubt, collection: Collection) -> Iterator[Finding]:
    for path, spot in _spots(doubt, collection):
        yield Finding(path, spot.line, doubt.name, spot.found, spot.remedy, spot.more)


def _spots(doubt: Doubt, collection: Collection) -> Iterator[tuple[str, Spot]]:
    match doubt:
        case TranscriptDoubt():
            for transcript in collection.transcripts:
                for spot in doubt.look(transcript, collection):
                    yield transcript.statement.path, spot
        case CollectionDoubt():
            if collection.is_whole or not doubt.is_about_absence:
                yield from doubt.look(collection)


def _unknown_names_of(transcript: Transcript) -> Iterator[Fault]:
    for number, name in enumerate(transcript.statement.checks_off):
        if name not in NAMES:
            line = transcript.line_of("checks_off", number)
            yield _unknown(name, transcript.statement.path, line)


def _unknown(name: str, path: str, line: int) -> Fault:
    remedy = suggest(name, NAMES) or "`python build.py check --list` names all"
    return Fault(path, line, f'no doubt has the name "{name}"', remedy)
