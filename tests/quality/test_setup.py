"""The set-up scripts say what is missing and how to fix it."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.support.repository import ROOT, run_tool

STARTER = "starter/.github/workflows/*.yml"


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
        "make engines",
        "make docs",
        "make release",
        "make lock",
        "make clean",
    ]


def test_workflows_run_on_the_oldest_and_the_newest_python_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [one.rpartition(" :: 3.")[2] for one in project["classifiers"] if ":: 3." in one]
    oldest, newest = f"3.{named[0]}", f"3.{named[-1]}"
    assert named == [str(n) for n in range(int(named[0]), int(named[-1]) + 1)]
    assert project["requires-python"] == f">={oldest}"
    workflows = [*(ROOT / ".github/workflows").glob("*.yml"), *ROOT.glob(f"onrecord/{STARTER}")]
    documents = [ROOT / "docs/checks.md", ROOT / "docs/hosting.md"]
    found = {
        version
        for path in (*workflows, *documents)
        for line in path.read_text("utf-8").splitlines()
        if re.search("python(-version)?:|PYTHON_VERSION", line)
        for version in re.findall(r"\b3\.\d+\b", line)
    }
    assert found == {oldest, newest}
