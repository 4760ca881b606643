"""Reads from the last site what it published of a statement, for a record that was lost."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onrecord import urls
from onrecord.errors import Errors
from onrecord.model import Slug
from onrecord.permalinks.jsonl import Line
from onrecord.permalinks.record import Entry, Record, RecordedExchange, RecordedParagraph


@dataclass(frozen=True, slots=True)
class _Published:
    """A line of the data files."""

    number: int
    is_question: bool
    exchange: int | None
    said_on: date
    speaker: Slug
    text: str


def published_record(site: Path, slug: Slug, *, today: date) -> Record | None:
    """Return a record of the paragraphs of a statement on the site; None if it has none.

    Nothing is known there of earlier wordings, and of what was withdrawn.
    """
    found = list(_paragraphs(site, slug))
    if not found:
        return None
    return Record(slug, slug, found[0].said_on, today, entries=tuple(_entries(found, today)))


def _paragraphs(site: Path, slug: Slug) -> Iterator[_Published]:
    """Yield what the data files have about a statement; lines that are damaged are skipped."""
    start = f'{{"id": "{slug}/p'
    for path in sorted((site / urls.DATA).rglob(f"*{Path(urls.PARAGRAPHS_DATA).suffix}")):
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", errors="surrogateescape") as lines:
            yield from filter(None, (_read(one) for one in lines if one.startswith(start)))


def _read(source: str) -> _Published | None:
    with suppress(ValueError, RecursionError):
        line = Line("", 0, json.loads(source), Errors())
        _, number = line.anchor(line.text("id").rpartition("/")[2])
        found = _Published(
            number,
            line.text("kind") == "question",
            line.count("exchange"),
            line.day("date") or date.min,
            line.slug("speaker"),
            line.text("text"),
        )
        return None if line.errors else found
    return None


def _entries(paragraphs: list[_Published], today: date) -> Iterator[Entry]:
    begun = set[int]()
    for one in paragraphs:
        if one.exchange is not None and one.exchange not in begun:
            begun.add(one.exchange)
            yield RecordedExchange(one.exchange, today, one.number if one.is_question else None)
        yield RecordedParagraph(one.number, one.speaker, one.text, today, one.exchange)
