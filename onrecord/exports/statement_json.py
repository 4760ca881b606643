"""A statement to an object of JSON.

Facts have the names that they have in `data/statements.json`. Words stand in `attribution` and
`text`, each once; `marks` tell which of them are emphasised, linked or quoted, by their places.
"""

from __future__ import annotations

import json
from typing import Literal, NotRequired, TypedDict, TypeVar, cast

from onrecord import urls
from onrecord.content.front_matter_lines import as_written
from onrecord.exports.data_files import SourceRecord
from onrecord.exports.source_edits import Typed, encoded
from onrecord.exports.spans import Mark, SpanKind, marks_of, rich_paragraph
from onrecord.model import (
    Anchor,
    Config,
    Exchange,
    Heading,
    Note,
    Office,
    Paragraph,
    ParagraphKind,
    Slug,
    Speaker,
    Speech,
    Statement,
)

FORMAT = "on-record-statement-1"


class OfficeRecord(TypedDict):
    """An office that a speaker held."""

    title: str
    since: str | None
    until: str | None


class SpeakerRecord(TypedDict):
    """Who speaks or is quoted in the statement."""

    slug: Slug
    name: str
    is_person: bool
    offices: NotRequired[list[OfficeRecord]]


class TopicRecord(TypedDict):
    """A topic of the statement."""

    slug: Slug
    label: str


class MarkRecord(TypedDict):
    """What is emphasised, linked or quoted in a text: `text[start:end]`."""

    kind: SpanKind
    start: int
    end: int
    address: NotRequired[str]  # of a link
    inside: NotRequired[int]  # the place, among the marks, of the one that holds it


class NoteRecord(TypedDict):
    """A stage direction or a separator."""

    type: Literal["note", "separator"]
    text: str


class HeadingRecord(TypedDict):
    """A heading that the source printed."""

    type: Literal["heading"]
    level: int
    text: str


class ParagraphBlockRecord(TypedDict):
    """A paragraph."""

    type: Literal["paragraph"]
    id: Anchor
    also: NotRequired[tuple[Anchor, ...]]
    topics: NotRequired[list[Slug]]
    text: str
    marks: NotRequired[list[MarkRecord]]


BlockRecord = NoteRecord | HeadingRecord | ParagraphBlockRecord


class SpeechRecord(TypedDict):
    """One turn of one speaker."""

    type: Literal["speech"]
    kind: ParagraphKind
    speaker: Slug
    attribution: NotRequired[str]  # as printed
    blocks: list[BlockRecord]


class ExchangeWithSpeechesRecord(TypedDict):
    """A question with its answers."""

    id: Anchor
    also: NotRequired[tuple[Anchor, ...]]
    question: SpeechRecord
    answers: list[SpeechRecord]


# The whole file; written so because `with` is a keyword.
StatementDocument = TypedDict(
    "StatementDocument",
    {
        "format": str,
        "id": Slug,
        "url": str,
        "title": str,
        "short_title": str,
        "date": str,
        "published": str | None,
        "kind": Literal["statement", "report"],
        "occasion": str | None,
        "place": str | None,
        "speaker": Slug,
        "with": str | None,
        "quotes": tuple[Slug, ...],
        "language": str,
        "other_languages": tuple[str, ...],
        "source": SourceRecord | None,
        "notes": str | None,
        "checks_off": NotRequired[tuple[str, ...]],
        "speakers": list[SpeakerRecord],
        "topics": list[TopicRecord],
        "opening": list[SpeechRecord | NoteRecord | HeadingRecord],
        "exchanges": list[ExchangeWithSpeechesRecord],
        "typed": NotRequired[str],  # edits to the transcript as we would write it
    },
)
R = TypeVar("R")


def statement_json(statement: Statement, config: Config, typed: Typed | None) -> bytes:
    """The statement's file; of `config` all is told, so that it is narrowed to the statement.

    What is not known is null, and what there is none of is left out.
    """
    source = statement.source
    document: StatementDocument = {
        "format": FORMAT,
        "id": statement.slug,
        "url": config.site.address + urls.of_statement(statement),
        "title": statement.title,
        "short_title": statement.short_title,
        "date": statement.date.isoformat(),
        "published": as_written(statement.published) or None,
        "kind": statement.kind,
        "occasion": statement.occasion or None,
        "place": statement.place or None,
        "speaker": statement.speaker,
        "with": statement.with_whom or None,
        "quotes": statement.quotes,
        "language": statement.language,
        "other_languages": statement.other_languages,
        "source": {"publisher": source.publisher, "url": source.url or None} if source else None,
        "notes": statement.notes or None,
        "checks_off": statement.checks_off,
        "speakers": [_speaker(one) for one in config.speakers.values()],
        "topics": [{"slug": one.slug, "label": one.label} for one in config.topics.values()],
        "opening": [
            _speech(part) if isinstance(part, Speech) else _aside(part)
            for part in statement.opening
        ],
        "exchanges": [_exchange(exchange) for exchange in statement.exchanges],
        "typed": encoded(typed) if typed else "",
    }
    text = json.dumps(_without_empty(document, "checks_off", "typed"), ensure_ascii=False)
    return (text + "\n").encode()


def _speaker(speaker: Speaker) -> SpeakerRecord:
    record: SpeakerRecord = {
        "slug": speaker.slug,
        "name": speaker.name,
        "is_person": speaker.is_person,
        "offices": [_office(office) for office in speaker.offices],
    }
    return _without_empty(record, "offices")


def _office(office: Office) -> OfficeRecord:
    since, until = office.since, office.until
    return {
        "title": office.title,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }


def _exchange(exchange: Exchange) -> ExchangeWithSpeechesRecord:
    record: ExchangeWithSpeechesRecord = {
        "id": exchange.anchor,
        "also": exchange.also,
        "question": _speech(exchange.question),
        "answers": [_speech(answer) for answer in exchange.answers],
    }
    return _without_empty(record, "also")


def _speech(speech: Speech[Paragraph]) -> SpeechRecord:
    record: SpeechRecord = {
        "type": "speech",
        "kind": speech.kind,
        "speaker": speech.speaker,
        "attribution": speech.printed,
        "blocks": [
            _paragraph(block) if isinstance(block, Paragraph) else _aside(block)
            for block in speech.blocks
        ],
    }
    return _without_empty(record, "attribution")


def _aside(block: Note | Heading) -> NoteRecord | HeadingRecord:
    if isinstance(block, Heading):
        return {"type": "heading", "level": block.level, "text": block.text}
    return {"type": "separator" if block.is_separator else "note", "text": block.text}


def _paragraph(paragraph: Paragraph) -> ParagraphBlockRecord:
    record: ParagraphBlockRecord = {
        "type": "paragraph",
        "id": paragraph.anchor,
        "also": paragraph.also,
        "topics": [tag.topic for tag in paragraph.tags],
        "text": paragraph.text,
        "marks": [_mark(mark) for mark in marks_of(rich_paragraph(paragraph))],
    }
    return _without_empty(record, "also", "topics", "marks")


def _mark(mark: Mark) -> MarkRecord:
    record: MarkRecord = {"kind": mark.kind, "start": mark.start, "end": mark.end}
    if mark.address:
        record["address"] = mark.address
    if mark.inside is not None:
        record["inside"] = mark.inside
    return record


def _without_empty(record: R, *optional: str) -> R:
    """Remove the optional fields that hold nothing."""
    fields = cast("dict[str, object]", record)
    for name in optional:
        if not fields[name]:
            del fields[name]
    return record
