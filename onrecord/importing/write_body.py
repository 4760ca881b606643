"""Writes the body of a transcript so that the parser reads the same turns and words."""

import re
from collections.abc import Sequence

from onrecord.content.labels import Labels
from onrecord.content.parse import is_note
from onrecord.content.times import looks_like_time, write_time
from onrecord.importing.find_labels import Found
from onrecord.importing.label_words import is_of_machine
from onrecord.importing.markdown_words import without_start, write_runs
from onrecord.importing.source_blocks import GAP, Passage, stripped
from onrecord.importing.stated_turns import printed_label


def write_body(passages: Sequence[Passage], labels: Labels) -> str:
    """Return the body of a transcript, with empty lines between its paragraphs.

    `labels` are those that the parser will use.
    """
    return "\n\n".join(write_passage(passage, labels) for passage in passages) + "\n"


def write_passage(passage: Passage, labels: Labels) -> str:
    """Return the Markdown of one passage, after its time in the recording if it has one."""
    written = _write_passage(passage, labels)
    is_said = not (passage.is_rule or passage.heading or is_note(passage.words))
    if passage.time is None or not is_said:
        return written
    return f"[{write_time(passage.time)}] {written}"


def _write_passage(passage: Passage, labels: Labels) -> str:
    if passage.is_rule:
        return passage.words.strip()
    if passage.turn.found and passage.turn.judgement != "prose":
        return _write_turn(passage, passage.turn.found, is_sure=passage.turn.is_turn)
    source = write_runs(stripped(passage.runs))
    if passage.heading:
        words = " ".join(source.split("\n"))
        hashes = "#" * min(6, max(2, passage.heading))
        return f"{hashes} {words} {hashes}" if words.endswith("#") else f"{hashes} {words}"
    lines = [_without_label(line, labels) for line in source.split("\n")]
    return "\n".join(f"> {line}" if passage.is_quotation else line for line in lines)


def _write_turn(passage: Passage, found: Found, *, is_sure: bool) -> str:
    """Return a turn; a doubtful label gets a colon, so that the parser asks whose it is."""
    words = write_runs(stripped(without_start(passage.runs, found.length)))
    if not is_sure and (found.is_bare or is_of_machine(found.label)):
        return f"{printed_label(found.label)} {words}".rstrip(" ")
    if found.is_bare:
        return f"{found.printed}{GAP}{words}".rstrip(" ")
    before = passage.words[: found.length]
    gap = before[len(before.rstrip(" \t\xa0")) :].replace("\t", " ")
    gap = gap or ("" if found.printed.endswith("：") else " ")
    return f"{found.printed}{gap}{words}" if words else found.printed


def _without_label(line: str, labels: Labels) -> str:
    """Escape the colon after what looks like a label and is text, and what looks like a time."""
    place = 0
    if looks_like_time(line):
        line = f"\\{line.lstrip(' ')}"
    while labels.find(line) is not None or labels.resembling(line):
        colon = re.compile(r"[:：]").search(line, place)
        if colon is None:
            break
        line = f"{line[: colon.start()]}\\{line[colon.start() :]}"
        place = colon.end() + 1
    return line
