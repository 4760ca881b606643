"""lunr.js and analysis.js as the judge of what the Python side makes of words and documents."""

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
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder, "asked.json"), Path(folder, "answered.json")
        asked.write_text(json.dumps(question), "utf-8")
        run = run_tool("node", ROOT / "tests/search/judge.mjs", task, asked, answered)
        assert run.returncode == 0, run.stdout
        return answered.read_text("utf-8")
