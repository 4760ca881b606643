"""The text on the social card of a statement or an exchange."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord import urls
from onrecord.citations.cite import name_of
from onrecord.model import Address, Config, Exchange, Paragraph, Site, Speaker, Speech, Statement
from onrecord.pages.formatting import day_in_words, shortened

_MAX_WORDS = 700  # characters; a little more than there is room for
_MAX_QUESTION = 250
_MAX_ALT = 200  # characters of each part in the alternative text


@dataclass(frozen=True, slots=True)
class Card:
    """The text on a card; parts that are not known are empty."""

    site: str
    question: str  # above an answer
    words: str  # the answer's beginning, or a statement's title
    is_quoted: bool  # True if somebody said the words
    name: str
    day: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All text on the card, in reading order."""
        return (self.site, self.question, self.words, self.name, self.day)

    @property
    def alt_text(self) -> str:
        """The alternative text, for readers who cannot see the picture."""
        who = ", ".join(filter(None, (self.name, self.day)))
        question = f"{shortened(self.question, _MAX_ALT)} " if self.question else ""
        return f"{question}{who}: {shortened(self.words, _MAX_ALT)}"


def cards_of(statement: Statement, config: Config) -> Iterator[tuple[Address, Card]]:
    """Yield the card of a statement and of each answer that has a page, with their addresses."""
    people, site = config.speakers, config.site
    yield urls.of_statement(statement), card_of_statement(statement, people=people, site=site)
    for exchange in statement.exchanges if config.has_answer_pages else ():
        card = card_of_exchange(statement, exchange, people=people, site=site)
        yield urls.of_answer(statement, exchange), card


def card_of_statement(statement: Statement, *, people: Mapping[str, Speaker], site: Site) -> Card:
    """Return a card with the statement's title and speaker."""
    return Card(
        site=site.title,
        question="",
        words=_on_one_line(statement.title, _MAX_WORDS),
        is_quoted=False,
        name=_name(statement.speaker, statement, people),
        day=day_in_words(statement.date, site.language),
    )


def card_of_exchange(
    statement: Statement, exchange: Exchange, *, people: Mapping[str, Speaker], site: Site
) -> Card:
    """Return a card with the question and the start of its answer, or an unanswered question."""
    speech = exchange.answers[0] if exchange.answers else exchange.question
    question = _text(exchange.question) if exchange.answers else ""
    return Card(
        site=site.title,
        question=_on_one_line(question, _MAX_QUESTION),
        words=_on_one_line(_text(speech), _MAX_WORDS),
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
