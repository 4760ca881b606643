"""`python build.py new`: makes a project that can be built, only in an empty folder."""

from pathlib import Path

import pytest

from onrecord.content.layouts import read_layouts
from onrecord.resources import starter_project
from onrecord.scaffold import NotEmptyError, start_project
from tests.support.projects import build, files_in
from tests.support.repository import ROOT, run_python

STARTER = starter_project()
NAMES = (".gitignore", "config.yaml", "transcripts/2024-05-17-library.md")


def test_a_new_project_is_built_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "our record"
    made = run_python("build.py", "new", folder)
    assert made.returncode == 0
    assert made.stdout == (
        f"Started a project in {folder}/:\n"
        "  .gitignore\n"
        "  config.yaml\n"
        "  transcripts/2024-05-17-library.md\n"
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
    assert files_in(tmp_path) == files_in(STARTER)


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
    with pytest.raises(NotEmptyError):
        start_project(tmp_path)


def test_a_new_project_has_the_layouts_that_come_with_the_software() -> None:
    ours, new = (
        read_layouts((folder / "config.yaml").read_text("utf-8"), path="config.yaml")
        for folder in (ROOT, STARTER)
    )
    assert new == ours


def test_the_explained_layout_has_every_key_and_can_be_read() -> None:
    text = (STARTER / "config.yaml").read_text("utf-8")
    explained, _, rest = text.partition("#   town-hall:\n")[2].partition("layouts:\n")
    lines = ["  town-hall:", *(line.removeprefix("# ") for line in explained.splitlines())]
    found = read_layouts("layouts:\n" + "\n".join(lines) + "\n", path="config.yaml")
    keys = {line.split(":")[0].strip() for line in lines[1:]}
    (layout,) = found.values()
    assert keys == set(type(layout).model_fields) - {"slug"}
    assert rest
