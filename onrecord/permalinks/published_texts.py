"""Reads from the last site what it published of a statement, for a record that was lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from onrecord import urls
from onrecord.model import Slug
from onrecord.permalinks.record import Entry, Record, RecordedExchange, RecordedParagraph


def published_record(site: Path, slug: Slug, *, today: date) -> Record | None:
    """Return a record of the paragraphs of a statement on the site; None if it has none.

    Nothing is known there of earlier wordings, and of what was withdrawn.
    """
    found = list(_paragraphs(site, slug))
    if not found:
        return None
    said_on = date.fromisoformat(found[0]["date"])
    return Record(slug, slug, said_on, today, entries=tuple(_entries(found, today)))


def _paragraphs(site: Path, slug: Slug) -> Iterator[dict[str, Any]]:
    """Yield the lines of the data files about a statement."""
    start = f'{{"id": "{slug}/p'
    for path in sorted((site / urls.DATA).rglob(f"*{Path(urls.PARAGRAPHS_DATA).suffix}")):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.startswith(start))


def _entries(paragraphs: list[dict[str, Any]], today: date) -> Iterator[Entry]:
    begun = set[int | None]((None,))
    for one in paragraphs:
        number, exchange = int(one["id"].rpartition("/p")[2]), one["exchange"]
        if exchange not in begun:
            begun.add(exchange)
            yield RecordedExchange(exchange, today, number if one["kind"] == "question" else None)
        yield RecordedParagraph(number, Slug(one["speaker"]), one["text"], today, exchange)
