"""Links to words: what they carry, and which words they find in a text that has been edited."""

import json
from typing import Any

import pytest

from tests.citations.test_styles import run_script

TEXT = (
    "Russia considers Afghanistan an important partner. We consistently advocate the development "
    "of the IRA as a peaceful, independent and neutral state, free of terrorism and narcotic "
    "drugs. We don’t discuss the status of bilateral relations with Kabul, and we don’t hide it."
)
SHORT = "advocate the development of the IRA"
LONG = (
    "consistently advocate the development of the IRA as a peaceful, independent and neutral "
    "state, free of terrorism and narcotic drugs"
)


def follow(text: str, quoted: str, edited: str) -> dict[str, Any]:
    """The link to words of a text, and what it finds in the edited one."""
    given = json.dumps([{"text": text, "quoted": quoted, "edited": edited}])
    followed: dict[str, Any] = json.loads(run_script("links.mjs", given))[0]
    return followed


@pytest.mark.parametrize(
    ("quoted", "link"),
    [
        (
            SHORT,
            "#p14:j76f3~partner+We+consistently-,advocate+the+development+of+the+IRA,-as+a+peaceful",
        ),
        (
            LONG,
            (
                "#p14:j76f3~important+partner+We-,consistently+advocate+the+development+of"
                ",of+terrorism+and+narcotic+drugs,-We+dont+discuss"
            ),
        ),
        ("Russia", "#p14:j76f3~Russia,-considers+Afghanistan+an"),
        ("nsiders Afghan", "#p14:j76f3~Russia-,considers+Afghanistan,-an+important+partner"),
    ],
    ids=["a few words", "many", "the first", "parts of words"],
)
def test_a_link_carries_its_words_and_those_around(quoted: str, link: str) -> None:
    assert follow(TEXT, quoted, TEXT)["link"] == link


@pytest.mark.parametrize("quoted", [SHORT, LONG, "Russia", "hide it", "don’t hide"])
def test_words_that_still_stand_are_found_to_the_letter(quoted: str) -> None:
    followed = follow(TEXT, quoted, TEXT)
    assert (followed["found"], followed["isSame"]) == (quoted, True)


def test_of_words_that_stand_twice_those_with_the_same_around_are_found() -> None:
    text = "We met in Moscow. They left Moscow. We love Moscow."
    edited = "Moscow is old. They left Moscow. We met in Moscow. We love Moscow."
    given = [{"text": text, "quoted": "Moscow", "edited": edited}]
    given += [{"text": text, "quoted": "love Moscow", "edited": edited}]
    first, last = json.loads(run_script("links.mjs", json.dumps(given)))
    assert (first["start"], last["start"]) == (
        edited.index("in Moscow") + 3,
        edited.index("love Moscow"),
    )


def test_typography_makes_no_difference() -> None:
    edited = TEXT.replace("’", "'").replace("Russia", "RUSSIA")
    followed = follow(TEXT, "we don’t hide it", edited)
    assert (followed["found"], followed["isSame"]) == ("we don't hide it", True)


@pytest.mark.parametrize(
    ("quoted", "change", "found"),
    [
        (SHORT, (SHORT, "advocate the progress of the IRA"), "advocate the progress of the IRA"),
        (SHORT, ("advocate the", "support the"), "support the development of the IRA"),
        (SHORT, (SHORT, "advocate the development of Afghanistan"),
         "advocate the development of Afghanistan"),
        (SHORT, (SHORT, "will always be for it"), "will always be for it"),
        (SHORT, ("Russia considers", "As before, Russia considers"), SHORT),
        (LONG, ("as a peaceful, independent", "as an independent"),
         LONG.replace("as a peaceful, independent", "as an independent")),
        (LONG, ("narcotic drugs", "drugs"), LONG.replace("narcotic drugs", "drugs")),
        (LONG, ("consistently advocate", "advocate"), LONG.removeprefix("consistently ")),
    ],
    ids=["a word inside", "the first word", "the last words", "all of them", "words before",
         "the middle of a long one", "the end of a long one", "the beginning of a long one"],
)  # fmt: skip
def test_words_that_were_edited_are_found_where_they_stood(
    quoted: str, change: tuple[str, str], found: str
) -> None:
    assert follow(TEXT, quoted, TEXT.replace(*change))["found"] == found


@pytest.mark.parametrize("quoted", [SHORT, LONG])
def test_words_that_are_gone_are_not_found(quoted: str) -> None:
    edited = (
        "The ministers met on Tuesday, and spoke of pipelines, grain and the railway to Termez."
    )
    assert follow(TEXT, quoted, edited)["found"] is None
