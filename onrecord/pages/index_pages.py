"""Plans the pages other than statements: home, years, topics, speakers, search and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from onrecord import urls
from onrecord.model import PlacedParagraph, Speaker, Statement, Topic
from onrecord.pages.charts import (
    Chart,
    anchor_of_statement,
    anchor_of_year,
    draw_chart,
    draw_timeline,
)
from onrecord.pages.formatting import month_in_words
from onrecord.pages.neighbours import with_neighbours
from onrecord.pages.page_types import (
    AboutPage,
    Excerpt,
    ExcerptGroup,
    HomePage,
    Link,
    MonthGroup,
    MonthPage,
    NotFoundPage,
    QuotePage,
    SearchPage,
    SpeakerPage,
    SpeakersPage,
    StatementEntry,
    Tally,
    TopicPage,
    TopicsPage,
    YearGroup,
    YearPage,
)
from onrecord.pages.site_index import MANY_ON_A_TOPIC, SiteIndex
from onrecord.pages.statement_pages import question_entry

_FEW_STATEMENTS = 100  # with more than these, a speaker's statements are listed without topics


def plan_home(index: SiteIndex) -> HomePage:
    """Return the home page."""
    site = index.config.site
    month_addresses = {month: urls.of_month(*month) for month in index.months}
    return HomePage(
        address=urls.HOME,
        title=site.subtitle or site.title,
        description=site.description,
        years=_year_groups(index),
        timeline=draw_timeline(index.statements, month_addresses=month_addresses),
        chart=_chart(index),
        statements=len(index.statements),
        paragraphs=_count_paragraphs(index),
    )


def plan_years(index: SiteIndex) -> Iterator[YearPage | MonthPage]:
    """Yield a page for each year with statements, and for each month of years with many."""
    for previous, year, following in with_neighbours(index.years):
        yield YearPage(
            address=urls.of_year(year),
            title=f"Statements of {year}",
            description=f"What was said in {year}, by date.",
            year=year,
            months=_months_of(index, year),
            previous=_year_link(previous),
            next=_year_link(following),
            statements=len(index.years[year]),
        )
    for before, month, after in with_neighbours(index.months):
        name = _month_link(index, month).label
        yield MonthPage(
            address=urls.of_month(*month),
            title=f"Statements of {name}",
            description=f"What was said in {name}, by date.",
            trail=(Link(str(month[0]), urls.of_year(month[0])),),
            name=name,
            entries=_entries(index, index.months[month]),
            previous=_month_link(index, before) if before else None,
            next=_month_link(index, after) if after else None,
        )


def plan_topics(index: SiteIndex) -> Iterator[TopicsPage | TopicPage]:
    """Yield the list of topics, and a page for each."""
    topics = tuple(index.config.topics.values())
    yield TopicsPage(
        address=urls.TOPICS,
        title="Topics",
        description="What the statements are about, and when.",
        topics=tuple((topic, index.tally_of_topic(topic.slug)) for topic in topics),
        chart=_chart(index),
    )
    for topic in topics:
        yield from _plan_topic(index, topic)


def plan_speakers(index: SiteIndex) -> Iterator[SpeakersPage | SpeakerPage]:
    """Yield the list of speakers, and a page for each."""
    tallies = [(s, index.tally_of_speaker(s.slug)) for s in index.config.speakers.values()]
    yield SpeakersPage(
        address=urls.SPEAKERS,
        title="Speakers",
        description="Who speaks, and who asks.",
        people=tuple((speaker, tally) for speaker, tally in tallies if speaker.is_person),
        unnamed=tuple((speaker, tally) for speaker, tally in tallies if not speaker.is_person),
    )
    for speaker, tally in tallies:
        yield _speaker_page(index, speaker, tally)


def plan_search() -> SearchPage:
    """Return the search page."""
    return SearchPage(
        address=urls.SEARCH,
        title="Search",
        description="Search every word of every statement.",
    )


def plan_quote(index: SiteIndex) -> QuotePage:
    """Return the page on which quotations are checked."""
    dates = [statement.date for statement in index.statements]
    speakers = index.config.speakers.values()
    return QuotePage(
        address=urls.QUOTE,
        title="Check a quotation",
        description="Whether a quotation stands in the record, and how.",
        speakers=tuple(s for s in speakers if s.is_person and index.by_speaker[s.slug]),
        recorded=tuple(dict.fromkeys(statement.speaker for statement in index.statements)),
        statements=len(dates),
        first=min(dates, default=None),
        last=max(dates, default=None),
    )


def plan_about(index: SiteIndex) -> AboutPage:
    """Return the page on sources, method and downloads."""
    topics = index.config.topics.values()
    paragraphs = _count_paragraphs(index)
    return AboutPage(
        address=urls.ABOUT,
        title="About",
        description="Where the texts come from, how topics are given, and what can be downloaded.",
        entries=_entries(index, index.statements),
        topics=tuple((topic, index.tally_of_topic(topic.slug)) for topic in topics),
        paragraphs=paragraphs,
        has_lunr_index=index.config.search.exports_lunr(paragraphs),
    )


def plan_not_found() -> NotFoundPage:
    """Return the page for addresses that do not exist."""
    return NotFoundPage(
        address=urls.NOT_FOUND,
        title="No page here",
        description="There is no page at this address.",
    )


def _entries(index: SiteIndex, statements: Iterable[Statement]) -> tuple[StatementEntry, ...]:
    return tuple(index.entries[statement.slug] for statement in statements)


def _year_groups(index: SiteIndex) -> tuple[YearGroup, ...]:
    return tuple(
        YearGroup(Link(str(year), urls.of_year(year)), _entries(index, statements))
        for year, statements in index.years.items()
    )


def _count_paragraphs(index: SiteIndex) -> int:
    return sum(entry.paragraphs for entry in index.entries.values())


def _chart(index: SiteIndex) -> Chart:
    counts = {
        (topic, statement): len(placed)
        for topic, statements in index.on_topic.items()
        for statement, placed in statements.items()
    }
    topics = tuple(index.config.topics.values())
    divided = frozenset(topic.slug for topic in topics if index.is_divided(topic.slug))
    by_month = frozenset(
        (topic.slug, year)
        for topic in topics
        for year in index.years
        if index.is_divided_by_month(topic.slug, year)
    )
    return draw_chart(topics, index.statements, counts, divided=divided, by_month=by_month)


def _year_link(year: int | None) -> Link | None:
    return Link(str(year), urls.of_year(year)) if year else None


def _month_link(index: SiteIndex, month: tuple[int, int]) -> Link:
    return Link(month_in_words(*month, index.config.site.language), urls.of_month(*month))


def _months_of(index: SiteIndex, year: int) -> tuple[MonthGroup, ...]:
    months = [month for month in index.months if month[0] == year]
    if not months:
        return (MonthGroup(None, _entries(index, index.years[year])),)
    return tuple(
        MonthGroup(_month_link(index, month), _entries(index, index.months[month]))
        for month in months
    )


def _plan_topic(index: SiteIndex, topic: Topic) -> Iterator[TopicPage]:
    """Yield the topic's page; if it has many paragraphs, a page a year, or even a month."""
    address = urls.of_topic(topic.slug)

    def year_of(group: ExcerptGroup) -> Link:
        year = group.entry.statement.date.year
        return Link(str(year), urls.below(address, urls.of_year(year)))

    def month_of(group: ExcerptGroup) -> Link:
        day = group.entry.statement.date
        month = _month_link(index, (day.year, day.month))
        return Link(month.label, urls.below(address, month.address))

    page = TopicPage(
        address=address,
        title=topic.label,
        description=topic.about,
        trail=(Link("Topics", urls.TOPICS),),
        topic=topic,
        feed=urls.of_feed(address),
        tally=index.tally_of_topic(topic.slug),
        groups=_excerpt_groups(index, topic),
    )
    yield from _divided(page, year_of, month_of)


