"""The pieces from which results are shown: paragraphs in reading order, in blocks.

Each block says once what its paragraphs have in common: statements, exchanges, speakers.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from onrecord import urls
from onrecord.search.index_entries import Entry
from onrecord.search.sections import Section

_T = TypeVar("_T", bound=Hashable)


def passages_section(
    entries: Sequence[Entry], topics: Mapping[str, str], *, in_block: int
) -> Section:
    """Return the section `texts`, with `in_block` paragraphs in a piece."""
    numbers = {slug: number for number, slug in enumerate(topics)}
    starts = range(0, len(entries), in_block)
    blocks = ((_block(entries[start : start + in_block], numbers),) for start in starts)
    return Section("texts", tuple(blocks))


def write_json(value: object) -> bytes:
    """Return JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _block(entries: Sequence[Entry], topics: Mapping[str, int]) -> bytes:
    statements = {entry.placed.statement.slug: entry.placed.statement for entry in entries}
    statement_numbers = _numbered(list(statements))
    exchanges = _numbered([_exchange_of(entry) for entry in entries])
    speakers = _numbered([_speaker_of(entry) for entry in entries])
    rows = [
        [
            statement_numbers[entry.placed.statement.slug],
            exchanges[_exchange_of(entry)],
            speakers[_speaker_of(entry)],
            entry.placed.paragraph.anchor,
            entry.placed.paragraph.kind,
            [topics[tag.topic] for tag in entry.placed.paragraph.tags],
            entry.text,
        ]
        for entry in entries
    ]
    return write_json(
        {
            "statements": [
                [one.slug, urls.of_statement(one), one.short_title, one.date.isoformat()]
                for one in statements.values()
            ],
            "exchanges": list(exchanges),
            "speakers": list(speakers),
            "passages": rows,
        }
    )


def _exchange_of(entry: Entry) -> tuple[int, str] | None:
    """Return the number of the exchange and its question, if it is in one."""
    exchange = entry.placed.exchange
    return (exchange.number, entry.question) if exchange else None


def _speaker_of(entry: Entry) -> tuple[str, str]:
    return entry.placed.paragraph.speaker, entry.speaker_name


def _numbered(values: Sequence[_T]) -> dict[_T, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(values))}
