"""Sums up a statement for lists, charts and feeds."""

from collections import Counter
from collections.abc import Iterable

from onrecord.model import Config, Slug, Statement, StatementSummary


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
