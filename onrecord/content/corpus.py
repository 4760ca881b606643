"""Puts statements in order, and sums them up for lists, charts and feeds."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from onrecord.errors import Errors
from onrecord.model import Config, Slug, Statement, StatementFacts, StatementSummary

StatementT = TypeVar("StatementT", bound=StatementFacts)


def sort_statements(statements: Iterable[StatementT]) -> tuple[StatementT, ...]:
    """Return the statements by date and slug; ContentError where two would share an address."""
    ordered = sorted(statements, key=lambda statement: (statement.date, statement.slug))
    errors = Errors()
    first_with: dict[str, StatementT] = {}
    for statement in sorted(ordered, key=lambda statement: statement.path):
        first = first_with.setdefault(statement.slug, statement)
        if first is not statement:
            found = f'the slug "{statement.slug}" is that of {first.path}'
            errors.add(statement.path, 0, found, "rename one of the two files")
    errors.raise_if_any()
    return tuple(ordered)


def summarise(statement: Statement, config: Config) -> StatementSummary:
    """Return what the rest of the site needs to know of the statement."""
    paragraphs = statement.paragraphs
    tags = [tag for paragraph in paragraphs for tag in paragraph.tags]
    topics = Counter(tag.topic for tag in tags)
    about = Counter(tag.topic for tag in tags if tag.is_about)
    return StatementSummary(
        facts=statement.facts,
        exchanges=tuple(exchange.number for exchange in statement.exchanges),
        topics={one.slug: topics[one.slug] for one in config.topics.values() if topics[one.slug]},
        about={one.slug: about[one.slug] for one in config.topics.values() if about[one.slug]},
        speakers=dict(Counter(paragraph.speaker for paragraph in paragraphs)),
        replaced_by=tuple(
            dict.fromkeys(
                one.replaced_by.partition("/")[0] for one in statement.withdrawn if one.replaced_by
            )
        ),
        has_times=statement.has_times,
    )


def speakers_with_pages(config: Config, summaries: Iterable[StatementSummary]) -> tuple[Slug, ...]:
    """Return those who speak, are quoted, or are named as a statement's speaker."""
    heard = set[Slug]()
    for one in summaries:
        heard.update(one.speakers, one.facts.quotes, (one.facts.speaker,))
    return tuple(slug for slug in map(Slug, config.speakers) if slug in heard)
