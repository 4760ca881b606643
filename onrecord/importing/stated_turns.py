"""Turns of sources that say themselves who speaks: a voice tag, a column, an attribute."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.content.labels import fold_name, is_findable
from onrecord.importing.find_labels import Found, KnownLabels, Turn, find_label
from onrecord.importing.judge_turns import judge_stated
from onrecord.importing.label_words import is_of_machine
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.source import Run
from onrecord.importing.source_blocks import Passage

# what no label may have in it
_UNFIT = re.compile(r"[:：()\[\]\\*\s]+")
_EDGES = re.compile(r"\A[\W_]+|\s+\Z")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.\Z")  # `M. Tom Hill.`, not `Tom Hill Jr.`
UNNAMED = "SPEAKER WITHOUT A NAME"  # where a source says only that somebody else speaks


def printed_label(name: str) -> str:
    """Return the name as a label with its colon, without characters that labels cannot have."""
    name = _FULL_STOP.sub("", " ".join(name.split()).rstrip(":： "))
    if not is_findable(name):
        name = " ".join(_EDGES.sub("", _UNFIT.sub(" ", name)).split())
    name = name or UNNAMED
    return f"{name.upper() if is_of_machine(name) else name}:"


def with_stated_label(passage: Passage, speaker: str) -> Passage:
    """Return a passage of a source that states turns, with the label if one begins."""
    runs = (Run(f"{printed_label(speaker)} "), *passage.runs) if speaker else passage.runs
    return replace(passage, runs=runs, is_stated=True)


def with_stated_turns(
    ledger: Ledger, passages: Iterable[Passage], known: KnownLabels
) -> Iterator[Passage]:
    """Yield the passages; those that the source says begin a turn have it."""
    turns = [line for line in ledger.lines if line.said_by]
    others = {fold_name(printed_label(line.said_by or "")[:-1]) for line in turns}
    asking = {line.said_by for line in turns} - {line.said_by for line in turns if not line.asks}
    last = -1
    for passage in passages:
        place = passage.places[0]
        speaker = ledger.lines[place].said_by if passage.is_stated and place != last else None
        last = place
        if speaker:
            found = _found(speaker, known)
            turn = judge_stated(found, others, known, asks=speaker in asking)
            yield replace(passage, turn=turn)
        elif passage.is_stated and not passage.heading and not passage.is_rule:
            yield replace(passage, turn=Turn(find_label(passage.words, known)))
        else:
            yield passage


def _found(speaker: str, known: KnownLabels) -> Found:
    printed = printed_label(speaker)
    label = known.labels.find(f"{printed} ")
    if label is None or label.printed != printed:
        return Found(printed[:-1], "", printed, len(printed) + 1)
    return Found(label.name, label.stage_note, printed, len(printed) + 1, label.speaker)
