"""Divides statements into periods, for charts and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from onrecord.model import PublishedFacts
from onrecord.pages.formatting import short_in_words

Key = TypeVar("Key")
Unit = Literal["statement", "month", "quarter", "year", "years"]

_SPANS = (2, 5, 10, 25, 50, 100, 500, 10_000)  # years
_QUARTER = 3  # months


@dataclass(frozen=True, slots=True)
class Period:
    """A statement by itself, or the statements of a month, a quarter, a year or several years."""

    label: str  # `26 Feb 2021`, `Feb 2021`, `Q1 2021`, `2021`, `2010–2014`
    statements: tuple[PublishedFacts, ...]  # by date; none in a period between others


@dataclass(frozen=True, slots=True)
class Division:
    """Periods in order of date, without gaps."""

    unit: Unit  # what each period is
    periods: tuple[Period, ...]


def divide(
    statements: Sequence[PublishedFacts], *, singles: int, most: int, language: str
) -> Division:
    """Return the shortest periods of which there are at most `most`.

    The statements are sorted by date. Each is a period by itself if there are at most `singles`.
    """
    if len(statements) <= singles:
        names = (Period(short_in_words(one.date, "medium", language), (one,)) for one in statements)
        return Division("statement", tuple(names))
    first, last = statements[0].date, statements[-1].date
    for unit, number_of, label_of in _scales(language):
        start, end = number_of(first), number_of(last)
        if end - start < most:
            members = by_time(statements, number_of)
            numbers = range(start, end + 1)
            periods = (Period(label_of(n), members.get(n, ())) for n in numbers)
            return Division(unit, tuple(periods))
    raise AssertionError("the longest periods hold all years that a date can have")


def by_time(
    statements: Iterable[PublishedFacts], time_of: Callable[[date], Key]
) -> dict[Key, tuple[PublishedFacts, ...]]:
    """Return the statements by what `time_of` makes of their days, such as the year."""
    members = dict[Key, list[PublishedFacts]]()
    for one in statements:
        members.setdefault(time_of(one.date), []).append(one)
    return {time: tuple(found) for time, found in members.items()}


def year_and_month(day: date) -> tuple[int, int]:
    """Return `(2021, 2)`."""
    return day.year, day.month


def _scales(language: str) -> Iterable[tuple[Unit, Callable[[date], int], Callable[[int], str]]]:
    """Yield what periods can be: how to number the one of a day, and how to name a number."""
    yield (
        "month",
        lambda day: day.year * 12 + day.month - 1,
        lambda n: short_in_words(date(n // 12, n % 12 + 1, 1), "LLL y", language),
    )
    yield (
        "quarter",
        lambda day: day.year * 4 + (day.month - 1) // _QUARTER,
        lambda n: short_in_words(date(n // 4, n % 4 * _QUARTER + 1, 1), "QQQ y", language),
    )
    yield "year", lambda day: day.year, str
    for span in _SPANS:
        yield (
            "years",
            lambda day, span=span: day.year // span,  # type: ignore[misc]
            lambda n, span=span: f"{n * span}–{n * span + span - 1}",  # type: ignore[misc]
        )
