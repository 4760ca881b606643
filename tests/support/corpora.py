"""Small corpora for tests, made from transcripts; and the real one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent

from onrecord.content.config import read_config
from onrecord.content.corpus import sort_statements
from onrecord.content.parse import parse_transcript
from onrecord.content.topics import Tagger, phrase_error, with_tags
from onrecord.model import (
    Config,
    ParsedStatement,
    PlacedParagraph,
    Slug,
    Statement,
    WithdrawnStatement,
)
from onrecord.permalinks.number import assign_numbers
from onrecord.search import Segment, statement_segment
from tests.support.repository import ROOT

CONFIG = """
site:
  title: On Record
  subtitle: Jane Doe on parks
  description: What Jane Doe said about parks.
  publisher: The Parks Archive
  address: "{address}"
speakers:
  jane-doe:
    name: Jane Doe
    other_names: [Mayor Doe]
    offices: [{{title: Mayor, since: 2011-05-02}}]
  john-roe: {{name: John Roe}}
unnamed:
  journalist: {{name: Journalist, labels: [Question], asks: true}}
  reporter: {{name: Reporter}}
topics:
  trees: {{label: Trees, about: Trees and hedges., words: [tree*, hedge*]}}
  money: {{label: Money, about: What parks cost., words: [money, budget]}}
"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All published statements, by date and then slug."""

    config: Config
    statements: tuple[Statement, ...]
    withdrawn: tuple[WithdrawnStatement, ...] = ()  # by slug

    def placed_paragraphs(self) -> Iterator[PlacedParagraph]:
        """Yield every paragraph in its place, in reading order, statements by date."""
        for statement in self.statements:
            yield from statement.placed_paragraphs()


def config_of(*, address: str = "") -> Config:
    """Return a configuration with two people and two topics."""
    text = CONFIG.format(address=address)
    return read_config(text, path="config.yaml", phrase_error=phrase_error)


def corpus_of(transcripts: dict[str, str], *, address: str = "") -> Corpus:
    """Return the published corpus of transcripts by slug; a date is added if none is written."""
    config = config_of(address=address)
    statements = [_statement(slug, text, config) for slug, text in transcripts.items()]
    return _corpus(statements, config)


@cache
def real_corpus() -> Corpus:
    """Return the five transcripts of the repository, tagged by its topics."""
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    config = read_config(text, path="config.yaml", phrase_error=phrase_error)
    statements = [
        parse_transcript(
            path.read_text("utf-8"), path=path.name, slug=Slug(path.stem), config=config
        )
        for path in transcripts()
    ]
    return _corpus(statements, config)


def transcripts() -> list[Path]:
    """Return the files of the repository's transcripts."""
    return sorted((ROOT / "transcripts").glob("*.md"))


def index_segments(corpus: Corpus) -> tuple[Segment, ...]:
    """Return the segments of the search index, one for each statement."""
    return tuple(statement_segment(one, corpus.config) for one in corpus.statements)


def _statement(slug: str, text: str, config: Config) -> ParsedStatement:
    head, _, body = dedent(text).strip().rpartition("---\n")
    facts = f"title: Remarks {slug[11:]}\nspeaker: jane-doe\ndate: {slug[:10]}\n"
    written = {line.partition(":")[0] for line in head.splitlines()}
    lines = [line for line in facts.splitlines() if line.partition(":")[0] not in written]
    front = "\n".join([*lines, *head.splitlines()])
    whole = f"---\n{front}\n---\n{body}\n"
    return parse_transcript(whole, path=f"{slug}.md", slug=Slug(slug), config=config)


def published(statement: ParsedStatement, config: Config) -> Statement:
    """Return the statement with topics, as first published."""
    tagged = with_tags(statement, Tagger(tuple(config.topics.values())))
    return assign_numbers(tagged, None, accepted={}, today=date(2021, 1, 1)).statement


def _corpus(statements: Iterable[ParsedStatement], config: Config) -> Corpus:
    ordered = sort_statements(statements)
    return Corpus(config, tuple(published(one, config) for one in ordered))
