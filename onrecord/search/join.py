"""Joins segments of the search index: numbers their terms, words and paragraphs together.

What a term has in each segment is known from the heads: how many bytes, with a hash of them. The
rows themselves are read from the segments when a piece or a larger segment is made, in batches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

import numpy as np

from onrecord.search.encoding import sort_words
from onrecord.search.runs import (
    Array,
    Runs,
    digest_rows,
    encode_each,
    interleave,
    read_rows,
    shorten,
    sizes_of_encoded,
    split_rows,
    starts_of,
    starts_of_groups,
    sums_of,
)
from onrecord.search.segments import (
    PLACES,
    SHINGLES,
    TEXT,
    Column,
    FieldHead,
    FieldRows,
    PlaceRows,
    Segment,
    SegmentHead,
    Vocabulary,
    number_paragraphs,
    rows_of,
)

_AT_A_TIME = 1 << 23  # bytes of rows that are in memory


def join_segments(segments: Sequence[Segment], *, apart: int) -> tuple[SegmentHead, dict[str, Any]]:
    """Return consecutive segments as one: its head, and the rest by name."""
    return Joined(segments, apart=apart).segment()


class Joined:
    """Consecutive segments, with their terms, words and paragraphs numbered together."""

    def __init__(self, segments: Sequence[Segment], *, apart: int) -> None:
        self.segments = segments
        self._heads = heads = [segment.head for segment in segments]
        self.statements = tuple(facts for head in heads for facts in head.statements)
        self.firsts = number_paragraphs([one.paragraphs for one in self.statements], apart)
        starts = starts_of(np.array([len(head.statements) for head in heads], np.int64))
        # The numbers of the first paragraphs of the segments, and of one after the last.
        self.bases = self.firsts[starts]
        self.vocabulary, terms_of_segments, self._words_of_segments = _join_vocabularies(heads)
        names = heads[0].fields if heads else ()
        self.fields = {
            name: JoinedField(segments, name, terms_of_segments, self.bases, self.term_count)
            for name in names
        }

    @property
    def term_count(self) -> int:
        """The number of terms."""
        return len(self.vocabulary.terms)

    def places(self) -> JoinedPlaces:
        """Return the places of the words of the text."""
        return JoinedPlaces(self.segments, self.fields[TEXT], self._words_of_segments)

    def column(self, name: str) -> Column:
        """Return the `kinds`, `speakers` or `topics` of all numbers.

        Those that no paragraph has are like the paragraph before them.
        """
        return _join_columns([getattr(head, name) for head in self._heads], np.diff(self.bases))

    def segment(self) -> tuple[SegmentHead, dict[str, Any]]:
        """Return the head of the whole as a segment, and the rest by name."""
        places, shingles = self.places(), self._shingles()
        head = SegmentHead(
            statements=self.statements,
            kinds=self.column("kinds"),
            speakers=self.column("speakers"),
            topics=self.column("topics"),
            vocabulary=self.vocabulary,
            fields={name: field.head() for name, field in self.fields.items()},
            place_sizes=sums_of(places.sizes, places.bounds).astype(np.uint32),
            place_digests=digest_rows([Runs(np.diff(places.bounds), places.digests)]),
            shingles=len(shingles),
        )
        rest = {
            **{rows_of(name): field.rows() for name, field in self.fields.items()},
            PLACES: places.rows(),
            SHINGLES: shingles,
        }
        return head, rest

    def _shingles(self) -> Array:
        found = [
            segment.shingles() + np.uint64(base)
            for segment, base in zip(self.segments, self.bases.tolist(), strict=False)
        ]
        return np.sort(np.concatenate([np.zeros(0, np.uint64), *found]))


class JoinedField:
    """The postings of a field, with a row for each segment in which a term occurs.

    Rows are sorted by term, then by date.
    """

    def __init__(
        self,
        segments: Sequence[Segment],
        name: str,
        terms_of_segments: Sequence[Array],
        bases: Array,
        count: int,
    ) -> None:
        self._segments, self._name = segments, name
        fields = [segment.head.fields[name] for segment in segments]
        lengths = [len(field.terms) for field in fields]
        terms = np.concatenate(
            [known[field.terms] for field, known in zip(fields, terms_of_segments, strict=True)]
        )
        order = np.argsort(terms, kind="stable")
        self.owners = np.repeat(np.arange(len(segments), dtype=np.int32), lengths)[order]
        self.rows_in_owners = (order - starts_of(np.array(lengths))[self.owners]).astype(np.int32)
        self.bounds = np.searchsorted(terms[order], np.arange(count + 1))  # by term
        self.counts = sums_of(np.concatenate([each.counts for each in fields])[order], self.bounds)
        self.total = sum(field.total for field in fields)
        self.sizes = np.concatenate([each.sizes for each in fields])[order]
        self.digests = np.concatenate([each.digests for each in fields])[order]
        self._firsts = np.concatenate([each.firsts for each in fields])[order] + bases[self.owners]
        self._lasts = np.concatenate([each.lasts for each in fields])[order] + bases[self.owners]
        # From the paragraph before that has the term, or from 0.
        self.steps = self._firsts - np.concatenate(([0], self._lasts))[:-1]
        self._begins = self.bounds[:-1][self.bounds[:-1] < self.bounds[1:]]
        self.steps[self._begins] = self._firsts[self._begins]
        # Where the rows of each term that occurs begin, and where the last ones end.
        self.bounds_of_held = np.append(self._begins, len(self.owners))

    @property
    def bytes_of_terms(self) -> Array:
        """How many bytes the postings of each term have."""
        return sums_of(self.sizes + sizes_of_encoded(self.steps), self.bounds)

    def head(self) -> FieldHead:
        """Return what must be known of the postings as those of one segment."""
        inner = self._inner_steps()
        rows = np.diff(self.bounds_of_held)
        sizes = sums_of(self.sizes + inner.sizes, self.bounds_of_held)
        steps = self.steps.copy()
        steps[self._begins] = 0
        return FieldHead(
            np.flatnonzero(self.counts).astype(np.int32),
            self.counts[self.counts > 0].astype(np.uint32),
            self._firsts[self._begins].astype(np.uint32),
            self._lasts[self._begins + rows - 1].astype(np.uint32),
            sizes.astype(np.uint32),
            digest_rows([Runs(rows, self.digests), Runs(rows, steps)]),
            self.total,
        )

    def rows(self) -> FieldRows:
        """Return the postings as those of one segment."""
        gaps, frequencies, lengths = self._read(np.arange(len(self.owners)))
        columns = interleave(self._inner_steps(), gaps), frequencies, lengths
        return FieldRows(*(_unite(column, self.bounds_of_held) for column in columns))

    def read(self, spans: Sequence[slice]) -> Iterator[tuple[bytes, ...]]:
        """Yield the steps between paragraphs, how often each has the term, and field lengths."""

        def with_steps(rows: Array) -> tuple[Runs, ...]:
            gaps, *others = self._read(rows)
            return interleave(encode_each(self.steps[rows]), gaps), *others

        for columns in _read_spans(spans, self.sizes, with_steps):
            yield tuple(column.values.tobytes() for column in columns)

    def _read(self, rows: Array) -> tuple[Runs, ...]:
        return read_rows(self.owners[rows], self.rows_in_owners[rows], self._load)

    def _load(self, owner: int) -> FieldRows:
        return self._segments[owner].rows(self._name)

    def _inner_steps(self) -> Runs:
        """Return the step to each row, encoded; empty for the first row of a term."""
        each = encode_each(self.steps)
        sizes = each.sizes.copy()
        sizes[self._begins] = 0
        return Runs(sizes, each.values[np.repeat(sizes > 0, each.sizes)])


class JoinedPlaces:
    """The places of the words in the text, for the rows of its postings."""

    def __init__(
        self, segments: Sequence[Segment], text: JoinedField, words_of_segments: Sequence[Array]
    ) -> None:
        self._segments = segments
        self._text = text
        self._words_of_segments = words_of_segments
        self.bounds = text.bounds_of_held  # of the terms that occur in the text
        heads = [segment.head for segment in segments]
        starts = starts_of(np.array([len(head.place_sizes) for head in heads]))
        rows = starts[text.owners] + text.rows_in_owners
        self.sizes = np.concatenate([head.place_sizes for head in heads])[rows]
        self.digests = np.concatenate([head.place_digests for head in heads])[rows]

    def rows(self) -> PlaceRows:
        """Return the places as those of one segment."""
        found = self._read(np.arange(len(self.sizes)))
        places, words, before, after = (_unite(column, self.bounds) for column in found)
        return PlaceRows(places, words._replace(values=shorten(words.values)), before, after)

    def read(self, spans: Sequence[slice]) -> Iterator[tuple[Runs, ...]]:
        """Yield the places, the numbers of the words, and the stop words before and after them."""
        return _read_spans(spans, self.sizes, self._read)

    def _read(self, rows: Array) -> tuple[Runs, ...]:
        return read_rows(self._text.owners[rows], self._text.rows_in_owners[rows], self._load)

    def _load(self, owner: int) -> tuple[Runs, ...]:
        places = self._segments[owner].places()
        words = self._words_of_segments[owner][places.words.values]
        return places.places, Runs(places.words.sizes, words), places.before, places.after


def _read_spans(
    spans: Sequence[slice], sizes: Array, read: Callable[[Array], tuple[Runs, ...]]
) -> Iterator[tuple[Runs, ...]]:
    """Yield the rows of each span in columns; `read` returns rows by their numbers."""
    for batch in _batches(spans, sizes):
        counts = [span.stop - span.start for span in batch]
        columns = (split_rows(column, counts) for column in read(np.r_[tuple(batch)]))
        yield from zip(*columns, strict=True)


def _batches(spans: Sequence[slice], sizes: Array) -> Iterator[list[slice]]:
    """Yield the spans of rows in batches that have about as many bytes as may be in memory."""
    batch: list[slice] = []
    room = _AT_A_TIME
    for span in spans:
        batch.append(span)
        room -= int(sizes[span].sum()) + (span.stop - span.start)
        if room < 0:
            yield batch
            batch, room = [], _AT_A_TIME
    if batch:
        yield batch


def _unite(rows: Runs, bounds: Array) -> Runs:
    """Return one row for the rows between two bounds."""
    return Runs(sums_of(rows.sizes, bounds).astype(np.uint32), rows.values)


def _join_columns(columns: Sequence[Column], spans: Array) -> Column:
    """Return a column for all numbers; each of the columns has as many as its span, or fewer."""
    known: dict[Any, int] = {}
    numbers, counts = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for column, span in zip(columns, spans.tolist(), strict=True):
        ours = [known.setdefault(value, len(known)) for value in column.values]
        numbers.append(np.array(ours, np.int32)[column.numbers])
        counts.append(column.counts.copy())
        if len(column.counts):
            counts[-1][-1] += span - int(column.counts.sum())
    joined = np.concatenate(numbers)
    starts = starts_of_groups(joined)
    bounds = np.append(starts, len(joined))
    whole = sums_of(np.concatenate(counts), bounds)
    return Column(tuple(known), joined[starts], whole.astype(np.int32))


def _join_vocabularies(
    heads: Sequence[SegmentHead],
) -> tuple[Vocabulary, list[Array], list[Array]]:
    """Return all terms and words, and for each segment the numbers of its terms and words."""
    terms: dict[str, int] = defaultdict(count().__next__)
    words: dict[str, int] = defaultdict(count().__next__)
    terms_of_segments, words_of_segments = [], []
    firsts, turns, terms_of_words = [_NONE], [_NONE], [_NONE]
    base = 0
    for head in heads:
        own = head.vocabulary
        numbers, is_new = _number(own.terms, terms)
        firsts.append(own.first_statements[is_new] + base)
        turns.append(own.turns[is_new])
        numbers_of_words, is_new = _number(own.words, words)
        terms_of_words.append(numbers[own.term_of_word[is_new]])
        terms_of_segments.append(numbers)
        words_of_segments.append(numbers_of_words)
        base += len(head.statements)
    counts = np.zeros(len(words), np.int64)
    for numbers, head in zip(words_of_segments, heads, strict=True):
        counts[numbers] += head.vocabulary.count_of_word
    sorted_terms, order, ranks = _sort(terms)
    sorted_words, word_order, word_ranks = _sort(words)
    vocabulary = Vocabulary(
        sorted_terms,
        np.concatenate(firsts)[order].astype(np.int32),
        np.concatenate(turns)[order].astype(np.int32),
        sorted_words,
        shorten(ranks[np.concatenate(terms_of_words)[word_order]]),
        shorten(counts[word_order]),
    )
    return (
        vocabulary,
        [ranks[numbers] for numbers in terms_of_segments],
        [word_ranks[numbers] for numbers in words_of_segments],
    )


_NONE = np.zeros(0, np.int64)


def _number(texts: Sequence[str], known: dict[str, int]) -> tuple[Array, Array]:
    """Return the number of each text, and which of them were not known."""
    before = len(known)
    numbers = np.array([*map(known.__getitem__, texts)], np.int32)
    return numbers, numbers >= before


def _sort(numbers: dict[str, int]) -> tuple[tuple[str, ...], Array, Array]:
    """Return the texts in JavaScript's order, their numbers, and the rank of each number."""
    texts = tuple(sort_words(numbers))
    order = np.array([*map(numbers.__getitem__, texts)], np.int64)
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return texts, order, ranks
