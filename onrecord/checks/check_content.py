"""Checks the content of a project for the command `check`."""

from pathlib import Path

from onrecord.checks.catalogue import find_unknown_names, find_warnings
from onrecord.checks.check_report import Report
from onrecord.checks.context import Collection, gather_transcripts
from onrecord.checks.try_templates import try_templates
from onrecord.content.project import RECORDS, name_of_record, read_project
from onrecord.content.yaml_lines import read_yaml
from onrecord.edition import Edition
from onrecord.errors import ContentError, Errors, united
from onrecord.permalinks.witnesses import witnesses_of
from onrecord.pipeline import Numbering, assign_permalinks, number_statements
from onrecord.progress import Progress
from onrecord.publish.atomic_write import read_notes
from onrecord.publish.hosts import near_limits
from onrecord.statement_steps import config_of
from onrecord.work.steps import Steps


def check_content(folder: Path, *, site: Path, steps: Steps, address: str = "") -> Report:
    """Return the errors and warnings of the project in `folder`; nothing is written.

    `site` is where the last build may have written one.
    """
    count = 0
    try:
        files = read_project(folder, address=address)
        count = len(files.transcripts)
        witnesses = witnesses_of(folder, noted=read_notes(site), site=site, store=steps.store)
        numbering = number_statements(files, steps=steps, progress=Progress(), witnesses=witnesses)
    except ContentError as error:
        return Report(count, error.errors, ())
    return _check(numbering, site, steps)


def _check(numbering: Numbering, site: Path, steps: Steps) -> Report:
    files, errors = numbering.files, Errors()
    config = config_of(files.config)
    unrecorded: list[str] = []
    with errors.collecting():
        edition = assign_permalinks(numbering, steps=steps, cards="kept")
        unrecorded = _unrecorded(edition)
        errors.extend(try_templates(edition))
    texts = {source.path: source.text for source in files.transcripts}
    lined = read_yaml(files.config.text, path=files.config.path, first_line=1, errors=Errors())
    assert lined, "the config was read before"
    collection = Collection(
        config,
        files.config.path,
        lined,
        gather_transcripts(numbering.statements(steps), texts, config),
        is_whole=not errors,
        unrecorded=tuple(sorted(unrecorded)),
        near_limits=near_limits(config, site),
        unused_templates=files.unused_templates,
    )
    errors.extend(find_unknown_names(collection))
    return Report(len(files.transcripts), united(errors.noted), find_warnings(collection))


def _unrecorded(edition: Edition) -> list[str]:
    """Return the paths of content that the permalink record lacks; none before the first build."""
    recorded = {Path(source.path).name: source.text for source in edition.files.records}
    if not recorded:
        return []
    paths = {name_of_record(one.slug): one.source.path for one in edition.numbered}
    now = dict.fromkeys(recorded, "") | dict(edition.reconciled.files)
    changed = (name for name, text in now.items() if recorded.get(name) != text)
    return [paths.get(name, f"{RECORDS}/{name}") for name in changed]
