"""Lunr's own whole index, for other tools."""

import json

from lunr.index import Index  # type: ignore[import-untyped]

from onrecord.search.index_files import write_whole
from tests.search.judge import ask_plain_lunr
from tests.search.made import FIELDS, make_collection


def test_lunr_js_without_any_of_our_code_loads_the_whole_index_and_finds_paragraphs_by_id():
    entries = make_collection(200).entries
    index = json.loads(write_whole(entries, FIELDS))
    refs = {ref for ref, _ in ask_plain_lunr({"index": index, "query": "+text:trafficking"})}
    assert refs == {e.id for e in entries if "trafficking" in e.text.lower()}


def test_lunr_py_loads_it_too():
    entries = make_collection(200).entries
    index = Index.load(write_whole(entries, FIELDS).decode())
    found = {hit["ref"] for hit in index.search("+text:tajikistan")}
    assert found == {e.id for e in entries if "tajikistan" in e.text.lower()}
