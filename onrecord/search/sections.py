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

Pieces are made when they are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    RunTable,
    encode_all,
    encode_each,
    interleave,
    starts_of,
    sums_of,
)
from onrecord.search.statement_part import TEXT, FieldPart, PlacesPart, StatementPart
from onrecord.search.synonyms import SIGN


@dataclass(frozen=True, slots=True)
class Section:
    """A list of pieces; a piece is named by the section and its number in it."""

    name: str
    count: int
    piece: Callable[[int], Piece]
    separators: tuple[str, ...] = ()


class Stretch(NamedTuple):
    """The numbers of the words of a piece: from the first, up to but without the end."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms and words of a collection, in order."""

    terms: tuple[str, ...]
    turns: Array  # when each term first occurred, among the others
    words: tuple[str, ...]
    term_of_word: Array
    count_of_word: Array


class TermSections:
    """The sections that hold terms and words."""

    def __init__(self, parts: Sequence[StatementPart], *, piece_size: int) -> None:
        self._size = piece_size
        self.vocabulary, terms_of_parts, words_of_parts = _join_vocabularies(parts)
        bases = starts_of(np.array([_count_paragraphs(part) for part in parts], np.int64))
        self.paragraphs = int(bases[-1])
        names = parts[0].fields if parts else ()
        self._fields = {
            name: _Postings(
                [part.fields[name] for part in parts], terms_of_parts, bases, self._ends
            )
            for name in names
        }
        if parts:
            self._places = _Places(
                [part.places for part in parts], words_of_parts, self._fields[TEXT], self.vocabulary
            )

    @property
    def _ends(self) -> int:
        return len(self.vocabulary.terms)

    def sections(self) -> Iterator[Section]:
        """Yield all sections."""
        if not self._fields:
            return
        terms, text = self.vocabulary.terms, self._fields[TEXT]
        letters = np.array([len(term) for term in terms], np.int64)
        stretches = _cut(letters + text.bytes_of_terms, self._size)
        separators = _separators(terms, stretches)
        yield _section("terms", stretches, self._term_piece, separators)
        yield self._places.section(stretches)
        for name, field in self._fields.items():
            if name != TEXT:
                yield self._field_section(name, field, letters)
        lexicon = [number for number, term in enumerate(terms) if not term.startswith(SIGN)]
        yield _word_section("lexicon", [terms[number] for number in lexicon], self._size // 3)
        words = self.vocabulary.words
        stretches = _cut(np.full(len(words), 5), self._size)
        yield _section("words", stretches, self._words_piece, _separators(words, stretches))

    def _term_piece(self, stretch: Stretch) -> Piece:
        text = self._fields[TEXT]
        numbers = np.arange(*stretch)
        elsewhere = sum(
            (field.counts[numbers] for name, field in self._fields.items() if name != TEXT),
            start=np.zeros(len(numbers), np.int64),
        )
        facts = np.stack((text.counts[numbers], elsewhere, self.vocabulary.turns[numbers]), axis=1)
        return (
            *encode_words(self.vocabulary.terms[stretch.first : stretch.end]),
            encode_all(facts.ravel()),
            *text.encode(stretch),
        )

    def _field_section(self, name: str, field: _Postings, letters: Array) -> Section:
        """Return the section of a field; it leaves out terms that the field does not have."""
        numbers = np.flatnonzero(field.counts)
        terms = [self.vocabulary.terms[number] for number in numbers]
        # Most paragraphs of a statement have the same terms, so that gzip leaves little of them.
        stretches = _cut((letters + field.bytes_of_terms)[numbers], 12 * self._size)

        def make(stretch: Stretch) -> Piece:
            held = numbers[stretch.first : stretch.end]
            return (
                *encode_words(terms[stretch.first : stretch.end]),
                encode_all(field.counts[held]),
                *field.encode(Stretch(int(held[0]), int(held[-1]) + 1)),
            )

        return _section(f"in-{name}", stretches, make, _separators(terms, stretches))

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
    """The postings of a field, with a row for each part in which a term occurs."""

    def __init__(
        self, parts: Sequence[FieldPart], terms_of_parts: Sequence[Array], bases: Array, count: int
    ) -> None:
        owners = np.repeat(np.arange(len(parts)), [len(part.terms) for part in parts])
        terms = np.concatenate(
            [known[part.terms] for part, known in zip(parts, terms_of_parts, strict=True)]
        )
        self.rows = np.argsort(terms, kind="stable")  # by term, then in reading order
        self.owners = owners[self.rows]
        self.bounds = np.searchsorted(terms[self.rows], np.arange(count + 1))
        counts = np.concatenate([part.counts for part in parts])[self.rows]
        self.counts = sums_of(counts, self.bounds)
        self.total = sum(part.total for part in parts)
        base = bases[self.owners]
        firsts = np.concatenate([part.firsts for part in parts])[self.rows] + base
        lasts = np.concatenate([part.lasts for part in parts])[self.rows] + base
        steps = firsts - np.concatenate(([0], lasts))[:-1]
        begins = self.bounds[:-1][self.bounds[:-1] < self.bounds[1:]]
        steps[begins] = firsts[begins]
        self._steps = RunTable(encode_each(steps))
        self._gaps = _join_runs([part.gaps for part in parts])
        self._frequencies = _join_runs([part.frequencies for part in parts])
        self._lengths = _join_runs([part.lengths for part in parts])
        inside = (self._gaps.sizes, self._frequencies.sizes, self._lengths.sizes)
        sizes = sum(each[self.rows].astype(np.int64) for each in inside) + self._steps.sizes
        self.bytes_of_terms = sums_of(sizes, self.bounds)

    def encode(self, stretch: Stretch) -> Piece:
        """Return the steps between paragraphs, how often each has the term, and field lengths."""
        first, end = self.bounds[[stretch.first, stretch.end]]
        rows, numbers = self.rows[first:end], np.arange(first, end)
        steps = Runs(self._steps.sizes[numbers], self._steps.take(numbers))
        gaps = Runs(self._gaps.sizes[rows], self._gaps.take(rows))
        return (
            interleave(steps, gaps).values.tobytes(),
            self._frequencies.take(rows).tobytes(),
            self._lengths.take(rows).tobytes(),
        )


class _Places:
    """The places of the words in the text, for the rows of its postings."""

    def __init__(
        self,
        parts: Sequence[PlacesPart],
        words_of_parts: Sequence[Array],
        text: _Postings,
        vocabulary: Vocabulary,
    ) -> None:
        self._text = text
        self._places = _join_runs([part.places for part in parts])
        self._before = _join_runs([part.before for part in parts])
        self._after = _join_runs([part.after for part in parts])
        self._words = _join_runs([part.words for part in parts])
        forms = np.flatnonzero(vocabulary.count_of_word)
        forms = forms[np.argsort(vocabulary.term_of_word[forms], kind="stable")]
        self._bounds = np.searchsorted(
            vocabulary.term_of_word[forms], np.arange(len(vocabulary.terms) + 1)
        )
        self._forms = [vocabulary.words[number] for number in forms]
        number_of_form = np.zeros(len(vocabulary.words), np.int64)
        number_of_form[forms] = np.arange(len(forms)) - self._bounds[vocabulary.term_of_word[forms]]
        self._form_of_word = number_of_form[np.concatenate(words_of_parts)]
        self._starts_of_words = starts_of(np.array([len(words) for words in words_of_parts]))

    def section(self, stretches: Sequence[Stretch]) -> Section:
        """Return the section; each piece has the terms of two pieces of `terms`."""
        pairs = [stretches[place : place + 2] for place in range(0, len(stretches), 2)]
        return Section("places", len(pairs), lambda number: self._piece(pairs[number]))

    def _piece(self, pair: Sequence[Stretch]) -> Piece:
        """Return facts, forms, places, and the forms and stop words at the places.

        Facts are how many terms are in the first stretch, how often each term occurs, and how many
        forms each has. A term with one form does not say which.
        """
        stretch = Stretch(pair[0].first, pair[-1].end)
        first, end = self._text.bounds[[stretch.first, stretch.end]]
        rows = self._text.rows[first:end]
        counts = np.diff(self._bounds[stretch.first : stretch.end + 1])
        sizes = self._words.sizes[rows]
        words = self._words.take(rows) + np.repeat(
            self._starts_of_words[self._text.owners[first:end]], sizes
        )
        bounds = self._text.bounds[stretch.first : stretch.end + 1] - first
        is_various = np.repeat(np.repeat(counts > 1, np.diff(bounds)), sizes)
        terms_before = pair[0].end - pair[0].first
        forms = self._forms[self._bounds[stretch.first] : self._bounds[stretch.end]]
        return (
            encode_numbers([terms_before]) + encode_all(sums_of(sizes, bounds)),
            encode_all(counts),
            *encode_words(forms),
            self._places.take(rows).tobytes(),
            encode_all(self._form_of_word[words[is_various]]),
            self._before.take(rows).tobytes(),
            self._after.take(rows).tobytes(),
        )


def _count_paragraphs(part: StatementPart) -> int:
    return len(part.passages)


def _join_vocabularies(
    parts: Iterable[StatementPart],
) -> tuple[Vocabulary, list[Array], list[Array]]:
    """Return all terms and words, and for each part the numbers of its terms and of its words."""
    terms: dict[str, int] = defaultdict(count().__next__)
    words: dict[str, int] = defaultdict(count().__next__)
    terms_of_parts, words_of_parts, counts_of_parts = [], [], []
    term_of_word: list[int] = []
    for part in parts:
        turns = np.array([*map(terms.__getitem__, part.terms)], np.int64)
        known = len(words)
        numbers = np.array([*map(words.__getitem__, part.words)], np.int64)
        term_of_word += turns[part.term_of_word[numbers >= known]].tolist()
        terms_of_parts.append(turns)
        words_of_parts.append(numbers)
        counts_of_parts.append(part.count_of_word)
    counts = np.zeros(len(words), np.int64)
    for numbers, each in zip(words_of_parts, counts_of_parts, strict=True):
        counts[numbers] += each
    term_order = sorted(terms, key=utf_16)
    turns = np.array([terms[term] for term in term_order], np.int64)
    term_ranks = _ranks(turns)
    word_order = sorted(words, key=utf_16)
    firsts = np.array([words[word] for word in word_order], np.int64)
    word_ranks = _ranks(firsts)
    vocabulary = Vocabulary(
        tuple(term_order),
        turns,
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
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _join_runs(runs: Sequence[Runs]) -> RunTable:
    return RunTable(
        Runs(
            np.concatenate([each.sizes for each in runs]),
            np.concatenate([each.values for each in runs]),
        )
    )


def _section(
    name: str,
    stretches: Sequence[Stretch],
    make: Callable[[Stretch], Piece],
    separators: tuple[str, ...] = (),
) -> Section:
    return Section(name, len(stretches), lambda number: make(stretches[number]), separators)


def _word_section(name: str, words: Sequence[str], in_piece: int) -> Section:
    stretches = [
        Stretch(first, min(first + in_piece, len(words)))
        for first in range(0, len(words), in_piece)
    ]

    def make(stretch: Stretch) -> Piece:
        return encode_words(words[stretch.first : stretch.end])

    return _section(name, stretches, make, _separators(words, stretches))


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
