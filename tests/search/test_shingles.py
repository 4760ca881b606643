"""Shingles and the paragraphs that have them, in both languages."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from onrecord.search.analysis import list_words
from onrecord.search.segments import how_far_apart, number_paragraphs
from onrecord.search.shingles import hash_word, list_shingles
from tests.quotations.run_judge import ask_scripts, write_index
from tools.made_collection import make_collection

ODD = ["阿", "", "strasse", "\U0001f600", "été", "a" * 300, "the", "the", "the"]


def test_a_text_of_fewer_words_has_no_shingle() -> None:
    assert [holders_of([["we", "will"][:count]]) for count in range(3)] == [{}, {}, {}]


def test_no_shingle_spans_two_paragraphs() -> None:
    assert holders_of([["we", "will"], ["say", "it"]]) == {}


def test_a_shingle_is_the_hash_of_three_words_in_their_order() -> None:
    (say,), (we,) = holders_of([["what", "we", "say"]]), holders_of([["we", "say", "we"]])
    assert set(holders_of([["what", "we", "say", "we"]])) == {say, we}
    assert len({say, we, *holders_of([["say", "we", "what"]])}) == 3


def test_a_paragraph_is_listed_once_for_each_of_its_shingles() -> None:
    (say,) = holders_of([["what", "we", "say"]])
    found = holders_of([["what", "we", "say"] * 3, ["say", "what", "we"], ["what", "we", "say"]])
    assert found[say] == [0, 2]


@pytest.mark.parametrize("count", [200, 2_000], ids=["one piece", "many pieces"])
def test_the_scripts_find_the_same(count: int, tmp_path: Path) -> None:
    collection = make_collection(count)
    write_index(collection.index_files(), tmp_path)
    texts = [[word for word, _ in list_words(entry.text)] for entry in collection.entries]
    rows = [ODD, *texts[:: count // 10]]
    sizes = [len(statement.entries) for statement in collection.statements]
    firsts = number_paragraphs(sizes, how_far_apart(sizes)).tolist()
    numbers = [
        first + place for first, size in zip(firsts, sizes, strict=False) for place in range(size)
    ]
    holders = {
        shingle: [numbers[place] for place in places]
        for shingle, places in holders_of(texts).items()
    }
    found = ask_scripts("shingles", {"folder": str(tmp_path), "rows": rows})
    assert found == [
        [[shingle, holders.get(shingle, [])] for shingle in in_order(row)] for row in rows
    ]
    assert sum(len(each) for row in found for _, each in row) > 100


def in_order(words: list[str]) -> list[int]:
    """Return the hash of each three words in a row."""
    return [
        shingle
        for place in range(len(words) - 2)
        for shingle in holders_of([words[place : place + 3]])
    ]


def holders_of(texts: list[list[str]]) -> dict[int, list[int]]:
    """Return the paragraphs that have each shingle."""
    words = sorted({word for text in texts for word in text})
    numbers = {word: number for number, word in enumerate(words)}
    hashes = np.array([hash_word(word) for word in words], np.uint64)
    tokens = np.array([numbers[word] for text in texts for word in text], np.int64)
    sizes = np.array([len(text) for text in texts])
    found: dict[int, list[int]] = defaultdict(list)
    for place in list_shingles(hashes, tokens, sizes).tolist():
        found[place >> 32].append(place & 0xFFFFFFFF)
    return dict(found)
