"""Cuts what is joined of the index into sections, from which a search loads pieces.

A section is a list of pieces. Those of words hold a stretch of words in order each; the section's
*separators* say which: the shortest prefixes that divide each piece's words from those of the piece
before.

    terms      every term: how rare it is, and its postings in the text
    lengths    for each term whose postings are larger than a piece, the lengths of the texts, which
               its postings leave out: a search for all of some words needs those of one word
    places     for each posting of the same terms, the words' places and forms, and for each place
               the stop words right before and right after it
    in-title   the postings of the field `title`; likewise for every field but the text
    lexicon    every term, without postings
    words      every folded word, with its term
    shingles   see `onrecord.search.shingles`

What a piece holds is known from the heads of the segments, so that only pieces in which something
has changed need to be made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from onrecord.search.encoding import (
    Piece,
    encode_numbers,
    encode_words,
    shared_length,
    utf_16_length,
)
from onrecord.search.join import Joined, JoinedField
from onrecord.search.runs import Array, Runs, encode_all, sums_of
from onrecord.search.section import Section, key_of_piece
from onrecord.search.segments import TEXT
from onrecord.search.synonyms import SIGN


class Stretch(NamedTuple):
    """The numbers of the words of a piece: from the first, up to but without the end."""

    first: int
    end: int


class TermSections:
    """The sections that hold terms and words."""

    def __init__(self, joined: Joined, *, piece_size: int) -> None:
        self._size = piece_size
        self._joined = joined
        self.vocabulary = joined.vocabulary
        self._letters = np.array([len(term) for term in self.vocabulary.terms], np.int64)
        self._stretches: list[Stretch] = []  # of the pieces of `terms`
        # For each piece of `terms` the number of binary digits of the number of its postings, if
        # their lengths are in a piece of `lengths`; otherwise 0.
        self.apart: list[int] = []
        if joined.fields:
            text = joined.fields[TEXT]
            sizes = text.bytes_of_terms
            self._stretches = _cut(self._letters + sizes, piece_size)
            self.apart = [
                int(text.counts[first]).bit_length() if sizes[first] > piece_size else 0
                for first, _ in self._stretches
            ]

    def sections(self) -> Iterator[Section]:
        """Yield all sections."""
        fields = self._joined.fields
        if not fields:
            return
        known, text, stretches = self.vocabulary, fields[TEXT], self._stretches
        elsewhere = [field.counts for name, field in fields.items() if name != TEXT]
        others = sum(elsewhere, start=np.zeros(len(known.terms), np.int64))
        facts = np.stack((text.counts, others, known.first_statements, known.turns), axis=1)
        section = self._field_section("terms", text, stretches, np.arange(len(known.terms)), facts)
        yield section
        yield self._lengths_section(text, section.separators)
        yield _Places(self._joined).section(stretches, section.separators)
        for name, field in fields.items():
            if name != TEXT:
                # It leaves out terms that the field does not have. Most paragraphs of a statement
                # have the same terms, so that gzip leaves little of them.
                held = np.flatnonzero(field.counts)
                stretches = _cut((self._letters + field.bytes_of_terms)[held], 12 * self._size)
                counts = field.counts[held][:, None]
                yield self._field_section(f"in-{name}", field, stretches, held, counts)
        lexicon = [term for term in known.terms if not term.startswith(SIGN)]
        yield _word_section("lexicon", lexicon, self._size // 3)
        yield self._words_section()

    def _field_section(
        self, name: str, field: JoinedField, stretches: Sequence[Stretch], held: Array, facts: Array
    ) -> Section:
        """Return the section of a field that has the terms with the numbers `held`."""
        terms = [self.vocabulary.terms[number] for number in held.tolist()]
        bounds = np.append(held, len(self.vocabulary.terms))
        spans = [_span(field, Stretch(*map(int, bounds[list(one)]))) for one in stretches]
        keys = [
            key_of_piece(
                self._size,  # decides with the postings if their lengths are apart
                terms[one.first : one.end],
                facts[one.first : one.end],
                field.digests[span],
                field.steps[span],
            )
            for one, span in zip(stretches, spans, strict=True)
        ]

        def make(numbers: Sequence[int]) -> Iterator[Piece]:
            postings = field.read([spans[number] for number in numbers])
            for number, (gaps, frequencies, lengths) in zip(numbers, postings, strict=True):
                first, end = stretches[number]
                yield (
                    *encode_words(terms[first:end]),
                    encode_all(facts[first:end].ravel()),
                    gaps,
                    frequencies,
                    b"" if name == "terms" and self.apart[number] else lengths,
                )

        return Section(name, keys, make, _separators(terms, stretches))

    def _lengths_section(self, text: JoinedField, separators: tuple[str, ...]) -> Section:
        numbers = [number for number, digits in enumerate(self.apart) if digits]
        spans = [_span(text, self._stretches[number]) for number in numbers]

        def make(wanted: Sequence[int]) -> Iterator[Piece]:
            postings = text.read([spans[number] for number in wanted])
            return ((lengths,) for _, _, lengths in postings)

        keys = [key_of_piece(text.digests[span]) for span in spans]
        return Section("lengths", keys, make, labels=tuple(separators[n] for n in numbers))

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


class _Places:
    """The places of the words in the text, for the rows of its postings."""

    def __init__(self, joined: Joined) -> None:
        self._text, self._places = joined.fields[TEXT], joined.places()
        vocabulary = joined.vocabulary
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
        span = _span(self._text, Stretch(first, end))
        return key_of_piece(
            pair[0].end - first,
            np.diff(self._bounds[first : end + 1]),
            self._forms[self._bounds[first] : self._bounds[end]],
            np.diff(self._text.bounds[first : end + 1]),
            self._places.digests[span],
        )

    def _make(self, pairs: Sequence[Sequence[Stretch]], numbers: Sequence[int]) -> Iterator[Piece]:
        stretches = [Stretch(pairs[n][0].first, pairs[n][-1].end) for n in numbers]
        found = self._places.read([_span(self._text, stretch) for stretch in stretches])
        for number, stretch, rows in zip(numbers, stretches, found, strict=True):
            yield self._piece(pairs[number], stretch, *rows)

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
        forms = self._form_of_word[words.values]
        bounds = self._text.bounds[first : end + 1] - self._text.bounds[first]
        is_various = np.repeat(np.repeat(counts > 1, np.diff(bounds)), words.sizes)
        return (
            encode_numbers([pair[0].end - first]) + encode_all(sums_of(words.sizes, bounds)),
            encode_all(counts),
            *encode_words(self._forms[self._bounds[first] : self._bounds[end]]),
            places.values.tobytes(),
            encode_all(forms[is_various]),
            before.values.tobytes(),
            after.values.tobytes(),
        )


def _span(field: JoinedField, stretch: Stretch) -> slice:
    """Return which rows the terms of a stretch have."""
    return slice(int(field.bounds[stretch.first]), int(field.bounds[stretch.end]))


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
