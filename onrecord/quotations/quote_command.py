"""The command `quote`: runs the scripts' judge over a text."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from onrecord import resources
from onrecord.content.project import read_project
from onrecord.errors import CallError
from onrecord.publish.assets import QUOTE, bundle_for_node
from onrecord.publish.node import run_in_node
from onrecord.quotations.current_index import current_index
from onrecord.work.steps import Steps


class UnreadableIndexError(Exception):
    """A piece of the index is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the command is asked."""

    text: str
    said_by: str  # the name of a speaker, or empty
    form: str  # of the report: `text` or `json`


def answer(question: Question, *, project: Path, site: Path, steps: Steps, address: str) -> str:
    """Return the report on the quotations in a text; CallError if nobody has the name.

    Other errors are those of reading the project, and NotInstalledError.
    """
    files = read_project(project, address=address)
    with current_index(files, site=site, steps=steps) as (folder, details):
        script = bundle_for_node(QUOTE, files.static, node_modules=resources.node_modules())
        said_by = question.said_by
        given = {
            "text": question.text,
            "form": question.form,
            "folder": str(folder.absolute()),
            "names": details.names,
            "wanted": find_speaker(said_by, details.names) if said_by else "",
            "address": details.address,
        }
        result = run_in_node(script, given)
        if "unreadable" in result:
            raise UnreadableIndexError(f"{folder}: {result['unreadable']}")
        return str(result["report"])


def read_pasted(given: str) -> str:
    """Return standard input for `-`, the text of a file by its name, or the argument itself."""
    if given == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        path = Path(given)
        if path.is_file():
            return path.read_bytes().decode("utf-8-sig", "replace")
    except (OSError, ValueError):  # the text cannot be the name of a file
        pass
    return given


def find_speaker(name: str, speakers: Mapping[str, Sequence[str]]) -> str:
    """Return the slug of the speaker with that slug or name; CallError if none.

    `speakers` are names by slug, each speaker's usual name first.
    """
    names = {
        called.casefold(): slug for slug, known in speakers.items() for called in (slug, *known)
    }
    if name.casefold() in names:
        return names[name.casefold()]
    close = get_close_matches(name.casefold(), names, n=1)
    meant = f'; did you mean "{speakers[names[close[0]]][0]}"?' if close else ""
    raise CallError(f'unknown speaker "{name}"{meant}')
