"""A statement cannot be exported or shown before it has topics and permalinks."""

from pathlib import Path

from mypy import api

from tests.support.repository import ROOT

SNIPPET = """
from onrecord.citations.citation import of_statement
from onrecord.exports.plain_text import statement_text
from onrecord.exports.statement_json import statement_json
from onrecord.model import Config, ParsedStatement, Statement, TaggedStatement
from onrecord.permalinks.number import assign_numbers
from onrecord.urls import of_statement as address_of


def publish(config: Config, parsed: ParsedStatement, tagged: TaggedStatement) -> None:
    assign_numbers(parsed, None, accepted={}, today=tagged.date)
    statement_text(tagged, config)
    statement_json(parsed, config, None)
    address_of(tagged)
    of_statement(tagged, people=config.speakers, site=config.site)
    tagged.paragraphs[0].number
    parsed.paragraphs[0].tags
    tagged.edited


def published(config: Config, statement: Statement) -> None:
    statement_text(statement, config)
    address_of(statement)
    statement.paragraphs[0].number, statement.edited
"""


def test_mypy_rejects_an_unpublished_statement_where_a_published_one_is_needed(
    tmp_path: Path,
) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(SNIPPET, "utf-8")
    config = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(tmp_path)]

    report, errors, _ = api.run([*config, str(snippet)])

    assert errors == ""
    found = [line.split(":")[1] for line in report.splitlines() if ": error:" in line]
    assert found == [str(number) for number in range(11, 19)], report
