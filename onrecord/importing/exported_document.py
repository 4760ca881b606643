"""Reads a statement from the document of its export: the JSON, or XML in the same form.

The form is `onrecord.exports.statement_json.StatementDocument`. Topics are left out: the rules in
config.yaml assign them anew.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from onrecord.content.times import time_of
from onrecord.exports.spans import PlacedSpan
from onrecord.importing.exported import Exported, decoded_edits
from onrecord.importing.rich_html import html_of, with_spans
from onrecord.model import (
    ExchangeOf,
    Heading,
    Moment,
    Note,
    ParagraphKind,
    ParsedParagraph,
    Slug,
    Source,
    Speaker,
    Speech,
    StatementFacts,
    StatementOf,
    number_in,
)


def read_document(document: Any, name: str) -> Exported:
    """Return the statement; ValueError if the document has another form."""
    found = _Document.model_validate(document)
    paragraphs = [
        block
        for speech in found.speeches
        for block in speech.blocks
        if isinstance(block, _Paragraph)
    ]
    numbered: list[_Paragraph | _Exchange] = [*paragraphs, *found.exchanges]
    return Exported(
        name,
        _statement(found),
        found.speakers,
        tuple(number_in(one.id) for one in paragraphs),
        tuple(number_in(one.id) for one in found.exchanges),
        {also: one.id for one in numbered for also in one.also},
        decoded_edits(found.typed) if found.typed else None,
    )


class _Part(BaseModel):
    """A mapping; keys that a later version adds are ignored."""

    model_config = ConfigDict(frozen=True)


def _without_null(value: Any) -> Any:
    """Return an empty text for null, which is a value that is not known; also in a mapping."""
    if isinstance(value, Mapping):
        return {key: _without_null(one) for key, one in value.items()}
    return "" if value is None else value


def _moment(value: Any) -> Moment | None:
    """Return a day, or a day and a time; ValueError if the text is neither."""
    if not value:
        return None
    return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)


_ParagraphId = Annotated[str, Field(pattern=r"^p[0-9]{1,9}$")]
_ExchangeId = Annotated[str, Field(pattern=r"^answer-[0-9]{1,9}$")]
_Text = Annotated[str, BeforeValidator(_without_null)]


class _Paragraph(_Part):
    type: Literal["paragraph"]
    id: _ParagraphId
    also: tuple[_ParagraphId, ...] = ()
    text: str
    time: Annotated[float, Field(ge=0, lt=3_600_000)] | None = None
    marks: tuple[PlacedSpan, ...] = ()


class _Note(_Part):
    type: Literal["note", "separator"]
    text: str


class _Heading(_Part):
    type: Literal["heading"]
    level: Annotated[int, Field(ge=2, le=6)]
    text: str


class _Speech(_Part):
    type: Literal["speech"]
    kind: ParagraphKind
    speaker: Slug
    attribution: _Text = ""
    blocks: tuple[Annotated[_Paragraph | _Note | _Heading, Field(discriminator="type")], ...]


class _Exchange(_Part):
    id: _ExchangeId
    also: tuple[_ExchangeId, ...] = ()
    question: _Speech
    answers: tuple[_Speech, ...]


class _Document(_Part):
    """The fields of `StatementFacts` by their names, and the text."""

    slug: Slug = Field(alias="id")
    title: str
    short_title: str
    date: date
    published: Annotated[Moment | None, PlainValidator(_moment)]
    kind: Literal["statement", "report"]
    occasion: _Text
    place: _Text
    speaker: Slug
    with_whom: _Text = Field(alias="with")
    quotes: tuple[Slug, ...]
    language: str
    other_languages: tuple[str, ...]
    source: Annotated[Source, BeforeValidator(_without_null)] | None
    notes: _Text
    recording: _Text = ""
    checks_off: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    opening: tuple[Annotated[_Speech | _Note | _Heading, Field(discriminator="type")], ...]
    exchanges: tuple[_Exchange, ...]
    typed: _Text = ""

    @property
    def path(self) -> str:
        """The name of the transcript's file."""
        return f"{self.slug}.md"

    @property
    def speeches(self) -> list[_Speech]:
        """Every speech, in reading order."""
        opening = [part for part in self.opening if isinstance(part, _Speech)]
        return opening + [s for one in self.exchanges for s in (one.question, *one.answers)]


def _statement(document: _Document) -> StatementOf[ParsedParagraph]:
    facts = {one.name: getattr(document, one.name) for one in fields(StatementFacts)}
    opening = tuple(
        _speech(part) if isinstance(part, _Speech) else _aside(part) for part in document.opening
    )
    exchanges = tuple(
        ExchangeOf(_speech(one.question), tuple(map(_speech, one.answers)))
        for one in document.exchanges
    )
    return StatementOf(**facts, opening=opening, exchanges=exchanges)


def _speech(speech: _Speech) -> Speech[ParsedParagraph]:
    blocks = tuple(
        _paragraph(block, speech) if isinstance(block, _Paragraph) else _aside(block)
        for block in speech.blocks
    )
    return Speech(speech.kind, speech.speaker, "", "", speech.attribution, blocks, line=0)


def _paragraph(paragraph: _Paragraph, speech: _Speech) -> ParsedParagraph:
    html = html_of(with_spans(paragraph.text, paragraph.marks))
    time = None if paragraph.time is None else time_of(paragraph.time)
    return ParsedParagraph(speech.kind, speech.speaker, html, paragraph.text, line=0, time=time)


def _aside(block: _Note | _Heading) -> Note | Heading:
    if isinstance(block, _Heading):
        return Heading(block.text, block.level, line=0)
    return Note(block.text, line=0, is_separator=block.type == "separator")
