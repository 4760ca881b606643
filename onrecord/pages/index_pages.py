"""Plans the pages other than statements: home, years, topics, speakers, search and so on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from onrecord import urls
from onrecord.model import STANDARD_DOWNLOADS, Address, PublishedFacts, Speaker, Topic
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
    DataFile,
    DataPage,
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
from onrecord.pages.site_index import MANY, MANY_ON_A_TOPIC, SiteIndex
from onrecord.pages.statement_pages import formats_of

Parts = Mapping[Address, Sequence[Address]]  # the files of each data file, by its address
_LATEST = 6  # statements on the home page of a large collection
_FEW_STATEMENTS = 100  # with more than these, a speaker's statements are listed without topics


def plan_home(index: SiteIndex) -> HomePage:
    """Return the home page."""
    site = index.config.site
    month_addresses = {month: urls.of_month(*month) for month in index.months}
    is_large = len(index.statements) > MANY
    return HomePage(
        address=urls.HOME,
        title=site.subtitle or site.title,
        description=site.description,
        years=() if is_large else _year_groups(index),
        latest=_entries(index, index.statements[: -_LATEST - 1 : -1]) if is_large else (),
        year_links=tuple(map(partial(_year_tally, index), reversed(index.years))),
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


def plan_topics(index: SiteIndex) -> TopicsPage:
    """Return the list of topics."""
    topics = tuple(index.config.topics.values())
    return TopicsPage(
        address=urls.TOPICS,
        title="Topics",
        description="What the statements are about, and when.",
        topics=tuple((topic, index.tally_of_topic(topic.slug)) for topic in topics),
        chart=_chart(index),
    )


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


def plan_about(index: SiteIndex, parts: Parts) -> AboutPage:
    """Return the page on sources, method and downloads."""
    publishers = Counter(one.source.publisher for one in index.statements if one.source)
    topics = index.config.topics.values()
    paragraphs = _count_paragraphs(index)
    formats = formats_of(index.config)
    return AboutPage(
        address=urls.ABOUT,
        title="About",
        description="Where the texts come from, how topics are given, and what can be downloaded.",
        entries=() if len(index.statements) > MANY else _entries(index, index.statements),
        publishers=tuple(publishers.most_common()),
        parts={name: len(files) for name, files in parts.items()},
        topics=tuple((topic, index.tally_of_topic(topic.slug)) for topic in topics),
        statements=len(index.statements),
        paragraphs=paragraphs,
        has_lunr_index=index.config.search.exports_lunr(paragraphs),
        formats=tuple(label for label, _, _ in formats),
        has_all_formats=len(formats) == len(STANDARD_DOWNLOADS),
    )


def plan_data(parts: Parts) -> Iterator[DataPage]:
    """Yield the list of data files, if any is cut."""
    cut = {name: files for name, files in parts.items() if len(files) > 1}
    if cut:
        yield DataPage(
            address=urls.DATA,
            title="Data files",
            description="The whole record in files that programs can read, by date.",
            trail=(Link("About", urls.ABOUT),),
            files=tuple(
                DataFile(_file_name(name), _part_links(files)) for name, files in cut.items()
            ),
        )


def plan_not_found() -> NotFoundPage:
    """Return the page for addresses that do not exist."""
    return NotFoundPage(
        address=urls.NOT_FOUND,
        title="No page here",
        description="There is no page at this address.",
    )


def _entries(index: SiteIndex, statements: Iterable[PublishedFacts]) -> tuple[StatementEntry, ...]:
    return tuple(index.entries[statement.slug] for statement in statements)


def _file_name(address: Address) -> str:
    return address.rpartition("/")[2]


def _part_links(files: Sequence[Address]) -> tuple[Link, ...]:
    return tuple(Link(_file_name(file), file) for file in files)


def _year_tally(index: SiteIndex, year: int) -> Tally:
    statements = index.years[year]
    paragraphs = sum(index.entries[one.slug].paragraphs for one in statements)
    return Tally(Link(str(year), urls.of_year(year)), paragraphs, len(statements))


def _year_groups(index: SiteIndex) -> tuple[YearGroup, ...]:
    return tuple(
        YearGroup(Link(str(year), urls.of_year(year)), _entries(index, statements))
        for year, statements in index.years.items()
    )


def _count_paragraphs(index: SiteIndex) -> int:
    return sum(entry.paragraphs for entry in index.entries.values())


def _chart(index: SiteIndex) -> Chart:
    counts = {
        (topic, statement): count
        for topic, statements in index.on_topic.items()
        for statement, count in statements.items()
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


def plan_topic(index: SiteIndex, topic: Topic) -> Iterator[TopicPage]:
    """Yield the topic's page; if it has many paragraphs, a page a year, or even a month."""
    address = urls.of_topic(topic.slug)

    def year_of(one: PublishedFacts) -> Link:
        return Link(str(one.date.year), urls.below(address, urls.of_year(one.date.year)))

    def month_of(one: PublishedFacts) -> Link:
        month = _month_link(index, (one.date.year, one.date.month))
        return Link(month.label, urls.below(address, month.address))

    page = TopicPage(
        address=address,
        title=topic.label,
        description=topic.about,
        trail=(Link("Topics", urls.TOPICS),),
        topic=topic,
        feed=urls.of_feed(address),
        tally=index.tally_of_topic(topic.slug),
        groups=(),
    )
    found = index.on_topic[topic.slug]
    members = tuple(one for one in index.statements if one.slug in found)
    yield from _divided(index, page, members, year_of, month_of)


def _divided(
    index: SiteIndex,
    page: TopicPage,
    members: Sequence[PublishedFacts],
    *part_of: Callable[[PublishedFacts], Link],
) -> Iterator[TopicPage]:
    """Yield the page; if it has many paragraphs, a list of its parts, then these in turn."""
    if not part_of or page.tally.paragraphs <= MANY_ON_A_TOPIC:
        yield replace(page, groups=_excerpt_groups(index, page.topic, members))
        return
    counts = index.on_topic[page.topic.slug]
    first, *rest = part_of
    divided = [(link, tuple(group)) for link, group in groupby(members, first)]
    parts = [
        Tally(link, sum(counts[one.slug] for one in group), len(group)) for link, group in divided
    ]
    yield replace(page, parts=tuple(parts))
    for (before, part, after), (link, group) in zip(with_neighbours(parts), divided, strict=True):
        part_page = replace(
            page,
            address=link.address,
            title=f"{page.topic.label}, {link.label}",
            trail=(*page.trail, page.tally.link),
            tally=part,
            previous=before.link if before else None,
            next=after.link if after else None,
        )
        yield from _divided(index, part_page, group, *rest)


def _excerpt_groups(
    index: SiteIndex, topic: Topic, members: Sequence[PublishedFacts]
) -> tuple[ExcerptGroup, ...]:
    found = index.on_topic[topic.slug]
    first_of_year = {
        year: next((one.slug for one in statements if one.slug in found), None)
        for year, statements in index.years.items()
    }
    return tuple(
        ExcerptGroup(
            entry=index.entries[one.slug],
            anchor=anchor_of_statement(one),
            year_anchor=(
                anchor_of_year(one.date.year) if first_of_year[one.date.year] == one.slug else ""
            ),
            excerpts=tuple(index.excerpts_of(one.slug, topic.slug)),
        )
        for one in members
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
