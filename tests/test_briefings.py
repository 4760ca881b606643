"""A second collection, made by commands alone: briefings of the White House, every word there."""

import json
import shutil
from pathlib import Path

import pytest

from tests.support.projects import files_in
from tests.support.repository import ROOT, run_python, run_tool

BRIEFINGS = ROOT / "tests/fixtures/briefings/sources"
COUNTS = "6 statements, 32 exchanges, 155 paragraphs, "
LABELS = (
    "6 speakers were added to config.yaml; "
    "0 lines may or may not begin with a label, besides 74 turns (0.00%)"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the six briefings, imported and built."""
    folder = tmp_path_factory.mktemp("briefings") / "project"
    made = run_python("tools/briefings.py", BRIEFINGS, folder)
    assert made.returncode == 0, made.stdout
    return folder


def test_briefings_become_a_site_and_no_word_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    made = run_python("tools/briefings.py", BRIEFINGS, folder)
    said = made.stdout.splitlines()
    assert made.returncode == 0
    assert said[0] == (
        f"6 imported, 0 need attention, 0 skipped (each line: {folder}/import-report.txt)"
    )
    assert said[1].startswith("Assigned permanent addresses to 6 new statements ")
    assert said[2].startswith(COUNTS)
    assert said[3:] == [
        LABELS,
        "      1  …: tags removed, text kept",
        "5,133 words of 6 sources are on the site, 0 lost, 0 added",
    ]


def test_a_text_without_labels_is_given_to_whom_the_layout_says(project: Path) -> None:
    (text,) = (project / "transcripts").glob("2024-09-20-*.md")
    assert "\nspeaker: the-white-house\n" in text.read_text("utf-8")


def test_importing_again_changes_nothing(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy)
    made = run_python("tools/briefings.py", BRIEFINGS, copy)
    assert made.returncode == 0
    assert files_in(copy / "transcripts") == files_in(project / "transcripts")
    assert files_in(copy / "site") == files_in(project / "site")
    assert (copy / "config.yaml").read_bytes() == (project / "config.yaml").read_bytes()


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("paragraphs.jsonl", "United States has no closer", "United has no closer", "lost: States"),
        ("paragraphs.jsonl", "no closer or", "no closer closer or", "added: closer"),
        ("statements.json", "Lima Convention Center", "Convention Center", "lost: Lima"),
    ],
)
def test_a_word_that_is_lost_or_added_is_told(
    project: Path, tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(project / "site", site)
    text = (site / "data" / name).read_text("utf-8")
    (site / "data" / name).write_text(text.replace(json.dumps(old)[1:-1], new), "utf-8")
    said = run_python("tools/briefings.py", "--account", project / "import-report.txt", site)
    assert said.returncode == 1
    assert f"{told}\n" in said.stdout


def test_make_wants_to_know_where_the_briefings_are() -> None:
    said = run_tool("make", "--dry-run", "briefings")
    assert said.returncode == 2
    assert "Say where they are: make briefings FROM=folder" in said.stdout


def test_make_runs_the_same_on_a_folder() -> None:
    said = run_tool("make", "--dry-run", "briefings", "FROM=a folder", "TO=there")
    assert said.returncode == 0
    assert 'python tools/briefings.py "a folder" "there"' in said.stdout
