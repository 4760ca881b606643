"""Edits turn the canonical transcript into the one that was typed."""

import json

import pytest
from hypothesis import given

from onrecord.content.labels import Labels
from onrecord.exports.markdown import write_transcript
from onrecord.exports.source_edits import encode_edits, find_edits
from onrecord.model import Config
from tests.content.test_parse_properties import CONFIG, FRONT_MATTER, make_bodies, seeds
from tests.exports.sample_statements import CASE_CONFIG, case_texts, published_if_valid
from tests.support.examples import examples

CASES = case_texts()


@pytest.mark.parametrize("name", CASES)
def test_the_edits_of_a_case_restore_its_transcript(name: str) -> None:
    assert_edits_restore(CASES[name], CASE_CONFIG)


@examples(10)
@given(seeds)
def test_the_edits_of_any_transcript_restore_it(seed: int) -> None:
    for body in make_bodies(seed):
        assert_edits_restore(FRONT_MATTER + body, CONFIG)


def test_a_transcript_in_canonical_form_has_no_edits() -> None:
    assert find_edits("Good afternoon,\n", written="Good afternoon,\n") is None


def test_edits_are_encoded_in_one_line_after_a_digest() -> None:
    edits = find_edits("Water is\nscarce.\n", written="Water is scarce.\n")

    assert edits is not None
    assert encode_edits(edits) == 'fba277f39ec0c4d6 [[8,1,"\\n"]]'


def assert_edits_restore(text: str, config: Config) -> None:
    statement = published_if_valid(text, config)
    if statement:
        written = write_transcript(statement, Labels(config.speakers.values()))
        found = find_edits(text, written=written)
        edits = json.loads(encode_edits(found).partition(" ")[2]) if found else []
        assert edited(written, edits) == text


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for skipped, removed, inserted in edits:
        parts += [text[at : at + skipped], inserted]
        at += skipped + removed
    return "".join([*parts, text[at:]])
