"""Finds dates in a title, in the language of the statement or in English."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain

from babel import Locale, UnknownLocaleError

# 2021-02-26, 2021年2月26日
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})[-年](?P<month>\d{1,2})[-月](?P<day>\d{1,2})(?!\d)"
)
# 26.02.2021, 2/26/2021
_YEAR_LAST = re.compile(r"(?<!\d)(?P<one>\d{1,2})[./](?P<two>\d{1,2})[./](?P<year>\d{4})(?!\d)")


def days_in(title: str, language: str) -> tuple[frozenset[date], ...]:
    """Return each date in the title, as the days it may mean: two for 02/03/2021 or 15–16 March."""
    languages = dict.fromkeys((language, "en"))
    named = (_named_days(title, one) for one in languages)
    found = chain(_numbered_days(title), chain.from_iterable(named))
    return tuple(days for days in found if days)


def _numbered_days(title: str) -> Iterator[frozenset[date]]:
    for match in _YEAR_FIRST.finditer(title):
        yield _existing((int(match["year"]), int(match["month"]), int(match["day"])))
    for match in _YEAR_LAST.finditer(title):
        year, one, two = int(match["year"]), int(match["one"]), int(match["two"])
        yield _existing((year, two, one), (year, one, two))


def _named_days(title: str, language: str) -> Iterator[frozenset[date]]:
    months = _month_names(language)
    for pattern in _patterns(language) if months else ():
        for match in pattern.finditer(title):
            year, last = int(match["year"]), int(match["day"])
            month = months[match["month"].casefold()]
            first = int(match["first"] or last)
            yield _existing(*((year, month, day) for day in range(first, last + 1)))


def _existing(*days: tuple[int, int, int]) -> frozenset[date]:
    """Return those of the days that exist, unlike 30 February."""
    found = set()
    for day in days:
        try:
            found.add(date(*day))
        except ValueError:
            continue
    return frozenset(found)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for `26 February 2021` or `15–16 de março de 2021`, and `March 1, 2021`."""
    names = sorted(_month_names(language), key=len, reverse=True)
    month = rf"(?P<month>{'|'.join(map(re.escape, names))})\.?"
    day = r"(?:(?P<first>\d{1,2})\s?[-–—]\s?)?(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
    joint = r"(?:\s+de[l]?\s+|\s*,\s*|\s+)"
    year = r"(?P<year>\d{4})(?!\d)"
    return (
        re.compile(rf"(?<!\d){day}{joint}{month}{joint}{year}", re.IGNORECASE),
        re.compile(rf"(?<!\w){month}\s+{day}{joint}{year}", re.IGNORECASE),
    )


@cache
def _month_names(language: str) -> dict[str, int]:
    """Return the numbers of months by their casefolded names; none for an unknown language."""
    try:
        contexts = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    names = (
        (name.casefold().strip("."), number)
        for widths in contexts.values()
        for width in ("wide", "abbreviated")
        for number, name in widths.get(width, {}).items()
    )
    return {name: number for name, number in names if not name[:1].isdigit()}
