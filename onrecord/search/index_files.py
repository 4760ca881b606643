"""The files of the search index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from onrecord import urls
from onrecord.model import Config, Exchange, Paragraph, Statement
from onrecord.search.index import SearchDocument, build_index, gather_postings, write_index
from onrecord.search.index_entries import Entry, IndexedStatement, IndexSettings
from onrecord.search.pieces import MadeFiles, PieceFiles
from onrecord.search.statement_part import StatementPart, analyse_statement

_QUESTION_LENGTH = 120
# “We agreed on this  «Il a dit que  "We will: an opening mark and three words after it, as titles
# and single terms have fewer
_QUOTATION = re.compile(
    r"""(?:[“„‟«「『‘‚]|(?<![\w.,!?…])["＂'](?=\w))[^\w”»]*\w+(?:[^\w"＂“”„«»」』]+\w+){2}"""
)


def statement_part(statement: Statement, config: Config) -> StatementPart:
    """Return a statement's part of the index."""
    entries = tuple(_entries(statement, config))
    indexed = IndexedStatement(
        statement.slug,
        urls.of_statement(statement),
        statement.short_title,
        statement.date.isoformat(),
        entries,
    )
    return analyse_statement(indexed, _settings(config))


def piece_files(parts: Iterable[StatementPart], config: Config) -> Iterator[tuple[str, bytes]]:
    """Return the manifest and the pieces alone, by name in the folder of the index."""
    pieces = PieceFiles(sorted(parts, key=_date_and_slug), _settings(config))
    return iter(pieces.items())


def merge(parts: Iterable[StatementPart], config: Config) -> Iterator[tuple[str, bytes]]:
    """Yield the index's files by address."""
    return iter(open_index(parts, config).items())


def open_index(parts: Iterable[StatementPart], config: Config) -> Mapping[str, bytes]:
    """Return the index's files by address, each made when it is asked for."""
    ordered = sorted(parts, key=_date_and_slug)
    pieces = PieceFiles(ordered, _settings(config))
    makers = {urls.SEARCH + name: maker for name, maker in pieces.makers.items()}

    def make_whole() -> bytes:
        documents = (document for part in ordered for document in part.documents())
        return write_whole(documents, config.search.fields)

    if config.search.exports_lunr(sum(len(part.passages) for part in ordered)):
        makers[urls.LUNR_INDEX] = make_whole
    return MadeFiles(makers)


def write_whole(documents: Iterable[SearchDocument], fields: Mapping[str, float]) -> bytes:
    """Return the index as lunr.js and lunr.py load it; refs are the ids of the paragraphs.

    Words of queries are only stemmed, because these tools do not have our analysis.
    """
    index = build_index(gather_postings(documents, fields)) | {"pipeline": ["stemmer"]}
    return write_index(index).encode()


def _date_and_slug(part: StatementPart) -> tuple[str, str]:
    slug, _, _, day = part.statement
    return day, slug


def _settings(config: Config) -> IndexSettings:
    topics: dict[str, str] = {topic.slug: topic.label for topic in config.topics.values()}
    return IndexSettings(config.search.fields, topics, config.search.synonyms)


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
