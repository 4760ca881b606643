"""Writes a statement as plain text for people: details, text, and an index of its paragraphs.

The text is between two lines of `=`. Paragraphs are separated by empty lines, and each begins with
its id in brackets; notes, headings and separators have no id. In the index, each kind, speaker and
topic has a line with the ids of its paragraphs.
"""

from collections.abc import Iterable, Iterator

from onrecord import urls
from onrecord.content.front_matter_lines import as_written
from onrecord.exports.offices import paragraphs_on
from onrecord.model import PARAGRAPH_KINDS, Config, Heading, Note, Paragraph, Speech, Statement

RULE = "=" * 72


def statement_text(statement: Statement, config: Config) -> bytes:
    """Return the statement's file; `config` must be narrowed to the statement."""
    parts = [
        "\n".join(_details(statement, config)),
        RULE,
        *_text(statement),
        RULE,
        "\n".join(_paragraph_index(statement, config)),
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _details(statement: Statement, config: Config) -> Iterator[str]:
    yield statement.title
    source = statement.source
    details = {
        "Said on": statement.date.isoformat(),
        "Published": as_written(statement.published),
        "Occasion": statement.occasion,
        "Place": statement.place,
        "With": statement.with_whom,
        "Source": source.publisher if source else "",
        "Source’s address": source.url if source else "",
        "Note on the record": statement.notes,
        "Address": config.site.address and config.site.address + urls.of_statement(statement),
    }
    for name, detail in details.items():
        if detail:
            yield f"{name}: {detail}"


def _text(statement: Statement) -> Iterator[str]:
    for part in statement.parts:
        yield from _speech(part) if isinstance(part, Speech) else (part.text,)


def _speech(speech: Speech[Paragraph]) -> Iterator[str]:
    """Yield the blocks of a turn, its attribution on the line of the first paragraph."""
    printed = speech.printed
    for block in speech.blocks:
        if isinstance(block, Note | Heading):
            yield f"{printed}\n\n{block.text}" if printed else block.text
        else:
            label = f"{printed} " if printed else ""
            yield f"[{block.anchor}] {label}{block.text}"
        printed = ""


def _paragraph_index(statement: Statement, config: Config) -> Iterator[str]:
    paragraphs = statement.paragraphs
    for kind in PARAGRAPH_KINDS:
        yield from _line("Kind", kind, (one for one in paragraphs if one.kind == kind))
    for speaker in config.speakers.values():
        theirs = (one for one in paragraphs if one.speaker == speaker.slug)
        yield from _line("Speaker", speaker.name, theirs)
    on_topic = paragraphs_on(statement)
    for topic in config.topics.values():
        yield from _line("Topic", topic.label, on_topic.get(topic.slug, ()))


def _line(what: str, name: str, paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    anchors = " ".join(paragraph.anchor for paragraph in paragraphs)
    if anchors:
        yield f"{what} {name}: {anchors}"
