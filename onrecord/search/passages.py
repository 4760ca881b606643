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
from itertools import groupby

from onrecord.search.encoding import Piece, encode_numbers, write_json
from onrecord.search.sections import Section
from onrecord.search.statement_part import StatementPart


def passages_sections(parts: Sequence[StatementPart], *, in_block: int) -> Iterator[Section]:
    """Yield the sections; a piece of `texts` has `in_block` paragraphs."""
    rows = [(number, *passage) for number, part in enumerate(parts) for passage in part.passages]
    heads = [write_json([0, *part.statement]).decode() for part in parts]

    def block(number: int) -> Piece:
        return (_block(rows[number * in_block : (number + 1) * in_block], heads),)

    yield Section("texts", -(-len(rows) // in_block), block)
    columns: dict[str, list[tuple[Hashable, int]]] = {
        "kinds": _join_runs(part.kinds for part in parts),
        "speakers": _join_runs(part.speakers for part in parts),
        "topics": _join_runs(part.topics for part in parts),
    }
    facts = {
        "statements": [
            [slug, title, day, len(part.passages), part.size]
            for part in parts
            for slug, _, title, day in (part.statement,)
        ],
        **{name: list(dict.fromkeys(value for value, _ in runs)) for name, runs in columns.items()},
    }
    yield _one("statements", write_json(facts))
    for name, runs in columns.items():
        yield _one(name, _encode_runs(runs))


def _one(name: str, content: bytes) -> Section:
    return Section(name, 1, lambda _: (content,))


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
