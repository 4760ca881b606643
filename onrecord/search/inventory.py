"""Lists which terms a collection has, and where each of them occurs.

Besides what Lunr's ranking needs, it has what phrases need in the text of paragraphs: the place of
each word, how it is written, and the stop words around it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from onrecord.search.analysis import STOP_WORDS, list_terms, list_words
from onrecord.search.synonyms import Synonyms

TEXT = "text"
# The place of a word: the paragraph's number in the high bits, the word's in the low ones.
PLACE_BITS = 24
PLACE_MASK = (1 << PLACE_BITS) - 1
# Stop words are written as their numbers in this list, counted from 1.
NUMBERED_STOP_WORDS = tuple(sorted(STOP_WORDS))


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The paragraphs that have a term in a field, ascending, and how often each has it."""

    paragraphs: list[int] = field(default_factory=list)
    frequencies: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Term:
    """A term and where it occurs.

    `places`, `forms`, `before` and `after` belong together, with an entry for each time that the
    term occurs in a text: its place, which of its `written` forms it has, and the stop words right
    before and right after it. A stop word is a number, with the eighth bit set on all but the
    first; 0 means none. `elsewhere` has the occurrences in other fields.
    """

    term: str
    first: int  # the paragraph in which it first occurs, in any field
    turn: int  # how many other terms first occurred there before it
    written: dict[str, int] = field(default_factory=dict)  # number by folded word
    places: array[int] = field(default_factory=lambda: array("Q"))
    forms: array[int] = field(default_factory=lambda: array("L"))
    before: bytearray = field(default_factory=bytearray)
    after: bytearray = field(default_factory=bytearray)
    elsewhere: dict[str, Occurrences] = field(default_factory=dict)

    def in_field(self, name: str) -> Occurrences:
        """Return its occurrences in a field."""
        if name != TEXT:
            return self.elsewhere.get(name, _NO_OCCURRENCES)
        counts = Counter([place >> PLACE_BITS for place in self.places])
        return Occurrences(list(counts), list(counts.values()))


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every term; how many terms each field of each paragraph has; the term of every word."""

    fields: Mapping[str, float]  # boosts
    paragraphs: int
    terms: Mapping[str, Term]
    lengths: Mapping[str, array[int]]
    words: Mapping[str, str]  # by folded word, of any field
    sizes: array[int]  # how many words the text of each paragraph has, with its stop words


def take_inventory(
    paragraphs: Iterable[Mapping[str, str]],
    fields: Mapping[str, float],
    synonyms: Synonyms | None = None,
) -> Inventory:
    """Return the inventory of paragraphs, given as texts by field, in the named fields.

    Terms of synonyms are not counted among those of a text, so that they change no other weight.
    """
    if TEXT not in fields:
        raise ValueError("the field text must be among those that are searched")
    taking = _Taking(fields, synonyms or Synonyms())
    for paragraph in paragraphs:
        taking.add(paragraph)
    return Inventory(
        fields, taking.paragraphs, taking.terms, taking.lengths, taking.words, taking.sizes
    )


_NO_OCCURRENCES = Occurrences()
_NO_RUN = b"\0"
# A word that was read: its term and which of the term's forms it is, or a stop word's number.
_Reading: TypeAlias = tuple[bytes, Term | None, int]


class _Taking:
    def __init__(self, fields: Mapping[str, float], synonyms: Synonyms) -> None:
        self.fields = fields
        self.synonyms = synonyms
        self.paragraphs = 0
        self.turn = 0
        self.terms: dict[str, Term] = {}
        self.words: dict[str, str] = {}
        self.seen: set[str] = set()  # texts of fields, because many paragraphs have the same
        self.lengths: dict[str, array[int]] = {name: array("L") for name in fields}
        self.readings: dict[str, list[_Reading]] = {}
        self.sizes = array("L")

    def add(self, paragraph: Mapping[str, str]) -> None:
        self.turn = 0
        for name in self.fields:
            text = paragraph.get(name, "")
            length = self.add_text(text) if name == TEXT else self.add_field(name, text)
            self.lengths[name].append(length)
            if name == TEXT and self.synonyms:
                self.add_synonyms(text)
        self.paragraphs += 1

    def add_field(self, name: str, text: str) -> int:
        counts = _count_terms(text)
        if text not in self.seen:
            self.seen.add(text)
            for folded, found in _words_of(text):
                self.words.setdefault(folded, found)
        for each, frequency in counts:
            term = self.terms.get(each) or self.begin(each)
            where = term.elsewhere.get(name)
            if where is None:
                where = term.elsewhere[name] = Occurrences()
            where.paragraphs.append(self.paragraphs)
            where.frequencies.append(frequency)
        return sum(frequency for _, frequency in counts)

    def add_text(self, text: str) -> int:
        """Add every word of the text to its term, and return how many have one."""
        place = self.paragraphs << PLACE_BITS
        run = _NO_RUN
        length = 0
        last: bytearray | None = None
        readings = self.readings
        for chunk in text.split():
            for stop_word, term, form in readings.get(chunk) or self.read(chunk):
                if term is None:
                    run = run + _LATER[form] if run is not _NO_RUN else stop_word
                else:
                    if last is not None:
                        last += run
                    term.places.append(place)
                    term.forms.append(form)
                    term.before += run
                    last, run = term.after, _NO_RUN
                    length += 1
                place += 1
        if last is not None:
            last += run
        self.sizes.append(place - (self.paragraphs << PLACE_BITS))
        return length

    def add_synonyms(self, text: str) -> None:
        words = [word for chunk in text.split() for word in _fold_chunk(chunk)]
        for place, found in self.synonyms.find(words):
            term = self.terms.get(found) or self.begin(found)
            term.written.setdefault(found, 0)
            term.places.append((self.paragraphs << PLACE_BITS) + place)
            term.forms.append(0)
            term.before += _NO_RUN
            term.after += _NO_RUN

    def read(self, chunk: str) -> list[_Reading]:
        readings = [self.read_word(folded, term) for folded, term in list_words(chunk)]
        if readings:
            self.readings[chunk] = readings
        return readings

    def read_word(self, folded: str, found: str | None) -> _Reading:
        if found is None:
            number = _STOP_WORD_NUMBERS[folded]
            return bytes([number]), None, number
        self.words.setdefault(folded, found)
        term = self.terms.get(found) or self.begin(found)
        return b"", term, term.written.setdefault(folded, len(term.written))

    def begin(self, found: str) -> Term:
        term = self.terms[found] = Term(found, self.paragraphs, self.turn)
        self.turn += 1
        return term


_STOP_WORD_NUMBERS = {word: n for n, word in enumerate(NUMBERED_STOP_WORDS, start=1)}
_LATER = [bytes([number | 0x80]) for number in range(0x80)]


@lru_cache(maxsize=1 << 17)
def _fold_chunk(chunk: str) -> tuple[str, ...]:
    return tuple(folded for folded, _ in list_words(chunk))


@lru_cache(maxsize=1 << 12)
def _count_terms(text: str) -> tuple[tuple[str, int], ...]:
    """Return the terms of a field, which is cached because many paragraphs have the same."""
    return tuple(Counter(term for term in list_terms(text) if term is not None).items())


@lru_cache(maxsize=1 << 12)
def _words_of(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((folded, term) for folded, term in list_words(text) if term is not None)
