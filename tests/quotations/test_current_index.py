"""Which index quotations are checked against, and when a new one is made."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from onrecord import statement_steps
from onrecord.content.project import read_project
from onrecord.pipeline import build_site
from onrecord.quotations import current_index as module
from onrecord.quotations.current_index import current_index, remember_index
from onrecord.work.store import Store, delete_store
from onrecord.work.workers import started
from tests.support.projects import build, write_project

TRANSCRIPT = """\
---
title: Remarks on the gate
speaker: ann-example
date: 2020-03-01
---
The gate is closed until the spring.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", {"transcripts/2020-03-01-gate.md": TRANSCRIPT})


def index_of(project: Path) -> Path:
    """Return the folder of the index that would be used now."""
    files, site = read_project(project), project / "site"
    with (
        started(project / ".site.store") as runner,
        current_index(files, site=site, steps=runner) as (folder, details),
    ):
        assert (folder / "index.json").is_file()
        assert details.names["ann-example"] == ["Ann Example"]
        return folder


def test_the_index_of_a_site_that_has_just_been_built_is_used(project: Path) -> None:
    assert build(project).returncode == 0
    assert index_of(project) == project / "site/search"


def test_without_a_site_an_index_is_made_and_what_it_took_is_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(project).returncode == 0
    shutil.rmtree(project / "site")
    delete_store(project / ".site.store")
    assert not index_of(project).exists()
    monkeypatch.setattr(statement_steps, "read_statement", None)  # nothing is read again
    assert not index_of(project).exists()


@pytest.mark.parametrize(
    "name",
    [
        "config.yaml",
        "transcripts/2020-03-01-gate.md",
        "transcripts/permalinks/2020-03-01-gate.jsonl",
    ],
)
def test_a_site_is_not_used_once_something_has_changed(project: Path, name: str) -> None:
    assert build(project).returncode == 0
    before = (project / name).read_bytes()
    if name.endswith(".jsonl"):
        (project / name).write_bytes(before.replace(b'"since": "2', b'"since": "1', 1))
    else:
        (project / name).write_bytes(before + b"\n# more\n")
    assert index_of(project) != project / "site/search"
    (project / name).write_bytes(before)
    assert build(project).returncode == 0
    assert index_of(project) == project / "site/search"


def test_a_site_is_not_used_once_the_code_has_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(project).returncode == 0
    monkeypatch.setattr(module, "key_of_code", lambda: "other code")
    assert index_of(project) != project / "site/search"


def test_a_site_of_another_state_is_not_used(project: Path) -> None:
    assert build(project).returncode == 0
    older = shutil.copytree(project / "site", project.parent / "older")
    with (project / "transcripts/2020-03-01-gate.md").open("a", encoding="utf-8") as transcript:
        transcript.write("\nIt will be open in June.\n")
    assert build(project).returncode == 0
    shutil.rmtree(project / "site")
    older.rename(project / "site")
    assert index_of(project) != project / "site/search"


def test_a_store_that_cannot_be_written_fails_no_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with started(project / ".site.store") as runner:
        site = project / "site"
        built = build_site(project, site, steps=runner, is_published=True)
        monkeypatch.setattr(Store, "put", refuse)
        remember_index(built.edition, is_published=True, site=site)
    assert index_of(project) != site / "search"
