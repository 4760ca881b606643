"""Builds the index that lunr.js loads.

`gather_postings` reads the documents once and lists where each term occurs. `build_index` turns
that into the index that lunr.js 2.3.9 itself would build from the words of
`onrecord.search.analysis`: the same terms in the same order, the same weights to the last digit.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lunr.idf import idf  # type: ignore[import-untyped]

from onrecord.search.analysis import list_terms
from onrecord.search.encoding import sort_words, write_json

# The version of lunr.js that the index is for; any other warns when it loads the index.
LUNR_VERSION = "2.3.9"
# What is done to the words of a query. lunr.js knows only the second: see `write_whole`.
PIPELINE = ("onrecord-normaliser", "stemmer")
# Lunr's own: how soon a repeated word stops counting, and how much less terms of a long field do.
K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A document that a search can find: its reference and the plain text of its fields."""

    ref: str
    fields: Mapping[str, str]


# How often each document has a term in a field: by its ordinal, ascending.
FieldPostings: TypeAlias = dict[int, int]


@dataclass(frozen=True, slots=True)
class Postings:
    """Every term of a collection, with where it occurs.

    `fields` are names with their boosts and `refs` the documents, both in the order given;
    `lengths` has the number of terms in each field of each document; `terms` are in the order in
    which they first occur, which is Lunr's number for them, each with all fields.
    """

    fields: Mapping[str, float]
    refs: tuple[str, ...]
    lengths: Mapping[str, array[int]]
    terms: Mapping[str, Mapping[str, FieldPostings]]

    def average_length(self, name: str) -> float:
        """Return how many terms a field has on average; documents without it count."""
        return sum(self.lengths[name]) / len(self.refs)


def gather_postings(documents: Iterable[SearchDocument], fields: Mapping[str, float]) -> Postings:
    """Return the terms of all documents in the fields; ValueError if two share a ref."""
    if misnamed := [name for name in fields if "/" in name]:
        raise ValueError(f"Lunr cannot tell the field {misnamed[0]!r} from a ref: it has a slash")
    refs: dict[str, None] = {}
    lengths: dict[str, array[int]] = {name: array("I") for name in fields}
    terms: dict[str, dict[str, FieldPostings]] = {}
    for ordinal, document in enumerate(documents):
        if document.ref in refs:
            raise ValueError(f"two documents have the ref {document.ref!r}")
        refs[document.ref] = None
        for name in fields:
            counts = _count_terms(document.fields.get(name, ""))
            lengths[name].append(counts.total())
            for term, frequency in counts.items():
                if term not in terms:
                    terms[term] = {each: {} for each in fields}
                terms[term][name][ordinal] = frequency
    return Postings(dict(fields), tuple(refs), lengths, terms)


def build_index(postings: Postings) -> dict[str, object]:
    """Return the index in the form that `lunr.Index.load` takes, ready to be written as JSON."""
    inverted = {
        term: _invert(number, by_field, postings.refs)
        for number, (term, by_field) in enumerate(postings.terms.items())
    }
    return {
        "version": LUNR_VERSION,
        "fields": list(postings.fields),
        "fieldVectors": _weigh_fields(postings, inverted),
        "invertedIndex": [[term, inverted[term]] for term in sort_words(inverted)],
        "pipeline": list(PIPELINE),
    }


def write_whole(documents: Iterable[SearchDocument], fields: Mapping[str, float]) -> bytes:
    """Return the index as lunr.js and lunr.py load it; refs are the ids of the paragraphs.

    Words of queries are only stemmed, because these tools do not have our analysis.
    """
    index = build_index(gather_postings(documents, fields)) | {"pipeline": ["stemmer"]}
    return write_json(index)


def rarity(entry: Mapping[str, object], count: int) -> float:
    """Return Lunr's measure of how rare a term of an inverted index is, among `count` documents."""
    return float(idf(entry, count))


def _count_terms(text: str) -> Counter[str]:
    return Counter(term for term in list_terms(text) if term is not None)


_NO_METADATA: dict[str, object] = {}


def _invert(
    number: int, by_field: Mapping[str, FieldPostings], refs: tuple[str, ...]
) -> dict[str, object]:
    """Return a term's entry: its number, and for each field the documents that have it there."""
    entry: dict[str, object] = {"_index": number}
    for name, postings in by_field.items():
        entry[name] = dict.fromkeys([refs[each] for each in postings], _NO_METADATA)
    return entry


def _weigh_fields(
    postings: Postings, inverted: Mapping[str, Mapping[str, object]]
) -> list[list[object]]:
    """Return the vector of each field of each document: a term's number, its weight, and so on."""
    vectors: dict[str, list[list[float]]] = {
        name: [[] for _ in postings.refs] for name in postings.fields
    }
    dampings = {name: list(_damp_lengths(postings, name)) for name in postings.fields}
    for number, (term, by_field) in enumerate(postings.terms.items()):
        rare = rarity(inverted[term], len(postings.refs))
        for name, where in by_field.items():
            boost, damping, vector = postings.fields[name], dampings[name], vectors[name]
            for document, frequency in where.items():
                weight = rare * ((K1 + 1) * frequency) / (damping[document] + frequency) * boost
                vector[document] += (number, _round(weight))
    return [
        [f"{name}/{ref}", vectors[name][ordinal]]
        for ordinal, ref in enumerate(postings.refs)
        for name in postings.fields
    ]


def _damp_lengths(postings: Postings, name: str) -> Iterator[float]:
    """Yield for each document how much the length of its field lowers the weight of terms."""
    if not any(postings.lengths[name]):
        return
    average = postings.average_length(name)
    for length in postings.lengths[name]:
        yield K1 * (1 - B + B * (length / average))


def _round(weight: float) -> float:
    """Return three decimals like JavaScript's Math.round, halves upwards; whole numbers as int."""
    thousandths = math.ceil(weight * 1000)
    if thousandths - 0.5 > weight * 1000:
        thousandths -= 1
    rounded = thousandths / 1000
    return int(rounded) if rounded.is_integer() else rounded
