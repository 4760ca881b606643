"""Runs the TypeScript of tests in Node, which reads JavaScript only."""

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.publish.assets import find_esbuild
from tests.support.repository import ROOT, run_tool

_FOLDER = tempfile.TemporaryDirectory(prefix="on-record-tests-")


def run_script(script: Path, *arguments: str | Path) -> str:
    """Return what the script writes; it fails the test where the script fails."""
    run = run_tool("node", _bundled(script), *arguments)
    assert run.returncode == 0, run.stdout
    return run.stdout


def answer_of(script: Path, task: str, question: object) -> Any:
    """Return the answer of a script that is run as `SCRIPT TASK INPUT OUTPUT`."""
    return json.loads(json_answer_of(script, task, question))


def json_answer_of(script: Path, task: str, question: object) -> str:
    """Return the same as the script wrote it."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder, "asked.json"), Path(folder, "answered.json")
        asked.write_text(json.dumps(question), "utf-8")
        run_script(script, task, asked, answered)
        return answered.read_text("utf-8")


@cache
def _bundled(script: Path) -> Path:
    """Return the script as JavaScript with its imports, bundled once in each process of a run."""
    bundle = Path(_FOLDER.name, *script.relative_to(ROOT).parts).with_suffix(".mjs")
    options = ("--bundle", "--format=esm", "--platform=node", "--log-level=error")
    run = run_tool(find_esbuild(ROOT / "node_modules"), script, *options, f"--outfile={bundle}")
    assert run.returncode == 0, run.stdout
    return bundle
