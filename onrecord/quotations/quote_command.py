"""What `build.py quote` is told, made ready for a lookup, and the report on it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from onrecord.model import Corpus, Speaker
from onrecord.quotations.judge import People
from onrecord.quotations.library import CorpusLibrary
from onrecord.quotations.lookup import look_up
from onrecord.quotations.quote_report import FORMATS


class UnknownSpeakerError(Exception):
    """Nobody in the collection has the name."""


def report_on(text: str, corpus: Corpus, *, said_by: str, form: str) -> str:
    """The report on the quotations in the text; UnknownSpeakerError where nobody is called so."""
    speakers = corpus.config.speakers
    wanted = _find_speaker(said_by, speakers) if said_by else ""
    recorded = frozenset(statement.speaker for statement in corpus.statements)
    people = People(recorded, wanted)
    findings = look_up(text, library=CorpusLibrary(corpus), people=people)
    return FORMATS[form](findings, corpus.config.site.address)


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


def _find_speaker(name: str, speakers: Mapping[str, Speaker]) -> str:
    names = {
        called.casefold(): slug
        for slug, speaker in speakers.items()
        for called in (slug, speaker.name, *speaker.other_names)
    }
    if name.casefold() in names:
        return names[name.casefold()]
    close = get_close_matches(name.casefold(), names, n=1)
    meant = f'; did you mean "{speakers[names[close[0]]].name}"?' if close else ""
    raise UnknownSpeakerError(f'unknown speaker "{name}"{meant}')
