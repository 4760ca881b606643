"""What node makes of words, documents and queries: lunr.js as the judge, and our own engine."""

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.support.repository import ROOT, run_tool


def ask_judge(task: str, question: object) -> Any:
    """What node answers to a task of judge.mjs."""
    return json.loads(ask_judge_for_json(task, question))


def ask_judge_for_json(task: str, question: object) -> str:
    """The same, as it was written."""
    return _run("judge.mjs", task, question)


def ask_engine(task: str, question: object) -> Any:
    """What node answers to a task of pieces.mjs."""
    return json.loads(_run("pieces.mjs", task, question))


def ask_plain_lunr(question: object) -> Any:
    """What lunr.js finds by itself: refs and scores."""
    return json.loads(_run("plain_lunr.mjs", "search", question))


def _run(script: str, task: str, question: object) -> str:
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder, "asked.json"), Path(folder, "answered.json")
        asked.write_text(json.dumps(question), "utf-8")
        run = run_tool("node", ROOT / "tests/search" / script, task, asked, answered)
        assert run.returncode == 0, run.stdout
        return answered.read_text("utf-8")
