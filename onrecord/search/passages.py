"""The pieces from which results are shown and filtered: paragraphs in reading order.

`texts` has paragraphs in blocks. A block is a JSON list with a row for each paragraph: anchor,
kind, topics, text. Before it are rows that begin with 0, 1 or 2 and say in which statement and
exchange it is and who speaks, where that differs from the paragraph before. A speaker is a slug and
a name, and in a paragraph of a news report with quotations, the slugs and names of those it quotes.

`statements` is JSON: each statement with its numbers of paragraphs and words, then all speakers,
kinds and sets of topics. `kinds`, `speakers` and `topics` say which of these each run of similar
paragraphs has, and how many more paragraphs are in the run.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from onrecord.search.encoding import Piece, encode_numbers, write_json
from onrecord.search.section import Section, key_of_piece, whole
from onrecord.search.statement_part import StatementPart


def passages_sections(parts: Sequence[StatementPart], *, in_block: int) -> Iterator[Section]:
    """Yield the sections; a piece of `texts` has `in_block` paragraphs."""
    yield _texts(parts, in_block)
    heads = [part.head for part in parts]
    columns: dict[str, list[tuple[Hashable, int]]] = {
        "kinds": _join_runs(head.kinds for head in heads),
        "speakers": _join_runs(head.speakers for head in heads),
        "topics": _join_runs(head.topics for head in heads),
    }
    facts = {
        "statements": [
            [slug, title, day, head.paragraphs, head.size]
            for head in heads
            for slug, _, title, day in (head.statement,)
        ],
        **{name: list(dict.fromkeys(value for value, _ in runs)) for name, runs in columns.items()},
    }
    yield whole("statements", write_json(facts))
    for name, runs in columns.items():
        yield whole(name, _encode_runs(runs))


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


def _join_runs(runs: Iterable[Sequence[tuple[Hashable, int]]]) -> list[tuple[Hashable, int]]:
    flat = (run for each in runs for run in each)
    return [
        (value, sum(count for _, count in group))
        for value, group in groupby(flat, lambda run: run[0])
    ]


def _encode_runs(runs: Sequence[tuple[Hashable, int]]) -> bytes:
    numbers = {value: number for number, value in enumerate(dict.fromkeys(v for v, _ in runs))}
    return encode_numbers([n for value, count in runs for n in (numbers[value], count - 1)])
