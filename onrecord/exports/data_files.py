"""Makes the lines of `data/paragraphs.jsonl` and the objects of `data/statements.json`."""

import json
from collections.abc import Iterable
from typing import Literal, NotRequired

from typing_extensions import TypedDict  # which pydantic needs to read them

from onrecord import urls
from onrecord.content.corpus import summarise
from onrecord.content.front_matter_lines import as_written
from onrecord.content.times import seconds_of
from onrecord.model import (
    Address,
    Anchor,
    Config,
    Exchange,
    ParagraphKind,
    PlacedParagraph,
    Slug,
    Statement,
)


class ParagraphRecord(TypedDict):
    """A line of `data/paragraphs.jsonl`."""

    id: str  # statement and paragraph: `2021-02-26-atmar/p14`
    url: Address  # relative to the site's root: `statements/2021-02-26-atmar/#p14`
    statement: Slug  # the statement's slug
    date: str  # the day on which it was said: `2021-02-26`
    kind: ParagraphKind  # a paragraph of a news report is a `report`
    exchange: int | None  # the number of the question that it asks or answers, if any
    speaker: Slug  # the speaker's slug
    speaker_name: str  # the speaker's name
    quotes: list[Slug]  # slugs of the people that a news report quotes
    topics: list[Slug]  # slugs of its topics
    text: str  # the plain text, as in the transcript
    about_topics: list[Slug]  # of its topics, those that it is about; it mentions the others
    time: NotRequired[float]  # when it begins in the recording, in seconds


class SourceRecord(TypedDict):
    """Where a statement was published."""

    publisher: str  # the publisher's name
    url: str | None  # the address at which it was published, if known


class ExchangeRecord(TypedDict):
    """A question with its answers."""

    number: int  # the number in its addresses: 2 for `answer-2`
    url: Address  # its address on the statement's page
    page: Address  # the address of its own page; if it has none, the same as url
    paragraphs: list[Anchor]  # ids of its paragraphs: `p14`


# What every format in JSON says of a statement.
StatementDetails = TypedDict(
    "StatementDetails",
    {
        "id": Slug,  # the statement's slug
        "url": str,  # its address
        "title": str,  # the title as it was published
        "short_title": str,  # the title that the site shows
        "date": str,  # the day on which it was said: `2021-02-26`
        "published": str | None,  # when it was published: a day, or a day and a time
        "kind": Literal["statement", "report"],  # `report` is a news report
        "occasion": str | None,  # the occasion: a news conference, for instance
        "place": str | None,  # where it was said
        "speaker": Slug,  # who speaks where no other name is printed
        "with": str | None,  # who else took part
        "quotes": list[Slug],  # slugs of the people that a news report quotes
        "language": str,  # the language of the text: `en`
        "other_languages": list[str],  # languages in which the publisher has it too
        "source": SourceRecord | None,  # where it was published
        "notes": str | None,  # the editor's note
    },
)


class StatementRecord(StatementDetails, TypedDict):
    """An object of `data/statements.json`; its url is relative to the site's root."""

    speaker_name: str  # the name of `speaker`
    paragraphs: int  # the number of its paragraphs
    exchanges: list[ExchangeRecord]  # its questions with their answers
    topics: list[Slug]  # slugs of the topics of its paragraphs
    about_topics: list[Slug]  # of these, the topics that a paragraph is about
    # the recording's address: of a file relative to the site's root, of others in full
    recording: NotRequired[str]


def paragraph_lines(records: Iterable[ParagraphRecord]) -> bytes:
    """Return a statement's part of `paragraphs.jsonl`: a line of JSON for each paragraph."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return "".join(f"{encode(record)}\n" for record in records).encode()


def statement_object(record: StatementRecord) -> bytes:
    """Return a statement's part of `statements.json`."""
    array = json.dumps([record], ensure_ascii=False, indent=2)
    return array.removeprefix("[\n").removesuffix("\n]").encode()


def statements_data(objects: Iterable[bytes]) -> bytes:
    """Return a JSON array of the objects of all statements, by date."""
    joined = b",\n".join(objects)
    return b"[\n" + joined + b"\n]\n" if joined else b"[]\n"


def paragraph_records(statement: Statement, config: Config) -> list[ParagraphRecord]:
    """Return the lines of a statement's paragraphs in `data/paragraphs.jsonl`."""
    return [_paragraph_record(placed, config) for placed in statement.placed_paragraphs()]


def _paragraph_record(placed: PlacedParagraph, config: Config) -> ParagraphRecord:
    """Return a paragraph's line in `data/paragraphs.jsonl`."""
    statement, exchange, _, paragraph = placed
    record: ParagraphRecord = {
        "id": placed.id,
        "url": urls.of_paragraph(statement, paragraph),
        "statement": statement.slug,
        "date": statement.date.isoformat(),
        "kind": paragraph.kind,
        "exchange": exchange.number if exchange else None,
        "speaker": paragraph.speaker,
        "speaker_name": config.speakers[paragraph.speaker].name,
        "quotes": list(statement.quotes) if paragraph.kind == "report" else [],
        "topics": [tag.topic for tag in paragraph.tags],
        "text": paragraph.text,
        "about_topics": [tag.topic for tag in paragraph.tags if tag.is_about],
    }
    if paragraph.time is not None:
        record["time"] = seconds_of(paragraph.time)
    return record


def statement_record(statement: Statement, config: Config) -> StatementRecord:
    """Return a statement's object in `data/statements.json`."""
    source, summary = statement.source, summarise(statement, config)
    record: StatementRecord = {
        "id": statement.slug,
        "url": urls.of_statement(statement),
        "title": statement.title,
        "short_title": statement.short_title,
        "date": statement.date.isoformat(),
        "published": as_written(statement.published) or None,
        "kind": statement.kind,
        "occasion": statement.occasion or None,
        "place": statement.place or None,
        "speaker": statement.speaker,
        "speaker_name": config.speakers[statement.speaker].name,
        "with": statement.with_whom or None,
        "quotes": list(statement.quotes),
        "language": statement.language,
        "other_languages": list(statement.other_languages),
        "source": {"publisher": source.publisher, "url": source.url or None} if source else None,
        "notes": statement.notes or None,
        "paragraphs": len(statement.paragraphs),
        "exchanges": [_exchange_record(statement, one, config) for one in statement.exchanges],
        "topics": list(summary.topics),
        "about_topics": list(summary.about),
    }
    if statement.recording:
        record["recording"] = urls.of_recording(statement.slug, statement.recording)
    return record


def _exchange_record(statement: Statement, exchange: Exchange, config: Config) -> ExchangeRecord:
    return {
        "number": exchange.number,
        "url": urls.of_exchange(statement, exchange),
        "page": urls.of_answer(statement, exchange, has_page=config.has_answer_pages),
        "paragraphs": [paragraph.anchor for paragraph in exchange.paragraphs],
    }
