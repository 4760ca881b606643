"""A corpus to the files that the search page loads."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord import urls
from onrecord.model import Corpus, Exchange, Paragraph, Statement
from onrecord.search.index import SearchDocument, build_index, gather_postings

_QUESTION_LENGTH = 120


def index_files(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """The index's files by name: one, with Lunr's index and the paragraphs that it leads to."""
    speakers = [[speaker.slug, speaker.name] for speaker in corpus.config.speakers.values()]
    topics = [[topic.slug, topic.label] for topic in corpus.config.topics.values()]
    whole = {
        "index": build_index(gather_postings(_documents(corpus), corpus.config.search.fields)),
        "passages": list(_passages(corpus)),
        "speakers": speakers,
        "topics": topics,
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    yield urls.SEARCH_INDEX, text.encode()


def _documents(corpus: Corpus) -> Iterator[SearchDocument]:
    """A document a paragraph, called by its number in reading order of the collection."""
    for number, (statement, paragraph, _) in enumerate(_placed(corpus)):
        speaker = corpus.config.speakers[paragraph.speaker]
        topics = [corpus.config.topics[tag.topic] for tag in paragraph.tags]
        yield SearchDocument(
            str(number),
            {
                "text": paragraph.text,
                "title": f"{statement.title} {statement.short_title}",
                "speaker": " ".join((speaker.name, *speaker.other_names)),
                "topic": " ".join(topic.label for topic in topics),
            },
        )


def _passages(corpus: Corpus) -> Iterator[dict[str, object]]:
    for number, (statement, paragraph, exchange) in enumerate(_placed(corpus)):
        yield {
            "number": number,
            "id": f"{statement.slug}/{paragraph.anchor}",
            "url": urls.of_paragraph(statement, paragraph),
            "statement": statement.slug,
            "title": statement.short_title,
            "date": statement.date.isoformat(),
            "kind": paragraph.kind,
            "exchange": exchange.number if exchange else None,
            "question": _in_short(exchange) if exchange else "",
            "speaker": paragraph.speaker,
            "speakerName": corpus.config.speakers[paragraph.speaker].name,
            "topics": [tag.topic for tag in paragraph.tags],
            "text": paragraph.text,
        }


def _placed(corpus: Corpus) -> Iterator[tuple[Statement, Paragraph, Exchange | None]]:
    for statement in corpus.statements:
        for paragraph, exchange in statement.placed_paragraphs():
            yield statement, paragraph, exchange


def _in_short(exchange: Exchange) -> str:
    text = " ".join(paragraph.text for paragraph in exchange.question.paragraphs)
    if len(text) <= _QUESTION_LENGTH:
        return text
    return text[:_QUESTION_LENGTH].rsplit(" ", 1)[0] + " …"
