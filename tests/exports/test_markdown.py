"""A transcript that was written from a statement is parsed as the same statement."""

import pytest

from onrecord.content.labels import Labels
from onrecord.exports.markdown import write_transcript
from tests.exports.samples import CASE_CONFIG, case_texts, published_if_valid, without_lines

CASES = case_texts()


@pytest.mark.parametrize("name", CASES)
def test_a_written_transcript_is_parsed_as_the_same_statement(name: str) -> None:
    statement = published_if_valid(CASES[name], CASE_CONFIG)
    assert statement is not None
    written = write_transcript(statement, Labels(CASE_CONFIG.speakers.values()))
    again = published_if_valid(written, CASE_CONFIG)
    assert again is not None, written
    assert without_lines(again) == without_lines(statement)
