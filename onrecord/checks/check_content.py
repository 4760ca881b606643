"""Checks the content of a project for `build.py check`."""

from __future__ import annotations

from pathlib import Path

from onrecord.checks.check_report import Report
from onrecord.checks.context import gather_collection
from onrecord.checks.run import find_unknown_names, find_warnings
from onrecord.content.project import RECORDS, read_project
from onrecord.errors import ContentError, Errors
from onrecord.model import TaggedParagraph
from onrecord.pipeline import (
    Draft,
    Edition,
    assign_permalinks,
    parse_transcripts,
    run_step,
    tag_statements,
)
from onrecord.progress import Progress


def check_content(folder: Path) -> Report:
    """Return the errors and warnings of the project in `folder`; nothing is written."""
    progress = Progress()
    count = 0
    try:
        files = read_project(folder)
        count = len(files.transcripts)
        draft = parse_transcripts(files, run=run_step, progress=progress)
    except ContentError as error:
        return Report(count, error.errors, ())
    return _check_draft(tag_statements(draft, run=run_step, progress=progress))


def _check_draft(draft: Draft[TaggedParagraph]) -> Report:
    files, errors = draft.files, Errors()
    errors.extend(draft.errors)
    unrecorded: list[str] = []
    with errors.collecting():
        unrecorded = _unrecorded(assign_permalinks(draft, run=run_step))
    collection = gather_collection(
        draft.statements,
        texts={source.path: source.text for source in (files.config, *files.transcripts)},
        config=draft.config,
        config_path=files.config.path,
        is_whole=not errors,
        unrecorded=unrecorded,
    )
    errors.extend(find_unknown_names(collection))
    found = tuple(sorted(set(errors.noted)))
    return Report(len(files.transcripts), found, find_warnings(collection))


def _unrecorded(edition: Edition) -> list[str]:
    """Return the paths of content that the permalink record lacks; none before the first build."""
    recorded = {Path(source.path).name: source.text for source in edition.files.records}
    if not recorded:
        return []
    paths = {f"{statement.slug}.jsonl": statement.path for statement in edition.corpus.statements}
    now = dict.fromkeys(recorded, "") | dict(edition.reconciled.files)
    changed = (name for name, text in now.items() if recorded.get(name) != text)
    return [paths.get(name, f"{RECORDS}/{name}") for name in changed]
