"""Lunr's own index as a download for other tools."""

import json
import pickle
from dataclasses import replace

import pytest
from lunr.index import Index  # type: ignore[import-untyped]

from onrecord import urls
from onrecord.model import MOST_FOR_LUNR
from onrecord.pages.index_pages import plan_about
from onrecord.search import IndexFiles
from onrecord.search.index import SearchDocument, write_whole
from tests.search.ask_scripts import ask_plain_lunr
from tests.support.corpora import Corpus, config_of, corpus_of, index_segments, real_corpus
from tests.support.sites import index_of
from tools.made_collection import FIELDS, make_collection, texts_of


def test_lunr_js_without_our_code_loads_the_index_and_finds_paragraphs_by_id():
    documents = list_documents()
    index = json.loads(write_whole(documents, FIELDS))
    refs = {ref for ref, _ in ask_plain_lunr({"index": index, "query": "+text:trafficking"})}
    assert refs == {each.ref for each in documents if "trafficking" in each.fields["text"].lower()}


def test_lunr_py_loads_it_too():
    documents = list_documents()
    index = Index.load(write_whole(documents, FIELDS).decode())
    found = {hit["ref"] for hit in index.search("+text:tajikistan")}
    assert found == {each.ref for each in documents if "tajikistan" in each.fields["text"].lower()}


def test_lunr_js_searches_the_index_of_the_transcripts():
    corpus = real_corpus()
    index = json.loads(IndexFiles(index_segments(corpus), corpus.config).read(urls.LUNR_INDEX))
    refs = {ref for ref, _ in ask_plain_lunr({"index": index, "query": "+text:drugs +trafficking"})}
    assert refs == {
        "2018-02-20-asif/p10",
        "2018-02-20-asif/p19",
        "2018-02-20-asif/p22",
        "2021-07-16-tashkent/p5",
    }


@pytest.mark.parametrize(
    ("setting", "is_large", "is_written"),
    [
        (None, False, True),
        (None, True, False),
        (True, True, True),
        (False, False, False),
    ],
)
def test_the_index_is_written_and_listed_by_the_setting_or_else_by_size(
    setting: bool | None, is_large: bool, is_written: bool
):
    corpus = with_lunr_setting(corpus_of({"2020-01-02-trees": "Trees."}), setting)
    segments = index_segments(corpus)
    if is_large:
        (statement,) = corpus.statements
        count = MOST_FOR_LUNR + 1
        copies = tuple(replace(statement, slug=f"2020-01-02-{n}") for n in range(count))
        corpus, segments = replace(corpus, statements=copies), segments * count

    assert (urls.LUNR_INDEX in IndexFiles(segments, corpus.config).hashes) is is_written
    assert plan_about(index_of(corpus), {}).has_lunr_index is is_written


def test_the_files_do_not_depend_on_where_the_parts_were_made():
    corpus = real_corpus()
    segments = index_segments(corpus)
    moved = [pickle.loads(pickle.dumps(segment)) for segment in segments]
    files, others = (IndexFiles(each, corpus.config) for each in (segments, moved))
    assert dict(others.make(others.hashes)) == dict(files.make(files.hashes))


def test_paragraphs_of_a_report_with_words_in_quotation_marks_say_whom_it_quotes():
    report = """\
kind: report
speaker: reporter
quotes: [jane-doe]
---
The mayor opened the “old gate” and the "south gate" of the park.

"Nobody has to whisper in a park," she said.

She said ‘that it is the one room of the town’. It isn't closed, and the workers' huts aren't.

It isn't closed, and the workers' huts aren't either.
"""
    (segment,) = index_segments(corpus_of({"2020-01-02-park": report}))
    assert [json.loads(speaker) for _, speaker, _ in segment.passages(0)] == [
        ["reporter", "Reporter"],
        ["reporter", "Reporter", [["jane-doe", "Jane Doe"]]],
        ["reporter", "Reporter", [["jane-doe", "Jane Doe"]]],
        ["reporter", "Reporter"],
    ]


def test_an_edit_changes_the_name_of_the_index():
    texts = ({"2020-01-02-trees": "Trees."}, {"2020-01-02-trees": "Trees, and hedges."})
    first, second = (
        set(IndexFiles(index_segments(corpus_of(one)), config_of()).hashes) for one in texts
    )
    manifests = {urls.SEARCH + "index.json", urls.SEARCH + "index.js"}
    assert first & second == {*manifests, urls.LUNR_INDEX}


def list_documents() -> list[SearchDocument]:
    return [
        SearchDocument(f"{statement.slug}/{entry.anchor}", texts_of(entry))
        for statement in make_collection(200).statements
        for entry in statement.entries
    ]


def with_lunr_setting(corpus: Corpus, setting: bool | None) -> Corpus:
    search = replace(corpus.config.search, export_lunr=setting)
    return replace(corpus, config=replace(corpus.config, search=search))
