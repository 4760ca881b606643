"""Texts that are kept as bytes, or read when they are needed, are the same texts."""

import pytest

from onrecord.compact_texts import CompactTexts

TEXTS = CompactTexts({"a": b"one", "b": "“two”".encode(), "c": "thrée".encode})


def test_texts_are_found_by_name_and_listed_in_order() -> None:
    assert dict(TEXTS) == {"a": "one", "b": "“two”", "c": "thrée"}
    assert ([*TEXTS], len(TEXTS)) == (["a", "b", "c"], 3)


def test_other_texts_are_added_or_replace_those_with_their_names() -> None:
    assert dict(TEXTS | {"d": "four", "a": "first"}) == {
        "a": "first",
        "b": "“two”",
        "c": "thrée",
        "d": "four",
    }


def test_a_name_without_a_text_is_an_error() -> None:
    assert TEXTS.get("x") is None
    with pytest.raises(KeyError):
        TEXTS["x"]
