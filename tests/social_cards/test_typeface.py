"""A typeface: the letters it can draw, and their widths."""

from dataclasses import replace

import pytest

from onrecord.social_cards.card import Card
from onrecord.social_cards.draw import Faces

CARD = Card("On Record", "Why?", "So.", True, "Ann Example", "26 February 2021")


@pytest.mark.parametrize(
    "text",
    [
        "“Yes” – no — ‘maybe’… 50 % of § 3 • €5 №7",
        "Naïve façade, Łódź, Ærøskøbing, İstanbul, Việt Nam",
        "cafe\N{COMBINING ACUTE ACCENT}",
        "un\N{SOFT HYPHEN}done, COVID\N{WORD JOINER}-19",
        "Афганистан, Україна, Ђорђе",
        "Αθήνα",
    ],
)
def test_text_in_supported_alphabets_can_be_drawn(text: str, faces: Faces) -> None:
    assert faces.have(replace(CARD, words=text))


@pytest.mark.parametrize(
    "text",
    [
        "阿富汗",
        "أفغانستان",
        "אפגניסטן",
        "अफ़ग़ानिस्तान",
        "Good \N{WAVING HAND SIGN}",
        "x\N{COMBINING ACUTE ACCENT}",
        "\N{RIGHT-TO-LEFT MARK}A",
        "\N{RIGHT-TO-LEFT OVERRIDE}abc",
        "a\0b",
    ],
)
@pytest.mark.parametrize("part", ["site", "question", "words", "name"])
def test_a_card_with_a_letter_that_cannot_be_drawn_is_rejected(
    part: str, text: str, faces: Faces
) -> None:
    assert not faces.have(replace(CARD, **{part: text}))


def test_letters_are_kerned(faces: Faces) -> None:
    apart = faces.plain.width("A") + faces.plain.width("V")
    assert faces.plain.width("AV") < apart - 0.05


def test_each_letter_has_its_own_advance(faces: Faces) -> None:
    words = ["office", "fjord", "…", "—", "Việt", "№7"]
    assert [len(faces.plain.advances(word)) for word in words] == list(map(len, words))
    assert all(advance > 0 for word in words for advance in faces.plain.advances(word))
