"""The files of the search index."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from onrecord import urls
from onrecord.model import Config, Exchange, Paragraph, Statement
from onrecord.search.index import SearchDocument, build_index, gather_postings, write_index
from onrecord.search.index_entries import Entry, IndexedStatement, IndexSettings
from onrecord.search.pieces import PieceFiles
from onrecord.search.section import key_of_piece
from onrecord.search.segments import Segment
from onrecord.search.statement_segment import analyse_statement

_QUESTION_LENGTH = 120
# “We agreed on this  «Il a dit que  "We will: an opening mark and three words after it, as titles
# and single terms have fewer
_QUOTATION = re.compile(
    r"""(?:[“„‟«「『‘‚]|(?<![\w.,!?…])["＂'](?=\w))[^\w”»]*\w+(?:[^\w"＂“”„«»」』]+\w+){2}"""
)


def statement_segment(statement: Statement, config: Config) -> Segment:
    """Return the segment of a statement."""
    entries = tuple(_entries(statement, config))
    indexed = IndexedStatement(
        statement.slug,
        urls.of_statement(statement),
        statement.short_title,
        statement.date.isoformat(),
        entries,
    )
    return analyse_statement(indexed, _settings(config))


class IndexFiles(Mapping[str, bytes]):
    """The index's files by address, each made when it is asked for.

    `hashes` has for each file a hash of all that is in it, besides its code: of files that have the
    same, one can be used for the other.
    """

    def __init__(self, segments: Iterable[Segment], config: Config) -> None:
        self._segments = tuple(segments)
        self._fields = config.search.fields
        self._pieces = PieceFiles(self._segments, _settings(config))
        self.hashes = {urls.SEARCH + name: key for name, key in self._pieces.hashes.items()}
        statements = [facts for one in self._segments for facts in one.head.statements]
        if config.search.exports_lunr(sum(facts.paragraphs for facts in statements)):
            digests = b"".join(facts.digest for facts in statements)
            self.hashes[urls.LUNR_INDEX] = key_of_piece(digests)

    def make(
        self, wanted: Collection[str], read: Callable[[str], bytes] | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the files that are wanted; `read` returns the content of those that are not."""
        names = {name.removeprefix(urls.SEARCH) for name in wanted}
        read_piece = (lambda name: read(urls.SEARCH + name)) if read else None
        for name, content in self._pieces.make(names, read_piece):
            yield urls.SEARCH + name, content
        if urls.LUNR_INDEX in wanted:
            documents = (document for one in self._segments for document in one.documents())
            yield urls.LUNR_INDEX, write_whole(documents, self._fields)

    def __getitem__(self, name: str) -> bytes:
        if name not in self.hashes:
            raise KeyError(name)
        return dict(self.make({name}))[name]

    def __contains__(self, name: object) -> bool:
        return name in self.hashes

    def __iter__(self) -> Iterator[str]:
        return iter(self.hashes)

    def __len__(self) -> int:
        return len(self.hashes)


def piece_files(segments: Iterable[Segment], config: Config) -> Iterator[tuple[str, bytes]]:
    """Return the manifest and the pieces alone, by name in the folder of the index."""
    pieces = PieceFiles(tuple(segments), _settings(config))
    return pieces.make(pieces.hashes)


def merge(segments: Iterable[Segment], config: Config) -> Iterator[tuple[str, bytes]]:
    """Yield the index's files by address."""
    files = IndexFiles(segments, config)
    return files.make(files.hashes)


def write_whole(documents: Iterable[SearchDocument], fields: Mapping[str, float]) -> bytes:
    """Return the index as lunr.js and lunr.py load it; refs are the ids of the paragraphs.

    Words of queries are only stemmed, because these tools do not have our analysis.
    """
    index = build_index(gather_postings(documents, fields)) | {"pipeline": ["stemmer"]}
    return write_index(index).encode()


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
