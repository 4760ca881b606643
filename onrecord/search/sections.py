"""Merges the parts of statements into sections, from which a search loads pieces.

A section is a list of pieces. Those of words hold a stretch of words in order each; the section's
*separators* say which: the shortest prefixes that divide each piece's words from those of the piece
before.

    terms      every term: how rare it is, and its postings in the text
    places     for each posting of the same terms, the words' places and forms, and for each place
               the stop words right before and right after it
    in-title   the postings of the field `title`; likewise for every field but the text
    lexicon    every term, without postings
    words      every folded word, with its term
    shingles   see `onrecord.search.shingles`

What a piece holds is known from the heads of the parts, so that only pieces in which something has
changed need to be made again. They are made in batches, for each of which the rows that it needs
are read from the parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np

from onrecord.search.encoding import (
    Piece,
    encode_numbers,
    encode_words,
    shared_length,
    utf_16,
    utf_16_length,
)
from onrecord.search.runs import (
    Array,
    Runs,
    encode_all,
    encode_each,
    interleave,
    read_rows,
    sizes_of_encoded,
    starts_of,
    sums_of,
)
from onrecord.search.section import Section, key_of_piece
from onrecord.search.statement_part import TEXT, PartHead, StatementPart
from onrecord.search.synonyms import SIGN

_AT_A_TIME = 1 << 23  # bytes of rows that are in memory


class Stretch(NamedTuple):
    """The numbers of the words of a piece: from the first, up to but without the end."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms and words of a collection, in order."""

    terms: tuple[str, ...]
    first_parts: Array  # the number of the first part that has each term
    turns: Array  # when each term first occurred in that part, among the others
    words: tuple[str, ...]
    term_of_word: Array
    count_of_word: Array


