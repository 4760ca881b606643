"""The text on the social card of a statement or an exchange."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from onrecord import urls
from onrecord.citations.citation import name_of
from onrecord.model import Address, Config, Speaker, Statement
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
    """Yield the card of a statement and of each answer that has a page, with their addresses.

    A statement's has its title; an answer's has the question and the beginning of the answer, or
    the question alone if nobody answers.
    """
    whole = Card(
        site=config.site.title,
        question="",
        words=_on_one_line(statement.title, _MAX_WORDS),
        is_quoted=False,
        name=_name(statement.speaker, statement, config.speakers),
        day=day_in_words(statement.date, config.site.language),
    )
    yield urls.of_statement(statement), whole
    for exchange in statement.exchanges if config.has_answer_pages else ():
        speech = exchange.answers[0] if exchange.answers else exchange.question
        question = exchange.question.text if exchange.answers else ""
        card = replace(
            whole,
            question=_on_one_line(question, _MAX_QUESTION),
            words=_on_one_line(speech.text, _MAX_WORDS),
            is_quoted=True,
            name=_name(speech.speaker, statement, config.speakers),
        )
        yield urls.of_answer(statement, exchange), card


def _on_one_line(text: str, limit: int) -> str:
    return shortened(" ".join(text.split()), limit)


def _name(slug: str, statement: Statement, people: Mapping[str, Speaker]) -> str:
    name = name_of(people[slug], statement)
    return name.whole if name else ""
