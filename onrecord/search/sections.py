"""Cuts an inventory into the pieces that a search loads.

A section is a list of pieces, and each piece holds a stretch of words in order. Its *separators*
say which: the shortest prefixes that divide each piece's words from those of the piece before.

    terms      every term: how rare it is, and its postings in the text
    places     for each posting of the same terms, the words' places and forms
    before     for each of these places, the stop words right before it
    after      and those right after it
    in-title   the postings of the field `title`; likewise for every field but the text
    lexicon    every term, without postings
    words      every folded word, with its term
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import sub
from typing import TypeAlias, TypeVar

from onrecord.search.encoding import (
    encode_numbers,
    encode_words,
    shared_length,
    utf_16,
    utf_16_length,
)
from onrecord.search.inventory import (
    PLACE_MASK,
    TEXT,
    Inventory,
    Occurrences,
    Term,
)
from onrecord.search.synonyms import SIGN

# Parts with values of different kinds, each part for all words of the stretch.
Piece: TypeAlias = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A list of pieces; a piece is named by the section and its number in it."""

    name: str
    pieces: tuple[Piece, ...]
    separators: tuple[str, ...] = field(default=())


def list_sections(inventory: Inventory, *, piece_size: int) -> Iterator[Section]:
    """Yield all sections; a piece has about `piece_size` bytes before it is compressed."""
    terms = [inventory.terms[each] for each in sorted(inventory.terms, key=utf_16)]
    yield from _text_sections(terms, inventory, piece_size)
    for name in inventory.fields:
        if name != TEXT:
            yield _field_section(name, terms, inventory, piece_size)
    yield _lexicon(terms, piece_size)
    yield _words(inventory, piece_size)


def _text_sections(terms: list[Term], inventory: Inventory, size: int) -> Iterator[Section]:
    rows = [_TermRow(term, inventory) for term in terms]
    stretches = _cut(rows, size, lambda row: row.size)
    separators = _separators([[row.term.term for row in stretch] for stretch in stretches])
    yield Section("terms", tuple(_term_piece(stretch) for stretch in stretches), separators)
    yield Section("places", tuple(_places_piece(stretch) for stretch in stretches))
    for name in ("before", "after"):
        runs = ((_join_runs(name, stretch),) for stretch in stretches)
        yield Section(name, tuple(runs))


def _join_runs(name: str, rows: Sequence[_TermRow]) -> bytes:
    return b"".join(getattr(row.term, name) for row in rows)


class _TermRow:
    """A term with its postings as bytes."""

    __slots__ = ("frequencies", "gaps", "lengths", "numbers", "size", "term")

    def __init__(self, term: Term, inventory: Inventory) -> None:
        where = term.in_field(TEXT)
        self.term = term
        self.gaps, self.frequencies, self.lengths = _encode_postings(where, inventory.lengths[TEXT])
        elsewhere = sum(len(each.paragraphs) for each in term.elsewhere.values())
        self.numbers = [len(where.paragraphs), elsewhere, *_encode_first(term, where)]
        self.size = len(term.term) + len(self.gaps) + len(self.frequencies) + len(self.lengths)


def _encode_postings(where: Occurrences, lengths: array[int]) -> tuple[bytes, bytes, bytes]:
    """Return the steps between paragraphs, how often each has the term, and field lengths."""
    paragraphs = where.paragraphs
    steps = list(map(sub, paragraphs, [0, *paragraphs]))
    return (
        encode_numbers(steps),
        encode_numbers(where.frequencies),
        encode_numbers([lengths[each] for each in paragraphs]),
    )


def _encode_first(term: Term, where: Occurrences) -> list[int]:
    """Return where the term first occurs: terms of a query are added up in this order.

    It is twice the term's turn among those that are new there; or one more, and the paragraph, if
    that is not the first of its postings in the text.
    """
    if where.paragraphs and where.paragraphs[0] == term.first:
        return [2 * term.turn]
    return [2 * term.turn + 1, term.first]


def _term_piece(rows: Sequence[_TermRow]) -> Piece:
    return (
        *encode_words(row.term.term for row in rows),
        encode_numbers([number for row in rows for number in row.numbers]),
        b"".join(row.gaps for row in rows),
        b"".join(row.frequencies for row in rows),
        b"".join(row.lengths for row in rows),
    )


