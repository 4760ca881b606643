"""The index that Python writes, compared with the one that lunr.js builds of the same documents."""

import random
import re
from collections import Counter

import pytest
from lunr.builder import Builder  # type: ignore[import-untyped]

from onrecord.search.analysis import STOP_WORDS, list_terms
from onrecord.search.encoding import write_json
from onrecord.search.index import (
    Postings,
    SearchDocument,
    build_index,
    gather_postings,
)
from tests.search.ask_scripts import ask_lunr, ask_lunr_for_json
from tests.support.repository import ROOT

FIELDS = {"text": 1, "title": 2, "speaker": 0.5}


def test_a_small_index_is_written_in_lunrs_format():
    documents = [
        SearchDocument("a/p1", {"text": "The US and Turkey. Turkey’s talks", "title": "Talks"}),
        SearchDocument("a/p2", {"text": "They met us."}),
    ]
    index = build_index(gather_postings(documents, {"text": 1, "title": 2}))
    assert index == {
        "version": "2.3.9",
        "fields": ["text", "title"],
        "fieldVectors": [
            ["text/a/p1", [0, 0.557, 1, 0.815, 2, 0.146]],
            ["title/a/p1", [2, 0.259]],
            ["text/a/p2", [3, 0.919]],
            ["title/a/p2", []],
        ],
        "invertedIndex": [
            ["met", {"_index": 3, "text": {"a/p2": {}}, "title": {}}],
            ["talk", {"_index": 2, "text": {"a/p1": {}}, "title": {"a/p1": {}}}],
            ["turkey", {"_index": 1, "text": {"a/p1": {}}, "title": {}}],
            ["us", {"_index": 0, "text": {"a/p1": {}}, "title": {}}],
        ],
        "pipeline": ["onrecord-normaliser", "stemmer"],
    }


def test_postings_say_where_each_term_occurs_and_how_often():
    documents = [
        SearchDocument("a", {"text": "peace talks, more talks", "title": "Peace"}),
        SearchDocument("b", {"text": "the talk"}),
    ]
    postings = gather_postings(documents, {"text": 1, "title": 1})
    assert listed(postings) == {
        "peac": {"text": [(0, 1)], "title": [(0, 1)]},
        "talk": {"text": [(0, 2), (1, 1)], "title": []},
        "more": {"text": [(0, 1)], "title": []},
    }
    assert {name: [*lengths] for name, lengths in postings.lengths.items()} == {
        "text": [4, 1],
        "title": [1, 0],
    }
    assert (postings.average_length("text"), postings.average_length("title")) == (2.5, 0.5)


def test_two_documents_with_the_same_ref_are_rejected():
    documents = [SearchDocument("a", {}), SearchDocument("a", {})]
    with pytest.raises(ValueError, match=r"^two documents have the ref 'a'$"):
        gather_postings(documents, FIELDS)


def test_a_field_with_a_slash_is_rejected():
    with pytest.raises(ValueError, match=r"^Lunr cannot tell the field 'a/b' from a ref"):
        gather_postings([], {"a/b": 1})


def test_the_index_of_the_transcripts_is_that_of_lunr_js_to_the_byte():
    assert_same_bytes(paragraphs())


def test_the_index_of_drawn_documents_is_that_of_lunr_js_to_the_byte():
    """The documents have terms beyond U+FFFF, terms like Object's own names, and empty fields."""
    assert_same_bytes(drawn_documents(1000))


def test_the_index_of_no_documents_is_that_of_lunr_js():
    assert_same_bytes([])


def test_the_index_has_the_terms_and_weights_of_the_python_lunr():
    documents = paragraphs()
    index = build_index(gather_postings(documents, FIELDS))
    judge = build_with_lunr_py(documents)
    assert [term for term, _ in index["invertedIndex"]] == [
        term for term, _ in judge["invertedIndex"]
    ]
    for (ref, vector), (judged_ref, judged) in zip(
        index["fieldVectors"], judge["fieldVectors"], strict=True
    ):
        assert (ref, vector[::2]) == (judged_ref, judged[::2])
        assert vector[1::2] == pytest.approx(judged[1::2], abs=0.00101)


