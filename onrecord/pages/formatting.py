"""Formats dates, numbers and names of languages, and shortens texts.

They come from Unicode's CLDR through Babel, never from the machine's locale, so that every machine
writes the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

# Without a country, CLDR writes English dates in the American way.
_LOCALE_OF = {"en": "en_GB"}
_PART_OF_DATE = re.compile(r"\d+|[^\W\d_]+")
_SHORT = 30  # characters; with _FEW_WORDS, tried on 54,000 questions of press briefings
_FEW_WORDS = 4
_SENTENCE_END = re.compile(r"[.?!…]+[”’\"')]*(?= )")  # before another sentence


@cache
def day_in_words(day: date, language: str = "en") -> str:
    """Return `26 February 2021`; the time of a datetime is left out."""
    return format_date(day, "long", locale=_locale(language))


def states_day(text: str, day: date, languages: Iterable[str]) -> bool:
    """True if a text has the date in words or numbers: `January 10, 2024`, `2024-01-10`."""
    found = set(_PART_OF_DATE.findall(text.casefold()))
    has_month = any(found & _names_of_month(day.month, language) for language in languages)
    numbers = {str(day.year), str(day.day)}
    return day.isoformat() in text or (has_month and numbers <= {one.lstrip("0") for one in found})


@cache
def _names_of_month(month: int, language: str) -> frozenset[str]:
    """Return `january` and `jan`, in every form that they have in a date."""
    return frozenset(
        names[width][month].casefold().rstrip(".")
        for names in _locale(language).months.values()
        for width in ("wide", "abbreviated")
    )


@cache
def month_in_words(year: int, month: int, language: str = "en") -> str:
    """Return `February 2021`."""
    return format_date(date(year, month, 1), "LLLL y", locale=_locale(language))


@cache
def month_name(month: int, language: str = "en", *, width: str = "wide") -> str:
    """Return `February`; with the width `narrow`, `F`."""
    return str(_locale(language).months["stand-alone"][width][month])


@cache
def short_in_words(day: date, pattern: str, language: str = "en") -> str:
    """Return `26 Feb 2021` for CLDR's pattern `medium`, `Feb 2021` for `LLL y`, and so on."""
    return format_date(day, pattern, locale=_locale(language))


def years_in_words(first: int, last: int) -> str:
    """Return `2017–2021`, or `2021` if both are the same."""
    return f"{first}–{last}" if first != last else str(first)


def moment_in_words(moment: date | datetime, language: str = "en") -> str:
    """Return `26 February 2021, 17:11`, or the day alone if no time is known."""
    day = day_in_words(date(moment.year, moment.month, moment.day), language)
    return f"{day}, {moment:%H:%M}" if isinstance(moment, datetime) else day


def list_in_words(items: Sequence[str], language: str = "en") -> str:
    """Return `5, 6 and 9`."""
    return format_list(items, locale=_locale(language))


@cache
def number_in_digits(number: int, language: str = "en") -> str:
    """Return `1,000`; in German, `1.000`."""
    return str(format_decimal(number, locale=_locale(language)))


@cache
def language_name(tag: str, language: str = "en") -> str:
    """Return `German` for `de`; an unknown tag is returned as it is."""
    base = tag.partition("-")[0]
    return str(_locale(language).languages.get(base, tag))


@cache
def text_direction(tag: str) -> str:
    """Return `rtl` for languages written from right to left, `ltr` for others."""
    try:
        order = str(Locale.parse(tag, sep="-").character_order)
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if order == "right-to-left" else "ltr"


def capitalised(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def shortened(text: str, limit: int) -> str:
    """Return the beginning of a text, cut between words to `limit` characters, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rstrip()
    words = cut if text[len(cut)] == " " else cut.rpartition(" ")[0]
    return (words or cut[:-1]).rstrip(' ,;:–—-(“"') + "…"


def beginning(text: str, limit: int) -> str:
    """Return the same, cut after a sentence if one ends in the second half of the limit."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: limit + 1])]
    if len(text) > limit and ends and ends[-1] > limit / 2:
        return text[: ends[-1]] + " …"
    return shortened(text, limit)


def says_little(text: str) -> bool:
    """True for `Thank you.` and `Go ahead, please.`: a few words that ask nothing."""
    is_short = len(text) <= _SHORT and len(text.split()) <= _FEW_WORDS
    return is_short and not any(mark in text for mark in "?؟？")


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_LOCALE_OF.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
