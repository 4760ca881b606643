"""The set-up says what is missing, and what would mend it."""

import shutil
from pathlib import Path

import pytest

from tests.support.repository import ROOT, run_tool


@pytest.fixture
def make_venv(tmp_path: Path) -> Path:
    """A copy of the script, so that no test touches the .venv that it runs in."""
    (tmp_path / "tools").mkdir()
    return Path(shutil.copy(ROOT / "tools/make-venv.sh", tmp_path / "tools"))


def test_a_python_that_is_too_old_is_refused(make_venv: Path) -> None:
    said = run_tool("sh", make_venv, "false")
    assert said.returncode == 1
    assert said.stdout == (
        "make: PYTHON=false is not Python 3.11 or newer; name one that is, or leave PYTHON out\n"
    )


def test_no_python_that_is_new_enough_is_said_plainly(make_venv: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, program in [("dirname", "dirname"), ("python3", "false"), ("python3.11", "false")]:
        (programs / name).symlink_to(shutil.which(program) or program)
    said = run_tool(shutil.which("sh") or "sh", make_venv, "", PATH=str(programs))
    assert said.returncode == 1
    assert said.stdout == (
        "make: no Python 3.11 or newer is on the PATH; install one, or name it: "
        "make PYTHON=/path/to/python3.11 …\n"
    )


def test_help_names_every_command() -> None:
    said = run_tool("make", "--no-print-directory", "help")
    commands = [" ".join(line.split()[:2]) for line in said.stdout.splitlines()]
    assert commands == [
        "make serve",
        "make site",
        "make test",
        "make briefings",
        "make bench",
        "make lock",
        "make clean",
    ]
