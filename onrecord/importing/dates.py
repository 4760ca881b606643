"""Dates and times of day as sources print them, in many languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from onrecord.content.layouts import DateOrder
from onrecord.importing.calendars import date_of, is_lunar, other_dates, plain_digits
from onrecord.importing.languages import weekdays

# `26 February 2021`, `Wednesday, 08 February 2017`, `February 7, 2017`, `16 de julio de 2021`,
# `26-02-2021`, `2021-02-26`, `2021年2月26日`
_DATE = (
    r"(?:(?<!\d)(?P<words>(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?"
    r"[ \xa0-]{1,3}(?:(?:de|of)[ \xa0]+)?"
    r"(?P<month>[^\W\d_]{3,12})\.?,?[ \xa0-]{1,3}(?:(?:del?)[ \xa0]+)?(?P<year>\d{4})"
    r"|(?P<month_first>[^\W\d_]{3,12})\.?[ \xa0]+(?P<day_after>\d{1,2})(?:st|nd|rd|th)?,?[ \xa0]+"
    r"(?P<year_after>\d{4}))(?:[ \xa0]?(?:г(?:ода|\.)|року|р\.|года))?"
    r"|(?P<iso>(?<!\d)\d{4}(?:-|/|\.[ ]?)\d{1,2}(?:-|/|\.[ ]?)\d{1,2}(?!\d|[-/.]\d))"
    r"|(?P<numbers>\d{1,2}[./-]\d{1,2}[./-]\d{4})"
    r"|(?P<cjk>\d{4}[ ]?年[ ]?\d{1,2}[ ]?月[ ]?\d{1,2}[ ]?日))"
)
# what follows a date in Japanese records: `(金曜日)11時13分 於:本省会見室`
_EAST_ASIAN_MORE = re.compile(
    r"\s?(?:[(（]\w{1,3}[)）])?\s?(?:(?P<half>午前|午後)?(?P<hour>\d{1,2})時(?:(?P<minute>\d{1,2})分)?)?"
    r"(?:\s*(?:於|場所)\s?[:：]?\s?(?P<place>\S.{0,40}?))?\s*[)）]?"
)
_WEEKDAY = r"(?:(?P<weekday>[^\W\d_]{2,13}(?:-feira)?\.?),?[ \xa0]+(?:den[ \xa0]+)?)?"
# `17:11`, ` 7:06 P.M. EST`, `, um 17.11 Uhr`, `T17:11`
_TIME = (
    r"(?P<hour>\d{1,2})(?::|h|(?=\.\d\d\s*Uhr)\.)(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"(?:[ \xa0]*(?P<half>[AaPp])\.?[ \xa0]?[Mm]\.?)?"
    r"(?:[ \xa0]*(?:Z|[+-]\d{2}:?\d{2}|Uhr|h|hrs|[A-Z]{2,5}))?"
)
_MOMENT = re.compile(
    _WEEKDAY + _DATE + r"(?:(?:\s*[,|T–-]?\s*(?:at|à|um|в|о|a las|às)?\s*)" + _TIME + r")?"
)
# `20.01.2023 - Artikel`, `26 февраля 2021 17:11 345-26-02-2021`
_BESIDE = re.compile(r"[\s\xa0]*(?:[-–—|•·][\s\xa0]*(?P<words>\S.*)|[\s\xa0](?P<number>[\d\W]+))")
_IN_WORDS = re.compile(_DATE)
_TIME_ALONE = re.compile(r"(?:END|Ends?)?\s*" + _TIME)
_RANGE_BEFORE = re.compile(r"\d\s*(?:[-–—/&]|and|und|et|y|и)\s*$")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A printed date, with the time of day if there is one."""

    day: date
    clock: time | None
    printed: str
    is_ambiguous: bool = False  # 04-03-2021
    is_lunar: bool = False  # 14 Ramadan 1442, which may be another day in another country

    @property
    def moment(self) -> str:
        """`2021-02-26T17:11`, or the day alone."""
        clock = f"T{self.clock:%H:%M}" if self.clock else ""
        return f"{self.day.isoformat()}{clock}"

    def warnings(self, where: str) -> Iterator[str]:
        """Yield what a person should check about the date."""
        if self.is_lunar:
            yield (
                f"{where}: “{self.printed}” was read by the calendar of Saudi Arabia; in other "
                "countries it may be the day before or after"
            )


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads dates as a source writes them."""

    language: str = ""
    order: DateOrder | None = None  # of day, month and year

    def read(self, text: str) -> FoundDate | None:
        """Return the date that the whole text is, if it is one."""
        text = plain_digits(text.strip().strip("|•·").strip())
        if other := other_dates().fullmatch(text):
            return _of_other_calendar(other)
        match = _MOMENT.fullmatch(text)
        weekday = (match["weekday"] or "").casefold().strip(".") if match else ""
        return self._found(match) if match and weekday in {"", *weekdays()} else None

    def read_and_more(self, text: str) -> tuple[FoundDate, str] | None:
        """Return the date that a text begins with, and what follows it: ` - Artikel`."""
        match = _MOMENT.match(text.strip())
        beside = _BESIDE.fullmatch(text.strip(), match.end()) if match else None
        if not match or not beside or match["weekday"]:
            return None
        found = self._found(match)
        return (found, (beside["words"] or beside["number"]).strip()) if found else None

    def find(self, text: str) -> list[FoundDate]:
        """Return the dates within a text, but not the end of a range: `23–24 September 2021`.

        A lunar date is one only if there is no other.
        """
        found = list(self._every(text))
        return [one for one in found if not one.is_lunar] or found

    def _every(self, text: str) -> Iterator[FoundDate]:
        printed, text = text, plain_digits(text)
        for other in other_dates().finditer(text):
            if found := _of_other_calendar(other):
                yield replace(found, printed=printed[other.start() : other.end()])
        for match in _IN_WORDS.finditer(other_dates().sub(lambda one: " " * len(one[0]), text)):
            found = self._found(match)
            if found and not _RANGE_BEFORE.search(text[: match.start()]):
                yield found

    def _found(self, match: re.Match[str]) -> FoundDate | None:
        day, is_ambiguous = self._day(match)
        if day is None or not 1000 <= day.year <= 9999:
            return None
        clock = _clock(match) if match.groupdict().get("hour") else None
        return FoundDate(day, clock, match[0].strip(), is_ambiguous)

    def _day(self, match: re.Match[str]) -> tuple[date | None, bool]:
        if match["words"]:
            month = match["month"] or match["month_first"]
            day = match["day"] or match["day_after"]
            year = match["year"] or match["year_after"]
            return self._parsed(f"{day} {month} {year}"), False
        try:
            if match["iso"]:
                year, month, day = map(int, re.findall(r"\d+", match["iso"]))
                return date(year, month, day), False
            printed = match["numbers"] or match["cjk"]
            numbers = [int(number) for number in re.findall(r"\d+", printed)]
            if match["cjk"]:
                return date(numbers[0], *numbers[1:]), False
            first, second, year = numbers
            order = self.order
            if "." in match["numbers"] or self.language not in {"", "en"}:
                order = order or "DMY"  # the month comes first in English only
            is_ambiguous = order is None and first <= 12 and second <= 12 and first != second
            if first > 12 or order == "DMY" or (order is None and second <= 12):
                return date(year, second, first), is_ambiguous
            return date(year, first, second), is_ambiguous
        except ValueError:
            return None, False

    def _parsed(self, words: str) -> date | None:
        import dateparser  # slow to load

        languages = [self.language.split("-")[0]] if self.language else None
        settings: dict[str, object] = {
            "REQUIRE_PARTS": ["day", "month", "year"],
            "STRICT_PARSING": True,
            "DATE_ORDER": "DMY",
            "RETURN_AS_TIMEZONE_AWARE": False,
        }
        for choice in (languages, None) if languages else (None,):
            try:
                found = dateparser.parse(words, languages=choice, settings=settings)
            except ValueError:  # an unknown language
                continue
            if found:
                return found.date()
        return None


def read_date_and_place(text: str) -> tuple[FoundDate, str] | None:
    """Return date and place of a line such as `(令和2年9月18日(金曜日)11時13分 於:本省会見室)`."""
    line = plain_digits(text.strip()).lstrip("(（")
    match = other_dates().match(line)
    found = _of_other_calendar(match) if match else None
    more = _EAST_ASIAN_MORE.fullmatch(line, match.end()) if match else None
    if not found or not more or not more[0].strip():
        return None
    hour, minute = int(more["hour"] or 0), int(more["minute"] or 0)
    hour += 12 if more["half"] == "午後" and hour < 12 else 0
    clock = time(hour, minute) if more["hour"] and hour < 24 and minute < 60 else None
    return replace(found, clock=clock), more["place"] or ""


def read_time(text: str) -> time | None:
    """Return the time of day that the whole text is, if it is one: `12:59`, `2:05 P.M. EST`."""
    match = _TIME_ALONE.fullmatch(" ".join(text.split()))
    return _clock(match) if match else None


def read_stamp(text: str) -> str | None:
    """Return a date and time in ISO 8601 in the form that transcripts use."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text.strip()):
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat()


def _of_other_calendar(match: re.Match[str]) -> FoundDate | None:
    day = date_of(match)
    if day is None:
        return None
    return FoundDate(day, None, match[0].strip(), is_lunar=is_lunar(match))


def _clock(match: re.Match[str]) -> time | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    half = (match["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
