"""The index in pieces, compared with lunr.js over the whole index and with plain scans."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onrecord.search import pieces
from onrecord.search.analysis import STOP_WORDS, Word, read_words
from onrecord.search.encoding import write_json
from onrecord.search.index import SearchDocument, build_index, gather_postings
from onrecord.search.segments import how_far_apart, number_paragraphs
from tests.quotations import run_judge
from tests.search.ask_scripts import ask_engine
from tests.search.queries import draw_queries
from tools.made_collection import Collection, config_for, make_collection, texts_of


@dataclass(frozen=True)
class Indexed:
    """A made collection, and the folder of its index; only to be read."""

    collection: Collection
    folder: Path


Index = Callable[[int], Indexed]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Return the collection of a size, made and written once."""

    @cache
    def index(count: int) -> Indexed:
        collection = make_collection(count)
        return Indexed(collection, write_files(collection, tmp_path_factory.mktemp("index")))

    return index


@pytest.fixture(scope="module")
def in_small_pieces(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """Return a collection in pieces so small that frequent words have their lengths apart."""
    collection = make_collection(2_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_PIECE", (400, 400))
        return Indexed(collection, write_files(collection, tmp_path_factory.mktemp("small")))


@pytest.mark.parametrize(("count", "drawn"), [(200, 630), (2_000, 630), (5_000, 210)])
def test_the_engine_answers_as_lunr_js_does(count: int, drawn: int, indexed: Index, tmp_path: Path):
    """Paragraphs, scores to the last bit and order are equal for queries of all kinds."""
    compared = compare_with_lunr(indexed(count), drawn, tmp_path)
    assert compared["different"] == []
    assert sum(1 for hits in compared["hits"] if hits) > 0.8 * drawn


def test_the_engine_answers_alike_if_lengths_are_in_pieces_of_their_own(
    in_small_pieces: Indexed, tmp_path: Path
):
    assert compare_with_lunr(in_small_pieces, 420, tmp_path)["different"] == []


def test_a_search_for_all_of_some_words_loads_the_lengths_of_the_rarest(in_small_pieces: Indexed):
    queries = ["afghanistan", "afghanistan terrorist", "afghanistan OR terrorist", "russia turkey"]
    question = {"folder": str(in_small_pieces.folder), "queries": queries}
    loaded = [
        [name.partition("-")[0] for name in names] for names in ask_engine("loaded", question)
    ]
    assert loaded == [
        ["lengths", "terms"],
        ["lengths", "terms", "terms"],
        ["lengths", "lengths", "terms", "terms"],
        ["terms", "terms"],
    ]


def test_phrases_occur_where_a_plain_scan_finds_them(indexed: Index):
    """Phrases have stop words in all places, and names that are written like them."""
    collection, folder = indexed(2_000).collection, indexed(2_000).folder
    words = [list(read_words(entry.text)) for entry in collection.entries]
    texts = [fold_text(each) for each in words]
    phrases = draw_phrases(collection, words, 500)
    found = ask_engine("phrases", {"folder": str(folder), "phrases": phrases})
    different = {
        phrase: (places, scanned)
        for phrase, places in zip(phrases, found, strict=True)
        if (scanned := scan_for(phrase, words, texts)) != places
    }
    assert different == {}
    assert sum(1 for places in found if places) > 350


def test_every_word_is_found_in_each_paragraph_that_has_it(indexed: Index):
    collection, folder = indexed(2_000).collection, indexed(2_000).folder
    having: dict[str, set[int]] = {}
    for number, entry in enumerate(collection.entries):
        for word in read_words(entry.text):
            if word.term is not None:
                having.setdefault(word.term, set()).add(number)
    found = ask_engine("terms", {"folder": str(folder), "terms": list(having)})
    assert len(having) > 1_500
    assert {term: set(numbers) for term, numbers in found.items()} == having


def test_a_prefix_finds_the_terms_of_all_words_that_begin_with_it(
    indexed: Index,
):
    collection, folder = indexed(2_000).collection, indexed(2_000).folder
    words = {
        word.folded: word.term
        for entry in collection.entries
        for text in texts_of(entry).values()
        for word in read_words(text)
        if word.term is not None
    }
    draw = random.Random(5)
    beginnings = sorted({word[: draw.randrange(1, 6)] for word in draw.sample(sorted(words), 400)})
    found = ask_engine("beginnings", {"folder": str(folder), "beginnings": beginnings})
    assert {beginning: sorted(terms) for beginning, terms in found.items()} == {
        beginning: sorted({term for word, term in words.items() if word.startswith(beginning)})
        for beginning in beginnings
    }


def test_words_similar_to_an_unknown_one_are_sorted_by_distance_and_frequency(
    indexed: Index,
):
    folder = indexed(200).folder
    asked = ["talibn", "afgahnistan", "rusia", "xyzzyx", "ab", "recociliation", "fghanistan"]
    found = ask_engine("near", {"folder": str(folder), "words": asked})
    assert found == {
        "talibn": ["taliban"],
        "afgahnistan": ["afghanistan"],
        "rusia": ["russia"],
        "xyzzyx": [],
        "ab": [],
        "recociliation": ["reconciliation"],
        "fghanistan": [],
    }


@pytest.mark.parametrize("count", [200, 2_000])
def test_passages_and_columns_have_what_was_indexed(count: int, indexed: Index):
    collection, folder = indexed(count).collection, indexed(count).folder
    shown = ask_engine("shown", {"folder": str(folder)})
    placed = [
        (first, first + place, statement, entry)
        for first, statement in zip(firsts_of(collection), collection.statements, strict=True)
        for place, entry in enumerate(statement.entries)
    ]
    assert shown == [
        {
            "passage": {
                "number": number,
                "id": f"{statement.slug}/{entry.anchor}",
                "url": f"statements/{statement.slug}/#{entry.anchor}",
                "statement": statement.slug,
                "title": statement.title,
                "date": statement.date,
                "kind": entry.kind,
                "exchange": entry.exchange,
                "question": entry.question,
                "speaker": entry.speaker,
                "speakerName": entry.speaker_name,
                "quoted": [list(one) for one in entry.quoted],
                "topics": list(entry.topics),
                "text": entry.text,
            },
            "columns": {
                "statement": statement.slug,
                "title": statement.title,
                "date": statement.date,
                "first": first,
                "kind": entry.kind,
                "speaker": entry.speaker,
                "name": entry.speaker_name,
                "quoted": [slug for slug, _ in entry.quoted],
                "topics": list(entry.topics),
            },
        }
        for first, number, statement, entry in placed
    ]


def test_there_are_three_round_trips_before_the_first_hit(indexed: Index):
    """Manifest, terms and places, texts."""
    folder = indexed(2_000).folder
    queries = ["Afghanistan", "drug trafficking", "reconcil*", "title:afghanistan drug"]
    queries += ['"drug trafficking"', '"drug trafficking" security', '"on the ground"']
    trips = ask_engine("trips", {"folder": str(folder), "queries": queries})
    assert trips == dict.fromkeys(queries, 3)


def test_statements_have_their_number_of_words(indexed: Index):
    collection, folder = indexed(2_000).collection, indexed(2_000).folder
    counts: Counter[str] = Counter()
    for statement in collection.statements:
        for entry in statement.entries:
            counts[statement.slug] += sum(1 for _ in read_words(entry.text))
    assert ask_engine("words", {"folder": str(folder)}) == counts


def test_a_small_collection_is_a_manifest_and_one_file_and_one_for_quotations():
    names = [*make_collection(84).index_files().hashes]
    build = names[0].rpartition("/")[0]
    beside = [f"{build}/shingles-0.bin", f"{build}/shingles-0.js"]
    manifests = ["search/index.json", "search/index.js"]
    assert names == [f"{build}/all.bin", f"{build}/all.js", *beside, *manifests]


def test_equal_collections_have_equal_bytes_and_others_another_build():
    collection = make_collection(400)
    files, again = collection.index_files(), collection.index_files()
    assert list(files.make(files.hashes)) == list(again.make(again.hashes))
    other = replace(collection, statements=collection.statements[:-1]).index_files()
    assert files.hashes.keys() & other.hashes.keys() == {"search/index.json", "search/index.js"}


def test_an_empty_collection_has_an_empty_index(tmp_path: Path):
    write_files(Collection((), config_for({"text": 1.0}, {})), tmp_path)
    assert ask_engine("terms", {"folder": str(tmp_path), "terms": ["peac"]}) == {"peac": []}
    assert ask_engine("shown", {"folder": str(tmp_path)}) == []


def test_an_index_without_the_text_is_rejected():
    with pytest.raises(ValueError, match=r"^the field text must be among those"):
        Collection((), config_for({"title": 1.0}, {})).index_files()


def write_files(collection: Collection, folder: Path) -> Path:
    return run_judge.write_index(collection.index_files(), folder)


def firsts_of(collection: Collection) -> list[int]:
    """Return the number of the first paragraph of each statement."""
    sizes = [len(statement.entries) for statement in collection.statements]
    return number_paragraphs(sizes, how_far_apart(sizes)).tolist()[:-1]


def compare_with_lunr(indexed: Indexed, drawn: int, folder: Path) -> Any:
    """Return which of the drawn queries lunr.js answers otherwise, and its numbers of hits."""
    whole = folder / "whole.json"
    whole.write_text(whole_index(indexed.collection), "utf-8")
    queries = draw_queries(indexed.collection, drawn)
    question = {"whole": str(whole), "folder": str(indexed.folder), "queries": queries}
    return ask_engine("compare", question)


def whole_index(collection: Collection) -> str:
    documents = (SearchDocument(str(n), texts_of(e)) for n, e in enumerate(collection.entries))
    return write_json(
        build_index(gather_postings(documents, collection.config.search.fields))
    ).decode()


def draw_phrases(collection: Collection, words: list[list[Word]], count: int) -> list[str]:
    """Return parts of the texts, some with a word changed or in lower case."""
    draw = random.Random(11)
    texts = [entry.text for entry in collection.entries]
    phrases = []
    while len(phrases) < count:
        number = draw.randrange(len(words))
        if len(words[number]) > 1:
            first = draw.randrange(len(words[number]) - 1)
            last = min(first + draw.randrange(1, 7), len(words[number]) - 1)
            text = texts[number]
            phrase = text[words[number][first].start : words[number][last].end]
            change = draw.randrange(5)
            if change == 0:
                phrase = phrase.lower()
            elif change == 1:
                phrase = f"{phrase} {draw.choice(sorted(STOP_WORDS))}"
            phrases.append(phrase)
    return phrases


def scan_for(phrase: str, words: list[list[Word]], texts: list[str]) -> list[list[int]]:
    """Return the paragraphs with the phrase, and how often; occurrences do not overlap."""
    wanted = list(read_words(phrase))
    if all(word.term is None for word in wanted):
        return []
    holders = (number for number, text in enumerate(texts) if fold_text(wanted) in text)
    counts = ([number, count_in(wanted, words[number])] for number in holders)
    return [[number, count] for number, count in counts if count]


def fold_text(words: list[Word]) -> str:
    return f" {' '.join(word.folded for word in words)} "


def count_in(wanted: list[Word], words: list[Word]) -> int:
    count, place = 0, 0
    while place + len(wanted) <= len(words):
        if all(map(is_same, wanted, words[place : place + len(wanted)])):
            count += 1
            place += len(wanted)
        else:
            place += 1
    return count


def is_same(wanted: Word, found: Word) -> bool:
    """A stop word in lower case may be a name; a name is never a stop word."""
    return wanted.folded == found.folded and (wanted.term is None or found.term is not None)
