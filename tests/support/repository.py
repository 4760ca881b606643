"""Where the repository is, which files are its own, and how its commands are run."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from onrecord.cli import main

ROOT = Path(__file__).resolve().parents[2]

_PROGRESS = re.compile(r"^\w+ [\d,]+ of [\d,]+\n", re.MULTILINE)  # Pages 6 of 12
_MADE = {
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
    """Every file of the repository in order, without what commands make; needs no git."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - _MADE - ({"site"} if Path(folder) == ROOT else set()))
        yield from (Path(folder, name) for name in sorted(names))


def run_tool(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a command said, standard error with standard output, run at the repository's root.

    Tools in .venv come before others; more environment variables may be given by name.
    """
    path = f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, "PATH": path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def run_python(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same for the Python that runs the tests, without the lines that say how far it is.

    A build writes those when it takes longer than a second, as it does on a busy machine. Where
    build.py gets no environment of its own it runs in the process of the tests, which spares the
    second that it takes to start; a bug in it is raised then.
    """
    if arguments[0] == "build.py" and not environment:
        done = _run_here([str(argument) for argument in arguments])
    else:
        done = run_tool(sys.executable, *arguments, **environment)
    done.stdout = _PROGRESS.sub("", done.stdout)
    return done


def _run_here(command: list[str]) -> subprocess.CompletedProcess[str]:
    with contextlib.chdir(ROOT):
        result = CliRunner().invoke(main, command[1:], prog_name=command[0], catch_exceptions=False)
    return subprocess.CompletedProcess(command, result.exit_code, result.output)
