"""Shingles and the paragraphs that have them, in both languages."""

from pathlib import Path

import pytest

from onrecord.search.analysis import list_words
from onrecord.search.pieces import write_pieces
from onrecord.search.shingles import Shingles, shingles_of, shingles_section
from tests.quotations.run_judge import ask_scripts
from tools.made_collection import make_collection

ODD = ["阿", "", "strasse", "\U0001f600", "été", "a" * 300, "the", "the", "the"]


def test_a_text_of_fewer_words_has_no_shingle() -> None:
    assert [shingles_of(["we", "will"][:count]) for count in range(3)] == [[], [], []]


def test_a_shingle_is_the_hash_of_three_words_in_their_order() -> None:
    first, second = shingles_of(["what", "we", "say", "we"])
    assert [first] == shingles_of(["what", "we", "say"])
    assert [second] == shingles_of(["we", "say", "we"])
    assert len({first, second, *shingles_of(["say", "we", "what"])}) == 3


def test_stop_words_and_names_count_like_other_words() -> None:
    shingles = Shingles(["What we say.", "Say what? We", "what WE say, what we say"])
    assert shingles.holders(*shingles_of(["what", "we", "say"])) == [0, 2]
    assert shingles.holders(*shingles_of(["say", "what", "we"])) == [1, 2]
    assert shingles.holders(*shingles_of(["we", "say", "nothing"])) == []


@pytest.mark.parametrize("size", [100, 8_000, 1 << 30], ids=["many", "some", "one"])
def test_the_scripts_find_the_same(size: int, tmp_path: Path) -> None:
    collection = make_collection(200)
    texts = [entry.text for entry in collection.entries]
    section = shingles_section(texts, piece_size=size)
    for name, content in write_pieces(collection, beside=[section]):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    rows = [ODD, *([word for word, _ in list_words(text)] for text in texts[::20])]
    shingles = Shingles(texts)
    expected = [[[each, shingles.holders(each)] for each in shingles_of(row)] for row in rows]
    assert ask_scripts("shingles", {"folder": str(tmp_path), "rows": rows}) == expected
    assert sum(len(holders) for row in expected for _, holders in row) > 100
