"""The short mark of words that a link carries."""

import json
from pathlib import Path

import pytest

from onrecord.permalinks.fingerprint import mark_of

CASES = json.loads((Path(__file__).parent / "marks.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "mark"), CASES.items())
def test_a_text_has_its_mark(text, mark):
    assert mark_of(text) == mark


def test_typography_and_space_make_no_difference():
    one = "He said:\u00a0“Don’t  go — I’m not re\u00adady”\n"
    assert mark_of(one) == mark_of(" He said: \"Don't go - I'm not ready\"")
    assert mark_of("caf\u00e9") == mark_of("cafe\u0301")


@pytest.mark.parametrize("other", ["We agreed", "we agreed.", "We agree.", "Wea greed.", ""])
def test_a_changed_word_capital_or_stop_makes_one(other):
    assert mark_of("We agreed.") != mark_of(other)


def test_sentences_that_differ_in_a_letter_have_marks_of_their_own():
    words = [f"Resolution {n} was adopted by {m} votes." for n in range(300) for m in range(30)]
    assert len({mark_of(text) for text in words}) >= len(words) - 8
