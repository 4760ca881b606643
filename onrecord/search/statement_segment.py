"""Analyses a statement for the search index: which terms it has, and where each occurs.

Its segment has everything that the index says about it, encoded as far as this is possible without
the other statements. Terms, words and paragraphs are numbered in the order in which they first
occur.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, groupby, pairwise
from json.encoder import encode_basestring
from typing import NamedTuple, TypeAlias

import numpy as np

from onrecord.fnv1a import fnv_1a
from onrecord.model import Config, SearchSettings, Statement
from onrecord.search.analysis import STOP_WORDS, list_terms, list_words
from onrecord.search.encoding import write_json
from onrecord.search.index_entries import Entry, IndexedStatement, index_statement
from onrecord.search.runs import (
    Array,
    Runs,
    digest_rows,
    encode_rows,
    shorten,
    split_rows,
    starts_of,
    starts_of_groups,
    take_ranges,
)
from onrecord.search.segments import (
    OTHER_FIELDS,
    PASSAGES,
    PLACES,
    SHINGLES,
    TEXT,
    Column,
    FieldHead,
    FieldRows,
    IndexedFacts,
    PlaceRows,
    Segment,
    SegmentHead,
    Vocabulary,
    rows_of,
)
from onrecord.search.shingles import list_shingles
from onrecord.search.synonyms import Synonyms

# Stop words are written as their numbers in this list, counted from 1.
NUMBERED_STOP_WORDS = tuple(sorted(STOP_WORDS))

_Word: TypeAlias = tuple[str, str | None]  # folded, and its term
_Field: TypeAlias = tuple[FieldHead, FieldRows]


def statement_segment(statement: Statement, config: Config) -> Segment:
    """Return the segment of a statement."""
    return analyse_statement(index_statement(statement, config), config)


def analyse_statement(statement: IndexedStatement, config: Config) -> Segment:
    """Return the segment of a statement whose paragraphs are listed."""
    reading = _Reading(config.search)
    for entry in statement.entries:
        reading.add(entry)
    read = reading.finish()
    numbers = {slug: number for number, slug in enumerate(config.topics)}

    @cache
    def number_all(topics: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(numbers[topic] for topic in topics)

    @cache
    def tell_apart(topics: tuple[str, ...], mentioned: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(~numbers[one] if one in mentioned else numbers[one] for one in topics)

    mentioned = [number_all(entry.mentioned) for entry in statement.entries]
    passages = tuple(_passage(entry, number_all(entry.topics)) for entry in statement.entries)
    fields, places = read.postings(config.search.fields)
    has_term = read.term_of_word >= 0
    words = Runs(places.words.sizes, read.hashes[has_term][places.words.values])
    shingles = list_shingles(read.hashes, read.tokens, read.sizes)
    facts = IndexedFacts(
        (statement.slug, statement.url, statement.title, statement.date),
        paragraphs=len(statement.entries),
        size=len(read.tokens),
        digest=_digest(statement, passages, mentioned),
    )
    head = SegmentHead(
        statements=(facts,),
        kinds=_column(entry.kind for entry in statement.entries),
        speakers=_column(entry.who for entry in statement.entries),
        topics=_column(tell_apart(entry.topics, entry.mentioned) for entry in statement.entries),
        vocabulary=Vocabulary(
            terms=tuple(read.terms),
            first_statements=np.zeros(len(read.terms), np.int32),
            turns=np.arange(len(read.terms), dtype=np.int32),
            words=tuple(word for word, term in read.words if term is not None),
            term_of_word=shorten(read.term_of_word[has_term]),
            count_of_word=shorten(np.bincount(read.tokens, minlength=len(read.words))[has_term]),
        ),
        fields={name: field for name, (field, _) in fields.items()},
        place_sizes=_sizes_of(places),
        place_digests=digest_rows(places._replace(words=words)),
        shingles=len(shingles),
    )
    rest = {
        **{rows_of(name): rows for name, (_, rows) in fields.items()},
        PLACES: places,
        SHINGLES: shingles,
        PASSAGES: passages,
        OTHER_FIELDS: tuple(entry.fields for entry in statement.entries),
    }
    return Segment.of_statement(head, rest)


def _passage(entry: Entry, topics: tuple[int, ...]) -> tuple[str, str, str]:
    """Return JSON for the exchange, the speaker, and the paragraph in them."""
    exchange = "0" if entry.exchange is None else _write((entry.exchange, entry.question))
    tags = ",".join(map(str, topics))
    return (
        exchange,
        _write(entry.who),
        f'"{entry.anchor}","{entry.kind}",[{tags}],{encode_basestring(entry.text)}',
    )


@lru_cache(maxsize=1 << 12)
def _write(value: tuple[object, ...]) -> str:
    return write_json(value).decode()


def _column(values: Iterable[Hashable]) -> Column:
    runs = [(value, len(list(group))) for value, group in groupby(values)]
    known = {value: number for number, value in enumerate(dict.fromkeys(v for v, _ in runs))}
    numbers = np.array([known[value] for value, _ in runs], np.int32)
    return Column(tuple(known), numbers, np.array([count for _, count in runs], np.int32))


def _digest(
    statement: IndexedStatement,
    passages: tuple[tuple[str, str, str], ...],
    mentioned: Sequence[tuple[int, ...]],
) -> bytes:
    fields = sorted({text for entry in statement.entries for text in entry.fields.values()})
    facts = statement.slug, statement.url, statement.title, statement.date
    head = repr((*facts, fields, mentioned))
    content = "\n".join(chain([head], chain.from_iterable(passages)))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()


class _Reading:
    """The words of a statement, as far as it was read."""

    def __init__(self, settings: SearchSettings) -> None:
        self._fields = settings.fields
        self._synonyms = Synonyms(settings.synonyms)
        self._stream: list[int] = []  # words in `_KNOWN`, of each new text in the order of fields
        self._sizes: list[int] = []  # of the texts in the stream
        self._is_text: list[bool] = []  # for each of these, true for the text of a paragraph
        # Other texts by field, each with the number of its words, and the paragraphs that have it.
        self._elsewhere: dict[str, dict[str, list[int]]]
        self._elsewhere = {name: {} for name in settings.fields if name != TEXT}
        self._names: list[tuple[int, int, int]] = []  # paragraph, place and word of each synonym
        self._paragraphs = 0

    def add(self, entry: Entry) -> None:
        for name in self._fields:
            if name == TEXT:
                self._add_text(entry.text)
            else:
                text = entry.fields.get(name, "")
                holders = self._elsewhere[name].get(text)
                if holders is None:
                    holders = self._elsewhere[name][text] = []
                    self._add_words([n for n in _KNOWN.numbers_in(text) if _KNOWN.has_term(n)])
                holders.append(self._paragraphs)
        self._paragraphs += 1

    def _add_text(self, text: str) -> None:
        words = _KNOWN.numbers_in(text)
        self._add_words(words, is_text=True)
        if self._synonyms:
            folded = [_KNOWN.words[number][0] for number in words]
            names = [(place, term) for place, term in self._synonyms.find(folded)]
            numbers = [_KNOWN.number((term, term)) for _, term in names]
            self._add_words(numbers)
            for (place, _), number in zip(names, numbers, strict=True):
                self._names.append((self._paragraphs, place, number))

    def _add_words(self, numbers: list[int], *, is_text: bool = False) -> None:
        self._stream += numbers
        self._sizes.append(len(numbers))
        self._is_text.append(is_text)

    def finish(self) -> _Read:
        """Number words and terms in the order in which they first occur."""
        stream, sizes = np.array(self._stream, np.int64), np.array(self._sizes, np.int64)
        is_text = np.array(self._is_text, bool)
        distinct, ranks = _in_order(stream, len(_KNOWN.words))
        known = distinct.tolist()
        words = [_KNOWN.words[number] for number in known]
        terms: dict[str, int] = {}
        term_of_word = [
            -_STOP_WORD_NUMBERS[folded] if term is None else terms.setdefault(term, len(terms))
            for folded, term in words
        ]
        hashes = [_KNOWN.hashes[number] for number in known]
        names = np.array(self._names, np.int64).reshape(-1, 3)
        names[:, 2] = ranks[names[:, 2]]
        return _Read(
            words,
            np.array(hashes, np.uint64),
            terms,
            np.array(term_of_word, np.int64),
            ranks[stream[np.repeat(is_text, sizes)]],
            sizes[is_text],
            names,
            self._elsewhere,
        )


def _in_order(numbers: Array, count: int) -> tuple[Array, Array]:
    """Return the different numbers in the order in which they first occur, and each one's rank.

    All are below the count; the ranks of those that do not occur mean nothing.
    """
    firsts = np.full(count, len(numbers))
    firsts[numbers[::-1]] = np.arange(len(numbers))[::-1]  # of several, the last is kept
    distinct = np.flatnonzero(firsts < len(numbers))
    distinct = distinct[np.argsort(firsts[distinct])]
    ranks = np.zeros(count, np.int64)
    ranks[distinct] = np.arange(len(distinct))
    return distinct, ranks


@dataclass(frozen=True, slots=True)
class _Read:
    """The words of a statement, numbered."""

    words: list[_Word]
    hashes: Array  # of the words
    terms: dict[str, int]
    term_of_word: Array  # or, below 0, the number of a stop word
    tokens: Array  # the number of each word of the text
    sizes: Array  # of paragraphs
    names: Array  # paragraph, place and word of each synonym
    elsewhere: Mapping[str, Mapping[str, list[int]]]  # the paragraphs with each text of a field

    def postings(self, fields: Iterable[str]) -> tuple[dict[str, _Field], PlaceRows]:
        text, places = self.text_postings()
        found = {name: text if name == TEXT else self.field_postings(name) for name in fields}
        return dict(zip(found, _encode_fields([*found.values()]), strict=True)), places

    def text_postings(self) -> tuple[_Postings, PlaceRows]:
        tokens, sizes, term_of_word = self.tokens, self.sizes, self.term_of_word
        starts = starts_of(sizes)
        paragraphs = np.repeat(np.arange(len(sizes)), sizes)
        terms = term_of_word[tokens]
        at = np.flatnonzero(terms >= 0)
        runs, begins, ends = _stop_word_runs(-terms, at, starts, paragraphs)
        names = self.names
        empty = np.full(len(names), len(tokens))
        words = np.concatenate((tokens[at], names[:, 2]))
        holders = np.concatenate((paragraphs[at], names[:, 0]))
        places = np.concatenate((at - starts[paragraphs[at]], names[:, 1]))
        numbers = np.cumsum(term_of_word >= 0) - 1  # of words, without the stop words
        order = np.argsort(shorten(term_of_word[words]), kind="stable")
        terms, holders = term_of_word[words][order], holders[order]
        lengths = np.bincount(paragraphs[at], minlength=len(sizes))
        starts = starts_of_groups(terms * (len(lengths) + 1) + holders)
        frequencies = np.diff(starts, append=len(terms))
        postings = _Postings(terms[starts], holders[starts], frequencies, lengths)
        counts = np.diff(starts_of_groups(terms), append=len(terms))
        before = np.concatenate((begins, empty))[order], np.concatenate((at, empty + 1))[order]
        after = np.concatenate((at + 1, empty))[order], np.concatenate((ends, empty + 1))[order]
        return postings, PlaceRows(
            encode_rows(places[order], counts),
            Runs(counts.astype(np.uint32), shorten(numbers[words[order]])),
            _take_runs(runs, before, counts),
            _take_runs(runs, after, counts),
        )

    def field_postings(self, name: str) -> _Postings:
        paragraphs = self.elsewhere[name].values()
        holders = Runs(
            np.fromiter(map(len, paragraphs), np.int64),
            np.fromiter(chain.from_iterable(paragraphs), np.int64),
        )
        counted = [*map(_count_terms, self.elsewhere[name])]
        counts = np.array(
            [(self.terms[t], count) for text in counted for t, count in text], np.int64
        )
        terms, frequencies = counts.reshape(-1, 2).T
        texts = np.repeat(np.arange(len(counted)), [len(text) for text in counted])
        lengths = np.zeros(len(self.sizes), np.int64)
        totals = np.bincount(texts, frequencies, minlength=len(counted)).astype(np.int64)
        lengths[holders.values] = np.repeat(totals, holders.sizes)
        sizes, found = holders.take(texts)
        terms, frequencies = np.repeat(terms, sizes), np.repeat(frequencies, sizes)
        order = np.lexsort((shorten(found), shorten(terms)))
        return _Postings(terms[order], found[order], frequencies[order], lengths)


class _Postings(NamedTuple):
    """The postings of a field, sorted by term and paragraph."""

    terms: Array
    paragraphs: Array
    frequencies: Array
    lengths: Array  # how many terms the field has in every paragraph


class _KnownWords:
    """All words that this process has read, by number, and those in each string between spaces."""

    def __init__(self) -> None:
        self.words: list[_Word] = []
        self.hashes: list[int] = []
        self._numbers: dict[_Word, int] = {}
        self._numbers_of_chunk = lru_cache(maxsize=_MOST_CHUNKS)(self._read_chunk)

    def numbers_in(self, text: str) -> list[int]:
        """Return the numbers of the words of a text."""
        return [*chain.from_iterable(map(self._numbers_of_chunk, text.split()))]

    def number(self, word: _Word) -> int:
        """Return the number of a word."""
        number = self._numbers.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
            self.hashes.append(fnv_1a(word[0]))
        return number

    def _read_chunk(self, chunk: str) -> tuple[int, ...]:
        return tuple(self.number(word) for word in list_words(chunk))

    def has_term(self, number: int) -> bool:
        """True if it is not a stop word."""
        return self.words[number][1] is not None


_MOST_CHUNKS = 1 << 19
_KNOWN = _KnownWords()
_STOP_WORD_NUMBERS = {word: n for n, word in enumerate(NUMBERED_STOP_WORDS, start=1)}


@lru_cache(maxsize=1 << 12)
def _count_terms(text: str) -> tuple[tuple[str, int], ...]:
    """Return the terms of a field, which is cached because many paragraphs have the same."""
    return tuple(Counter(term for term in list_terms(text) if term is not None).items())


def _encode_fields(fields: Sequence[_Postings]) -> Iterator[_Field]:
    """Yield what is known of each field and its rows, encoded together."""
    terms, paragraphs, frequencies = map(np.concatenate, list(zip(*fields, strict=True))[:3])
    lengths = np.concatenate([each.lengths[each.paragraphs] for each in fields])
    owners = np.repeat(np.arange(len(fields)), [len(each.terms) for each in fields])
    starts = starts_of_groups(owners * (terms.max(initial=0) + 1) + terms)
    counts = np.diff(starts, append=len(terms))
    is_first = np.zeros(len(terms), bool)
    is_first[starts] = True
    gaps = np.diff(paragraphs, prepend=0)[~is_first]
    rows = FieldRows(
        encode_rows(gaps, counts - 1),
        encode_rows(frequencies, counts),
        encode_rows(lengths, counts),
    )
    in_field = np.bincount(owners[starts], minlength=len(fields))
    sizes, digests = _sizes_of(rows), digest_rows(rows)
    bounds = pairwise(starts_of(in_field).tolist())
    split = zip(*(split_rows(column, in_field) for column in rows), strict=True)
    for each, own, (first, end) in zip(fields, split, bounds, strict=True):
        begins, held = starts[first:end], counts[first:end]
        head = FieldHead(
            terms[begins].astype(np.int32),
            held.astype(np.uint32),
            paragraphs[begins].astype(np.uint32),
            paragraphs[begins + held - 1].astype(np.uint32),
            sizes[first:end],
            digests[first:end],
            int(each.lengths.sum()),
        )
        yield head, FieldRows(*own)


def _stop_word_runs(
    numbers: Array, at: Array, starts: Array, paragraphs: Array
) -> tuple[Array, Array, Array]:
    """Return the bytes of runs, where the run before each term begins, and where that after ends.

    `numbers` are those of stop words, `at` the indexes of the words with a term, `starts` those at
    which paragraphs begin. The bytes end with that of an empty run.
    """
    is_stop_word = numbers > 0
    is_later = np.concatenate(([False], is_stop_word))
    is_later[starts[:-1][starts[:-1] < len(numbers)]] = False
    runs = np.where(is_stop_word, numbers, 0) | np.where(is_later[:-1], 0x80, 0)
    begins = np.maximum(np.concatenate(([0], at[:-1] + 1))[: len(at)], starts[paragraphs[at]])
    ends = np.minimum(np.append(at[1:], len(numbers))[: len(at)], starts[paragraphs[at] + 1])
    return np.append(runs, 0).astype(np.uint8), begins, ends


def _take_runs(runs: Array, bounds: tuple[Array, Array], counts: Array) -> Runs:
    """Return the bytes from each bound to the other, or of an empty run, in rows of `counts`."""
    begins, ends = bounds
    is_empty = begins == ends
    sizes = np.where(is_empty, 1, ends - begins)
    values = take_ranges(runs, np.where(is_empty, len(runs) - 1, begins), sizes)
    return Runs(np.diff(starts_of(sizes)[starts_of(counts)]).astype(np.uint32), values)


def _sizes_of(columns: Sequence[Runs]) -> Array:
    """Return how many bytes the rows of a table have."""
    total: Array = np.add.reduce([each.sizes for each in columns], dtype=np.uint32)
    return total
