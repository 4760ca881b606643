"""The files of the search index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord import urls
from onrecord.model import Config, Corpus, Exchange, PlacedParagraph, Statement
from onrecord.search.index import SearchDocument, build_index, gather_postings, write_index
from onrecord.search.index_entries import Collection, Entry
from onrecord.search.pieces import is_one_file, write_pieces
from onrecord.search.sections import Section
from onrecord.search.shingles import shingles_section

_QUESTION_LENGTH = 120
_PIECE_SIZE = 8_000  # bytes of a piece of shingles before it is compressed
_WHOLE_SIZE = 1 << 30


@dataclass(frozen=True, slots=True)
class StatementPart:
    """What a statement contributes to the index."""

    date: str
    slug: str
    entries: tuple[Entry, ...]


def index_files(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """Yield the index's files by address, with Lunr's own index unless settings or size forbid."""
    parts = (statement_part(statement, corpus.config) for statement in corpus.statements)
    return merge(parts, corpus.config)


def piece_files(parts: Iterable[StatementPart], config: Config) -> Iterator[tuple[str, bytes]]:
    """Return the manifest and the pieces alone, by name in the folder of the index."""
    return _write_pieces(_join(parts), config)


def statement_part(statement: Statement, config: Config) -> StatementPart:
    """Return a statement's part of the index."""
    entries = tuple(_entries(statement, config))
    return StatementPart(statement.date.isoformat(), statement.slug, entries)


def merge(parts: Iterable[StatementPart], config: Config) -> Iterator[tuple[str, bytes]]:
    """Yield the index's files by address."""
    entries = _join(parts)
    for name, content in _write_pieces(entries, config):
        yield urls.SEARCH + name, content
    if config.search.exports_lunr(len(entries)):
        yield urls.LUNR_INDEX, write_whole(entries, config.search.fields)


def open_index(parts: Iterable[StatementPart], config: Config) -> Mapping[str, bytes]:
    """Return the index's files by address, each made when it is asked for."""
    return dict(merge(parts, config))


def _join(parts: Iterable[StatementPart]) -> tuple[Entry, ...]:
    ordered = sorted(parts, key=lambda part: (part.date, part.slug))
    return tuple(entry for part in ordered for entry in part.entries)


def _write_pieces(entries: tuple[Entry, ...], config: Config) -> Iterator[tuple[str, bytes]]:
    settings = config.search
    topics: dict[str, str] = {topic.slug: topic.label for topic in config.topics.values()}
    collection = Collection(entries, settings.fields, topics, settings.synonyms)
    return write_pieces(collection, beside=[_shingles_of(entries)])


def _shingles_of(entries: Sequence[Entry]) -> Section:
    """Return what quotations are found by, in one piece if all else is in one file."""
    size = _WHOLE_SIZE if is_one_file(len(entries)) else _PIECE_SIZE
    return shingles_section((entry.text for entry in entries), piece_size=size)


def write_whole(entries: Iterable[Entry], fields: Mapping[str, float]) -> bytes:
    """Return the index as lunr.js and lunr.py load it; refs are the ids of the paragraphs.

    Words of queries are only stemmed, because these tools do not have our analysis.
    """
    documents = (SearchDocument(entry.id, entry.fields) for entry in entries)
    index = build_index(gather_postings(documents, fields)) | {"pipeline": ["stemmer"]}
    return write_index(index).encode()


def _entries(statement: Statement, config: Config) -> Iterator[Entry]:
    for _, group in groupby(statement.placed_paragraphs(), lambda placed: id(placed.exchange)):
        same = list(group)
        exchange = same[0].exchange
        question = "" if exchange is None else _shorten_question(exchange)
        yield from (_entry(config, placed, question) for placed in same)


def _entry(config: Config, placed: PlacedParagraph, question: str) -> Entry:
    statement, paragraph = placed.statement, placed.paragraph
    speaker = config.speakers[paragraph.speaker]
    fields = {
        "text": paragraph.text,
        "title": f"{statement.title} {statement.short_title}",
        "speaker": " ".join((speaker.name, *speaker.other_names)),
        "topic": " ".join(config.topics[tag.topic].label for tag in paragraph.tags),
    }
    return Entry(placed, fields, speaker.name, question)


def _shorten_question(exchange: Exchange) -> str:
    text = " ".join(paragraph.text for paragraph in exchange.question.paragraphs)
    if len(text) > _QUESTION_LENGTH:
        text = text[:_QUESTION_LENGTH].rsplit(" ", 1)[0] + " …"
    return text
