"""What is taken away can be brought back: the same statement, and the same file."""

import pytest
from hypothesis import given, settings

from onrecord.content.labels import Labels
from onrecord.content.markup import to_html, to_text
from onrecord.exports.markdown import write_transcript
from onrecord.exports.read_json import read_statement_json
from onrecord.exports.read_tei import read_statement_tei
from onrecord.exports.source_edits import how_typed, retyped
from onrecord.exports.spans import html_of, marks_of, plain_text, rich_text, with_marks
from onrecord.exports.statement_json import statement_json
from onrecord.exports.tei import statement_tei
from onrecord.model import Config, Statement
from tests.content.test_parse_properties import CONFIG, FRONT_MATTER, bodies, pieces
from tests.exports.samples import CASE_CONFIG, case_texts, parsed, without_lines

CASES = case_texts()


@pytest.mark.parametrize("name", CASES)
def test_a_written_transcript_is_read_as_the_same_statement(name: str) -> None:
    assert_written_again(CASES[name], CASE_CONFIG)


@settings(max_examples=1_000, deadline=None)
@given(bodies)
def test_any_statement_is_written_so_that_it_is_read_again(body: str) -> None:
    assert_written_again(FRONT_MATTER + body, CONFIG)


@pytest.mark.parametrize("name", CASES)
def test_a_case_comes_back_from_json_and_tei_byte_for_byte(name: str) -> None:
    assert_comes_back(CASES[name], CASE_CONFIG)


@settings(max_examples=1_000, deadline=None)
@given(bodies)
def test_any_transcript_comes_back_from_json_and_tei_byte_for_byte(body: str) -> None:
    assert_comes_back(FRONT_MATTER + body, CONFIG)


@settings(max_examples=1_000, deadline=None)
@given(pieces)
def test_words_and_their_marks_are_those_of_the_html(source: str) -> None:
    html = to_html(source)
    parts = rich_text(html)

    assert plain_text(parts) == to_text(html)
    assert rich_text(html_of(parts)) == parts
    assert with_marks(plain_text(parts), marks_of(parts)) == parts


def assert_written_again(text: str, config: Config) -> None:
    statement = parsed(text, config)
    if statement and not is_beyond_writing(statement):
        written = write_transcript(statement, Labels(config.speakers.values()))
        again = parsed(written, config)
        assert again is not None, written
        assert without_lines(again) == without_lines(statement)


def is_beyond_writing(statement: Statement) -> bool:
    """Whether it holds what can be typed in one odd way only: `[` line end `](mailto:a@b)`, `Q  :`.

    Both come back byte for byte, as all others do.
    """
    has_empty_link = any("></a>" in paragraph.html for paragraph in statement.paragraphs)
    return has_empty_link or any("  :" in speech.printed for speech in statement.speeches)


def assert_comes_back(text: str, config: Config) -> None:
    statement = parsed(text, config)
    if statement:
        labels = Labels(config.speakers.values())
        typed = how_typed(text, written=write_transcript(statement, labels))
        for write, read in (
            (statement_json, read_statement_json),
            (statement_tei, read_statement_tei),
        ):
            read_statement, read_typed = read(write(statement, config, typed))
            assert retyped(write_transcript(read_statement, labels), read_typed) == text
