"""Dates of other calendars: Thai, Persian and Afghan, Islamic, and the eras of East Asia."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from babel import Locale
from hijridate import Hijri

from onrecord.word_lists import any_word, word_map

_BUDDHIST_OFFSET = 543
_SOLAR_HIJRI_YEARS = range(1200, 1600)
_BUDDHIST_YEARS = range(2300, 2800)
_CYCLE = 33  # years, of which these are leap years in the arithmetic of the calendar
_LEAP_YEARS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_EPOCH = date(1799, 3, 21), 1178  # a New Year, and the first year of a cycle
_KANJI_DIGITS = "〇一二三四五六七八九"


def plain_digits(text: str) -> str:
    """Return the text with the digits of all scripts as 0 to 9: `۸` and `๘` are 8."""
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdecimal() and not letter.isascii() else letter
        for letter in text
    )


@cache
def other_dates() -> re.Pattern[str]:
    """Match `15 มีนาคม พ.ศ. 2559`, `۸ دی ۱۴۰۴`, `令和二年九月十八日`, `民國109年9月18日`."""
    buddhist = any_word("calendars", "buddhist_era")
    solar = any_word("calendars", "solar_hijri_months")
    thai = "|".join(map(re.escape, sorted(_thai_months(), key=len, reverse=True)))
    eras = "|".join(word_map("calendars", "eras"))
    lunar = "|".join(map(_in_any_spelling, word_map("calendars", "lunar_hijri_months")))
    hijri = any_word("calendars", "lunar_hijri_era")
    number = rf"(?:\d{{1,3}}|[元十百{_KANJI_DIGITS}]{{1,7}})"
    return re.compile(
        rf"(?P<thai_day>\d{{1,2}})\s*(?P<thai_month>{thai})"
        rf"\s*(?:{buddhist})?\s*(?P<thai_year>\d{{4}})"
        rf"|(?P<solar_day>\d{{1,2}})\s*(?:م\s)?(?P<solar_month>{solar})\s*(?:ماه\s*)?(?:سال\s*)?"
        r"(?P<solar_year>\d{4})"
        rf"|(?<!\d)(?:(?P<lunar_day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:من\s|of\s)?(?:شهر\s)?"
        rf"(?P<lunar_month>{lunar})|(?P<lunar_month_first>{lunar})\s*(?P<lunar_day_after>\d{{1,2}}))"
        rf"\s*[,،]?\s*(?:(?:سنة|عام|سال)\s)?(?P<lunar_year>1[345]\d\d)(?!\d)(?:\s?(?:{hijri})(?!\w))?"
        rf"|(?<!\d)(?P<lunar_numbers>1[345]\d\d[/-]\d{{1,2}}[/-]\d{{1,2}}"
        rf"|\d{{1,2}}[/-]\d{{1,2}}[/-]1[345]\d\d)\s?(?:{hijri})(?!\w)"
        r"|(?P<solar_numbers>1[2-5]\d\d/\d{1,2}/\d{1,2})"
        rf"|(?P<era>{eras})\s?(?P<era_year>{number})\s?年\s?(?P<era_month>{number})\s?月"
        rf"\s?(?P<era_day>{number})\s?日",
        re.IGNORECASE,
    )


def date_of(match: re.Match[str]) -> date | None:
    """Return the Gregorian date of a match of `other_dates`; None if there is no such day."""
    found = match.groupdict()
    try:
        if found["thai_year"]:
            month = _thai_months()[found["thai_month"]]
            year = int(found["thai_year"])
            year -= _BUDDHIST_OFFSET if year in _BUDDHIST_YEARS else 0
            return date(year, month, int(found["thai_day"]))
        if found["solar_year"]:
            names = word_map("calendars", "solar_hijri_months").items()
            months = {name.casefold(): int(number) for name, number in names}
            month = months[found["solar_month"].casefold()]
            return solar_hijri(int(found["solar_year"]), month, int(found["solar_day"]))
        if found["solar_numbers"]:
            year, month, day = map(int, found["solar_numbers"].split("/"))
            return solar_hijri(year, month, day)
        if found["lunar_year"]:
            named = _letters(found["lunar_month"] or found["lunar_month_first"])
            day = int(found["lunar_day"] or found["lunar_day_after"])
            return lunar_hijri(int(found["lunar_year"]), _lunar_months()[named], day)
        if found["lunar_numbers"]:
            numbers = [int(number) for number in re.findall(r"\d+", found["lunar_numbers"])]
            year, month, day = numbers if numbers[0] > 31 else reversed(numbers)
            return lunar_hijri(year, month, day)
        first = int(word_map("calendars", "eras")[found["era"]])
        year, month, day = (_number(found[key]) for key in ("era_year", "era_month", "era_day"))
        return date(first + year, month, day)
    except ValueError:
        return None


def solar_hijri(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a day in the calendar of Iran; ValueError if there is none.

    The 33-year cycle agrees with the calendar from 1178 to 1633.
    """
    if year not in _SOLAR_HIJRI_YEARS:
        raise ValueError(f"no year of the calendar: {year}")
    length = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= length):
        raise ValueError(f"no day of the calendar: {year}-{month}-{day}")
    new_year, first = _EPOCH
    days = sum(366 if _is_leap(one) else 365 for one in range(first, year))
    days += 31 * (month - 1) - max(0, month - 7) + day - 1
    return new_year + timedelta(days=days)


def is_lunar(match: re.Match[str]) -> bool:
    """True for a date of the lunar calendar, whose months begin a day later in some countries."""
    return bool(match["lunar_year"] or match["lunar_numbers"])


def lunar_hijri(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a day in the calendar of Saudi Arabia (Umm al-Qura).

    ValueError if there is no such day, or if it is outside of the years 1343 to 1500.
    """
    try:
        found = Hijri(year, month, day).to_gregorian()
    except OverflowError as error:
        raise ValueError(str(error)) from error
    return date(found.year, found.month, found.day)


def _in_any_spelling(name: str) -> str:
    """Return a pattern for a name with spaces, hyphens and apostrophes in any place."""
    return r"[\s\u200c'’‘ʿʾ-]*".join(map(re.escape, name))


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name)).replace("ʿ", "").replace("ʾ", "").casefold()


@cache
def _lunar_months() -> Mapping[str, int]:
    months = word_map("calendars", "lunar_hijri_months")
    return {_letters(name): int(number) for name, number in months.items()}


def _is_leap(year: int) -> bool:
    return year % _CYCLE in _LEAP_YEARS


@cache
def _thai_months() -> Mapping[str, int]:
    months = Locale.parse("th").months["format"]
    return {
        name: number for width in ("wide", "abbreviated") for number, name in months[width].items()
    }


def _number(printed: str) -> int:
    """Return 18 for `18` and `十八`, 1 for `元`."""
    if printed.isdigit():
        return int(printed)
    if printed == "元":
        return 1
    tens, has_ten, ones = printed.rpartition("十")
    units = _KANJI_DIGITS.index(ones) if ones else 0
    if not has_ten:
        return int("".join(str(_KANJI_DIGITS.index(digit)) for digit in printed))
    return 10 * (_KANJI_DIGITS.index(tens) if tens else 1) + units
