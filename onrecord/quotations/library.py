"""What quotations are looked up in: the paragraphs of a collection, and which terms they have.

In the browser the engine of the search stands in this place:
`static/scripts/quotations/library.js`.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from onrecord import urls
from onrecord.model import Corpus, ParagraphKind
from onrecord.search.analysis import Word, list_terms, list_words, read_words
from onrecord.search.shingles import Shingles


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the collection, as findings name it."""

    number: int  # in reading order of the collection
    id: str  # 2021-02-26-atmar/p14
    url: str  # relative to the site's root
    statement: str  # its slug
    title: str
    date: str
    kind: ParagraphKind
    exchange: int | None
    speaker: str  # a slug
    speaker_name: str
    text: str


class Library(Protocol):
    """What a lookup asks for."""

    @property
    def count(self) -> int:
        """How many paragraphs there are."""

    def size(self, word: str) -> int:
        """How often a word stands in the texts, as folded, in binary digits."""

    def holders(self, term: str) -> Sequence[int]:
        """The paragraphs that have the term, ascending."""

    def shingle_holders(self, shingle: int) -> Sequence[int]:
        """The paragraphs that have the shingle, ascending, and seldom another."""

    def passage(self, number: int) -> Passage:
        """A paragraph by its number."""

    def phrase(self, written: str) -> list[int]:
        """The paragraphs in which the words stand one after the other, ascending."""


class CorpusLibrary:
    """A corpus in memory. Its terms are read when they are first asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._passages = tuple(_passages(corpus))
        self._folded: dict[int, str] = {}  # the words of the paragraphs read so far

    @property
    def count(self) -> int:
        """How many paragraphs there are."""
        return len(self._passages)

    def size(self, word: str) -> int:
        """How often a word stands in the texts, as folded, in binary digits."""
        return self._frequencies[word].bit_length()

    def holders(self, term: str) -> Sequence[int]:
        """The paragraphs that have the term, ascending."""
        return self._postings.get(term, ())

    def shingle_holders(self, shingle: int) -> Sequence[int]:
        """The paragraphs that have the shingle, ascending, and seldom another."""
        return self._shingles.holders(shingle)

    def passage(self, number: int) -> Passage:
        """A paragraph by its number."""
        return self._passages[number]

    def phrase(self, written: str) -> list[int]:
        """The paragraphs in which the words stand one after the other, ascending."""
        words = list(read_words(written))
        holders = [set(self.holders(word.term)) for word in words if word.term is not None]
        if not holders:
            return []
        wanted = re.compile(" ".join(map(_pattern_of, words)) + " ")
        candidates = sorted(set.intersection(*holders))
        return [number for number in candidates if wanted.search(self._folded_of(number))]

    def _folded_of(self, number: int) -> str:
        """Its words as ` we will+ not trust+ `: those that have a term are marked."""
        folded = self._folded.get(number)
        if folded is None:
            words = list_words(self._passages[number].text)
            marked = (word if term is None else f"{word}+" for word, term in words)
            folded = self._folded[number] = f" {' '.join(marked)} "
        return folded

    @cached_property
    def _postings(self) -> dict[str, array[int]]:
        postings: dict[str, array[int]] = {}
        for passage in self._passages:
            for term in set(list_terms(passage.text)):
                if term is not None:
                    postings.setdefault(term, array("I")).append(passage.number)
        return postings

    @cached_property
    def _shingles(self) -> Shingles:
        return Shingles(passage.text for passage in self._passages)

    @cached_property
    def _frequencies(self) -> Counter[str]:
        """Of words that have a term."""
        words = (word for passage in self._passages for word in list_words(passage.text))
        return Counter(folded for folded, term in words if term is not None)


def _pattern_of(word: Word) -> str:
    """What finds the word as `_folded_of` has it: `us` may mean the name, `US` only that."""
    return rf"(?<= ){word.folded}\+{'?' if word.term is None else ''}"


def _passages(corpus: Corpus) -> Iterator[Passage]:
    number = 0
    for statement in corpus.statements:
        for _, exchange, _, paragraph in statement.placed_paragraphs():
            yield Passage(
                number=number,
                id=f"{statement.slug}/{paragraph.anchor}",
                url=urls.of_paragraph(statement, paragraph),
                statement=statement.slug,
                title=statement.short_title,
                date=statement.date.isoformat(),
                kind=paragraph.kind,
                exchange=exchange.number if exchange else None,
                speaker=paragraph.speaker,
                speaker_name=corpus.config.speakers[paragraph.speaker].name,
                text=paragraph.text,
            )
            number += 1
