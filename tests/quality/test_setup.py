"""The set-up scripts say what is missing and how to fix it."""

import shutil
from pathlib import Path

import pytest

from tests.support.repository import ROOT, run_tool


@pytest.fixture
def make_venv(tmp_path: Path) -> Path:
    """Return a copy of the script, so that tests do not change the repository's own .venv."""
    (tmp_path / "tools").mkdir()
    return Path(shutil.copy(ROOT / "tools/make-venv.sh", tmp_path / "tools"))


def test_a_python_that_is_too_old_is_refused(make_venv: Path) -> None:
    result = run_tool("sh", make_venv, "false")
    assert result.returncode == 1
    assert result.stdout == (
        "make: PYTHON=false is not Python 3.11 or newer; "
        "give the path of one that is, or leave PYTHON out\n"
    )


def test_without_a_python_that_is_new_enough_the_error_says_so(
    make_venv: Path, tmp_path: Path
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, program in [("dirname", "dirname"), ("python3", "false"), ("python3.11", "false")]:
        (programs / name).symlink_to(shutil.which(program) or program)
    result = run_tool(shutil.which("sh") or "sh", make_venv, "", PATH=str(programs))
    assert result.returncode == 1
    assert result.stdout == (
        "make: no Python 3.11 or newer on the PATH; install one, or give its path: "
        "make PYTHON=/path/to/python3.11 …\n"
    )


def test_help_lists_every_command() -> None:
    result = run_tool("make", "--no-print-directory", "help")
    commands = [" ".join(line.split()[:2]) for line in result.stdout.splitlines()]
    assert commands == [
        "make serve",
        "make site",
        "make test",
        "make briefings",
        "make bench",
        "make bench-build",
        "make docs",
        "make release",
        "make lock",
        "make clean",
    ]
