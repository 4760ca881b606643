"""Statements to export: our own, those of the parser's cases, and generated ones."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from onrecord.content.config import read_config
from onrecord.content.parse import parse_transcript
from onrecord.errors import ContentError
from onrecord.exports.spans import rich_text
from onrecord.model import Config, Exchange, Heading, Note, Paragraph, Speech, Statement
from tests.support.corpora import published
from tests.support.repository import ROOT

CASES = ROOT / "tests/cases/parse"
FRONT_MATTER = "---\ntitle: A case\ndate: 2021-02-26\nspeaker: sergey-lavrov\n---\n"
CASE_CONFIG = read_config(
    (CASES / "config.yaml").read_text("utf-8"), path="config.yaml", phrase_error=lambda _: None
)


@cache
def case_texts() -> Mapping[str, str]:
    """Return the transcripts of the parser's cases that can be read, by name."""
    texts = {path.stem: _transcript(path) for path in sorted(CASES.glob("*.txt"))}
    return {name: text for name, text in texts.items() if published_if_valid(text, CASE_CONFIG)}


def published_if_valid(text: str, config: Config) -> Statement | None:
    """Return the statement as first published, or None if the text has errors."""
    try:
        parsed = parse_transcript(text, path="a-case.md", slug="a-case", config=config)
    except ContentError:
        return None
    return published(parsed, config)


def without_lines(statement: Statement) -> Statement:
    """Return the statement without line numbers, with HTML that does not show how it was typed."""
    return replace(
        statement,
        opening=tuple(map(_part, statement.opening)),
        exchanges=tuple(
            Exchange(_speech(one.question), tuple(map(_speech, one.answers)), one.number)
            for one in statement.exchanges
        ),
    )


def _transcript(path: Path) -> str:
    head = path.read_text("utf-8").split("\n=== expected\n")[0]
    _, marker, body = head.partition("\n=== body\n")
    return FRONT_MATTER + body if marker else head.partition("\n=== transcript\n")[2]


def _part(part: Speech[Paragraph] | Note | Heading) -> Speech[Paragraph] | Note | Heading:
    return _speech(part) if isinstance(part, Speech) else replace(part, line=0)


def _speech(speech: Speech[Paragraph]) -> Speech[Paragraph]:
    return replace(speech, line=0, blocks=tuple(map(_block, speech.blocks)))


def _block(block: Paragraph | Note | Heading) -> Paragraph | Note | Heading:
    if isinstance(block, Paragraph):
        return replace(block, line=0, html=repr(rich_text(block.html)))
    return replace(block, line=0)
