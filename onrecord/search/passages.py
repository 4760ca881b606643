"""Paragraphs to the pieces that hits are shown from, in reading order and blocks of equal count.

A block says once what its paragraphs have in common: statements, exchanges, speakers.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from onrecord.search.entries import Entry
from onrecord.search.sections import Section

_T = TypeVar("_T", bound=Hashable)


def passages_section(
    entries: Sequence[Entry], topics: Mapping[str, str], *, in_block: int
) -> Section:
    """The section `texts`, so many paragraphs a piece."""
    numbers = {slug: number for number, slug in enumerate(topics)}
    starts = range(0, len(entries), in_block)
    blocks = ((_block(entries[start : start + in_block], numbers),) for start in starts)
    return Section("texts", tuple(blocks))


def write_json(value: object) -> bytes:
    """JSON as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _block(entries: Sequence[Entry], topics: Mapping[str, int]) -> bytes:
    statements = _numbered([entry.statement for entry in entries])
    exchanges = _numbered([entry.exchange for entry in entries])
    speakers = _numbered([(entry.speaker, entry.speaker_name) for entry in entries])
    rows = [
        [
            statements[entry.statement],
            exchanges[entry.exchange],
            speakers[entry.speaker, entry.speaker_name],
            entry.anchor,
            entry.kind,
            [topics[slug] for slug in entry.topics],
            entry.text,
        ]
        for entry in entries
    ]
    return write_json(
        {
            "statements": [[each.slug, each.url, each.title, each.date] for each in statements],
            "exchanges": [[each.number, each.question] if each else None for each in exchanges],
            "speakers": list(speakers),
            "passages": rows,
        }
    )


def _numbered(values: Sequence[_T]) -> dict[_T, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(values))}
