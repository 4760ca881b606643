"""A file that `onrecord.exports.statement_json` wrote to the statement that it was written from.

Topics are left out: config.yaml's rules give them anew. So are the numbers of lines.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.exports.front_matter_lines import read_moment
from onrecord.exports.source_edits import Typed, decoded
from onrecord.exports.spans import Mark, SpanKind, html_of, with_marks
from onrecord.model import (
    Exchange,
    Heading,
    Note,
    Paragraph,
    ParagraphKind,
    Source,
    Speech,
    Statement,
)


def read_statement_json(content: bytes) -> tuple[Statement, Typed | None]:
    """The statement, and how it was typed; ValueError where the file holds something else."""
    document = _Document.model_validate_json(content)
    return _statement(document), decoded(document.typed) if document.typed else None


class _Part(BaseModel):
    """A mapping; keys that a later version adds are passed over."""

    model_config = ConfigDict(frozen=True)


class _Mark(_Part):
    kind: SpanKind
    start: int
    end: int
    address: str = ""
    inside: int | None = None


class _Paragraph(_Part):
    type: Literal["paragraph"]
    id: Annotated[str, Field(pattern=r"^p[0-9]+$")]
    text: str
    marks: tuple[_Mark, ...] = ()


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
    speaker: str
    attribution: str = ""
    blocks: tuple[Annotated[_Paragraph | _Note | _Heading, Field(discriminator="type")], ...]


class _Exchange(_Part):
    question: _Speech
    answers: tuple[_Speech, ...]


class _Source(_Part):
    publisher: str
    url: str | None = None


class _Document(_Part):
    format: Literal["on-record-statement-1"]
    id: str
    title: str
    short_title: str
    date: date
    published: str | None
    kind: Literal["statement", "report"]
    occasion: str | None
    place: str | None
    speaker: str
    with_whom: str | None = Field(alias="with")
    quotes: tuple[str, ...]
    language: str
    other_languages: tuple[str, ...]
    source: _Source | None
    notes: str | None
    checks_off: tuple[str, ...] = ()
    opening: tuple[Annotated[_Speech | _Note | _Heading, Field(discriminator="type")], ...]
    exchanges: tuple[_Exchange, ...]
    typed: str = ""


def _statement(document: _Document) -> Statement:
    source = document.source
    return Statement(
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
        quotes=document.quotes,
        checks_off=document.checks_off,
        opening=tuple(
            _speech(part) if isinstance(part, _Speech) else _aside(part)
            for part in document.opening
        ),
        exchanges=tuple(
            Exchange(number, _speech(one.question), tuple(map(_speech, one.answers)))
            for number, one in enumerate(document.exchanges, 1)
        ),
    )


def _speech(speech: _Speech) -> Speech:
    blocks = tuple(
        _paragraph(block, speech) if isinstance(block, _Paragraph) else _aside(block)
        for block in speech.blocks
    )
    return Speech(speech.kind, speech.speaker, "", "", speech.attribution, blocks, line=0)


def _paragraph(paragraph: _Paragraph, speech: _Speech) -> Paragraph:
    marks = tuple(
        Mark(mark.kind, mark.start, mark.end, mark.address, mark.inside) for mark in paragraph.marks
    )
    html = html_of(with_marks(paragraph.text, marks))
    number = int(paragraph.id.removeprefix("p"))
    return Paragraph(number, speech.kind, speech.speaker, html, paragraph.text, line=0)


def _aside(block: _Note | _Heading) -> Note | Heading:
    if isinstance(block, _Heading):
        return Heading(block.text, block.level, line=0)
    return Note(block.text, line=0, is_separator=block.type == "separator")
