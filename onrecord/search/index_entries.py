"""What a search index is made from: the paragraphs of statements, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from onrecord import urls
from onrecord.model import Config, Exchange, Paragraph, Statement

_QUESTION_LENGTH = 120
# “We agreed on this  «Il a dit que  "We will: an opening mark and three words after it, as titles
# and single terms have fewer
_QUOTATION = re.compile(
    r"""(?:[“„‟«「『‘‚]|(?<![\w.,!?…])["＂'](?=\w))[^\w”»]*\w+(?:[^\w"＂“”„«»」』]+\w+){2}"""
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph with the texts by which it is found, and what a result shows with it."""

    anchor: str
    kind: str
    speaker: str  # a slug
    speaker_name: str
    topics: tuple[str, ...]  # slugs
    text: str
    fields: Mapping[str, str]  # the other texts by which it is found, by field
    exchange: int | None = None
    question: str = ""  # the question of its exchange, shortened
    quoted: tuple[tuple[str, str], ...] = ()  # whom a news report quotes in it: slugs and names
    mentioned: tuple[str, ...] = ()  # those of its topics that it is not about

    @property
    def who(self) -> tuple[object, ...]:
        """Its speaker's slug and name, and whom it quotes."""
        who = (self.speaker, self.speaker_name)
        return (*who, self.quoted) if self.quoted else who


@dataclass(frozen=True, slots=True)
class IndexedStatement:
    """A statement with its paragraphs."""

    slug: str
    url: str
    title: str  # the short one
    date: str
    entries: tuple[Entry, ...]


def index_statement(statement: Statement, config: Config) -> IndexedStatement:
    """Return what the index has of a statement."""
    return IndexedStatement(
        statement.slug,
        urls.of_statement(statement),
        statement.short_title,
        statement.date.isoformat(),
        tuple(_entries(statement, config)),
    )


def _entries(statement: Statement, config: Config) -> Iterator[Entry]:
    known: dict[tuple[str, tuple[str, ...]], Mapping[str, str]] = {}  # many have the same
    for exchange, group in groupby(statement.placed_paragraphs(), attrgetter("exchange")):
        question = "" if exchange is None else _shorten_question(exchange)
        number = None if exchange is None else exchange.number
        for placed in group:
            paragraph = placed.paragraph
            topics = tuple(tag.topic for tag in paragraph.tags)
            key = paragraph.speaker, topics
            fields = known.get(key) or known.setdefault(key, _fields(statement, config, *key))
            speaker = config.speakers[paragraph.speaker]
            quoted = statement.quotes if _has_quotation(paragraph) else ()
            yield Entry(
                paragraph.anchor,
                paragraph.kind,
                speaker.slug,
                speaker.name,
                topics,
                paragraph.text,
                fields,
                number,
                question,
                tuple((slug, config.speakers[slug].name) for slug in quoted),
                tuple(tag.topic for tag in paragraph.tags if not tag.is_about),
            )


def _has_quotation(paragraph: Paragraph) -> bool:
    """True if a news report quotes somebody in a paragraph: some words are in quotation marks."""
    return paragraph.kind == "report" and _QUOTATION.search(paragraph.text) is not None


def _fields(
    statement: Statement, config: Config, speaker: str, topics: tuple[str, ...]
) -> dict[str, str]:
    names = config.speakers[speaker]
    return {
        "title": f"{statement.title} {statement.short_title}",
        "speaker": " ".join((names.name, *names.other_names)),
        "topic": " ".join(config.topics[topic].label for topic in topics),
    }


def _shorten_question(exchange: Exchange) -> str:
    text = " ".join(paragraph.text for paragraph in exchange.question.paragraphs)
    if len(text) > _QUESTION_LENGTH:
        text = text[:_QUESTION_LENGTH].rsplit(" ", 1)[0] + " …"
    return text
