"""`build.py quote`: runs the judge of the scripts over what is pasted."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from onrecord import resources
from onrecord.content.project import read_project
from onrecord.publish.assets import bundle_for_node
from onrecord.publish.node import run_in_node
from onrecord.quotations.current_index import CurrentIndex, current_index

_ENTRY = "scripts/entries/quote-command.ts"


class UnknownSpeakerError(Exception):
    """Nobody in the collection has the name."""


class UnreadableIndexError(Exception):
    """A piece of the index is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the command."""

    text: str
    said_by: str  # the name of a speaker, or nothing
    form: str  # of the report: `text` or `json`


def answer(question: Question, *, project: Path, site: Path) -> str:
    """The report on the quotations in a text; UnknownSpeakerError where nobody has the name.

    Other errors are those of reading the project, and NotInstalledError.
    """
    files = read_project(project)
    with current_index(files, project=project, site=site) as index:
        script = bundle_for_node(_ENTRY, files.static, node_modules=resources.node_modules())
        return report_on(question, index, script)


def report_on(question: Question, index: CurrentIndex, script: bytes) -> str:
    """What the script reports, run over the index."""
    names, said_by = index.facts.names, question.said_by
    wanted = find_speaker(said_by, names) if said_by else ""
    told = run_in_node(
        script,
        {
            "text": question.text,
            "form": question.form,
            "folder": str(index.folder.absolute()),
            "recorded": index.facts.recorded,
            "wanted": wanted,
            "address": index.facts.address,
        },
    )
    if "unreadable" in told:
        raise UnreadableIndexError(f"{index.folder}: {told['unreadable']}")
    return str(told["report"])


def read_pasted(given: str) -> str:
    """What the argument means: the standard input for `-`, a file's text, or its own words."""
    if given == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        path = Path(given)
        if path.is_file():
            return path.read_bytes().decode("utf-8-sig", "replace")
    except (OSError, ValueError):  # a text may be no name of a file at all
        pass
    return given


def find_speaker(name: str, speakers: Mapping[str, Sequence[str]]) -> str:
    """The slug of the speaker who has the name, by slug or any name; UnknownSpeakerError if none.

    `speakers` are names by slug, each speaker's usual name first.
    """
    names = {
        called.casefold(): slug for slug, known in speakers.items() for called in (slug, *known)
    }
    if name.casefold() in names:
        return names[name.casefold()]
    close = get_close_matches(name.casefold(), names, n=1)
    meant = f'; did you mean "{speakers[names[close[0]]][0]}"?' if close else ""
    raise UnknownSpeakerError(f'unknown speaker "{name}"{meant}')
