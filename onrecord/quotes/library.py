"""What quotations are looked up in: the paragraphs of a collection, and which terms they have.

In the browser the engine of the search stands in this place: `static/scripts/quote/library.js`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from onrecord import urls
from onrecord.model import Corpus, ParagraphKind
from onrecord.search.analysis import list_terms, read_words


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

    def holders(self, term: str) -> Sequence[int]:
        """The paragraphs that have the term, ascending."""

    def passage(self, number: int) -> Passage:
        """A paragraph by its number."""

    def phrase(self, written: str) -> list[int]:
        """The paragraphs in which the words stand one after the other, ascending."""


class CorpusLibrary:
    """A corpus in memory. Its terms are read when they are first asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._passages = tuple(_passages(corpus))
        self._words: dict[int, list[tuple[str, bool]]] = {}  # of the paragraphs read so far

    @property
    def count(self) -> int:
        """How many paragraphs there are."""
        return len(self._passages)

    def holders(self, term: str) -> Sequence[int]:
        """The paragraphs that have the term, ascending."""
        return self._postings.get(term, ())

    def passage(self, number: int) -> Passage:
        """A paragraph by its number."""
        return self._passages[number]

    def phrase(self, written: str) -> list[int]:
        """The paragraphs in which the words stand one after the other, ascending."""
        words = list(read_words(written))
        holders = [set(self.holders(word.term)) for word in words if word.term is not None]
        if not holders:
            return []
        candidates = sorted(set.intersection(*holders))
        wanted = [(word.folded, word.term is not None) for word in words]
        return [number for number in candidates if self._has(number, wanted)]

    def _has(self, number: int, wanted: list[tuple[str, bool]]) -> bool:
        there = self._words_of(number)
        return any(
            all(
                folded == there[start + step][0] and is_term <= there[start + step][1]
                for step, (folded, is_term) in enumerate(wanted)
            )
            for start in range(len(there) - len(wanted) + 1)
        )

    def _words_of(self, number: int) -> list[tuple[str, bool]]:
        known = self._words.get(number)
        if known is None:
            words = read_words(self._passages[number].text)
            known = self._words[number] = [(word.folded, word.term is not None) for word in words]
        return known

    @cached_property
    def _postings(self) -> dict[str, array[int]]:
        postings: dict[str, array[int]] = {}
        for passage in self._passages:
            for term in set(list_terms(passage.text)):
                if term is not None:
                    postings.setdefault(term, array("I")).append(passage.number)
        return postings


def _passages(corpus: Corpus) -> Iterator[Passage]:
    number = 0
    for statement in corpus.statements:
        for paragraph, exchange in statement.placed_paragraphs():
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
