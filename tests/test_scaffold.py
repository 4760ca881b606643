"""The command `new`: makes a project that can be built and published, only in an empty folder."""

import shutil
from pathlib import Path

import pytest

from onrecord import __version__
from onrecord.content.project import RECORDS
from onrecord.errors import CallError
from onrecord.scaffold import start_project
from tests.support.projects import build, files_in
from tests.support.repository import ROOT, run_python
from tests.support.user import WORKFLOW, commands_of, git, problems_in, run_workflow

NAMES = (
    ".gitattributes",
    WORKFLOW,
    ".gitignore",
    "README.md",
    "config.yaml",
    "transcripts/2024-05-17-library.md",
)


def test_a_new_project_is_built_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "our record"
    made = run_python("build.py", "new", folder)
    assert made.returncode == 0
    assert made.stdout == (
        f"Started a project in {folder}/; its README.md says how to publish it\n"
        f"To see its site: `python build.py --project '{folder}' serve`\n"
    )
    built = build(folder)
    assert built.returncode == 0
    assert built.stdout.splitlines()[-2].startswith("1 statement, 2 exchanges, 6 paragraphs, ")
    assert (folder / "site/statements/2024-05-17-library/index.html").is_file()


def test_a_new_project_has_no_errors_or_warnings(tmp_path: Path) -> None:
    start_project(tmp_path)
    checked = run_python("build.py", "--project", tmp_path, "check", "--strict")
    assert (checked.returncode, checked.stdout) == (0, "1 transcript, no errors, no warnings\n")


def test_an_empty_folder_may_become_a_project(tmp_path: Path) -> None:
    assert start_project(tmp_path) == NAMES
    assert sorted(files_in(tmp_path)) == sorted(NAMES)
    assert b"@" not in files_in(tmp_path)["README.md"]


def test_a_new_repository_may_become_a_project(tmp_path: Path) -> None:
    git("init", folder=tmp_path)
    assert start_project(tmp_path) == NAMES


@pytest.mark.parametrize("name", ["", "a-file.txt", "a-file.txt/below"])
def test_a_folder_with_content_is_refused_and_left_as_it_was(tmp_path: Path, name: str) -> None:
    (tmp_path / "a-file.txt").write_text("mine")
    made = run_python("build.py", "new", tmp_path / name)
    assert made.returncode == 2
    assert f"{tmp_path}" in made.stdout
    assert "Traceback" not in made.stdout
    assert files_in(tmp_path) == {"a-file.txt": b"mine"}


def test_a_folder_with_a_hidden_file_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / ".hidden").touch()
    with pytest.raises(CallError):
        start_project(tmp_path)


def test_what_a_build_writes_and_need_not_be_kept_is_ignored_by_git(tmp_path: Path) -> None:
    start_project(tmp_path)
    git("init", folder=tmp_path)
    assert build(tmp_path).returncode == 0
    listed = git("ls-files", "--others", "--exclude-standard", folder=tmp_path).split()
    records = [f"{RECORDS}/2024-05-17-library.jsonl", f"{RECORDS}/published.json"]
    assert sorted(listed) == sorted((*NAMES, *records))


def test_the_workflow_is_valid(tmp_path: Path) -> None:
    start_project(tmp_path)
    assert problems_in(tmp_path / WORKFLOW) == []


def test_the_workflow_installs_this_version(tmp_path: Path) -> None:
    start_project(tmp_path)
    assert f'pip install "on-record[cards]=={__version__}"' in commands_of(tmp_path)[0]


def test_the_workflow_publishes_a_recorded_project_at_its_address(tmp_path: Path) -> None:
    project = commit_new_project(tmp_path, is_built=True)
    done = run_workflow(project)
    assert done.returncode == 0, done.stdout
    home = (project / "site/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://ann.example/record/">' in home


def test_the_workflow_refuses_a_build_that_is_not_recorded(tmp_path: Path) -> None:
    project = commit_new_project(tmp_path, is_built=False)
    done = run_workflow(project)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == (
        f"::error::Addresses are not recorded. Run 'on-record', commit {RECORDS}, and push."
    )


@pytest.mark.parametrize("path", sorted(ROOT.glob(".github/workflows/*.yml")), ids=lambda p: p.name)
def test_our_own_workflows_are_valid(path: Path) -> None:
    assert problems_in(path) == []


def commit_new_project(folder: Path, *, is_built: bool) -> Path:
    """Return a new project in a repository, as its owner pushes it."""
    project = folder / "project"
    start_project(project)
    git("init", folder=project)
    if is_built:
        assert build(project).returncode == 0
        shutil.rmtree(project / "site")
    git("add", ".", folder=project)
    git("commit", "--message", "Begin", folder=project)
    return project