class TermSections:
    """The sections that hold terms and words."""

    def __init__(self, parts: Sequence[StatementPart], *, piece_size: int) -> None:
        self._size = piece_size
        heads = [part.head for part in parts]
        self.vocabulary, terms_of_parts, words_of_parts = _join_vocabularies(heads)
        names = heads[0].fields if parts else ()
        self._fields = {
            name: _Postings(parts, name, terms_of_parts, len(self.vocabulary.terms))
            for name in names
        }
        if parts:
            self._places = _Places(parts, words_of_parts, self._fields[TEXT], self.vocabulary)
            elsewhere = [field.counts for name, field in self._fields.items() if name != TEXT]
            counts = self._fields[TEXT].counts
            self._facts = np.stack(
                (
                    counts,
                    sum(elsewhere, start=np.zeros(len(counts), np.int64)),
                    self.vocabulary.first_parts,
                    self.vocabulary.turns,
                ),
                axis=1,
            )

    def sections(self) -> Iterator[Section]:
        """Yield all sections."""
        if not self._fields:
            return
        terms, text = self.vocabulary.terms, self._fields[TEXT]
        letters = np.array([len(term) for term in terms], np.int64)
        stretches = _cut(letters + text.bytes_of_terms, self._size)
        section = self._field_section("terms", text, stretches, np.arange(len(terms)), self._facts)
        yield section
        yield self._places.section(stretches, section.separators)
        for name, field in self._fields.items():
            if name != TEXT:
                # It leaves out terms that the field does not have. Most paragraphs of a statement
                # have the same terms, so that gzip leaves little of them.
                held = np.flatnonzero(field.counts)
                stretches = _cut((letters + field.bytes_of_terms)[held], 12 * self._size)
                facts = field.counts[held][:, None]
                yield self._field_section(f"in-{name}", field, stretches, held, facts)
        lexicon = [term for term in terms if not term.startswith(SIGN)]
        yield _word_section("lexicon", lexicon, self._size // 3)
        yield self._words_section()

    def _field_section(
        self, name: str, field: _Postings, stretches: Sequence[Stretch], held: Array, facts: Array
    ) -> Section:
        """Return the section of a field that has the terms with the numbers `held`."""
        terms = [self.vocabulary.terms[number] for number in held.tolist()]
        bounds = np.append(held, len(self.vocabulary.terms))
        spans = [field.span(Stretch(*map(int, bounds[list(one)]))) for one in stretches]
        keys = [
            key_of_piece(terms[one.first : one.end], facts[one.first : one.end], *field.facts(span))
            for one, span in zip(stretches, spans, strict=True)
        ]

        def make(numbers: Sequence[int]) -> Iterator[Piece]:
            postings = field.read([spans[number] for number in numbers])
            for number, rows in zip(numbers, postings, strict=True):
                first, end = stretches[number]
                yield *encode_words(terms[first:end]), encode_all(facts[first:end].ravel()), *rows

        return Section(name, keys, make, _separators(terms, stretches))

    def _words_section(self) -> Section:
        known = self.vocabulary
        stretches = _cut(np.full(len(known.words), 5), self._size)
        bits = np.frexp(known.count_of_word)[1].astype(np.uint8)
        keys = [
            # A word's term does not depend on other words.
            key_of_piece(known.words[one.first : one.end], bits[one.first : one.end])
            for one in stretches
        ]
        return Section(
            "words",
            keys,
            lambda numbers: (self._words_piece(stretches[number]) for number in numbers),
            _separators(known.words, stretches),
        )

    def _words_piece(self, stretch: Stretch) -> Piece:
        """Return words, with the way from each to its term and how frequent it is.

        The way is how many characters to cut off and how many to add, as JavaScript counts them;
        the characters to add are in one string for all words. Frequency is the number of bits of
        the count.
        """
        known = self.vocabulary
        words = known.words[stretch.first : stretch.end]
        numbers: list[int] = []
        endings: list[str] = []
        for number, word in enumerate(words, start=stretch.first):
            term = known.terms[known.term_of_word[number]]
            kept = shared_length(word, term)
            cut, ending = utf_16_length(word[kept:]), term[kept:]
            frequency = int(known.count_of_word[number])
            numbers += (cut, utf_16_length(ending), frequency.bit_length())
            endings.append(ending)
        return *encode_words(words), encode_numbers(numbers), "".join(endings).encode()


class _Postings:
    """The postings of a field, with a row for each part in which a term occurs.

    Rows are sorted by term, then by date.
    """

    def __init__(
        self,
        parts: Sequence[StatementPart],
        name: str,
        terms_of_parts: Sequence[Array],
        count: int,
    ) -> None:
        self._parts, self._name = parts, name
        fields = [part.head.fields[name] for part in parts]
        sizes = [len(field.terms) for field in fields]
        terms = np.concatenate(
            [known[field.terms] for field, known in zip(fields, terms_of_parts, strict=True)]
        )
        order = np.argsort(terms, kind="stable")
        self.owners = np.repeat(np.arange(len(parts), dtype=np.int32), sizes)[order]
        self.rows = (order - starts_of(np.array(sizes))[self.owners]).astype(np.int32)
        self.bounds = np.searchsorted(terms[order], np.arange(count + 1))  # by term
        counts = np.concatenate([field.counts for field in fields])[order]
        self.counts = sums_of(counts, self.bounds)
        bases = starts_of(np.array([part.head.paragraphs for part in parts]))[self.owners]
        firsts = np.concatenate([field.firsts for field in fields])[order] + bases
        lasts = np.concatenate([field.lasts for field in fields])[order] + bases
        self._steps = firsts - np.concatenate(([0], lasts))[:-1]
        begins = self.bounds[:-1][self.bounds[:-1] < self.bounds[1:]]
        self._steps[begins] = firsts[begins]
        self._sizes = np.concatenate([field.sizes for field in fields])[order]
        self._digests = np.concatenate([field.digests for field in fields])[order]
        steps = sizes_of_encoded(self._steps)
        self.bytes_of_terms = sums_of(self._sizes, self.bounds) + sums_of(steps, self.bounds)

    def span(self, stretch: Stretch) -> slice:
        """Return which rows the terms of a stretch have."""
        return slice(int(self.bounds[stretch.first]), int(self.bounds[stretch.end]))

    def facts(self, span: slice) -> tuple[Array, Array]:
        """Return what determines what is in some rows."""
        return self._digests[span], self._steps[span]

    def read(self, spans: Sequence[slice]) -> Iterator[Piece]:
        """Yield the steps between paragraphs, how often each has the term, and field lengths."""
        for batch in _batches(spans, self._sizes):
            rows = np.r_[tuple(batch)]
            gaps, frequencies, lengths = read_rows(
                self.owners[rows],
                self.rows[rows],
                lambda owner: self._parts[owner].rows(self._name),
            )
            whole = interleave(encode_each(self._steps[rows]), gaps)
            columns = [_split_rows(each, batch) for each in (whole, frequencies, lengths)]
            for found in zip(*columns, strict=True):
                yield tuple(rows.values.tobytes() for rows in found)

    def _load(self, owner: int) -> Sequence[Runs]:
        return self._parts[owner].rows(self._name)


class _Places:
    """The places of the words in the text, for the rows of its postings."""

    def __init__(
        self,
        parts: Sequence[StatementPart],
        words_of_parts: Sequence[Array],
        text: _Postings,
        vocabulary: Vocabulary,
    ) -> None:
        self._parts = parts
        self._text = text
        self._words_of_parts = words_of_parts
        heads = [part.head for part in parts]
        starts = starts_of(np.array([len(head.place_sizes) for head in heads]))
        places = starts[text.owners] + text.rows
        self._sizes = np.concatenate([head.place_sizes for head in heads])[places]
        self._digests = np.concatenate([head.place_digests for head in heads])[places]
        forms = np.flatnonzero(vocabulary.count_of_word)
        forms = forms[np.argsort(vocabulary.term_of_word[forms], kind="stable")]
        self._bounds = np.searchsorted(
            vocabulary.term_of_word[forms], np.arange(len(vocabulary.terms) + 1)
        )
        self._forms = [vocabulary.words[number] for number in forms]
        self._form_of_word = np.zeros(len(vocabulary.words), np.int64)
        self._form_of_word[forms] = (
            np.arange(len(forms)) - self._bounds[vocabulary.term_of_word[forms]]
        )

    def section(self, stretches: Sequence[Stretch], separators: tuple[str, ...]) -> Section:
        """Return the section; each piece has the terms of two pieces of `terms`."""
        pairs = [stretches[place : place + 2] for place in range(0, len(stretches), 2)]
        keys = [self._key(pair) for pair in pairs]
        return Section("places", keys, partial(self._make, pairs), labels=separators[::2])

    def _key(self, pair: Sequence[Stretch]) -> str:
        first, end = pair[0].first, pair[-1].end
        span = self._text.span(Stretch(first, end))
        return key_of_piece(
            pair[0].end - first,
            np.diff(self._bounds[first : end + 1]),
            self._forms[self._bounds[first] : self._bounds[end]],
            np.diff(self._text.bounds[first : end + 1]),
            self._digests[span],
        )

    def _make(self, pairs: Sequence[Sequence[Stretch]], numbers: Sequence[int]) -> Iterator[Piece]:
        stretches = [Stretch(pairs[n][0].first, pairs[n][-1].end) for n in numbers]
        spans = [self._text.span(stretch) for stretch in stretches]
        wanted = iter(zip(numbers, stretches, strict=True))
        for batch in _batches(spans, self._sizes):
            rows = np.r_[tuple(batch)]
            table = read_rows(self._text.owners[rows], self._text.rows[rows], self._load)
            parts = zip(*(_split_rows(column, batch) for column in table), strict=True)
            for found in parts:
                number, stretch = next(wanted)
                yield self._piece(pairs[number], stretch, *found)

    def _load(self, owner: int) -> tuple[Runs, ...]:
        """Return the rows of a part, with the number of its form for each word."""
        places = self._parts[owner].places()
        forms = self._form_of_word[self._words_of_parts[owner]]
        words = Runs(places.words.sizes, forms[places.words.values].astype(np.int32))
        return places.places, words, places.before, places.after

    def _piece(
        self,
        pair: Sequence[Stretch],
        stretch: Stretch,
        places: Runs,
        words: Runs,
        before: Runs,
        after: Runs,
    ) -> Piece:
        """Return facts, forms, places, and the forms and stop words at the places.

        Facts are how many terms are in the first stretch, how often each term occurs, and how many
        forms each has. A term with one form does not say which.
        """
        first, end = stretch
        counts = np.diff(self._bounds[first : end + 1])
        bounds = self._text.bounds[first : end + 1] - self._text.bounds[first]
        is_various = np.repeat(np.repeat(counts > 1, np.diff(bounds)), words.sizes)
        return (
            encode_numbers([pair[0].end - first]) + encode_all(sums_of(words.sizes, bounds)),
            encode_all(counts),
            *encode_words(self._forms[self._bounds[first] : self._bounds[end]]),
            places.values.tobytes(),
            encode_all(words.values[is_various]),
            before.values.tobytes(),
            after.values.tobytes(),
        )


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


def _split_rows(rows: Runs, spans: Sequence[slice]) -> list[Runs]:
    """Return for each span as many of the rows as it has."""
    counts = starts_of(np.array([span.stop - span.start for span in spans]))
    bounds = starts_of(rows.sizes)[counts]
    return [
        Runs(rows.sizes[counts[n] : counts[n + 1]], rows.values[bounds[n] : bounds[n + 1]])
        for n in range(len(spans))
    ]


def _join_vocabularies(
    heads: Sequence[PartHead],
) -> tuple[Vocabulary, list[Array], list[Array]]:
    """Return all terms and words, and for each part the numbers of its terms and of its words."""
    terms: dict[str, int] = defaultdict(count().__next__)
    words: dict[str, int] = defaultdict(count().__next__)
    terms_of_parts, words_of_parts = [], []
    term_of_word: list[int] = []
    first_parts: list[Array] = []
    turns: list[Array] = []
    for place, head in enumerate(heads):
        known_terms, known_words = len(terms), len(words)
        numbers = np.array([*map(terms.__getitem__, head.terms)], np.int32)
        new = np.flatnonzero(numbers >= known_terms)
        first_parts.append(np.full(len(new), place))
        turns.append(new)
        numbers_of_words = np.array([*map(words.__getitem__, head.words)], np.int32)
        is_new = numbers_of_words >= known_words
        term_of_word += numbers[head.term_of_word[is_new]].tolist()
        terms_of_parts.append(numbers)
        words_of_parts.append(numbers_of_words)
    counts = np.zeros(len(words), np.int64)
    for numbers, head in zip(words_of_parts, heads, strict=True):
        counts[numbers] += head.count_of_word
    term_order = sorted(terms, key=utf_16)
    firsts_of_terms = np.array([terms[term] for term in term_order], np.int64)
    term_ranks = _ranks(firsts_of_terms)
    word_order = sorted(words, key=utf_16)
    firsts = np.array([words[word] for word in word_order], np.int64)
    word_ranks = _ranks(firsts)
    none = np.zeros(0, np.int64)
    vocabulary = Vocabulary(
        tuple(term_order),
        np.concatenate([none, *first_parts])[firsts_of_terms],
        np.concatenate([none, *turns])[firsts_of_terms],
        tuple(word_order),
        term_ranks[np.array(term_of_word, np.int64)[firsts]],
        counts[firsts],
    )
    return (
        vocabulary,
        [term_ranks[numbers] for numbers in terms_of_parts],
        [word_ranks[numbers] for numbers in words_of_parts],
    )


def _ranks(order: Array) -> Array:
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order))
    return ranks


