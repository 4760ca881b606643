"""A passage: what becomes one paragraph, heading, note or separator of a transcript."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.content.labels import is_blank
from onrecord.content.source_lines import UNPRINTABLE
from onrecord.importing.find_labels import Turn
from onrecord.importing.markdown_words import cut, plain
from onrecord.importing.source import Run
from onrecord.model import Time

# `* * *`, `***`, `---`: separators in transcripts
SEPARATOR = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
SENTENCE_END = re.compile(r"[.!?…:;,。？！][\"”»’')\]*_\s]*$|[\"”»)\]]\s*$")
GAP = "    "  # between a label without a colon and the words


@dataclass(frozen=True, slots=True)
class Passage:
    """Becomes one paragraph, heading, note or separator; `places` are lines of the ledger."""

    places: tuple[int, ...]
    runs: tuple[Run, ...]
    heading: int = 0
    is_rule: bool = False
    is_quotation: bool = False
    turn: Turn = field(default_factory=Turn)
    is_stated: bool = False  # the source itself says where turns begin
    time: Time | None = None  # of a recording, when it begins

    @property
    def words(self) -> str:
        """The words as printed, on one line except for line breaks."""
        return plain(self.runs)


def is_bold(runs: Sequence[Run]) -> bool:
    """True if all words are in bold."""
    return bool(runs) and all(run.strong for run in runs if not is_blank(run.text))


def stripped(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the runs without spaces at the beginning."""
    words = plain(runs)
    start = len(words) - len(words.lstrip(" \t\n\xa0\u3000"))
    return cut(runs, start)


def cleaned(text: str) -> str:
    """Return the text without unprintable characters, and with spaces for tabs."""
    return UNPRINTABLE.sub("", text.replace("\t", " "))
