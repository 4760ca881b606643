"""The pieces from which results are shown and filtered: paragraphs in reading order.

`texts` has paragraphs in blocks. A block is a JSON list with a row for each paragraph: anchor,
kind, topics, text. Before it are rows that begin with 0, 1 or 2 and say in which statement and
exchange it is and who speaks, where that differs from the paragraph before. A speaker is a slug and
a name, and in a paragraph of a news report with quotations, the slugs and names of those it quotes.

`statements` is JSON: each statement with its numbers of paragraphs and words, then all speakers,
kinds and sets of topics, as numbers; of a topic that is only mentioned, the complement. `kinds`,
`speakers` and `topics` say which of these each run of similar paragraphs has, and how many more
paragraphs are in the run.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from onrecord.search.encoding import Piece, write_json
from onrecord.search.runs import encode_all, starts_of_groups, sums_of
from onrecord.search.section import Section, key_of_piece, whole
from onrecord.search.statement_part import Column, StatementPart


def passages_sections(parts: Sequence[StatementPart], *, in_block: int) -> Iterator[Section]:
    """Yield the sections; a piece of `texts` has `in_block` paragraphs."""
    yield _texts(parts, in_block)
    heads = [part.head for part in parts]
    columns = {
        "kinds": _join_columns([head.kinds for head in heads]),
        "speakers": _join_columns([head.speakers for head in heads]),
        "topics": _join_columns([head.topics for head in heads]),
    }
    facts = {
        "statements": [
            [slug, title, day, head.paragraphs, head.size]
            for head in heads
            for slug, _, title, day in (head.statement,)
        ],
        **{name: column.values for name, column in columns.items()},
    }
    yield whole("statements", write_json(facts))
    for name, column in columns.items():
        rows = np.stack((column.numbers, column.counts - 1), axis=1)
        yield whole(name, encode_all(rows.ravel()))


def _texts(parts: Sequence[StatementPart], in_block: int) -> Section:
    """Return the section of texts; its pieces go through the parts in order."""
    blocks = _blocks([part.head.paragraphs for part in parts], in_block)
    heads = [write_json([0, *part.head.statement]).decode() for part in parts]
    passages = lru_cache(maxsize=1)(lambda number: parts[number].passages())

    def make(numbers: Sequence[int]) -> Iterator[Piece]:
        for number in numbers:
            rows = [
                (part, *row)
                for part, first, end in blocks[number]
                for row in passages(part)[first:end]
            ]
            yield (_block(rows, heads),)

    keys = [
        key_of_piece(
            *(key_of_piece(parts[part].head.digest, first, end) for part, first, end in block)
        )
        for block in blocks
    ]
    return Section("texts", keys, make)


def _blocks(sizes: Sequence[int], in_block: int) -> list[list[tuple[int, int, int]]]:
    """Return for each block which paragraphs of which parts it has."""
    blocks: list[list[tuple[int, int, int]]] = []
    room = 0
    for part, size in enumerate(sizes):
        first = 0
        while first < size:
            if room == 0:
                blocks.append([])
                room = in_block
            end = min(size, first + room)
            blocks[-1].append((part, first, end))
            room -= end - first
            first = end
    return blocks


def _block(rows: Sequence[tuple[int, str, str, str]], heads: Sequence[str]) -> bytes:
    lines: list[str] = []
    last: tuple[int | None, str, str] = (None, "", "")
    for statement, exchange, speaker, rest in rows:
        if statement != last[0]:
            lines.append(heads[statement])
        if exchange != last[1]:
            lines.append(f"[1,{exchange}]")
        if speaker != last[2]:
            lines.append(f"[2,{speaker}]")
        lines.append(f"[{rest}]")
        last = statement, exchange, speaker
    return f"[{','.join(lines)}]".encode()


def _join_columns(columns: Sequence[Column]) -> Column:
    known: dict[Hashable, int] = {}
    numbers, counts = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for column in columns:
        ours = [known.setdefault(value, len(known)) for value in column.values]
        numbers.append(np.array(ours, np.int32)[column.numbers])
        counts.append(column.counts)
    joined = np.concatenate(numbers)
    starts = starts_of_groups(joined)
    bounds = np.append(starts, len(joined))
    return Column(tuple(known), joined[starts], sums_of(np.concatenate(counts), bounds))
