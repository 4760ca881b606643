"""Small corpora for tests, made from transcripts as a person would write them; and the real one."""

from dataclasses import replace
from pathlib import Path
from textwrap import dedent

from onrecord.content.config import read_config
from onrecord.content.corpus import gather_corpus
from onrecord.content.parse import parse_transcript
from onrecord.content.topics import Tagger, compile_topics, phrase_error
from onrecord.model import Config, Corpus, Paragraph, Speech, Statement
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


def config_of(*, address: str = "") -> Config:
    """A configuration with two people and two topics."""
    text = CONFIG.format(address=address)
    return read_config(text, path="config.yaml", phrase_error=phrase_error)


def corpus_of(transcripts: dict[str, str], *, address: str = "") -> Corpus:
    """The tagged corpus of transcripts by slug; a date stands in the slug unless it is written."""
    config = config_of(address=address)
    statements = [_statement(slug, text, config) for slug, text in transcripts.items()]
    return gather_corpus(_tagged(statements, config), config=config)


def real_corpus() -> Corpus:
    """The five transcripts of the repository, tagged by its topics."""
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    config = read_config(text, path="config.yaml", phrase_error=phrase_error)
    statements = [
        parse_transcript(path.read_text("utf-8"), path=path.name, slug=path.stem, config=config)
        for path in transcripts()
    ]
    return gather_corpus(_tagged(statements, config), config=config)


def transcripts() -> list[Path]:
    """The files of the repository's transcripts."""
    return sorted((ROOT / "transcripts").glob("*.md"))


def _statement(slug: str, text: str, config: Config) -> Statement:
    head, _, body = dedent(text).strip().rpartition("---\n")
    facts = f"title: Remarks {slug[11:]}\nspeaker: jane-doe\ndate: {slug[:10]}\n"
    written = {line.partition(":")[0] for line in head.splitlines()}
    lines = [line for line in facts.splitlines() if line.partition(":")[0] not in written]
    front = "\n".join([*lines, *head.splitlines()])
    whole = f"---\n{front}\n---\n{body}\n"
    return parse_transcript(whole, path=f"{slug}.md", slug=slug, config=config)


def _tagged(statements: list[Statement], config: Config) -> list[Statement]:
    tagger = compile_topics(tuple(config.topics.values()))
    return [
        replace(
            one,
            opening=tuple(
                _with_tags(part, tagger) if isinstance(part, Speech) else part
                for part in one.opening
            ),
            exchanges=tuple(
                replace(
                    exchange,
                    question=_with_tags(exchange.question, tagger),
                    answers=tuple(_with_tags(answer, tagger) for answer in exchange.answers),
                )
                for exchange in one.exchanges
            ),
        )
        for one in statements
    ]


def _with_tags(speech: Speech, tagger: Tagger) -> Speech:
    blocks = tuple(
        replace(block, tags=tagger.tags_of(block.text)) if isinstance(block, Paragraph) else block
        for block in speech.blocks
    )
    return replace(speech, blocks=blocks)
