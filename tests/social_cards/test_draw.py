"""Drawing cards: always the same picture, with everything inside the margins."""

import os
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from onrecord.social_cards.card import Card
from onrecord.social_cards.card_files import find_faces
from onrecord.social_cards.draw import Faces, draw_card

ANSWER = Card(
    site="On Record",
    question="What is Russia’s role in Afghanistan?",
    words="We maintain contacts with all — all! — parties, including the government.",
    is_quoted=True,
    name="Sergey Lavrov",
    day="26 February 2021",
)
TITLE = replace(ANSWER, question="", words="Remarks in Moscow", is_quoted=False)
LONG = Card(*("Word — Слово " * 60,) * 3, True, "Name " * 60, "26 February 2021")
ADDRESS = replace(ANSWER, site="a" * 200, question="b" * 300, words="c" * 700, name="d" * 200)
CARDS = {"answer": ANSWER, "title": TITLE, "long": LONG, "address": ADDRESS}
PAPER, INK, ACCENT = (253, 252, 248), (30, 28, 25), (11, 85, 104)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def chunks(content: bytes) -> Iterator[str]:
    """Yield the names of a PNG's chunks."""
    place = 8
    while place < len(content):
        length = int.from_bytes(content[place : place + 4])
        yield content[place + 4 : place + 8].decode()
        place += length + 12


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_picture_has_the_expected_size_and_few_colours(card: Card, faces: Faces) -> None:
    picture = opened(draw_card(card, faces))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (1200, 630))
    colours = picture.convert("RGB").getcolors(maxcolors=8)
    assert {PAPER, INK} <= {colour for _, colour in colours or []}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_nothing_is_drawn_outside_the_margins(card: Card, faces: Faces) -> None:
    picture = opened(draw_card(card, faces)).convert("RGB")
    ground = Image.new("RGB", picture.size, PAPER)
    left, top, right, bottom = ImageChops.difference(picture, ground).getbbox() or (0,) * 4
    assert left >= 72 - 2
    assert top >= 60
    assert right <= 1200 - 72 + 2
    assert bottom <= 600


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_no_text_touches_the_rules(card: Card, faces: Faces) -> None:
    picture = opened(draw_card(card, faces)).convert("L")
    for top, bottom in ((112, 116), (123, 130), (526, 532), (534, 540)):
        band = picture.crop((72 + 6, top, 1128, bottom))
        assert band.getextrema() == (252, 252)


def test_only_quoted_text_has_a_bar_beside_it(faces: Faces) -> None:
    has_bar = [
        ACCENT in {colour for _, colour in picture.getcolors() or []}
        for picture in (opened(draw_card(card, faces)).convert("RGB") for card in (ANSWER, TITLE))
    ]
    assert has_bar == [True, False]


def test_the_same_card_always_gives_the_same_bytes(faces: Faces) -> None:
    for card in reversed(CARDS.values()):
        draw_card(card, faces)
    assert draw_card(ANSWER, faces) == draw_card(ANSWER, find_faces())


def test_a_picture_has_no_metadata(faces: Faces) -> None:
    assert list(chunks(draw_card(ANSWER, faces))) == ["IHDR", "PLTE", "IDAT", "IEND"]


@pytest.mark.parametrize("name", ["answer", "title"])
def test_a_picture_looks_like_the_golden_one(name: str, faces: Faces) -> None:
    kept = Path(__file__).with_name(f"{name}.png")
    content = draw_card(CARDS[name], faces)
    if os.environ.get("REFRESH_GOLDEN"):
        kept.write_bytes(content)
    assert opened(content).convert("RGB") == Image.open(kept).convert("RGB")
