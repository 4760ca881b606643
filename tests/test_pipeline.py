"""A build writes the same site however it is done: in one process or two, again or afresh."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ContentError
from onrecord.work import keys
from onrecord.work import steps as steps_module
from tests.support.examples import examples
from tests.support.projects import build, files_in, write_project
from tests.support.repository import ROOT, run_python
from tests.support.sites import built, prepared, statements_of

PROJECTS = sorted(path for path in (ROOT / "tests/golden").iterdir() if path.is_dir())
DAY = "1700000000"
NEW = """\
---
title: Remarks at the weir
date: 2021-02-27
speaker: {speaker}
---
The weir holds back the river and the water above it.

It was built by hand.
"""


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)


@pytest.fixture(params=PROJECTS, ids=lambda project: project.name)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of a project, as `project` in a folder where its site is built."""
    return copied(request.param, tmp_path / "project")


def copied(project: Path, to: Path) -> Path:
    return shutil.copytree(project, to, ignore=shutil.ignore_patterns("expected"))


def transcript(project: Path) -> Path:
    return max((project / "transcripts").glob("*.md"))


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def edit_a_paragraph(project: Path) -> None:
    path = transcript(project)
    path.write_text(f"{path.read_text('utf-8')}\nThe last word on the river.\n", "utf-8")


def edit_a_title(project: Path) -> None:
    change(transcript(project), "\ntitle: ", "\ntitle: New ")


def edit_the_config(project: Path) -> None:
    change(project / "config.yaml", "  title: ", "  title: New ")


def edit_a_topic(project: Path) -> None:
    config = project / "config.yaml"
    text = config.read_text("utf-8")
    if "words: [" in text:
        config.write_text(text.replace("words: [", "words: [river, hand, ", 1), "utf-8")
    else:
        config.write_text(
            f"{text}topics:\n  all: {{label: All, about: All., words: [the]}}\n", "utf-8"
        )


def override_a_template(project: Path) -> None:
    (project / "templates").mkdir(exist_ok=True)
    text = (ROOT / "templates/statement.html").read_text("utf-8")
    assert '<h1 id="title"' in text
    ours = text.replace('<h1 id="title"', '<h1 class="ours" id="title"')
    (project / "templates/statement.html").write_text(ours, "utf-8")


def override_a_style(project: Path) -> None:
    (project / "static").mkdir(exist_ok=True)
    (project / "static/icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>\n")


def add_a_statement(project: Path) -> None:
    speaker = "reporter" if "reporter:" in (project / "config.yaml").read_text() else "ann-example"
    text = NEW.format(speaker=speaker)
    (project / "transcripts/2021-02-27-weir.md").write_text(text, "utf-8")


def rename_a_statement(project: Path) -> None:
    path = transcript(project)
    path.rename(path.with_name(f"{path.stem}-again.md"))


def withdraw_a_statement(project: Path) -> None:
    path = transcript(project)
    path.unlink()
    withdrawn = project / "transcripts/withdrawn.yaml"
    before = withdrawn.read_text("utf-8") if withdrawn.exists() else ""
    withdrawn.write_text(f"{before}\n{path.stem}: withdrawn\n", "utf-8")


