"""Reads a statement's JSON file as On Record exports it (`onrecord.exports.statement_json`).

Topics are left out: the rules in config.yaml assign them anew.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.content.times import time_of
from onrecord.exports.spans import PlacedSpan
from onrecord.exports.statement_json import FORMAT
from onrecord.importing.exported import Exported, decoded_edits
from onrecord.importing.rich_html import html_of, with_spans
from onrecord.model import (
    ExchangeOf,
    Heading,
    Moment,
    Note,
    Office,
    ParagraphKind,
    ParsedParagraph,
    Slug,
    Source,
    Speaker,
    Speech,
    StatementOf,
    number_in,
)


def is_statement_json(document: Any) -> bool:
    """True if the document says that On Record wrote it."""
    return isinstance(document, dict) and document.get("format") == FORMAT


def read_statement_json(document: Any, name: str) -> Exported:
    """Return the statement; ValueError if the document has another form."""
    found = _Document.model_validate(document)
    paragraphs = [
        block
        for speech in found.speeches()
        for block in speech.blocks
        if isinstance(block, _Paragraph)
    ]
    return Exported(
        name,
        _statement(found),
        tuple(Speaker(**dict(one)) for one in found.speakers),
        tuple(number_in(one.id) for one in paragraphs),
        tuple(number_in(one.id) for one in found.exchanges),
        {
            **{also: one.id for one in paragraphs for also in one.also},
            **{also: one.id for one in found.exchanges for also in one.also},
        },
        decoded_edits(found.typed) if found.typed else None,
    )


class _Part(BaseModel):
    """A mapping; keys that a later version adds are ignored."""

    model_config = ConfigDict(frozen=True)


_ParagraphId = Annotated[str, Field(pattern=r"^p[0-9]{1,9}$")]
_ExchangeId = Annotated[str, Field(pattern=r"^answer-[0-9]{1,9}$")]


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
    attribution: str = ""
    blocks: tuple[Annotated[_Paragraph | _Note | _Heading, Field(discriminator="type")], ...]


class _Exchange(_Part):
    id: _ExchangeId
    also: tuple[_ExchangeId, ...] = ()
    question: _Speech
    answers: tuple[_Speech, ...]


class _Speaker(_Part):
    slug: Slug
    name: str
    is_person: bool
    offices: tuple[Office, ...] = ()


class _Source(_Part):
    publisher: str
    url: str | None = None


class _Document(_Part):
    id: Slug
    title: str
    short_title: str
    date: date
    published: str | None
    kind: Literal["statement", "report"]
    occasion: str | None
    place: str | None
    speaker: Slug
    with_whom: str | None = Field(alias="with")
    quotes: tuple[Slug, ...]
    language: str
    other_languages: tuple[str, ...]
    source: _Source | None
    notes: str | None
    recording: str = ""
    checks_off: tuple[str, ...] = ()
    speakers: tuple[_Speaker, ...] = ()
    opening: tuple[Annotated[_Speech | _Note | _Heading, Field(discriminator="type")], ...]
    exchanges: tuple[_Exchange, ...]
    typed: str = ""

    def speeches(self) -> list[_Speech]:
        """Return every speech, in reading order."""
        opening = [part for part in self.opening if isinstance(part, _Speech)]
        return opening + [s for one in self.exchanges for s in (one.question, *one.answers)]


def read_moment(text: str) -> Moment:
    """Return a day, or a day and a time; ValueError if the text is neither."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _statement(document: _Document) -> StatementOf[ParsedParagraph]:
    source = document.source
    return StatementOf(
        slug=document.id,
        path=f"{document.id}.md",
        title=document.title,
        short_title=document.short_title,
        date=document.date,
        speaker=document.speaker,
        kind=document.kind,
        published=read_moment(document.published) if document.published else None,
        occasion=document.occasion or "",
        place=document.place or "",
        with_whom=document.with_whom or "",
        language=document.language,
        other_languages=document.other_languages,
        source=Source(source.publisher, source.url or "") if source else None,
        notes=document.notes or "",
        recording=document.recording,
        quotes=document.quotes,
        checks_off=document.checks_off,
        opening=tuple(
            _speech(part) if isinstance(part, _Speech) else _aside(part)
            for part in document.opening
        ),
        exchanges=tuple(
            ExchangeOf(_speech(one.question), tuple(map(_speech, one.answers)))
            for one in document.exchanges
        ),
    )


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
