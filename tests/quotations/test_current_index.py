"""Which index quotations are checked against, and when a new one is made."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.content.project import read_project
from onrecord.quotations import current_index as module
from onrecord.quotations.current_index import current_index
from tests.support.projects import build, write_project
from tests.support.sites import steps

TRANSCRIPT = """\
---
title: Remarks on the gate
speaker: ann-example
date: 2020-03-01
---
The gate is closed until the spring.
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def project(tmp_path: Path, cache: Path) -> Path:
    return write_project(tmp_path / "project", {"transcripts/2020-03-01-gate.md": TRANSCRIPT})


def index_of(project: Path) -> Path:
    """Return the folder of the index that would be used now."""
    site = project / "site"
    with (
        steps() as runner,
        current_index(read_project(project), project=project, site=site, steps=runner) as index,
    ):
        assert (index.folder / "index.json").is_file()
        assert index.details.names["ann-example"] == ["Ann Example"]
        return index.folder


def test_the_index_of_a_site_that_has_just_been_built_is_used(project: Path) -> None:
    assert build(project).returncode == 0
    assert index_of(project) == project / "site/search"


def test_without_a_site_an_index_is_made_once(project: Path, cache: Path) -> None:
    made = index_of(project)
    assert made.is_relative_to(cache)
    written = (made / "index.json").stat().st_mtime_ns
    assert index_of(project) == made
    assert (made / "index.json").stat().st_mtime_ns == written


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


def test_a_project_has_one_entry_in_the_cache(project: Path, cache: Path) -> None:
    first = index_of(project)
    with (project / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("\n# more\n")
    second = index_of(project)
    assert not first.exists()
    assert [path.name for path in entries_in(cache)] == [second.parent.name]


def entries_in(cache: Path) -> Iterator[Path]:
    return (cache / "on-record/quote").glob("*/*")


def test_where_the_cache_cannot_be_written_an_index_is_made_each_time(
    project: Path, cache: Path
) -> None:
    cache.write_text("no folder")
    assert not index_of(project).exists()
    assert build(project).returncode == 0


def test_an_entry_that_was_cut_off_is_made_again(project: Path, cache: Path) -> None:
    made = index_of(project)
    (made.parent / "facts.json").write_text("{")
    assert index_of(project) == made