EDITS = (
    edit_a_paragraph,
    edit_a_title,
    edit_the_config,
    edit_a_topic,
    override_a_template,
    override_a_style,
    add_a_statement,
    rename_a_statement,
    withdraw_a_statement,
)
Edit = Callable[[Path], None]


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a site and of the records, by name."""
    return files_in(folder / "site") | files_in(folder / "project/transcripts/permalinks")


def build_again(folder: Path, jobs: int = 1) -> dict[str, bytes]:
    """Build the project in a folder with the store; return the files of the site and records."""
    built(folder / "project", folder / "site", store=folder / "kept", jobs=jobs)
    return content(folder)


def build_afresh(folder: Path) -> dict[str, bytes]:
    """Return what the project gives with the same records, but without site and store."""
    fresh = folder / "fresh"
    copied(folder / "project", fresh / "project")
    built(fresh / "project", fresh / "site")
    files = content(fresh)
    shutil.rmtree(fresh)
    return files


def test_a_collection_is_prepared_with_topics_and_permanent_numbers(tmp_path: Path) -> None:
    with prepared(write_project(tmp_path, {})) as edition:
        (statement,) = statements_of(edition)

    assert [paragraph.anchor for paragraph in statement.paragraphs] == ["p1", "p2", "p3"]
    assert [[tag.topic for tag in paragraph.tags] for paragraph in statement.paragraphs] == [
        ["water"],
        ["water"],
        [],
    ]
    assert edition.reconciled.given == {"2021-02-26-water": "p1 to p3, answer-1"}


def test_the_errors_of_all_permalink_records_are_reported_at_once(tmp_path: Path) -> None:
    folder = "transcripts/permalinks"
    project = write_project(tmp_path, {f"{folder}/a.jsonl": "{", f"{folder}/b.jsonl": "[]\n"})

    with pytest.raises(ContentError) as caught, prepared(project):
        pass

    paths = {error.path for error in caught.value.errors}
    assert paths == {f"{folder}/a.jsonl", f"{folder}/b.jsonl"}


def test_a_published_site_is_recorded_and_a_preview_is_not(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {})
    records = project / "transcripts/permalinks"

    previewed = built(project, tmp_path / "preview", is_published=False)
    assert not records.exists()
    published = built(project, tmp_path / "site")

    assert list(files_in(records)) == ["2021-02-26-water.jsonl", "published.json"]
    preview, site = files_in(tmp_path / "preview"), files_in(tmp_path / "site")
    noted = b"2021-02-26-water p3 answer-1\n"
    assert preview | {".on-record": preview[".on-record"] + noted} == site
    assert previewed.pages == published.pages


def test_two_processes_write_what_one_writes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps_module, "_FEW", 1)
    add_a_statement(project)
    expected = build_afresh(project.parent)

    assert build_again(project.parent, jobs=2) == expected


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_after_an_edit_a_build_with_a_store_writes_what_a_fresh_one_writes(
    edit: Edit, project: Path
) -> None:
    add_a_statement(project)
    before = build_again(project.parent)
    edit(project)
    expected = build_afresh(project.parent)

    found = build_again(project.parent)

    assert found == expected
    assert (found != before) == (edit is not add_a_statement)
    assert build_again(project.parent) == expected


@examples(2)
@given(st.permutations(EDITS).map(lambda edits: edits[:5]))
def test_after_many_edits_too(tmp_path_factory: pytest.TempPathFactory, edits: list[Edit]) -> None:
    folder = tmp_path_factory.mktemp("edited")
    project = copied(ROOT / "tests/golden/news-conference", folder / "project")
    build_again(folder)
    for edit in edits:
        edit(project)
        expected = build_afresh(folder)
        assert build_again(folder) == expected


def test_what_did_not_change_is_not_made_again(tmp_path: Path) -> None:
    copied(ROOT / "tests/golden/news-conference", tmp_path / "project")
    build_again(tmp_path)
    before = inodes(tmp_path / "site")
    build_again(tmp_path)
    assert changed(before, tmp_path) == set()

    edit_a_paragraph(tmp_path / "project")
    build_again(tmp_path)

    names = changed(before, tmp_path)
    assert "statements/2021-02-26-water/index.html" in names
    assert not [name for name in names if name.startswith("statements/2020-03-01-opening/")]
    assert not [name for name in names if name.startswith("static/")]


def inodes(site: Path) -> dict[str, int]:
    return {name: (site / name).stat().st_ino for name in files_in(site)}


def changed(before: dict[str, int], folder: Path) -> set[str]:
    after = inodes(folder / "site")
    return {name for name, number in after.items() if before.get(name) != number}


def test_a_file_that_somebody_changed_in_the_site_is_written_again(tmp_path: Path) -> None:
    copied(ROOT / "tests/golden/news-conference", tmp_path / "project")
    expected = build_again(tmp_path)
    site = tmp_path / "site"
    (site / "index.html").write_text("mine")
    (site / "statements/2021-02-26-water/2021-02-26-water.txt").unlink()
    (site / "search/index.json").unlink()
    (site / "added.txt").write_text("mine")

    assert build_again(tmp_path) == expected


def test_the_store_of_other_code_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(ROOT / "tests/golden/report", tmp_path / "project")
    expected = build_again(tmp_path)
    before = inodes(tmp_path / "site")
    other = lambda: "other code"  # noqa: E731
    for module in ("statement_steps", "edition", "batches"):
        monkeypatch.setattr(sys.modules[f"onrecord.{module}"], "key_of_code", other)

    assert build_again(tmp_path) == expected
    assert changed(before, tmp_path) == inodes(tmp_path / "site").keys()


def test_the_key_of_the_code_changes_with_each_file_and_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "module.py").write_text("a = 1\n")
    monkeypatch.setattr(keys.resources, "package", lambda: tmp_path)
    found = [keys.key_of_code.__wrapped__()]
    (tmp_path / "module.py").write_text("a = 2\n")
    found.append(keys.key_of_code.__wrapped__())
    (tmp_path / "module.py").rename(tmp_path / "other.py")
    found.append(keys.key_of_code.__wrapped__())
    monkeypatch.setattr(keys, "_packages", lambda: iter(["Markdown-4.0.dist-info"]))
    found.append(keys.key_of_code.__wrapped__())
    assert len(set(found)) == 4


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from onrecord.work import store
from onrecord import site_files
from onrecord.permalinks import record_files
from tests.support.sites import built

point, folder = sys.argv[1], Path(sys.argv[2])

def dying(function, count=0):
    calls = iter(range(1_000_000))
    def run(*arguments, **named):
        if next(calls) == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)
    return run

if point.isdigit():
    store.Store.put = dying(store.Store.put, int(point))
elif point == "before files are noted":
    site_files.SiteFiles.remember = dying(site_files.SiteFiles.remember)
elif point == "while files are noted":
    site_files.EarlierSite.remember = dying(site_files.EarlierSite.remember, 3)
elif point == "before it is saved":
    store.Store.save = dying(store.Store.save)
else:
    assert point == "after it is saved"
    save = store.Store.save
    store.Store.save = lambda one: (save(one), os.kill(os.getpid(), signal.SIGKILL))
built(folder / "project", folder / "site", store=folder / "kept")
"""
POINTS = (
    *("0", "3", "15"),
    "before files are noted",
    "while files are noted",
    "before it is saved",
    "after it is saved",
)


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_build_leaves_a_whole_site_and_a_store_that_the_next_one_can_use(
    point: str, tmp_path: Path
) -> None:
    project = copied(ROOT / "tests/golden/news-conference", tmp_path / "project")
    build_again(tmp_path)
    old = files_in(tmp_path / "site")
    edit_a_paragraph(project)
    expected = build_afresh(tmp_path)
    command = [sys.executable, "-c", KILLED_BUILD, point, str(tmp_path)]
    killed = subprocess.run(command, cwd=ROOT, check=False)

    assert killed.returncode == -signal.SIGKILL
    records = files_in(project / "transcripts/permalinks")
    new = {name: text for name, text in expected.items() if name not in records}
    is_written = not point.isdigit()
    assert files_in(tmp_path / "site") == (new if is_written else old)
    assert build_again(tmp_path) == expected


