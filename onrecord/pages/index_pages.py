"""Plans the pages other than statements, topics and speakers: home, years, search and so on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from onrecord import urls
from onrecord.content.markup import to_text
from onrecord.model import STANDARD_DOWNLOADS, Address, OwnPage, PublishedFacts
from onrecord.pages.charts import Calendar, draw_calendar
from onrecord.pages.formatting import month_in_words, shortened
from onrecord.pages.orders import (
    has_latest_first,
    in_both_orders,
    in_order_of,
    with_neighbours,
)
from onrecord.pages.page_types import (
    AboutPage,
    DataFile,
    DataPage,
    EntryGroup,
    HomePage,
    Link,
    MonthPage,
    NotFoundPage,
    ProjectPage,
    QuotePage,
    SearchPage,
    StatementEntry,
    YearPage,
)
from onrecord.pages.site_index import MANY, SiteIndex, anchor_of_month
from onrecord.pages.speaker_pages import tallies_of_speakers
from onrecord.pages.statement_pages import formats_of
from onrecord.pages.topic_pages import chart_of_topics

Parts = Mapping[Address, Sequence[Address]]  # the files of each data file, by its address
Neighbours = tuple[Link | None, Link, Link | None]  # the page before, the page, the page after
_MANY_QUESTIONS = 12  # the home page of more statements than this does not list their questions
_DESCRIPTION = 150  # characters of a page of the project
_LATEST = 6  # statements on the home page of a large collection
_YEARS = 8  # rows of its table of months
_TOPICS = 14  # on it
_SPEAKERS = 8  # on it
_MOST_IN_A_MONTH = 9  # statements that fit the small calendar of a small collection


def plan_home(index: SiteIndex) -> Iterator[HomePage]:
    """Yield the home page, with the latest first and with the oldest first."""
    site, statements = index.config.site, index.statements
    is_large = len(statements) > MANY
    answering = (pair for pair in tallies_of_speakers(index) if not pair[0].asks)
    speakers = sorted(answering, key=lambda pair: -pair[1].statements)
    calendar = _calendar(index, is_latest_first=True)
    page = HomePage(
        address=urls.HOME,
        title=site.subtitle or site.title,
        description=site.description,
        order=None,
        is_large=is_large,
        groups=(),
        more=(),
        calendar=calendar,
        has_month_table=is_large or calendar.most > _MOST_IN_A_MONTH,
        chart=chart_of_topics(index, statements, index.about, most=_TOPICS if is_large else None),
        speakers=tuple(speakers[:_SPEAKERS]) if is_large else (),
        speakers_count=len(index.speakers),
        statements=len(statements),
        questions=sum(entry.exchanges for entry in index.entries.values()),
        paragraphs=_count_paragraphs(index),
    )
    for one in in_both_orders(page, len(statements), site.wording):
        ordered = in_order_of(one, statements)
        yield replace(
            one,
            groups=_home_groups(index, ordered),
            more=tuple(_months_of(index, ordered[:_LATEST])) if is_large else (),
            calendar=_calendar(index, is_latest_first=has_latest_first(one)),
        )


def lists_questions(index: SiteIndex) -> bool:
    """True if the home page lists the questions of all statements."""
    return len(index.statements) <= _MANY_QUESTIONS


def _calendar(index: SiteIndex, *, is_latest_first: bool) -> Calendar:
    return draw_calendar(
        index.statements,
        address_of=index.of_month,
        is_latest_first=is_latest_first,
        rows=_YEARS if len(index.statements) > MANY else None,
    )


def _home_groups(index: SiteIndex, statements: Sequence[PublishedFacts]) -> tuple[EntryGroup, ...]:
    """Return all statements by year; of many, the first; of few, with their questions."""
    if len(statements) > MANY:
        return (EntryGroup(None, "", index.entries_of(statements[:_LATEST])),)
    if lists_questions(index):
        return (EntryGroup(None, "", tuple(_with_questions(index, one) for one in statements)),)
    return index.entries_by_year(statements)


def _with_questions(index: SiteIndex, one: PublishedFacts) -> StatementEntry:
    return replace(index.entries[one.slug], questions=tuple(index.texts.questions(one.slug)))


def _months_of(index: SiteIndex, statements: Iterable[PublishedFacts]) -> Iterator[Link]:
    """Yield a link to each month of the statements, in their order."""
    for year, month in dict.fromkeys((one.date.year, one.date.month) for one in statements):
        label = month_in_words(year, month, index.config.site.language)
        yield Link(label, index.of_month(year, month))


def plan_years(index: SiteIndex) -> Iterator[YearPage | MonthPage]:
    """Yield pages for each year with statements, and for each month of years with many."""
    years = [Link(str(year), urls.of_year(year)) for year in index.years]
    for year, around in zip(index.years, with_neighbours(years), strict=True):
        yield from _year_pages(index, year, around)
    months = [_month_link(index, month) for month in index.months]
    for month, around in zip(index.months, with_neighbours(months), strict=True):
        yield from _month_pages(index, month, around)


def _year_pages(index: SiteIndex, year: int, around: Neighbours) -> Iterator[YearPage]:
    _ = index.config.site.wording.gettext
    previous, link, following = around
    statements = index.years[year]
    page = YearPage(
        address=link.address,
        title=_("Statements of %(year)s") % {"year": year},
        description=_("What was said in %(year)s, by date.") % {"year": year},
        order=None,
        year=year,
        months=(),
        previous=previous,
        next=following,
        statements=len(statements),
    )
    for one in in_both_orders(page, len(statements), index.config.site.wording):
        yield replace(one, months=_groups_of(index, year, in_order_of(one, statements)))


def _month_pages(
    index: SiteIndex, month: tuple[int, int], around: Neighbours
) -> Iterator[MonthPage]:
    _ = index.config.site.wording.gettext
    previous, link, following = around
    year, statements = month[0], index.months[month]
    page = MonthPage(
        address=link.address,
        title=_("Statements of %(year)s") % {"year": link.label},
        description=_("What was said in %(year)s, by date.") % {"year": link.label},
        parents=(Link(str(year), urls.of_year(year)),),
        order=None,
        name=link.label,
        entries=(),
        previous=previous,
        next=following,
    )
    for one in in_both_orders(page, len(statements), index.config.site.wording):
        yield replace(one, entries=index.entries_of(in_order_of(one, statements)))


def _groups_of(
    index: SiteIndex, year: int, statements: Iterable[PublishedFacts]
) -> tuple[EntryGroup, ...]:
    """Return the statements of a year by month; the months have links if they have pages."""
    return tuple(
        EntryGroup(
            _month_link(index, (year, month)) if (year, month) in index.months else None,
            anchor_of_month(month),
            index.entries_of(group),
        )
        for month, group in groupby(statements, lambda one: one.date.month)
    )


def plan_search(index: SiteIndex) -> SearchPage:
    """Return the search page."""
    _ = index.config.site.wording.gettext
    return SearchPage(
        address=urls.SEARCH,
        title=_("Search"),
        description=_("Search every word of every statement."),
    )


def plan_quote(index: SiteIndex) -> QuotePage:
    """Return the page on which quotations are checked."""
    _ = index.config.site.wording.gettext
    dates = [statement.date for statement in index.statements]
    speakers = index.config.speakers.values()
    return QuotePage(
        address=urls.QUOTE,
        title=_("Check a quotation"),
        description=_("Check whether a quotation is in the record, and how it is worded there."),
        speakers=tuple(s for s in speakers if s.is_person and index.by_speaker[s.slug]),
        statements=len(dates),
        first=min(dates, default=None),
        last=max(dates, default=None),
    )


def plan_about(index: SiteIndex, parts: Parts) -> AboutPage:
    """Return the page on sources, method and downloads."""
    _ = index.config.site.wording.gettext
    publishers = Counter(one.source.publisher for one in index.statements if one.source)
    topics = index.config.topics.values()
    paragraphs = _count_paragraphs(index)
    formats = formats_of(index.config)
    return AboutPage(
        address=urls.ABOUT,
        title=_("About"),
        description=_(
            "Where the texts come from, how topics are assigned, and what can be downloaded."
        ),
        entries=() if len(index.statements) > MANY else index.entries_of(index.statements),
        publishers=tuple(publishers.most_common()),
        parts={name: len(files) for name, files in parts.items()},
        topics=tuple((topic, index.tally_of_topic(topic.slug)) for topic in topics),
        statements=len(index.statements),
        paragraphs=paragraphs,
        has_lunr_index=index.config.search.exports_lunr(paragraphs),
        formats=tuple(label for label, _, _ in formats),
        has_all_formats=len(formats) == len(STANDARD_DOWNLOADS),
    )


def plan_data(index: SiteIndex, parts: Parts) -> Iterator[DataPage]:
    """Yield the list of data files, if any is cut."""
    _ = index.config.site.wording.gettext
    cut = {name: files for name, files in parts.items() if len(files) > 1}
    if cut:
        yield DataPage(
            address=urls.DATA,
            title=_("Data files"),
            description=_("The whole collection in files that programs can read, by date."),
            trail=(Link(_("About"), urls.ABOUT),),
            files=tuple(
                DataFile(_file_link(name).label, tuple(map(_file_link, files)))
                for name, files in cut.items()
            ),
        )


def plan_own_page(page: OwnPage) -> ProjectPage:
    """Return a page that the project adds."""
    address = urls.of_own_page(page.slug)
    first = next((part for part in page.parts if part.startswith("<p>")), page.parts[0])
    return ProjectPage(
        address=address,
        menu_entry=address,
        title=page.title,
        description=page.description or shortened(to_text(first), _DESCRIPTION),
        parts=page.parts,
    )


def plan_not_found(index: SiteIndex) -> NotFoundPage:
    """Return the page for addresses that do not exist."""
    _ = index.config.site.wording.gettext
    return NotFoundPage(
        address=urls.NOT_FOUND,
        title=_("Page not found"),
        description=_("There is no page at this address."),
    )


def _file_link(file: Address) -> Link:
    return Link(file.rpartition("/")[2], file)


def _count_paragraphs(index: SiteIndex) -> int:
    return sum(entry.paragraphs for entry in index.entries.values())


def _month_link(index: SiteIndex, month: tuple[int, int]) -> Link:
    return Link(month_in_words(*month, index.config.site.language), urls.of_month(*month))
