"""The files of the repository, and its commands run for tests."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from onrecord.cli import main
from tools.repository import ROOT, run_tool

__all__ = ["ROOT", "own_files", "run_python", "run_tool"]

_PROGRESS = re.compile(r"^\w+ [\d,]+ of [\d,]+\n", re.MULTILINE)  # Pages 6 of 12
_MADE = {
    ".coverage_data",
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "node_modules",
}


def own_files() -> Iterator[Path]:
    """Yield every file of the repository in order, except generated ones; does not need git."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - _MADE - ({"site"} if Path(folder) == ROOT else set()))
        yield from (Path(folder, name) for name in sorted(names))


def run_python(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the Python that runs the tests, and return its output without progress lines.

    A build writes those if it takes longer than a second, as on a busy machine. build.py runs in
    the process of the tests, which saves the second that it takes to start; a bug in it is raised
    then. It runs by itself only with variables that Python reads when it starts. It has one
    process, because tests run on all processors already.
    """
    if arguments[0] == "build.py" and not any(name.startswith("PYTHON") for name in environment):
        done = _run_here([str(argument) for argument in arguments], environment)
    else:
        done = run_tool(sys.executable, *arguments, **environment)
    done.stdout = _PROGRESS.sub("", done.stdout)
    return done


def _run_here(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    with contextlib.chdir(ROOT):
        result = CliRunner(env=environment).invoke(
            main, ["--jobs", "1", *command[1:]], prog_name=command[0], catch_exceptions=False
        )
    return subprocess.CompletedProcess(command, result.exit_code, result.output)
