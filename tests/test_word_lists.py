"""Lists of words in onrecord/data."""

from importlib.resources import files

from onrecord.word_lists import word_list, word_map, word_set


def test_a_list_keeps_the_order_of_its_file() -> None:
    assert word_list("title_words", "occasions")[:2] == (
        "joint news conference",
        "joint press conference",
    )


def test_words_of_a_set_have_their_case_folded() -> None:
    assert "no" in word_set("label_words", "not_names")
    assert all(word == word.casefold() for word in word_set("page_boilerplate", "anywhere"))


def test_a_mapping_has_the_pairs_of_its_file() -> None:
    assert word_map("language_lists", "scripts")["HANGUL"] == "ko"


def test_every_list_has_a_comment_above_it() -> None:
    for path in files("onrecord").joinpath("data").iterdir():
        if path.name.endswith(".yaml"):
            lines = path.read_text(encoding="utf-8").splitlines()
            keys = [n for n, line in enumerate(lines) if line[:1].isalpha()]
            assert keys
            assert all(lines[n - 1].startswith("# ") for n in keys), path.name
