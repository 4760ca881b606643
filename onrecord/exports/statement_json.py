"""Writes a statement as JSON.

Details have the same keys as in `data/statements.json`. Text is in `attribution` and `text` only,
once; `marks` says which parts of it are emphasised, linked or quoted.
"""

import json
from dataclasses import asdict
from typing import Literal, NotRequired, TypeVar, cast

from typing_extensions import TypedDict  # which pydantic needs to read them

from onrecord import urls
from onrecord.content.front_matter_lines import as_written
from onrecord.content.times import seconds_of
from onrecord.exports.data_files import StatementDetails
from onrecord.exports.source_edits import SourceEdits, encode_edits
from onrecord.exports.spans import PlacedSpan, SpanKind, placed_spans, rich_paragraph
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

    title: str  # the office's title
    since: str | None  # the first day, if known
    until: str | None  # the last day, if known


class SpeakerRecord(TypedDict):
    """A speaker of the statement, or somebody whom it quotes."""

    slug: Slug  # the speaker's slug
    name: str  # the speaker's name
    is_person: bool  # false for a group without names, such as journalists
    offices: NotRequired[list[OfficeRecord]]  # offices held, in the order of config.yaml


class TopicRecord(TypedDict):
    """A topic of the statement."""

    slug: Slug  # the topic's slug
    label: str  # the topic's label


class SpanRecord(TypedDict):
    """A part of a text that is emphasised, linked or quoted: `text[start:end]`."""

    kind: SpanKind  # what the part is
    start: int  # the number of characters before it
    end: int  # the number of characters up to its end
    address: NotRequired[str]  # the address of a link
    inside: NotRequired[int]  # the index, in `marks`, of the part that contains it


class NoteRecord(TypedDict):
    """A stage direction or a separator."""

    type: Literal["note", "separator"]  # what it is
    text: str  # as printed


class HeadingRecord(TypedDict):
    """A heading printed in the source."""

    type: Literal["heading"]  # what it is
    level: int  # 2 to 6
    text: str  # as printed


class ParagraphBlockRecord(TypedDict):
    """A paragraph of a speech."""

    type: Literal["paragraph"]  # what it is
    id: Anchor  # its id on the statement's page: `p14`
    time: NotRequired[float]  # when it begins in the recording, in seconds
    also: NotRequired[tuple[Anchor, ...]]  # ids of paragraphs that were merged into it
    topics: NotRequired[list[Slug]]  # slugs of its topics
    about_topics: NotRequired[list[Slug]]  # of these, those that it is about
    text: str  # the plain text
    marks: NotRequired[list[SpanRecord]]  # parts of the text that are marked up


BlockRecord = NoteRecord | HeadingRecord | ParagraphBlockRecord


class SpeechRecord(TypedDict):
    """One turn of one speaker."""

    type: Literal["speech"]  # what it is
    kind: ParagraphKind  # the kind of its paragraphs
    speaker: Slug  # the speaker's slug
    attribution: NotRequired[str]  # the label before the turn, as printed
    blocks: list[BlockRecord]  # its paragraphs, notes and headings


class ExchangeWithSpeechesRecord(TypedDict):
    """A question with its answers."""

    id: Anchor  # its id on the statement's page: `answer-2`
    also: NotRequired[tuple[Anchor, ...]]  # ids of exchanges that were merged into it
    question: SpeechRecord  # the turn that asks
    answers: list[SpeechRecord]  # the turns that answer


class StatementDocument(StatementDetails, TypedDict):
    """A statement's own JSON file; its url is in full if the site has an address."""

    format: str  # `on-record-statement-1`
    recording: NotRequired[str]  # its address, or the name of a file beside this one
    checks_off: NotRequired[tuple[str, ...]]  # warnings that are switched off for it
    speakers: list[SpeakerRecord]  # who speaks in it or is quoted
    topics: list[TopicRecord]  # the topics of its paragraphs
    opening: list[SpeechRecord | NoteRecord | HeadingRecord]  # all before the first question
    exchanges: list[ExchangeWithSpeechesRecord]  # questions with their answers
    typed: NotRequired[str]  # edits from the canonical transcript to the one that was typed


R = TypeVar("R")


def statement_json(statement: Statement, config: Config, edits: SourceEdits | None) -> bytes:
    """Return the statement's file; `config` must be narrowed to the statement.

    A value that is not known is null; an optional key without a value is left out.
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
        "quotes": list(statement.quotes),
        "language": statement.language,
        "other_languages": list(statement.other_languages),
        "source": {"publisher": source.publisher, "url": source.url or None} if source else None,
        "notes": statement.notes or None,
        "recording": statement.recording,
        "checks_off": statement.checks_off,
        "speakers": [_speaker(one) for one in config.speakers.values()],
        "topics": [{"slug": one.slug, "label": one.label} for one in config.topics.values()],
        "opening": [
            _speech(part) if isinstance(part, Speech) else _aside(part)
            for part in statement.opening
        ],
        "exchanges": [_exchange(exchange) for exchange in statement.exchanges],
        "typed": encode_edits(edits) if edits else "",
    }
    text = json.dumps(
        _without_empty(document, "recording", "checks_off", "typed"), ensure_ascii=False
    )
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
        return {"type": block.shape, "level": block.level, "text": block.text}
    return {"type": block.shape, "text": block.text}


def _paragraph(paragraph: Paragraph) -> ParagraphBlockRecord:
    record: ParagraphBlockRecord = {
        "type": "paragraph",
        "id": paragraph.anchor,
        "also": paragraph.also,
        "topics": [tag.topic for tag in paragraph.tags],
        "about_topics": [tag.topic for tag in paragraph.tags if tag.is_about],
        "text": paragraph.text,
        "marks": [span_record(span) for span in placed_spans(rich_paragraph(paragraph))],
    }
    if paragraph.time is not None:
        record["time"] = seconds_of(paragraph.time)
    return _without_empty(record, "also", "topics", "about_topics", "marks")


def span_record(span: PlacedSpan) -> SpanRecord:
    """Return a span as an export has it."""
    found = {name: value for name, value in asdict(span).items() if value not in ("", None)}
    return cast(SpanRecord, found)


def _without_empty(record: R, *optional: str) -> R:
    """Return the record without the optional keys that have no value."""
    fields = cast("dict[str, object]", record)
    for name in optional:
        if not fields[name]:
            del fields[name]
    return record
