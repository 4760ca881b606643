"""config.yaml to a Config, by cases that stand as files in cases/config."""

from pathlib import Path
from pprint import pformat

import pytest

from onrecord.content.config import read_config
from onrecord.errors import ContentError
from onrecord.model import Config

CASES = Path(__file__).parents[1] / "cases/config"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_each_case_has_the_values_or_the_errors_that_stand_in_it(path: Path) -> None:
    head, expected = path.read_text(encoding="utf-8").split("\n=== expected\n")
    _, text = head.split("\n=== config\n")

    assert outcome(text) == expected


def outcome(text: str) -> str:
    """What a case expects: the errors, or every value, a line each."""
    try:
        return "".join(f"{line}\n" for line in shown(read(text)))
    except ContentError as error:
        return "".join(f"{one}\n" for one in error.errors)


def read(text: str) -> Config:
    return read_config(text, path="config.yaml", phrase_error=phrase_error)


def phrase_error(phrase: str) -> str | None:
    return "a bracket" if "(" in phrase else None


def shown(config: Config) -> tuple[str, ...]:
    parts = (config.site, *config.speakers.values(), *config.topics.values(), config.search)
    return tuple(pformat(part, width=100) for part in parts)


SOUND = "site: {title: A, description: B, publisher: C}\nspeakers: {li: {name: Li}}\n"


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_a_file_from_another_system_gives_the_same_values(line_end: str) -> None:
    assert read(SOUND.replace("\n", line_end)) == read(SOUND)


def test_a_byte_order_mark_is_dropped() -> None:
    assert read("\ufeff" + SOUND) == read(SOUND)


def test_characters_that_cannot_be_printed_are_errors_with_their_lines() -> None:
    assert outcome(SOUND + "# \x00\n\n# \x1b\n") == (
        "config.yaml:3: a character that cannot be printed, U+0000; remove it\n"
        "config.yaml:5: a character that cannot be printed, U+001B; remove it\n"
    )


def test_a_line_of_fifty_megabytes_is_one_error() -> None:
    assert outcome("site: " + "[" * 49_999_994) == (
        "config.yaml:1: a line of 50,000,000 characters; divide it: 1,000,000 are the most\n"
    )


def test_the_speakers_keep_the_order_of_the_file_people_first() -> None:
    text = (
        "unnamed: {b: {name: B}}\nspeakers: {z: {name: Z}, a: {name: A}}\n"
        "site: {title: A, description: B, publisher: C}\n"
    )

    assert list(read(text).speakers) == ["z", "a", "b"]


def test_the_configuration_of_this_collection_is_sound() -> None:
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")

    config = read_config(text, path="config.yaml", phrase_error=lambda _: None)

    assert list(config.speakers) == ["sergey-lavrov", "journalist", "reporter"]