def test_lunr_js_finds_every_word_in_each_paragraph_that_has_it():
    documents = paragraphs()
    having: dict[str, set[str]] = {}
    for document in documents:
        without_possessives = re.sub(r"[’']s\b", "", document.fields["text"])
        for word in re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", without_possessives):
            if word.lower() not in STOP_WORDS:
                having.setdefault(word, set()).add(document.ref)
    index = build_index(gather_postings(documents, {"text": 1}))
    found = ask_lunr("found", {"index": index, "words": list(having)})
    missing = {
        word: having[word] - set(refs)
        for word, refs in zip(having, found, strict=True)
        if not having[word] <= set(refs)
    }
    assert len(having) > 1000
    assert missing == {}


def test_lunr_js_parses_and_answers_queries_over_the_index():
    documents = [
        SearchDocument("p1", {"text": "The US is in Turkey today", "speaker": "Sergey Lavrov"}),
        SearchDocument("p2", {"text": "It has nothing for us", "speaker": "Journalist"}),
        SearchDocument("p3", {"text": "Lavrov’s talks in Moscow/Doha", "speaker": "Reporter"}),
    ]
    index = build_index(gather_postings(documents, FIELDS))
    queries = ["us", "US", "turkey", "today", "speaker:lavrov", "lavrov", "+doha -turkey", "the"]
    found = ask_lunr("searched", {"index": index, "queries": queries})
    assert {
        query: [ref for ref, _ in hits] for query, hits in zip(queries, found, strict=True)
    } == {
        "us": ["p1"],
        "US": ["p1"],
        "turkey": ["p1"],
        "today": ["p1"],
        "speaker:lavrov": ["p1"],
        "lavrov": ["p3", "p1"],
        "+doha -turkey": ["p3"],
        "the": [],
    }


def listed(postings: Postings) -> dict[str, dict[str, list[tuple[int, int]]]]:
    return {
        term: {name: list(where.items()) for name, where in by_field.items()}
        for term, by_field in postings.terms.items()
    }


def assert_same_bytes(documents: list[SearchDocument]) -> None:
    judged = ask_lunr_for_json(
        "index",
        {"fields": FIELDS, "documents": [{"ref": each.ref, **each.fields} for each in documents]},
    )
    assert write_json(build_index(gather_postings(documents, FIELDS))).decode() == judged


def build_with_lunr_py(documents: list[SearchDocument]) -> dict:
    """Return lunr.py's index of the same terms; its own words and stems differ."""
    builder = Builder()
    builder.ref("ref")
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    for document in documents:
        terms = {name: list_terms(document.fields.get(name, "")) for name in FIELDS}
        builder.add({"ref": document.ref} | {name: [*filter(None, terms[name])] for name in FIELDS})
    return builder.build().serialize()


def paragraphs() -> list[SearchDocument]:
    return [
        SearchDocument(
            f"{path.stem}/p{number}", {"text": text, "title": path.stem, "speaker": text[:20]}
        )
        for path in sorted(ROOT.glob("transcripts/*.md"))
        for number, text in enumerate(path.read_text("utf-8").split("\n\n"), start=1)
    ]


def drawn_documents(count: int) -> list[SearchDocument]:
    draw = random.Random(3)
    words = ["__proto__", "constructor", "US", "us", "\U00010428", "\ufb00x", "ﷺ", "12", "007", "’"]
    words += Counter(" ".join(each.fields["text"] for each in paragraphs()).split())
    return [
        SearchDocument(
            f"d{number}",
            {
                name: " ".join(draw.choices(words, k=draw.randrange(40)))
                for name in draw.sample(list(FIELDS), 2)
            },
        )
        for number in range(count)
    ]
