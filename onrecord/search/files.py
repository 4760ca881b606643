"""A corpus to the files that the search page loads."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord import urls
from onrecord.model import Corpus, Exchange, Paragraph, Statement
from onrecord.search.entries import Collection, Entry, ExchangeEntry, StatementEntry
from onrecord.search.pieces import write_pieces

_QUESTION_LENGTH = 120


def index_files(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """The index's files by name."""
    topics = {topic.slug: topic.label for topic in corpus.config.topics.values()}
    entries = tuple(_entries(corpus))
    for name, content in write_pieces(Collection(entries, corpus.config.search.fields, topics)):
        yield urls.SEARCH + name, content


def _entries(corpus: Corpus) -> Iterator[Entry]:
    for statement in corpus.statements:
        named = _name_statement(statement)
        exchanges = {each.number: _name_exchange(each) for each in statement.exchanges}
        for paragraph, exchange in statement.placed_paragraphs():
            place = exchanges[exchange.number] if exchange else None
            yield _entry(corpus, statement, paragraph, named, place)


def _entry(
    corpus: Corpus,
    statement: Statement,
    paragraph: Paragraph,
    named: StatementEntry,
    place: ExchangeEntry | None,
) -> Entry:
    speaker = corpus.config.speakers[paragraph.speaker]
    topics = tuple(tag.topic for tag in paragraph.tags)
    return Entry(
        fields={
            "text": paragraph.text,
            "title": f"{statement.title} {statement.short_title}",
            "speaker": " ".join((speaker.name, *speaker.other_names)),
            "topic": " ".join(corpus.config.topics[topic].label for topic in topics),
        },
        statement=named,
        exchange=place,
        anchor=paragraph.anchor,
        kind=paragraph.kind,
        speaker=speaker.slug,
        speaker_name=speaker.name,
        topics=topics,
    )


def _name_statement(statement: Statement) -> StatementEntry:
    return StatementEntry(
        slug=statement.slug,
        url=urls.of_statement(statement),
        title=statement.short_title,
        date=statement.date.isoformat(),
    )


def _name_exchange(exchange: Exchange) -> ExchangeEntry:
    text = " ".join(paragraph.text for paragraph in exchange.question.paragraphs)
    if len(text) > _QUESTION_LENGTH:
        text = text[:_QUESTION_LENGTH].rsplit(" ", 1)[0] + " …"
    return ExchangeEntry(exchange.number, text)
