"""The fingerprint of a text that a link carries."""

import json
import unicodedata
from pathlib import Path

import pytest

from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_all
from tests.support.node import answer_of

CASES = json.loads((Path(__file__).parent / "fingerprints.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "fingerprint"), CASES.items())
def test_a_text_has_its_fingerprint(text, fingerprint):
    assert fingerprint_of(text) == fingerprint


def test_several_paragraphs_have_one_fingerprint() -> None:
    assert fingerprint_of_all(["j76f3", "tt72t"]) == "n0dwm"


def test_typography_and_white_space_make_no_difference():
    one = "He said:\u00a0“Don’t  go — I’m not re\u00adady”\n"
    assert fingerprint_of(one) == fingerprint_of(" He said: \"Don't go - I'm not ready\"")
    assert fingerprint_of("caf\u00e9") == fingerprint_of("cafe\u0301")


@pytest.mark.parametrize("other", ["We agreed", "we agreed.", "We agree.", "Wea greed.", ""])
def test_changed_words_capitals_and_full_stops_change_the_fingerprint(other):
    assert fingerprint_of("We agreed.") != fingerprint_of(other)


def test_similar_sentences_have_different_fingerprints():
    texts = [f"Resolution {n} was adopted by {m} votes." for n in range(300) for m in range(30)]
    assert len({fingerprint_of(text) for text in texts}) >= len(texts) - 8


def test_every_letter_has_the_same_fingerprint_in_scripts() -> None:
    """Only letters of Unicode 3.2, since Python and Node may support different newer versions."""
    is_letter = unicodedata.ucd_3_2_0.category
    every = [chr(code) for code in range(0x10000) if is_letter(chr(code)) not in ("Cn", "Cs")]
    lines = ["".join(every[start : start + 7]) for start in range(0, len(every), 7)]
    script = Path(__file__).with_name("fingerprint.ts")
    assert answer_of(script, "marks", lines) == [fingerprint_of(line) for line in lines]
