"""A transcript that was written from a statement is parsed as the same statement."""

from random import Random

import pytest
from hypothesis import given

from onrecord.content.labels import Labels
from onrecord.exports.markdown import write_transcript
from onrecord.model import Config
from tests.content.test_parse_properties import (
    CONFIG,
    EMPHASIS,
    FRONT_MATTER,
    LINKS,
    SPACES,
    WORDS,
    make_bodies,
    seeds,
)
from tests.exports.sample_statements import (
    CASE_CONFIG,
    case_texts,
    published_if_valid,
    without_lines,
)
from tests.support.examples import examples

CASES = case_texts()


@pytest.mark.parametrize("name", CASES)
def test_a_written_transcript_is_parsed_as_the_same_statement(name: str) -> None:
    assert_same_again(CASES[name], CASE_CONFIG)


@pytest.mark.parametrize(
    "body",
    [
        "_Q  :_*one*",
        "**_one_**",
        "_**one**_",
        "*a**b**c* _d_",
        "_one_*two*_three_ *four* __five__",
        "one*  \n***two",
        "_**  \n [a](https://x.y/z)two  :**three_",
        "one [    ](mailto:a@b)",
        "_\\[He smiles]",
        "\\[00:00:04] one",
    ],
)
def test_emphasis_and_breaks_in_a_row_or_within_others_are_written(body: str) -> None:
    assert_same_again(FRONT_MATTER + body, CONFIG)


@examples(10)
@given(seeds)
def test_any_written_transcript_is_parsed_as_the_same_statement(seed: int) -> None:
    for body in make_bodies(seed):
        assert_same_again(FRONT_MATTER + body, CONFIG)


@examples(10)
@given(seeds)
def test_any_emphasis_is_written_so_that_it_is_read_again(seed: int) -> None:
    draw = Random(seed)
    kinds = (EMPHASIS, EMPHASIS, WORDS, WORDS, SPACES, LINKS)
    for _ in range(100):
        pieces = (draw.choice(draw.choice(kinds)) for _ in range(draw.randrange(14)))
        assert_same_again(FRONT_MATTER + "".join(pieces), CONFIG)


def assert_same_again(text: str, config: Config) -> None:
    statement = published_if_valid(text, config)
    if statement is None:
        return
    written = write_transcript(statement, Labels(config.speakers.values()))
    again = published_if_valid(written, config)
    assert again is not None, written
    assert without_lines(again) == without_lines(statement), written
