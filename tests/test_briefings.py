"""A site built from White House briefings by commands alone, without losing a word."""

import json
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.support.projects import files_in
from tests.support.repository import ROOT, run_python, run_tool

BRIEFINGS = ROOT / "tests/fixtures/briefings/sources"
COUNTS = "6 statements, 32 exchanges, 155 paragraphs, "
Made = tuple[Path, CompletedProcess[str]]
LABELS = (
    "6 speakers added to config.yaml; 74 turns, and 0 lines that may begin with a label (0.00%)"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Import and build the six briefings."""
    folder = tmp_path_factory.mktemp("briefings") / "project"
    return folder, run_python("-m", "tools.briefings", BRIEFINGS, folder)


@pytest.fixture
def project(made: Made) -> Path:
    """Return the folder of the project; only to be read."""
    return made[0]


def test_a_site_is_built_from_briefings_and_no_word_is_lost(made: Made) -> None:
    folder, done = made
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0] == (
        f"6 imported, 0 need attention, 0 skipped (full report: {folder}/import-report.txt)"
    )
    assert lines[1].startswith("Gave permanent addresses in 6 statements; ")
    assert lines[8].startswith(COUNTS)
    assert " files, " in lines[9]
    assert lines[10:] == [
        LABELS,
        "5,131 words of 6 sources are on the site, 0 lost, 0 added",
    ]


def test_a_text_without_labels_is_attributed_to_the_speaker_in_the_layout(project: Path) -> None:
    (text,) = (project / "transcripts").glob("2024-09-20-*.md")
    assert "\nspeaker: the-white-house\n" in text.read_text("utf-8")


def test_importing_again_changes_nothing(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy)
    made = run_python("-m", "tools.briefings", BRIEFINGS, copy)
    assert made.returncode == 0
    assert files_in(copy / "transcripts") == files_in(project / "transcripts")
    assert files_in(copy / "site") == files_in(project / "site")
    assert (copy / "config.yaml").read_bytes() == (project / "config.yaml").read_bytes()


@pytest.mark.parametrize(
    ("name", "old", "new", "report"),
    [
        ("paragraphs.jsonl", "United States has no closer", "United has no closer", "lost: States"),
        ("paragraphs.jsonl", "no closer or", "no closer closer or", "added: closer"),
        ("statements.json", "Lima Convention Center", "Convention Center", "lost: Lima"),
    ],
)
def test_a_word_that_is_lost_or_added_is_reported(
    project: Path, tmp_path: Path, name: str, old: str, new: str, report: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(project / "site", site)
    text = (site / "data" / name).read_text("utf-8")
    (site / "data" / name).write_text(text.replace(json.dumps(old)[1:-1], new), "utf-8")
    result = run_python("-m", "tools.briefings", "--account", project / "import-report.txt", site)
    assert result.returncode == 1
    assert f"{report}\n" in result.stdout


def test_make_briefings_needs_a_folder() -> None:
    result = run_tool("make", "--dry-run", "briefings")
    assert result.returncode == 2
    assert (
        "FROM is missing; name the folder with the briefings: make briefings FROM=folder"
    ) in result.stdout


def test_make_briefings_runs_the_tool_on_the_folder() -> None:
    result = run_tool("make", "--dry-run", "briefings", "FROM=a folder", "TO=there")
    assert result.returncode == 0
    assert 'python -m tools.briefings "a folder" "there"' in result.stdout
