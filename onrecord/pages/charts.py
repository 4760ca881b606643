"""Lays out the charts: small bars for topics, and tables of years and months.

Every chart is a table, or a part of one, that has each figure as text too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord import urls
from onrecord.model import Address, PublishedFacts
from onrecord.pages.periods import Division, Unit, by_time, year_and_month

_HEIGHT = 16  # units, of the highest bar and the line below it
_LEAST = 1.5  # units: the lowest bar that can be seen
_FEW_BARS = 8  # these are drawn wider
_WIDE, _NARROW = (6, 3), (2, 1)  # units, of a bar and of the gap after it
_LONG = 12  # years; of longer times, those without statements are left out
_TALL = 36  # units, the height of the bars of months


@dataclass(frozen=True, slots=True)
class Bars:
    """Small bars, one for each period."""

    width: int  # units of the drawing
    height: int  # units of the drawing
    path: str  # the bars, as an SVG path
    in_words: str  # `7 Feb 2017: 4, 20 Feb 2018: 1`


@dataclass(frozen=True, slots=True)
class BarRow:
    """A topic with its paragraphs by date."""

    label: str  # the topic's label
    address: Address  # of its page
    about: str  # what the topic covers
    bars: Bars  # the paragraphs that are about it, by date
    total: int  # their number
    mentions: int  # the number of paragraphs that only mention it


@dataclass(frozen=True, slots=True)
class BarChart:
    """Topics by date: a name, small bars and a total each."""

    rows: tuple[BarRow, ...]  # a row for each topic
    unit: Unit  # what a bar is for
    first: str  # the first period
    last: str  # the last period
    topics: int  # the number of all topics, if some are left out


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A month in a table of years and months."""

    count: int  # the number of its statements; the cell is empty if it is 0
    is_report: bool  # true if all of them are news reports
    address: Address  # of the month
    height: float  # of its bar, at most 36


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its months."""

    year: int  # the year
    address: Address  # of the year's page; empty if nothing was said
    count: int  # the number of statements
    months: tuple[MonthCell, ...]  # all twelve


@dataclass(frozen=True, slots=True)
class Calendar:
    """Statements by year and month."""

    rows: tuple[YearRow, ...]  # in the order of the page
    earlier: tuple[YearRow, ...]  # years that have no row of their own in a table of many
    most: int  # statements in one month


def draw_bar_chart(
    rows: Sequence[tuple[str, Address, str, Mapping[str, int], int]],
    division: Division,
    *,
    topics: int = 0,
) -> BarChart:
    """Return a chart of topics.

    A row is a label, an address, what the topic covers, the number of paragraphs about it by the
    slug of their statement, and how many mention it.
    """
    counts = [[_count(period.statements, row[3]) for period in division.periods] for row in rows]
    has_own_scales = division.unit != "statement"
    most = max((count for row in counts for count in row), default=0)
    labels = [period.label for period in division.periods]
    return BarChart(
        tuple(
            BarRow(
                label,
                address,
                about,
                draw_bars(found, labels, most=max(found, default=0) if has_own_scales else most),
                sum(found),
                mentions,
            )
            for (label, address, about, _, mentions), found in zip(rows, counts, strict=True)
        ),
        division.unit,
        labels[0] if labels else "",
        labels[-1] if labels else "",
        topics,
    )


def draw_bars(counts: Sequence[int], labels: Iterable[str], *, most: int) -> Bars:
    """Return bars whose heights are proportional to the counts; `most` has the full height."""
    bar, gap = _WIDE if len(counts) <= _FEW_BARS else _NARROW
    pitch = bar + gap
    path = "".join(
        f"M{number * pitch} {_HEIGHT}v-{_height(count, most, _HEIGHT - 1)}h{bar}V{_HEIGHT}z"
        for number, count in enumerate(counts)
        if count
    )
    width = max(len(counts) * pitch - gap, 1)
    in_words = ", ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True))
    return Bars(width, _HEIGHT, path, in_words)


def draw_calendar(
    statements: Sequence[PublishedFacts],
    *,
    address_of: Callable[[int, int], Address],
    is_latest_first: bool,
    rows: int | None = None,
) -> Calendar:
    """Return the years with their months; at most so many `rows`, of the newest or the oldest.

    `address_of` returns the address of a year's month.
    """
    months = by_time(statements, year_and_month)
    most = max(map(len, months.values()), default=0)
    years = sorted({year for year, _ in months}, reverse=is_latest_first)
    if years and rows is None and abs(years[0] - years[-1]) < _LONG:
        step = -1 if is_latest_first else 1
        years = list(range(years[0], years[-1] + step, step))
    drawn = tuple(_year_row(year, months, most, address_of) for year in years)
    return Calendar(drawn[:rows], drawn[rows:] if rows is not None else (), most)


def _year_row(
    year: int,
    months: Mapping[tuple[int, int], Sequence[PublishedFacts]],
    most: int,
    address_of: Callable[[int, int], Address],
) -> YearRow:
    found = [months.get((year, month), ()) for month in range(1, 13)]
    cells = tuple(
        MonthCell(
            len(members),
            bool(members) and all(one.kind == "report" for one in members),
            address_of(year, month) if members else Address(""),
            _height(len(members), most, _TALL),
        )
        for month, members in enumerate(found, 1)
    )
    total = sum(map(len, found))
    return YearRow(year, urls.of_year(year) if total else Address(""), total, cells)


def _count(statements: Iterable[PublishedFacts], counts: Mapping[str, int]) -> int:
    return sum(counts.get(one.slug, 0) for one in statements)


def _height(count: int, most: int, height: int) -> float:
    return max(_LEAST, round(height * count / most, 1)) if count else 0.0
