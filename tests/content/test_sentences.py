"""Sentences of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.content.sentences import sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("“One.” (Two.) Three", ["“One.”", "(Two.)", "Three"]),
        ("Mr. Atmar came. He spoke.", ["Mr. Atmar came.", "He spoke."]),
        ("The U.S. side of J. Biden left.", ["The U.S. side of J. Biden left."]),
        ("It cost 2.5 roubles. Later… it did not.", ["It cost 2.5 roubles.", "Later… it did not."]),
        ("一。二？", ["一。", "二？"]),
        ("No end", ["No end"]),
        ("", []),
    ],
)
def test_a_text_is_divided_into_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentences_of(text)] == sentences


@given(st.text(alphabet="aB.?! \n”", max_size=40))
def test_sentences_have_every_character_but_white_space(text: str) -> None:
    joined = "".join(text[start:end] for start, end in sentences_of(text))

    assert "".join(joined.split()) == "".join(text.split())
