"""Indexes over the corpus, shared by all pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord import urls
from onrecord.model import Config, Corpus, PlacedParagraph, Statement
from onrecord.pages.page_types import Link, StatementEntry, Tally

MANY_IN_A_YEAR = 24  # more statements than this are listed by month
MANY_ON_A_TOPIC = 300  # more paragraphs than this are divided by year, and in a year by month


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """What pages need to know of the whole corpus, in its order."""

    config: Config
    statements: tuple[Statement, ...]
    entries: Mapping[str, StatementEntry]  # by the statement's slug
    years: Mapping[int, tuple[Statement, ...]]
    months: Mapping[tuple[int, int], tuple[Statement, ...]]  # of the years that have many
    on_topic: Mapping[str, Mapping[str, Sequence[PlacedParagraph]]]  # by topic, by statement
    by_speaker: Mapping[str, Mapping[str, int]]  # paragraphs by speaker, by statement
    quoted: Mapping[str, tuple[Statement, ...]]  # by speaker
    topic_links: Mapping[str, Link]
    speaker_links: Mapping[str, Link]
    places: Mapping[str, Link]  # the current page, by every slug that was ever published

    def tally_of_topic(self, slug: str) -> Tally:
        """Return how much there is on a topic."""
        found = self.on_topic[slug]
        return Tally(self.topic_links[slug], sum(map(len, found.values())), len(found))

    def tally_of_speaker(self, slug: str) -> Tally:
        """Return how much a speaker says."""
        found = self.by_speaker[slug]
        return Tally(self.speaker_links[slug], sum(found.values()), len(found))

    def is_divided(self, topic: str) -> bool:
        """True if a topic's paragraphs are on a page for each year."""
        return sum(map(len, self.on_topic[topic].values())) > MANY_ON_A_TOPIC

    def is_divided_by_month(self, topic: str, year: int) -> bool:
        """True if those of a year are on a page for each month."""
        found = self.on_topic[topic]
        return sum(len(found.get(s.slug, ())) for s in self.years[year]) > MANY_ON_A_TOPIC


def index_site(corpus: Corpus) -> SiteIndex:
    """Return the index of a corpus."""
    config = corpus.config
    topic_links: dict[str, Link] = {
        topic.slug: Link(topic.label, urls.of_topic(topic.slug)) for topic in config.topics.values()
    }
    on_topic, by_speaker = _read_paragraphs(corpus)
    years = _grouped(corpus.statements)
    return SiteIndex(
        config=config,
        statements=corpus.statements,
        entries={s.slug: _entry(s, topic_links) for s in corpus.statements},
        years=years,
        months=_months(years),
        on_topic=on_topic,
        by_speaker=by_speaker,
        quoted=_quoted(corpus),
        topic_links=topic_links,
        speaker_links={
            speaker.slug: Link(speaker.name, urls.of_speaker(speaker.slug))
            for speaker in config.speakers.values()
        },
        places=_places(corpus),
    )


def _places(corpus: Corpus) -> dict[str, Link]:
    places = dict[str, Link]()
    for one in corpus.withdrawn:
        link = Link(one.title, urls.of_slug(one.slug))
        places |= dict.fromkeys((*one.old_slugs, one.slug), link)
    for statement in corpus.statements:
        link = Link(statement.short_title, urls.of_statement(statement), statement.language)
        places |= dict.fromkeys((*statement.old_slugs, statement.slug), link)
    return places


def _read_paragraphs(
    corpus: Corpus,
) -> tuple[dict[str, dict[str, list[PlacedParagraph]]], dict[str, Counter[str]]]:
    on_topic = {slug: dict[str, list[PlacedParagraph]]() for slug in corpus.config.topics}
    by_speaker: dict[str, Counter[str]] = {slug: Counter() for slug in corpus.config.speakers}
    for statement in corpus.statements:
        for placed in statement.placed_paragraphs():
            by_speaker[placed.paragraph.speaker][statement.slug] += 1
            for tag in placed.paragraph.tags:
                on_topic[tag.topic].setdefault(statement.slug, []).append(placed)
    return on_topic, by_speaker


def _entry(statement: Statement, topic_links: Mapping[str, Link]) -> StatementEntry:
    paragraphs = statement.paragraphs
    found = {tag.topic for paragraph in paragraphs for tag in paragraph.tags}
    topics = tuple(link for slug, link in topic_links.items() if slug in found)
    return StatementEntry(statement, urls.of_statement(statement), len(paragraphs), topics)


def _grouped(statements: Sequence[Statement]) -> dict[int, tuple[Statement, ...]]:
    years: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        years[statement.date.year].append(statement)
    return {year: tuple(found) for year, found in years.items()}


def _months(
    years: Mapping[int, tuple[Statement, ...]],
) -> dict[tuple[int, int], tuple[Statement, ...]]:
    months: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for year, statements in years.items():
        if len(statements) > MANY_IN_A_YEAR:
            for statement in statements:
                months[year, statement.date.month].append(statement)
    return {month: tuple(found) for month, found in months.items()}


def _quoted(corpus: Corpus) -> dict[str, tuple[Statement, ...]]:
    quoted: dict[str, list[Statement]] = {slug: [] for slug in corpus.config.speakers}
    for statement in corpus.statements:
        for slug in dict.fromkeys(statement.quotes):
            quoted[slug].append(statement)
    return {slug: tuple(found) for slug, found in quoted.items()}
