"""Runs the judge of quotations over many texts in one process of Node.js."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.search import IndexFiles
from tests.support.node import answer_of


def ask_scripts(task: str, question: object = None) -> Any:
    """Return the answer of the scripts to a task of quotes.ts."""
    return answer_of(Path(__file__).with_name("quotes.ts"), task, question)


def judge_texts(
    texts: Sequence[str],
    folder: Path,
    wanted: str = "",
    names: Mapping[str, Sequence[str]] | None = None,
) -> list[list[dict[str, Any]]]:
    """Return the findings on each text, over the index in the folder."""
    question = {
        "folder": str(folder),
        "texts": list(texts),
        "wanted": wanted,
        "names": {slug: list(known) for slug, known in (names or {}).items()},
    }
    found: list[list[dict[str, Any]]] = ask_scripts("look", question)
    return found


def write_index(files: IndexFiles, folder: Path) -> Path:
    """Write the files of an index to the folder, which is returned."""
    for name, content in files.make(files.hashes):
        path = folder / name.removeprefix("search/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