def _places_piece(rows: Sequence[_TermRow]) -> Piece:
    """Return the number of forms of each term and the forms, all places, and the form at each.

    A term with one form does not say which. How many places each term has follows from its
    postings.
    """
    terms = [row.term for row in rows]
    places = array("Q", chain.from_iterable(term.places for term in terms))
    various = (term.forms for term in terms if len(term.written) > 1)
    return (
        encode_numbers([len(term.written) for term in terms]),
        *encode_words(chain.from_iterable(term.written for term in terms)),
        encode_numbers([place & PLACE_MASK for place in places]),
        encode_numbers(list(chain.from_iterable(various))),
    )


def _field_section(name: str, terms: list[Term], inventory: Inventory, size: int) -> Section:
    rows = []
    for term in terms:
        if name in term.elsewhere:
            where = term.elsewhere[name]
            postings = _encode_postings(where, inventory.lengths[name])
            rows.append((term.term, len(where.paragraphs), postings))
    stretches = _cut(rows, size, lambda row: len(row[0]) + sum(map(len, row[2])))
    pieces = (
        (
            *encode_words(term for term, _, _ in stretch),
            encode_numbers([count for _, count, _ in stretch]),
            *(b"".join(postings[part] for _, _, postings in stretch) for part in range(3)),
        )
        for stretch in stretches
    )
    separators = _separators([[term for term, _, _ in stretch] for stretch in stretches])
    return Section(f"in-{name}", tuple(pieces), separators)


def _lexicon(terms: list[Term], size: int) -> Section:
    words = [term.term for term in terms if not term.term.startswith(SIGN)]
    stretches = _cut(words, size, lambda _: 3)
    return Section("lexicon", tuple(map(encode_words, stretches)), _separators(stretches))


def _words(inventory: Inventory, size: int) -> Section:
    words = sorted(inventory.words, key=utf_16)
    stretches = _cut(words, size, lambda _: 5)
    pieces = tuple(_words_piece(stretch, inventory) for stretch in stretches)
    return Section("words", pieces, _separators(stretches))


def _words_piece(words: Sequence[str], inventory: Inventory) -> Piece:
    """Return words, with the way from each to its term and how frequent it is.

    The way is how many characters to cut off and how many to add, as JavaScript counts them; the
    characters to add are in one string for all words. Frequency is the number of bits of the count.
    """
    numbers: list[int] = []
    endings: list[str] = []
    for word in words:
        term = inventory.terms[inventory.words[word]]
        kept = shared_length(word, term.term)
        ending = term.term[kept:]
        cut = utf_16_length(word[kept:])
        numbers += (cut, utf_16_length(ending), _frequency(term, word).bit_length())
        endings.append(ending)
    return *encode_words(words), encode_numbers(numbers), "".join(endings).encode()


def _frequency(term: Term, word: str) -> int:
    """Return how often a word occurs in the texts."""
    number = term.written.get(word)
    return 0 if number is None else term.forms.count(number)


_T = TypeVar("_T")


def _cut(rows: Sequence[_T], size: int, measure: Callable[[_T], int]) -> list[list[_T]]:
    """Return rows in stretches of about a size; a row larger than half of it is one by itself."""
    stretches: list[list[_T]] = []
    room = 0
    for row in rows:
        needed = measure(row)
        if needed > room or needed > size // 2:
            stretches.append([])
            room = size
        stretches[-1].append(row)
        room = 0 if needed > size // 2 else room - needed
    return stretches


def _separators(stretches: Sequence[Sequence[str]]) -> tuple[str, ...]:
    lasts = [stretch[-1] for stretch in stretches]
    return tuple(
        _separator(last, stretch[0]) for last, stretch in zip(["", *lasts], stretches, strict=False)
    )


def _separator(last: str, first: str) -> str:
    """Return the shortest prefix of `first` that comes after `last`; empty for the first piece.

    `politic` and `pollut` are separated by `poll`.
    """
    return first[: shared_length(last, first) + 1] if last else ""
