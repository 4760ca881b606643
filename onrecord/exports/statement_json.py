"""A statement to an object of JSON.

Facts have the names that they have in `data/statements.json`. Words stand in `attribution` and
`text`, each once; `marks` tell which of them are emphasised, linked or quoted, by their places.
"""

from __future__ import annotations

import json
from typing import Any

from onrecord import urls
from onrecord.content.front_matter_lines import as_written
from onrecord.exports.source_edits import Typed, encoded
from onrecord.exports.spans import Mark, marks_of, rich_paragraph
from onrecord.model import (
    Config,
    Exchange,
    Heading,
    Note,
    Office,
    Paragraph,
    Speaker,
    Speech,
    Statement,
)

FORMAT = "on-record-statement-1"


def statement_json(statement: Statement, config: Config, typed: Typed | None) -> bytes:
    """The statement's file; of `config` all is told, so that it is narrowed to the statement.

    What is not known is null, and what there is none of is left out.
    """
    document = {
        "format": FORMAT,
        **_facts(statement, config),
        "speakers": [_speaker(one) for one in config.speakers.values()],
        "topics": [{"slug": one.slug, "label": one.label} for one in config.topics.values()],
        "opening": [
            _speech(part) if isinstance(part, Speech) else _block(part)
            for part in statement.opening
        ],
        "exchanges": [_exchange(exchange) for exchange in statement.exchanges],
        **_where_any(typed=encoded(typed) if typed else ""),
    }
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _facts(statement: Statement, config: Config) -> dict[str, Any]:
    source = statement.source
    return {
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
        **_where_any(checks_off=statement.checks_off),
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "slug": speaker.slug,
        "name": speaker.name,
        "is_person": speaker.is_person,
        **_where_any(offices=[_office(office) for office in speaker.offices]),
    }


def _office(office: Office) -> dict[str, Any]:
    since, until = office.since, office.until
    return {
        "title": office.title,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {
        "id": exchange.anchor,
        **_where_any(also=exchange.also),
        "question": _speech(exchange.question),
        "answers": [_speech(answer) for answer in exchange.answers],
    }


def _speech(speech: Speech[Paragraph]) -> dict[str, Any]:
    return {
        "type": "speech",
        "kind": speech.kind,
        "speaker": speech.speaker,
        **_where_any(attribution=speech.printed),
        "blocks": [_block(block) for block in speech.blocks],
    }


def _block(block: Paragraph | Note | Heading) -> dict[str, Any]:
    match block:
        case Note():
            return {"type": "separator" if block.is_separator else "note", "text": block.text}
        case Heading():
            return {"type": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {
                "type": "paragraph",
                "id": block.anchor,
                **_where_any(also=block.also, topics=[tag.topic for tag in block.tags]),
                "text": block.text,
                **_where_any(marks=[_mark(mark) for mark in marks_of(rich_paragraph(block))]),
            }


def _mark(mark: Mark) -> dict[str, Any]:
    place: dict[str, Any] = {"kind": mark.kind, "start": mark.start, "end": mark.end}
    inside = {} if mark.inside is None else {"inside": mark.inside}
    return {**place, **_where_any(address=mark.address), **inside}


def _where_any(**fields: object) -> dict[str, object]:
    """The fields that hold anything."""
    return {name: value for name, value in fields.items() if value}
