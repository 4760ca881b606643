"""Pages that lead to the words: home, years, topics, speakers, search, about, and the 404."""

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
from onrecord.pages.site_index import MANY_ON_A_TOPIC, Survey
from onrecord.pages.statement_pages import question_entry

_FEW_STATEMENTS = 100  # more than these are listed without their topics


def plan_home(survey: Survey) -> HomePage:
    """The home page."""
    site = survey.config.site
    month_addresses = {month: urls.of_month(*month) for month in survey.months}
    return HomePage(
        address=urls.HOME,
        title=site.subtitle or site.title,
        description=site.description,
        years=_year_groups(survey),
        timeline=draw_timeline(survey.statements, month_addresses=month_addresses),
        chart=_chart(survey),
        statements=len(survey.statements),
        paragraphs=_count_paragraphs(survey),
    )


def plan_years(survey: Survey) -> Iterator[YearPage | MonthPage]:
    """A page for each year with statements, and for each month of the years with many."""
    for previous, year, following in with_neighbours(survey.years):
        yield YearPage(
            address=urls.of_year(year),
            title=f"Statements of {year}",
            description=f"What was said in {year}, by date.",
            year=year,
            months=_months_of(survey, year),
            previous=_year_link(previous),
            next=_year_link(following),
            statements=len(survey.years[year]),
        )
    for before, month, after in with_neighbours(survey.months):
        name = _month_link(survey, month).label
        yield MonthPage(
            address=urls.of_month(*month),
            title=f"Statements of {name}",
            description=f"What was said in {name}, by date.",
            trail=(Link(str(month[0]), urls.of_year(month[0])),),
            name=name,
            entries=_entries(survey, survey.months[month]),
            previous=_month_link(survey, before) if before else None,
            next=_month_link(survey, after) if after else None,
        )


def plan_topics(survey: Survey) -> Iterator[TopicsPage | TopicPage]:
    """The list of topics, and a page for each."""
    topics = tuple(survey.config.topics.values())
    yield TopicsPage(
        address=urls.TOPICS,
        title="Topics",
        description="What the statements are about, and when.",
        topics=tuple((topic, survey.tally_of_topic(topic.slug)) for topic in topics),
        chart=_chart(survey),
    )
    for topic in topics:
        yield from _plan_topic(survey, topic)


def plan_speakers(survey: Survey) -> Iterator[SpeakersPage | SpeakerPage]:
    """The list of speakers, and a page for each."""
    tallies = [(s, survey.tally_of_speaker(s.slug)) for s in survey.config.speakers.values()]
    yield SpeakersPage(
        address=urls.SPEAKERS,
        title="Speakers",
        description="Who speaks, and who asks.",
        people=tuple((speaker, tally) for speaker, tally in tallies if speaker.is_person),
        unnamed=tuple((speaker, tally) for speaker, tally in tallies if not speaker.is_person),
    )
    for speaker, tally in tallies:
        yield _speaker_page(survey, speaker, tally)


def plan_search() -> SearchPage:
    """The search page."""
    return SearchPage(
        address=urls.SEARCH,
        title="Search",
        description="Search every word of every statement.",
    )


def plan_quote(survey: Survey) -> QuotePage:
    """The page that looks quotations up."""
    dates = [statement.date for statement in survey.statements]
    speakers = survey.config.speakers.values()
    return QuotePage(
        address=urls.QUOTE,
        title="Check a quotation",
        description="Whether a quotation stands in the record, and how.",
        speakers=tuple(s for s in speakers if s.is_person and survey.by_speaker[s.slug]),
        recorded=tuple(dict.fromkeys(statement.speaker for statement in survey.statements)),
        statements=len(dates),
        first=min(dates, default=None),
        last=max(dates, default=None),
    )


def plan_about(survey: Survey) -> AboutPage:
    """The page on sources, method and downloads."""
    topics = survey.config.topics.values()
    paragraphs = _count_paragraphs(survey)
    return AboutPage(
        address=urls.ABOUT,
        title="About",
        description="Where the texts come from, how topics are given, and what can be downloaded.",
        entries=_entries(survey, survey.statements),
        topics=tuple((topic, survey.tally_of_topic(topic.slug)) for topic in topics),
        paragraphs=paragraphs,
        has_lunr_index=survey.config.search.exports_lunr(paragraphs),
    )


def plan_not_found() -> NotFoundPage:
    """The page for an address that is not there."""
    return NotFoundPage(
        address=urls.NOT_FOUND,
        title="No page here",
        description="There is no page at this address.",
    )


def _entries(survey: Survey, statements: Iterable[Statement]) -> tuple[StatementEntry, ...]:
    return tuple(survey.entries[statement.slug] for statement in statements)


