"""Asks Node.js: lunr.js as the reference, and our own engine."""

from pathlib import Path
from typing import Any

from tests.support.node import answer_of, json_answer_of

_FOLDER = Path(__file__).parent


def ask_lunr(task: str, question: object) -> Any:
    """Return the answer of lunr.js and analysis.ts to a task of lunr-tasks.ts."""
    return answer_of(_FOLDER / "lunr-tasks.ts", task, question)


def ask_lunr_for_json(task: str, question: object) -> str:
    """Return the same as it was written."""
    return json_answer_of(_FOLDER / "lunr-tasks.ts", task, question)


def ask_engine(task: str, question: object) -> Any:
    """Return the answer of our engine to a task of pieces.ts."""
    return answer_of(_FOLDER / "pieces.ts", task, question)


def ask_plain_lunr(question: object) -> Any:
    """Return what lunr.js finds by itself: refs and scores."""
    return answer_of(_FOLDER / "plain-lunr.ts", "search", question)
