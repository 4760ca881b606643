"""Indexes over the collection, shared by all pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord import urls
from onrecord.content.corpus import speakers_with_pages
from onrecord.model import (
    Address,
    Config,
    OwnPage,
    PublishedFacts,
    Slug,
    Statement,
    StatementSummary,
    WithdrawnStatement,
)
from onrecord.pages.page_types import (
    ContentsEntry,
    EntryGroup,
    Excerpt,
    Link,
    StatementEntry,
    Tally,
    TopicTally,
)
from onrecord.pages.periods import by_time, year_and_month

MANY = 100  # more statements than this are not listed on one page
MANY_IN_A_YEAR = 24  # more statements than this are listed by month
_MAIN_TOPICS = 3


@dataclass(frozen=True, slots=True)
class PageIndex:
    """What the pages of a statement need to know of the rest of the site."""

    config: Config
    topic_links: Mapping[str, Link]
    speaker_links: Mapping[str, Link]
    places: Mapping[str, Link]  # the current page, by every slug that was ever published


@dataclass(frozen=True, slots=True)
class Texts:
    """Reads what lists show of the text of a statement, by its slug."""

    excerpts: Callable[[Slug, Slug], Sequence[Excerpt]]  # on a topic, in reading order
    tallies: Callable[[Slug], Mapping[Slug, TopicTally]]  # by topic
    questions: Callable[[Slug], Sequence[ContentsEntry]]  # in reading order


@dataclass(frozen=True, slots=True)
class SiteIndex(PageIndex):
    """What lists need to know of all statements, in their order."""

    statements: tuple[PublishedFacts, ...]
    entries: Mapping[str, StatementEntry]  # by the statement's slug
    years: Mapping[int, tuple[PublishedFacts, ...]]
    months: Mapping[tuple[int, int], tuple[PublishedFacts, ...]]  # of the years that have many
    on_topic: Mapping[str, Mapping[str, int]]  # paragraphs by topic, by statement
    about: Mapping[str, Mapping[str, int]]  # of these, those that are about the topic
    by_speaker: Mapping[str, Mapping[str, int]]  # paragraphs by speaker, by statement
    quoted: Mapping[str, tuple[PublishedFacts, ...]]  # by speaker
    speakers: tuple[Slug, ...]  # those who have a page, in config.yaml's order
    former_speakers: tuple[Slug, ...]  # speakers who had a page and have none now
    former_topics: tuple[Slug, ...]  # topics that had a page and are no more
    own_pages: tuple[OwnPage, ...]  # of the project
    texts: Texts

    def tally_of_topic(self, slug: str) -> Tally:
        """Return how much there is on a topic."""
        return self.tally_on(slug, self.topic_links[slug], self.on_topic[slug])

    def tally_on(self, topic: str, link: Link, statements: Iterable[str]) -> Tally:
        """Return how much there is on a topic in statements that have it, by their slugs."""
        slugs = tuple(statements)
        about = sum(self.about[topic].get(slug, 0) for slug in slugs)
        every = sum(self.on_topic[topic][slug] for slug in slugs)
        return Tally(link, about, len(slugs), every - about)

    def tally_of_speaker(self, slug: str) -> Tally:
        """Return how much a speaker says."""
        found = self.by_speaker[slug]
        return Tally(self.speaker_links[slug], sum(found.values()), len(found))

    def entries_of(self, statements: Iterable[PublishedFacts]) -> tuple[StatementEntry, ...]:
        """Return the statements as they are listed, in the same order."""
        return tuple(self.entries[statement.slug] for statement in statements)

    def entries_by_year(self, statements: Iterable[PublishedFacts]) -> tuple[EntryGroup, ...]:
        """Return the same by year, with a link to the page of each."""
        return tuple(
            EntryGroup(Link(str(year), urls.of_year(year)), f"year-{year}", self.entries_of(group))
            for year, group in groupby(statements, lambda one: one.date.year)
        )

    def of_month(self, year: int, month: int) -> Address:
        """Return the page of a month; or its place on the page of the year."""
        if (year, month) in self.months:
            return urls.of_month(year, month)
        return Address(f"{urls.of_year(year)}#{anchor_of_month(month)}")


def index_pages(config: Config, places: Mapping[str, Link]) -> PageIndex:
    """Return the index for the pages of a statement that refers to these places."""
    return PageIndex(
        config=config,
        topic_links={
            topic.slug: Link(topic.label, urls.of_topic(topic.slug))
            for topic in config.topics.values()
        },
        speaker_links={
            speaker.slug: Link(speaker.name, urls.of_speaker(speaker.slug))
            for speaker in config.speakers.values()
        },
        places=places,
    )


def index_site(
    config: Config,
    summaries: Sequence[StatementSummary],
    withdrawn: Iterable[WithdrawnStatement],
    *,
    texts: Texts,
    former_speakers: tuple[Slug, ...] = (),
    former_topics: tuple[Slug, ...] = (),
    own_pages: tuple[OwnPage, ...] = (),
) -> SiteIndex:
    """Return the index of all statements, which are sorted by date."""
    statements = tuple(summary.facts for summary in summaries)
    pages = index_pages(config, list_places(statements, withdrawn))
    years = by_time(statements, lambda day: day.year)
    months = by_time(statements, year_and_month)
    return SiteIndex(
        config=config,
        topic_links=pages.topic_links,
        speaker_links=pages.speaker_links,
        places=pages.places,
        statements=statements,
        entries={one.facts.slug: entry_of(one, pages.topic_links) for one in summaries},
        years=years,
        months={one: months[one] for one in months if len(years[one[0]]) > MANY_IN_A_YEAR},
        on_topic={
            slug: {s.facts.slug: s.topics[slug] for s in summaries if slug in s.topics}
            for slug in map(Slug, config.topics)
        },
        about={
            slug: {s.facts.slug: s.about[slug] for s in summaries if slug in s.about}
            for slug in map(Slug, config.topics)
        },
        by_speaker={
            slug: {s.facts.slug: s.speakers[slug] for s in summaries if slug in s.speakers}
            for slug in map(Slug, config.speakers)
        },
        quoted={
            slug: tuple(one for one in statements if slug in one.quotes) for slug in config.speakers
        },
        speakers=speakers_with_pages(config, summaries),
        former_speakers=former_speakers,
        former_topics=former_topics,
        own_pages=own_pages,
        texts=texts,
    )


def anchor_of_month(month: int) -> str:
    """Return the id of a month on the page of its year."""
    return f"month-{month:02}"


def entry_of(summary: StatementSummary, topic_links: Mapping[str, Link]) -> StatementEntry:
    """Return the statement as it is listed."""
    topics = tuple(topic_links[slug] for slug in summary.topics)
    facts = summary.facts
    is_named = facts.occasion.casefold() in facts.short_title.casefold()
    return StatementEntry(
        facts,
        urls.of_statement(facts),
        summary.paragraphs,
        len(summary.exchanges),
        topics,
        main_topics=tuple(topic_links[slug].label for slug in main_topics(summary)[:_MAIN_TOPICS]),
        occasion="" if is_named else facts.occasion,
    )


def main_topics(summary: StatementSummary) -> tuple[Slug, ...]:
    """Return the topics of a statement, those that most paragraphs are about first."""
    return tuple(sorted(summary.about, key=lambda slug: -summary.about[slug]))


def link_to(statement: Statement | PublishedFacts) -> Link:
    """Return a link to the statement's page, with its title."""
    return Link(statement.short_title, urls.of_statement(statement), statement.language)


def list_places(
    statements: Iterable[PublishedFacts], withdrawn: Iterable[WithdrawnStatement]
) -> dict[str, Link]:
    """Return the current page for every slug that was ever published."""
    places = dict[str, Link]()
    for one in withdrawn:
        link = Link(one.title, urls.of_slug(one.slug))
        places |= dict.fromkeys((*one.old_slugs, one.slug), link)
    for statement in statements:
        places |= dict.fromkeys((*statement.old_slugs, statement.slug), link_to(statement))
    return places
