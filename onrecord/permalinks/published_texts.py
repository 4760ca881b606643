"""Reads from the last site what it published of a statement, for a record that was lost."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from onrecord import urls
from onrecord.errors import Errors
from onrecord.model import PARAGRAPH, Anchor, Slug, anchor_of_exchange
from onrecord.permalinks.jsonl import Line
from onrecord.permalinks.record import Entry, Record, RecordedExchange, RecordedParagraph

_Published = tuple[date, bool, RecordedParagraph]  # when it was said; true if it asks


def published_record(site: Path, slug: Slug, *, today: date) -> Record | None:
    """Return a record of the paragraphs of a statement on the site; None if it has none.

    Nothing is known there of earlier wordings, and of what was withdrawn.
    """
    found = list(_paragraphs(site, slug, today))
    if not found:
        return None
    said_on = found[0][0]
    entries: dict[Anchor, Entry] = {}
    for _, asks, one in found:
        if one.exchange and one.exchange not in entries:
            question = one.anchor if asks else None
            entries[one.exchange] = RecordedExchange(one.exchange, today, question)
        entries[one.anchor] = one
    return Record(slug, slug, said_on, today, entries=tuple(entries.values()))


def _paragraphs(site: Path, slug: Slug, today: date) -> Iterator[_Published]:
    """Yield what the data files have about a statement; lines that are damaged are skipped."""
    start = f'{{"id": "{slug}/p'
    for path in sorted((site / urls.DATA).rglob(f"*{Path(urls.PARAGRAPHS_DATA).suffix}")):
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", errors="surrogateescape") as lines:
            yield from filter(None, (_read(one, today) for one in lines if one.startswith(start)))


def _read(source: str, today: date) -> _Published | None:
    with suppress(ValueError, RecursionError):
        line = Line("", 0, json.loads(source), Errors())
        anchor = line.anchor(line.text("id").rpartition("/")[2], PARAGRAPH)
        said_on, asks = line.day("date") or date.min, line.text("kind") == "question"
        speaker, text, exchange = line.slug("speaker"), line.text("text"), line.count("exchange")
        of = anchor_of_exchange(exchange) if exchange else None
        if anchor and not line.errors:
            return said_on, asks, RecordedParagraph(anchor, speaker, text, today, of)
    return None