def _divided(page: TopicPage, *part_of: Callable[[ExcerptGroup], Link]) -> Iterator[TopicPage]:
    """Yield the page; if it has many paragraphs, a list of its parts, then these in turn."""
    if not part_of or page.tally.paragraphs <= MANY_ON_A_TOPIC:
        yield page
        return
    first, *rest = part_of
    parts = [
        replace(
            page,
            address=link.address,
            title=f"{page.topic.label}, {link.label}",
            trail=(*page.trail, page.tally.link),
            tally=Tally(link, sum(len(group.excerpts) for group in groups), len(groups)),
            groups=groups,
        )
        for link, members in groupby(page.groups, first)
        if (groups := tuple(members))
    ]
    yield replace(page, groups=(), parts=tuple(part.tally for part in parts))
    for before, part, after in with_neighbours(parts):
        around = (before.tally.link if before else None, after.tally.link if after else None)
        yield from _divided(replace(part, previous=around[0], next=around[1]), *rest)


def _excerpt_groups(index: SiteIndex, topic: Topic) -> tuple[ExcerptGroup, ...]:
    groups: list[ExcerptGroup] = []
    years: set[int] = set()
    for statement in index.statements:
        placed = index.on_topic[topic.slug].get(statement.slug)
        if placed:
            year = statement.date.year
            groups.append(
                ExcerptGroup(
                    entry=index.entries[statement.slug],
                    anchor=anchor_of_statement(statement),
                    year_anchor="" if year in years else anchor_of_year(year),
                    excerpts=tuple(_excerpt(index, one, topic) for one in placed),
                )
            )
            years.add(year)
    return tuple(groups)


def _excerpt(index: SiteIndex, placed: PlacedParagraph, topic: Topic) -> Excerpt:
    statement, exchange, _, paragraph = placed
    return Excerpt(
        paragraph=paragraph,
        address=urls.of_paragraph(statement, paragraph),
        words=next(tag.words for tag in paragraph.tags if tag.topic == topic.slug),
        speaker=index.speaker_links[paragraph.speaker],
        question=question_entry(statement, exchange) if exchange else None,
    )


def _speaker_page(index: SiteIndex, speaker: Speaker, tally: Tally) -> SpeakerPage:
    spoken = index.by_speaker[speaker.slug]
    return SpeakerPage(
        address=urls.of_speaker(speaker.slug),
        title=speaker.name,
        description=f"Statements in which {speaker.name} speaks, by date.",
        trail=(Link("Speakers", urls.SPEAKERS),),
        speaker=speaker,
        feed=urls.of_feed(urls.of_speaker(speaker.slug)),
        printed_as=_printed_as(speaker),
        tally=tally,
        spoken=_entries(index, (s for s in index.statements if s.slug in spoken)),
        quoted=_entries(index, index.quoted[speaker.slug]),
        shows_topics=speaker.is_person and len(spoken) <= _FEW_STATEMENTS,
    )


def _printed_as(speaker: Speaker) -> tuple[str, ...]:
    labels = (*speaker.other_names, *speaker.labels, *speaker.bare_labels)
    return (speaker.name, *labels) if labels and speaker.is_person else labels