def _year_groups(survey: Survey) -> tuple[YearGroup, ...]:
    return tuple(
        YearGroup(Link(str(year), urls.of_year(year)), _entries(survey, statements))
        for year, statements in survey.years.items()
    )


def _count_paragraphs(survey: Survey) -> int:
    return sum(entry.paragraphs for entry in survey.entries.values())


def _chart(survey: Survey) -> Chart:
    counts = {
        (topic, statement): len(placed)
        for topic, statements in survey.on_topic.items()
        for statement, placed in statements.items()
    }
    topics = tuple(survey.config.topics.values())
    divided = frozenset(topic.slug for topic in topics if survey.is_divided(topic.slug))
    by_month = frozenset(
        (topic.slug, year)
        for topic in topics
        for year in survey.years
        if survey.is_divided_by_month(topic.slug, year)
    )
    return draw_chart(topics, survey.statements, counts, divided=divided, by_month=by_month)


def _year_link(year: int | None) -> Link | None:
    return Link(str(year), urls.of_year(year)) if year else None


def _month_link(survey: Survey, month: tuple[int, int]) -> Link:
    return Link(month_in_words(*month, survey.config.site.language), urls.of_month(*month))


def _months_of(survey: Survey, year: int) -> tuple[MonthGroup, ...]:
    months = [month for month in survey.months if month[0] == year]
    if not months:
        return (MonthGroup(None, _entries(survey, survey.years[year])),)
    return tuple(
        MonthGroup(_month_link(survey, month), _entries(survey, survey.months[month]))
        for month in months
    )


def _plan_topic(survey: Survey, topic: Topic) -> Iterator[TopicPage]:
    """The topic's page; with many paragraphs, one a year, and of a year with many, one a month."""
    address = urls.of_topic(topic.slug)

    def year_of(group: ExcerptGroup) -> Link:
        year = group.entry.statement.date.year
        return Link(str(year), urls.below(address, urls.of_year(year)))

    def month_of(group: ExcerptGroup) -> Link:
        day = group.entry.statement.date
        month = _month_link(survey, (day.year, day.month))
        return Link(month.label, urls.below(address, month.address))

    page = TopicPage(
        address=address,
        title=topic.label,
        description=topic.about,
        trail=(Link("Topics", urls.TOPICS),),
        topic=topic,
        feed=urls.of_feed(address),
        tally=survey.tally_of_topic(topic.slug),
        groups=_excerpt_groups(survey, topic),
    )
    yield from _divided(page, year_of, month_of)


def _divided(page: TopicPage, *part_of: Callable[[ExcerptGroup], Link]) -> Iterator[TopicPage]:
    """The page; with many paragraphs, one that leads to its parts, and these, divided further."""
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


def _excerpt_groups(survey: Survey, topic: Topic) -> tuple[ExcerptGroup, ...]:
    groups: list[ExcerptGroup] = []
    years: set[int] = set()
    for statement in survey.statements:
        placed = survey.on_topic[topic.slug].get(statement.slug)
        if placed:
            year = statement.date.year
            groups.append(
                ExcerptGroup(
                    entry=survey.entries[statement.slug],
                    anchor=anchor_of_statement(statement),
                    year_anchor="" if year in years else anchor_of_year(year),
                    excerpts=tuple(_excerpt(survey, one, topic) for one in placed),
                )
            )
            years.add(year)
    return tuple(groups)


def _excerpt(survey: Survey, placed: PlacedParagraph, topic: Topic) -> Excerpt:
    statement, exchange, _, paragraph = placed
    return Excerpt(
        paragraph=paragraph,
        address=urls.of_paragraph(statement, paragraph),
        words=next(tag.words for tag in paragraph.tags if tag.topic == topic.slug),
        speaker=survey.speaker_links[paragraph.speaker],
        question=question_entry(statement, exchange) if exchange else None,
    )


def _speaker_page(survey: Survey, speaker: Speaker, tally: Tally) -> SpeakerPage:
    spoken = survey.by_speaker[speaker.slug]
    return SpeakerPage(
        address=urls.of_speaker(speaker.slug),
        title=speaker.name,
        description=f"Statements in which {speaker.name} speaks, by date.",
        trail=(Link("Speakers", urls.SPEAKERS),),
        speaker=speaker,
        feed=urls.of_feed(urls.of_speaker(speaker.slug)),
        printed_as=_printed_as(speaker),
        tally=tally,
        spoken=_entries(survey, (s for s in survey.statements if s.slug in spoken)),
        quoted=_entries(survey, survey.quoted[speaker.slug]),
        shows_topics=speaker.is_person and len(spoken) <= _FEW_STATEMENTS,
    )


def _printed_as(speaker: Speaker) -> tuple[str, ...]:
    labels = (*speaker.other_names, *speaker.labels, *speaker.bare_labels)
    return (speaker.name, *labels) if labels and speaker.is_person else labels
