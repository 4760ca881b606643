"""What a picture shows: a statement or an exchange comes in, its words for a card go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord import urls
from onrecord.citations.cite import name_of
from onrecord.model import Address, Corpus, Exchange, Paragraph, Site, Speaker, Speech, Statement
from onrecord.pages.formatting import day_in_words, shortened

_MOST = 700  # characters that the largest part can hold, and some more
_MOST_OF_QUESTION = 250
_TOLD = 200  # characters of a part in the words for those who do not see the picture


@dataclass(frozen=True, slots=True)
class Card:
    """The words on a picture; what is not known is empty."""

    site: str
    question: str  # above an answer
    words: str  # the answer's beginning, or a statement's title
    is_quoted: bool  # whether somebody said the words
    name: str
    day: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is printed on it, in reading order."""
        return (self.site, self.question, self.words, self.name, self.day)

    @property
    def told(self) -> str:
        """The same for those who do not see it."""
        who = ", ".join(filter(None, (self.name, self.day)))
        asked = f"{shortened(self.question, _TOLD)} " if self.question else ""
        return f"{asked}{who}: {shortened(self.words, _TOLD)}"


def cards_of(corpus: Corpus) -> Iterator[tuple[Address, Card]]:
    """The card of each statement and each exchange, by the address of its page."""
    people, site = corpus.config.speakers, corpus.config.site
    for statement in corpus.statements:
        yield urls.of_statement(statement), card_of_statement(statement, people=people, site=site)
        for exchange in statement.exchanges:
            card = card_of_exchange(statement, exchange, people=people, site=site)
            yield urls.of_answer(statement, exchange), card


def card_of_statement(statement: Statement, *, people: Mapping[str, Speaker], site: Site) -> Card:
    """Its title, by the one who makes it."""
    return Card(
        site=site.title,
        question="",
        words=_on_one_line(statement.title, _MOST),
        is_quoted=False,
        name=_name(statement.speaker, statement, people),
        day=day_in_words(statement.date, site.language),
    )


def card_of_exchange(
    statement: Statement, exchange: Exchange, *, people: Mapping[str, Speaker], site: Site
) -> Card:
    """The question and how its answer begins; where nobody answers, the question alone."""
    speech = exchange.answers[0] if exchange.answers else exchange.question
    question = _text(exchange.question) if exchange.answers else ""
    return Card(
        site=site.title,
        question=_on_one_line(question, _MOST_OF_QUESTION),
        words=_on_one_line(_text(speech), _MOST),
        is_quoted=True,
        name=_name(speech.speaker, statement, people),
        day=day_in_words(statement.date, site.language),
    )


def _text(speech: Speech[Paragraph]) -> str:
    return " ".join(paragraph.text for paragraph in speech.paragraphs)


def _on_one_line(text: str, limit: int) -> str:
    return shortened(" ".join(text.split()), limit)


def _name(slug: str, statement: Statement, people: Mapping[str, Speaker]) -> str:
    name = name_of(people[slug], statement)
    return name.whole if name else ""
