"""Dates, languages and shortened texts in words; plain values in, text out.

Dates and names of languages come from Unicode's CLDR by way of Babel, never from the machine's
locale, so that every machine writes the same.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

# CLDR writes English dates as Americans do unless it is told where.
_HOME_OF = {"en": "en_GB"}
_SENTENCE_END = re.compile(r"[.?!…]+[”’\"')]*(?= )")  # of a sentence that has another after it


@cache
def day_in_words(day: date, language: str = "en") -> str:
    """`26 February 2021`; the time of a datetime is left out."""
    return format_date(day, "long", locale=_locale(language))


@cache
def month_in_words(year: int, month: int, language: str = "en") -> str:
    """`February 2021`."""
    return format_date(date(year, month, 1), "LLLL y", locale=_locale(language))


@cache
def month_name(month: int, language: str = "en", *, width: str = "wide") -> str:
    """`February`; with the width `narrow`, `F`."""
    return str(_locale(language).months["stand-alone"][width][month])


def moment_in_words(moment: date | datetime, language: str = "en") -> str:
    """`26 February 2021, 17:11`, or the day alone where no time is known."""
    day = day_in_words(date(moment.year, moment.month, moment.day), language)
    return f"{day}, {moment:%H:%M}" if isinstance(moment, datetime) else day


@cache
def language_name(tag: str, language: str = "en") -> str:
    """`German` for `de`; the tag itself where it is not known."""
    base = tag.partition("-")[0]
    return str(_locale(language).languages.get(base, tag))


@cache
def text_direction(tag: str) -> str:
    """`rtl` for languages that are written from right to left, `ltr` for others."""
    try:
        order = str(Locale.parse(tag, sep="-").character_order)
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if order == "right-to-left" else "ltr"


def shortened(text: str, limit: int) -> str:
    """The text's beginning, of at most `limit` characters, cut between words, with a mark."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rstrip()
    words = cut if text[len(cut)] == " " else cut.rpartition(" ")[0]
    return (words or cut[:-1]).rstrip(' ,;:–—-(“"') + "…"


def beginning(text: str, limit: int) -> str:
    """The same, cut after a sentence where one ends in the second half of the limit."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: limit + 1])]
    if len(text) > limit and ends and ends[-1] > limit / 2:
        return text[: ends[-1]] + " …"
    return shortened(text, limit)


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_HOME_OF.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
