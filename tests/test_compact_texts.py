"""Texts that are kept as bytes are the same texts."""

import pytest

from onrecord.compact_texts import CompactTexts

TEXTS = CompactTexts({"b": "“two”".encode(), "a": b"one"}, {"b": b"hidden", "c": b""})


def test_texts_are_found_by_name_and_listed_in_order() -> None:
    assert dict(TEXTS) == {"a": "one", "b": "“two”", "c": ""}
    assert ([*TEXTS], len(TEXTS)) == (["a", "b", "c"], 3)


def test_other_texts_are_added_or_replace_those_with_their_names() -> None:
    assert dict(TEXTS | {"d": "four", "a": "first"}) == {
        "a": "first",
        "b": "“two”",
        "c": "",
        "d": "four",
    }


def test_a_name_without_a_text_is_an_error() -> None:
    assert TEXTS.get("x") is None
    with pytest.raises(KeyError):
        TEXTS["x"]