def damage_values(store: Path) -> None:
    """Damage the values of all parts."""
    database = sqlite3.connect(store)
    with database:
        database.execute("UPDATE kept SET value = x'00' WHERE key LIKE '%/%'")
    database.close()


def damage_the_middle(store: Path) -> None:
    whole = bytearray(store.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    store.write_bytes(whole)


def cut_off(store: Path) -> None:
    os.truncate(store, store.stat().st_size // 2)


def replace_by_text(store: Path) -> None:
    store.write_text("no database")


@pytest.mark.parametrize("damage", [damage_values, damage_the_middle, cut_off, replace_by_text])
def test_a_damaged_store_is_made_anew(damage: Callable[[Path], None], tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {})
    assert build(project).returncode == 0
    store = project / ".site.store"
    damage(store)
    edit_a_topic(project)
    expected = build_afresh(tmp_path)

    again = build(project)

    assert (again.returncode, "error" in again.stdout) == (0, False)
    assert content_of_own_site(project) == expected
    assert store.stat().st_size > 10_000


def content_of_own_site(project: Path) -> dict[str, bytes]:
    return files_in(project / "site") | files_in(project / "transcripts/permalinks")


@pytest.mark.parametrize("command", [["check"], ["quote", "Water is scarce."]])
def test_a_damaged_store_does_not_stop_other_commands(command: list[str], tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {})
    assert build(project).returncode == 0
    expected = run_python("build.py", "--project", project, *command)
    damage_the_middle(project / ".site.store")

    found = run_python("build.py", "--project", project, *command)

    assert (found.returncode, found.stdout) == (expected.returncode, expected.stdout)


def test_a_failed_build_changes_nothing_and_the_next_one_succeeds(tmp_path: Path) -> None:
    project = copied(ROOT / "tests/golden/news-conference", tmp_path / "project")
    before = build_again(tmp_path)
    page = project / "templates/about.html"
    page.parent.mkdir()
    page.write_text('{% extends "base.html" %}{% block main %}<a href="gone/">x</a>{% endblock %}')
    edit_a_paragraph(project)
    with pytest.raises(ContentError) as caught:
        build_again(tmp_path)
    assert "gone/" in str(caught.value)
    assert content(tmp_path) == before

    page.unlink()
    expected = build_afresh(tmp_path)
    assert build_again(tmp_path) == expected


def test_a_build_that_changes_nothing_removes_what_another_one_left(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {})
    assert build(project).returncode == 0
    (project / ".site.building/old").mkdir(parents=True)
    (project / ".site.building/old/index.html").write_text("old")
    assert build(project).returncode == 0
    assert not (project / ".site.building").exists()
