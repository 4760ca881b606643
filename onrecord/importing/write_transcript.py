"""Writes a transcript that the parser reads as the same turns and words, and names its file."""

import re
from collections.abc import Collection, Iterator, Sequence

from onrecord.content.front_matter_lines import write_facts
from onrecord.content.labels import Labels
from onrecord.content.parse import is_note
from onrecord.content.source_lines import UNPRINTABLE
from onrecord.content.times import looks_like_time, write_time
from onrecord.importing.config_proposal import slug_of
from onrecord.importing.find_labels import Found
from onrecord.importing.label_words import is_of_machine
from onrecord.importing.markdown_words import cut, write_runs
from onrecord.importing.source_blocks import GAP, Passage, stripped
from onrecord.importing.stated_facts import Facts
from onrecord.importing.stated_turns import printed_label
from onrecord.word_lists import word_set


def write_transcript(facts: Facts, body: str) -> str:
    """The transcript; a required fact that the source does not state is an empty key."""
    stated = {key: UNPRINTABLE.sub("", fact.value) for key, fact in facts.found.items()}
    if "publisher" not in stated:
        stated.pop("url", None)
    remarks = [*facts.remarks, *_note_times([*dict.fromkeys(facts.times)])]
    notes = " ".join(one if one[-1] in ".!?…" else f"{one}." for one in dict.fromkeys(remarks))
    stated["notes"] = UNPRINTABLE.sub("", notes)
    lines = write_facts(stated, required=("title", "date", "speaker"))
    return "\n".join(["---", *lines, "---", body])


def name_transcript(facts: Facts, speaker_names: Collection[str], *, first_words: str) -> str:
    """A slug of the date and a word or two: `2021-02-26-atmar`.

    Where there is no title, the words come from the text's first ones.
    """
    day = facts["date"] or "undated"
    if facts["_name"]:
        words = slug_of(facts["_name"].split()[-1])
    else:
        words = _telling_words(facts["title"] or first_words, speaker_names)
    return f"{day}-{words}" if words else day


def _telling_words(title: str, speaker_names: Collection[str]) -> str:
    for name in speaker_names:
        title = re.sub(re.escape(name), " ", title, flags=re.IGNORECASE)
    words = re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", title)
    telling = [
        word
        for word in words
        if len(word) > 2
        and re.split(r"[-’']", word.casefold())[0] not in word_set("title_words", "common_words")
    ]
    named = [word for word in telling if word[0].isupper()] or telling
    slugs = [slug_of(word.removesuffix("’s").removesuffix("'s")) for word in named]
    return "-".join(filter(None, slugs[:2]))[:50].strip("-")


def _note_times(times: Sequence[str]) -> Iterator[str]:
    """Yield a sentence on the times of day that the source has, if it has any."""
    if len(times) > 1:
        yield f"The source gives the times {', '.join(times[:-1])} and {times[-1]}"
    elif times:
        yield f"The source gives the time {times[0]}"


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
    words = write_runs(stripped(cut(passage.runs, found.length)))
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
