"""Every word of a transcript is in each format once, and in its place."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from onrecord.content.labels import Labels
from onrecord.exports.akoma_ntoso import statement_akn
from onrecord.exports.csv_tables import paragraph_rows
from onrecord.exports.data_files import paragraph_records
from onrecord.exports.markdown import write_transcript
from onrecord.exports.plain_text import RULE, statement_text
from onrecord.exports.source_edits import SourceEdits, find_edits
from onrecord.exports.statement_json import statement_json
from onrecord.exports.tei import statement_tei
from onrecord.importing.check_words import printed_words
from onrecord.model import Config, Statement
from tests.content.test_parse_properties import CONFIG, FRONT_MATTER, make_bodies, seeds
from tests.exports.sample_statements import CASE_CONFIG, case_texts, published_if_valid
from tests.support.corpora import real_corpus, transcripts
from tests.support.examples import examples

CASES = case_texts()
REAL = real_corpus()


@pytest.mark.parametrize("path", transcripts(), ids=lambda path: path.stem)
def test_exports_of_our_statements_are_complete(path: Any) -> None:
    assert_each_word_is_there_once(path.read_text("utf-8"), REAL.config)


@pytest.mark.parametrize("name", CASES)
def test_exports_of_the_parsers_cases_are_complete(name: str) -> None:
    assert_each_word_is_there_once(CASES[name], CASE_CONFIG)


@examples(5)
@given(seeds)
def test_exports_of_any_statement_are_complete(seed: int) -> None:
    for body in make_bodies(seed):
        assert_each_word_is_there_once(FRONT_MATTER + body, CONFIG)


def assert_each_word_is_there_once(text: str, config: Config) -> None:
    statement = published_if_valid(text, config)
    if not statement:
        return
    expected = printed_words(statement)
    edits = find_edits(text, written=write_transcript(statement, Labels(config.speakers.values())))
    assert words_of_text(statement_text(statement, config).decode()) == expected
    assert words_of_json(statement_json(statement, config, edits)) == expected
    assert words_of_xml(statement_tei(statement, config, edits), "text") == expected
    assert words_of_xml(statement_akn(statement, config), "debateBody") == expected
    rows = paragraph_rows(paragraph_records(statement, config)).decode()
    assert rows.count("\n") >= len(statement.paragraphs)
    assert inserted_letters(edits, statement) == ""


def words_of_text(text: str) -> list[str]:
    body = text.split(f"\n{RULE}\n\n")[1].removesuffix("\n")
    return re.sub(r"^\[p[0-9]+\] ", "", body, flags=re.MULTILINE).split()


def words_of_json(content: bytes) -> list[str]:
    document = json.loads(content)
    parts = [*document["opening"]]
    for exchange in document["exchanges"]:
        parts += [exchange["question"], *exchange["answers"]]
    return [word for part in parts for text in texts(part) for word in text.split()]


def texts(part: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of a part of the JSON: an attribution, and blocks."""
    yield part.get("attribution", "")
    yield part.get("text", "")
    for block in part.get("blocks", []):
        yield block["text"]


def words_of_xml(content: bytes, element: str) -> list[str]:
    root = etree.fromstring(content)
    found = root.find(f".//{{{etree.QName(root).namespace}}}{element}")
    assert found is not None
    for line_end in found.iter("{*}eol"):
        line_end.tail = " " + (line_end.tail or "")
    return "".join(found.itertext()).split()


def inserted_letters(edits: SourceEdits | None, statement: Statement) -> str:
    """Return the letters that edits insert below the front matter.

    A word in the edits would be in the export twice. Times are no words.
    """
    if not edits:
        return ""
    written = write_transcript(statement, Labels(()))
    head = written.index("---\n", 4)
    at, inserted = 0, ""
    for edit in edits.edits:
        at += edit.skipped
        inserted += edit.inserted if at > head else ""
        at += edit.removed
    is_letter = str.isalpha if statement.has_times else str.isalnum
    return "".join(filter(is_letter, inserted))
