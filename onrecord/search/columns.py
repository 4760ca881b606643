"""The columns by which results are filtered and counted, each a section of one piece.

`statements` is JSON: each statement with its numbers of paragraphs and words, then all speakers,
kinds and sets of topics. `kinds`, `speakers` and `topics` say which of these each run of similar
paragraphs has, and how many more paragraphs are in the run.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from onrecord.search.encoding import encode_numbers
from onrecord.search.index_entries import Entry
from onrecord.search.passages import write_json
from onrecord.search.sections import Section

_T = TypeVar("_T", bound=Hashable)


def columns_sections(
    entries: Sequence[Entry], sizes: Sequence[int], topics: Mapping[str, str]
) -> Iterator[Section]:
    """Yield the sections, `statements` first; `sizes` are the entries' numbers of words."""
    kinds = [entry.placed.paragraph.kind for entry in entries]
    speakers = [entry.placed.paragraph.speaker for entry in entries]
    names = {slug: entry.speaker_name for slug, entry in zip(speakers, entries, strict=True)}
    numbers = {slug: number for number, slug in enumerate(topics)}
    tags = [tuple(numbers[tag.topic] for tag in entry.placed.paragraph.tags) for entry in entries]
    facts = {
        "statements": list(_statements(entries, sizes)),
        "kinds": list(dict.fromkeys(kinds)),
        "speakers": list(names.items()),
        "topics": list(dict.fromkeys(tags)),
    }
    yield Section("statements", ((write_json(facts),),))
    yield Section("kinds", ((_encode_column(kinds),),))
    yield Section("speakers", ((_encode_column(speakers),),))
    yield Section("topics", ((_encode_column(tags),),))


def _statements(entries: Sequence[Entry], sizes: Sequence[int]) -> Iterator[list[object]]:
    start = 0
    for _, group in groupby(entries, lambda entry: entry.placed.statement.slug):
        same = list(group)
        statement = same[0].placed.statement
        end = start + len(same)
        yield [
            statement.slug,
            statement.short_title,
            statement.date.isoformat(),
            end - start,
            sum(sizes[start:end]),
        ]
        start = end


def _encode_column(values: Sequence[_T]) -> bytes:
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    runs: list[int] = []
    for value, group in groupby(values):
        runs += (numbers[value], sum(1 for _ in group) - 1)
    return encode_numbers(runs)
