"""Segments of the search index: what is known of a statement, or of some consecutive ones.

A row for a term in a segment of several statements has the rows of each, one after the other. So
the index does not depend on where statements were cut into segments. It is made from some dozens,
and an edit changes one of them.

The head of a segment is small: what must be known of all statements before anything is written. The
rest is read when a piece needs it.

Paragraphs are numbered in reading order. The first of a statement has a number that `apart`
divides, so that most statements can grow by a paragraph without changing the numbers after them.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from onrecord.fnv1a import fnv_1a
from onrecord.search.index import SearchDocument
from onrecord.search.runs import Array, Runs, starts_of

_MOST_APART = 64
# Statements of a segment, as many as make an edit cheapest among a thousand statements: one that is
# larger takes longer to join, and more of them make the index take longer.
_MEAN, _MOST = 24, 64


@dataclass(frozen=True, slots=True)
class FieldHead:
    """What must be known of the postings of a field: rows for the terms that occur in it."""

    terms: Array  # numbers
    counts: Array  # how many paragraphs have each
    firsts: Array  # the first of these, and the last
    lasts: Array
    sizes: Array  # the bytes of each row of postings
    digests: Array  # a hash of each row
    total: int  # how many terms the field has in all paragraphs


class FieldRows(NamedTuple):
    """The postings of a field: rows for the terms that occur in it, encoded."""

    gaps: Runs  # steps between the paragraphs that have the term, without the first
    frequencies: Runs  # how often each of them has the term
    lengths: Runs  # how many terms the field has in each of them


class PlaceRows(NamedTuple):
    """Each time that a term occurs in the text: rows as in the postings of the text."""

    places: Runs  # the places of the words in their paragraphs, encoded
    words: Runs  # their numbers
    # The stop words right before and after each. A stop word is a number, with the eighth bit set
    # on all but the first; 0 means none.
    before: Runs
    after: Runs


class Column(NamedTuple):
    """A value of every paragraph, in runs of paragraphs that have the same."""

    values: tuple[Hashable, ...]  # in the order in which they first occur
    numbers: Array  # for each run the number of its value
    counts: Array  # how many paragraphs are in it


class IndexedFacts(NamedTuple):
    """What a segment knows of a statement."""

    row: tuple[str, str, str, str]  # slug, address, title, date
    paragraphs: int  # the number of paragraphs
    size: int  # words, with stop words
    digest: bytes  # of all that its segment is made from


class Vocabulary(NamedTuple):
    """The terms and words of a segment."""

    terms: tuple[str, ...]
    first_statements: Array  # the number of the first statement that has each term
    turns: Array  # when each term first occurred in that statement, among the others
    words: tuple[str, ...]  # those that have a term
    term_of_word: Array
    count_of_word: Array


@dataclass(frozen=True, slots=True)
class SegmentHead:
    """What must be known of a segment before anything of the index is written.

    Statements, paragraphs, terms and words are numbered within the segment.
    """

    statements: tuple[IndexedFacts, ...]
    kinds: Column
    speakers: Column
    topics: Column
    vocabulary: Vocabulary
    fields: Mapping[str, FieldHead]
    place_sizes: Array  # the bytes of each row of places
    place_digests: Array  # a hash of each
    shingles: int  # the number of shingles

    @property
    def sizes(self) -> list[int]:
        """The number of paragraphs of each statement."""
        return [one.paragraphs for one in self.statements]


TEXT = "text"
HEAD = "index-head"
PLACES = "places"
SHINGLES = "shingles"
PASSAGES = "passages"
OTHER_FIELDS = "other-fields"


def rows_of(field: str) -> str:
    """Return the name of what a segment has about the postings of a field."""
    return f"rows-{field}"


def names_of_parts(fields: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the parts of segments of which a larger one is joined."""
    return (HEAD, *map(rows_of, fields), PLACES, SHINGLES)


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of the index; the rest, by name, may be read only when it is needed."""

    head: SegmentHead
    rest: Mapping[str, Any]
    statements: Sequence[Mapping[str, Any]]  # the rest of the segment of each statement

    @classmethod
    def of_statement(cls, head: SegmentHead, rest: Mapping[str, Any]) -> Segment:
        """Return the segment of one statement."""
        return cls(head, rest, (rest,))

    def rows(self, field: str) -> FieldRows:
        """Return the postings of a field."""
        rows: FieldRows = self.rest[rows_of(field)]
        return rows

    def places(self) -> PlaceRows:
        """Return the places of words in the text."""
        places: PlaceRows = self.rest[PLACES]
        return places

    def shingles(self) -> Array:
        """Return hash and paragraph, in one number, of every shingle, ascending."""
        shingles: Array = self.rest[SHINGLES]
        return shingles

    def passages(self, number: int) -> tuple[tuple[str, str, str], ...]:
        """Return JSON for each paragraph of a statement: exchange, speaker, and the rest."""
        passages: tuple[tuple[str, str, str], ...] = self.statements[number][PASSAGES]
        return passages

    def documents(self) -> Iterator[SearchDocument]:
        """Yield the paragraphs as Lunr's own index has them."""
        for number, (facts, rest) in enumerate(
            zip(self.head.statements, self.statements, strict=True)
        ):
            slug = facts.row[0]
            for (_, _, row), fields in zip(self.passages(number), rest[OTHER_FIELDS], strict=True):
                anchor, _, _, text = json.loads(f"[{row}]")
                yield SearchDocument(f"{slug}/{anchor}", {TEXT: text, **fields})


def cut_into_segments(slugs: Sequence[str]) -> list[range]:
    """Return which statements are in each segment; the slugs of statements are by date.

    A segment ends where a hash of the slug says so. So a statement that is added or removed changes
    only the segment that it is in.
    """
    ends = [0]
    for number, slug in enumerate(slugs, start=1):
        is_end = fnv_1a(slug) % _MEAN == 0
        if is_end or number - ends[-1] == _MOST or number == len(slugs):
            ends.append(number)
    return [range(*bounds) for bounds in pairwise(ends)]


def how_far_apart(sizes: Sequence[int]) -> int:
    """Return what divides the number of the first paragraph of each statement.

    `sizes` are the numbers of paragraphs of all statements. About an eighth to a quarter of all
    numbers are left out, half of what divides them for each statement.
    """
    most = min(_MOST_APART, sum(sizes) // (2 * len(sizes) or 1))
    return 1 << max(0, most.bit_length() - 1)


def number_paragraphs(sizes: Sequence[int], apart: int) -> Array:
    """Return the number of the first paragraph of each statement, and of one after the last."""
    return starts_of(-(-np.array(sizes, np.int64) // apart) * apart)
