"""The pieces from which results are shown and filtered: paragraphs in reading order.

`texts` has paragraphs in blocks. A block is a JSON list with a row for each paragraph: anchor,
kind, topics, text. Before it are rows that begin with 0, 1 or 2 and say in which statement and
exchange it is and who speaks, where that differs from the paragraph before. The row of a statement
ends with the place in the block of the paragraph after it, since some numbers have no paragraph. A
speaker is a slug and a name, and in a paragraph of a news report with quotations, the slugs and
names of those it quotes.

`sizes` has the number of paragraphs of each statement, which is all that grouping hits needs.
`statements` is JSON: each statement with its number of words, then all speakers, kinds and sets of
topics, as numbers; of a topic that is only mentioned, the complement. `kinds`,
`speakers` and `topics` say which of these each run of similar numbers has, and how many more
numbers are in the run. A number that no paragraph has is like the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from onrecord.search.encoding import Piece, write_json
from onrecord.search.join import Joined
from onrecord.search.runs import Array, encode_all
from onrecord.search.section import Section, key_of_piece, whole


def passages_sections(joined: Joined, *, in_block: int) -> Iterator[Section]:
    """Yield the sections; a piece of `texts` has the paragraphs of `in_block` numbers."""
    yield _texts(joined, in_block)
    columns = {name: joined.column(name) for name in ("kinds", "speakers", "topics")}
    facts = {
        "statements": [
            [slug, title, day, one.size]
            for one in joined.statements
            for slug, _, title, day in (one.row,)
        ],
        **{name: column.values for name, column in columns.items()},
    }
    sizes = np.array([one.paragraphs for one in joined.statements], np.int64)
    yield whole("sizes", encode_all(sizes))
    yield whole("statements", write_json(facts))
    for name, column in columns.items():
        rows = np.stack((column.numbers, column.counts - 1), axis=1)
        yield whole(name, encode_all(rows.ravel()))


class _Some(NamedTuple):
    """Paragraphs of a statement that are in a block."""

    statement: int
    place: int  # of the first of them in the block
    first: int  # its number in the statement
    end: int


def _texts(joined: Joined, in_block: int) -> Section:
    """Return the section of texts; its pieces go through the statements in order."""
    statements = joined.statements
    blocks = _blocks([one.paragraphs for one in statements], joined.firsts, in_block)
    owners = [
        (segment, number)
        for segment in joined.segments
        for number in range(len(segment.head.statements))
    ]

    @lru_cache(maxsize=1)
    def passages(statement: int) -> tuple[tuple[str, str, str], ...]:
        segment, number = owners[statement]
        return segment.passages(number)

    def make(numbers: Sequence[int]) -> Iterator[Piece]:
        for number in numbers:
            groups = [
                (
                    [0, *statements[some.statement].row, some.place],
                    passages(some.statement)[some.first : some.end],
                )
                for some in blocks[number]
            ]
            yield (_block(groups),)

    keys = [
        key_of_piece(
            *(
                key_of_piece(statements[some.statement].digest, some.place, some.first, some.end)
                for some in block
            )
        )
        for block in blocks
    ]
    return Section("texts", keys, make, has_repeats=True)


def _blocks(sizes: Sequence[int], firsts: Array, in_block: int) -> list[list[_Some]]:
    """Return for each block which paragraphs of which statements it has."""
    blocks: list[list[_Some]] = [[] for _ in range(-(-int(firsts[-1]) // in_block))]
    for statement, (size, base) in enumerate(zip(sizes, firsts.tolist(), strict=False)):
        first = 0
        while first < size:
            block, place = divmod(base + first, in_block)
            end = min(size, first + in_block - place)
            blocks[block].append(_Some(statement, place, first, end))
            first = end
    return blocks


def _block(groups: Sequence[tuple[Sequence[object], Sequence[tuple[str, str, str]]]]) -> bytes:
    """Return the rows of each statement, and before them the row that begins it."""
    lines: list[str] = []
    exchange = speaker = ""
    for head, passages in groups:
        lines.append(write_json(head).decode())
        for exchange_here, speaker_here, rest in passages:
            if exchange_here != exchange:
                lines.append(f"[1,{exchange_here}]")
            if speaker_here != speaker:
                lines.append(f"[2,{speaker_here}]")
            lines.append(f"[{rest}]")
            exchange, speaker = exchange_here, speaker_here
    return f"[{','.join(lines)}]".encode()
