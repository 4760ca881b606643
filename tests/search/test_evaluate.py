"""Queries as people type them, on a few texts."""

from pathlib import Path

import pytest

from onrecord.search.index_entries import Entry, IndexedStatement
from tests.quotations.run_judge import write_index
from tests.search.ask_scripts import ask_engine
from tools.made_collection import Collection, config_for

TEXTS = {
    "p1": "We oppose the sale of the park.",
    "p2": "They opposed the new gate by the lake.",
    "p3": "The opposite shore of the lake is open, and the lake is deep.",
    "p4": "The gate of the park is open.",
    "p5": "Nobody spoke about the north gate in spring.",
}
QUERIES = {
    "sale OR shore": {"p1": 1, "p3": 1},
    "lake OR gate": {"p2": 2, "p3": 2, "p4": 1, "p5": 1},
    "open lake OR park": {"p3": 3, "p4": 2},
    '"north gate" OR sale': {"p1": 1, "p5": 1},
    '"north gate" OR "new gate"': {"p2": 1, "p5": 1},
    "title:hills OR title:remarks -lake": {"p1": 0, "p4": 0, "p5": 0},
    "park OR": {"p1": 1, "p4": 1},
    "sale or shore": {},
    "oppose*": {"p1": 1, "p2": 1},
    "oppos*": {"p1": 1, "p2": 1, "p3": 1},
    "xyz OR sale": {"p1": 1},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    fields = {"title": "Remarks"}
    entries = tuple(
        Entry(anchor, "statement", "x", "X", (), text, fields) for anchor, text in TEXTS.items()
    )
    statement = IndexedStatement("a", "statements/a/", "A", "2020-01-02", entries)
    collection = Collection((statement,), config_for({"text": 1, "title": 2}, {}))
    return write_index(collection.index_files(), tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_paragraphs_and_counts_its_words(query: str, folder: Path) -> None:
    found = ask_engine("asked", {"folder": str(folder), "queries": [query]})[query]
    anchors = [f"p{number + 1}" for number in found["paragraphs"]]
    assert dict(sorted(zip(anchors, found["counts"], strict=True))) == QUERIES[query]