def _word_section(name: str, words: Sequence[str], in_piece: int) -> Section:
    stretches = [
        Stretch(first, min(first + in_piece, len(words)))
        for first in range(0, len(words), in_piece)
    ]

    def make(numbers: Sequence[int]) -> Iterator[Piece]:
        return (encode_words(words[slice(*stretches[number])]) for number in numbers)

    keys = [key_of_piece(words[first:end]) for first, end in stretches]
    return Section(name, keys, make, _separators(words, stretches))


def _cut(sizes: Array, size: int) -> list[Stretch]:
    """Return stretches of about a size; what is larger than half of it is one by itself."""
    firsts: list[int] = []
    room = 0
    for place, needed in enumerate(sizes.tolist()):
        if needed > room or needed > size // 2:
            firsts.append(place)
            room = size
        room = 0 if needed > size // 2 else room - needed
    return [Stretch(*bounds) for bounds in pairwise([*firsts, len(sizes)])]


def _separators(words: Sequence[str], stretches: Sequence[Stretch]) -> tuple[str, ...]:
    return tuple(
        _separator(words[first - 1], words[first]) if first else "" for first, _ in stretches
    )


def _separator(last: str, first: str) -> str:
    """Return the shortest prefix of `first` that comes after `last`.

    `politic` and `pollut` are separated by `poll`.
    """
    return first[: shared_length(last, first) + 1]
