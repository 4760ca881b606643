"""Lays out the charts: the places of dots for statements and counts.

Horizontal places are percentages; vertical ones and sizes are in em. So a chart fills any width and
grows with the reader's type, and its text is never scaled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from onrecord import urls
from onrecord.model import Address, PublishedFacts, Topic

_LEFT = 14.0  # %, for the years
_ROW = 2.0  # em
_TOP = 1.5  # em, for the months' names
_MAX_COLUMNS = 12
_NARROW_COLUMNS = 6
_LARGEST = 1.15  # em, the radius of the largest dot
_ROOM = (0.5, 0.6, 0.8, 1.0, 1.2)  # em, the radius of a dot with a number of one digit, of two …


@dataclass(frozen=True, slots=True)
class Dot:
    """The statements of a month: one, or several with their number."""

    x: float  # %, from the left
    y: float  # em, from the top
    radius: float  # em
    statements: tuple[PublishedFacts, ...]  # those of the month
    address: Address  # of the statement, or of the month or year of several

    @property
    def is_report(self) -> bool:
        """True if all are news reports, which have a shape of their own."""
        return all(statement.kind == "report" for statement in self.statements)


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year's line in the timeline."""

    year: int  # the year
    address: Address  # of the year's page; empty if nothing was said
    y: float  # em, from the top
    dots: tuple[Dot, ...]  # by month


@dataclass(frozen=True, slots=True)
class Timeline:
    """Years from top to bottom, months from left to right, a dot for each month's statements."""

    height: float  # em
    left: float  # %, the width of the years' names
    rows: tuple[YearRow, ...]  # a row for each year
    months: tuple[tuple[int, float], ...]  # number, and % from the left


@dataclass(frozen=True, slots=True)
class Cell:
    """The paragraphs on a topic in a column; none where `count` is 0."""

    count: int  # the number of paragraphs
    radius: float  # em
    address: Address  # where they are on the topic's pages


@dataclass(frozen=True, slots=True)
class Column:
    """A statement in the chart, or a year if there are many statements."""

    address: Address  # of the statement or the year
    year: int  # the year
    statement: PublishedFacts | None  # None for a whole year


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A topic's line in the chart."""

    topic: Topic  # the topic
    address: Address  # of its page
    cells: tuple[Cell, ...]  # a cell for each column


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of topics against dates."""

    columns: tuple[Column, ...]  # by date
    rows: tuple[ChartRow, ...]  # a row for each topic

    @property
    def is_wide(self) -> bool:
        """True if it needs the whole width of a page."""
        return len(self.columns) > _NARROW_COLUMNS


def draw_timeline(
    statements: Sequence[PublishedFacts], *, month_addresses: Mapping[tuple[int, int], Address]
) -> Timeline:
    """Return the timeline; a month with several statements links to its page, if it has one."""
    months: dict[tuple[int, int], list[PublishedFacts]] = {}
    for statement in statements:
        months.setdefault((statement.date.year, statement.date.month), []).append(statement)
    years = sorted({year for year, _ in months})
    most = max(map(len, months.values()), default=1)
    rows = []
    for number, year in enumerate(range(years[0], years[-1] + 1) if years else ()):
        y = _TOP + _ROW * (number + 0.5)
        dots = tuple(
            _dot(found, y=y, most=most, month_address=month_addresses.get((year, month)))
            for month in range(1, 13)
            if (found := months.get((year, month)))
        )
        rows.append(YearRow(year, urls.of_year(year) if dots else Address(""), y, dots))
    names = tuple((month, _month_place(month)) for month in range(1, 13))
    return Timeline(_TOP + _ROW * len(rows) + 0.5, _LEFT, tuple(rows), names)


def draw_chart(
    topics: Sequence[Topic],
    statements: Sequence[PublishedFacts],
    counts: Mapping[tuple[str, str], int],
    *,
    divided: frozenset[str] = frozenset(),
    by_month: frozenset[tuple[str, int]] = frozenset(),
) -> Chart:
    """Return topics against statements, or against years if there are many.

    `counts` has the number of paragraphs on a topic in a statement, by the slugs of both. The
    topics in `divided` have a page a year, and in the years in `by_month` a page a month.
    """
    columns = _columns(statements)
    number_of = {column.address: number for number, column in enumerate(columns)}
    column_of: dict[str, int] = {
        s.slug: number_of[_column_of(s, statements).address] for s in statements
    }
    totals: dict[str, list[int]] = {topic.slug: [0] * len(columns) for topic in topics}
    for (topic_slug, statement_slug), count in counts.items():
        totals[topic_slug][column_of[statement_slug]] += count
    most = max((count for row in totals.values() for count in row), default=1)
    rows = tuple(
        ChartRow(
            topic,
            urls.of_topic(topic.slug),
            tuple(
                Cell(
                    count,
                    _radius(count, most),
                    _cell_address(
                        topic,
                        column,
                        is_divided=topic.slug in divided,
                        is_by_month=(topic.slug, column.year) in by_month,
                    ),
                )
                for column, count in zip(columns, totals[topic.slug], strict=True)
            ),
        )
        for topic in topics
    )
    return Chart(columns, rows)


def anchor_of_statement(statement: PublishedFacts) -> str:
    """Return the id of a statement's part of a topic's page."""
    return f"in-{statement.slug}"


def anchor_of_year(year: int) -> str:
    """Return the id of a year's part of a topic's page."""
    return f"in-{year}"


def _dot(found: list[PublishedFacts], *, y: float, most: int, month_address: Address | None) -> Dot:
    first = found[0]
    address = urls.of_statement(first)
    if len(found) > 1:
        address = month_address or urls.of_year(first.date.year)
    x, radius = _month_place(first.date.month), _month_radius(len(found), most)
    return Dot(x, y, radius, tuple(found), address)


def _month_radius(count: int, most: int) -> float:
    """Return the radius of a dot, with room for a number if there are several statements."""
    return 0.5 if count == 1 else max(0.7, round(0.95 * sqrt(count / most), 2))


def _month_place(month: int) -> float:
    return round(_LEFT + (100 - _LEFT) * (month - 0.5) / 12, 2)


def _columns(statements: Sequence[PublishedFacts]) -> tuple[Column, ...]:
    columns = (_column_of(statement, statements) for statement in statements)
    return tuple({column.address: column for column in columns}.values())


def _column_of(statement: PublishedFacts, statements: Sequence[PublishedFacts]) -> Column:
    year = statement.date.year
    if len(statements) <= _MAX_COLUMNS:
        return Column(urls.of_statement(statement), year, statement)
    return Column(urls.of_year(year), year, None)


def _cell_address(topic: Topic, column: Column, *, is_divided: bool, is_by_month: bool) -> Address:
    """Return the place on the topic's page, or on its page for the year or month."""
    page = urls.of_topic(topic.slug)
    if column.statement:
        day = column.statement.date
        if is_divided:
            part = urls.of_month(day.year, day.month) if is_by_month else urls.of_year(day.year)
            page = urls.below(page, part)
        return Address(f"{page}#{anchor_of_statement(column.statement)}")
    if is_divided:
        return urls.below(page, urls.of_year(column.year))
    return Address(f"{page}#{anchor_of_year(column.year)}")


def _radius(count: int, most: int) -> float:
    """Return a radius so that areas are proportional to counts, with room for the number."""
    room = _ROOM[min(len(str(count)), len(_ROOM)) - 1]
    return max(room, round(_LARGEST * sqrt(count / most), 2)) if count else 0.0
