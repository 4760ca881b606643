"""Dates of other calendars, against dates that are known from elsewhere."""

from datetime import date

import pytest

from onrecord.importing.calendars import solar_hijri
from onrecord.importing.dates import DateReader, read_date_and_place


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("15 มีนาคม พ.ศ. 2559", date(2016, 3, 15)),
        ("5 ธ.ค. 2550", date(2007, 12, 5)),
        ("๖ พฤษภาคม ๒๕๖๓", date(2020, 5, 6)),
        ("۸ دی ۱۴۰۴", date(2025, 12, 29)),
        ("8 دی 1404", date(2025, 12, 29)),
        ("۳۰ اسفند ۱۳۹۹", date(2021, 3, 20)),
        ("۱۴۰۰/۰۱/۰۱", date(2021, 3, 21)),
        ("۲۴ اسد ۱۴۰۰", date(2021, 8, 15)),
        ("١٤ رمضان ١٤٤٢ هـ", date(2021, 4, 26)),
        ("14 من شهر رمضان عام 1442هـ", date(2021, 4, 26)),
        ("1 محرم 1446", date(2024, 7, 7)),
        ("5 ربيع الأول 1443هـ", date(2021, 10, 11)),
        ("1442/9/14 هـ", date(2021, 4, 26)),
        ("14/9/1442 هـ", date(2021, 4, 26)),
        ("14 Ramadan 1442 AH", date(2021, 4, 26)),
        ("Rabi’ al-Awwal 5, 1443", date(2021, 10, 11)),
        ("10 Dhu al-Hijjah 1444", date(2023, 6, 28)),
        ("14 رمضان 1442 هـ الموافق 27 أبريل 2021", date(2021, 4, 27)),
        ("令和2年9月18日", date(2020, 9, 18)),
        ("令和元年五月一日", date(2019, 5, 1)),
        ("平成三十一年四月五日", date(2019, 4, 5)),
        ("昭和20年8月15日", date(1945, 8, 15)),
        ("民國109年5月20日", date(2020, 5, 20)),
        ("2021年2月26日", date(2021, 2, 26)),
    ],
)
def test_a_date_of_another_calendar_is_read(printed: str, day: date) -> None:
    assert [found.day for found in DateReader().find(f"{printed}")] == [day]


@pytest.mark.parametrize(
    "printed",
    ["32 มีนาคม พ.ศ. 2559", "۳۰ اسفند ۱۴۰۰", "令和2年2月30日", "31 رمضان 1442", "1 رمضان 1300"],
)
def test_a_day_that_the_calendar_does_not_have_is_not_read(printed: str) -> None:
    assert list(DateReader().find(printed)) == []


@pytest.mark.parametrize(
    ("year", "new_year"),
    [
        (1300, date(1921, 3, 21)),
        (1357, date(1978, 3, 21)),
        (1375, date(1996, 3, 20)),
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1403, date(2024, 3, 20)),
        (1408, date(2029, 3, 20)),
    ],
)
def test_the_new_year_of_iran_is_on_its_day(year: int, new_year: date) -> None:
    assert solar_hijri(year, 1, 1) == new_year


def test_a_line_of_a_japanese_record_has_date_time_and_place() -> None:
    found = read_date_and_place("(令和2年9月18日(金曜日)11時13分 於:本省会見室)")
    assert found is not None
    assert (found[0].moment, found[1]) == ("2020-09-18T11:13", "本省会見室")


def test_a_lunar_date_has_a_warning() -> None:
    (found,) = DateReader().find("14 Ramadan 1442 AH")
    (warning,) = found.warnings("line 1")
    assert warning == (
        "line 1: “14 Ramadan 1442 AH” was read by the calendar of Saudi Arabia; in other countries "
        "it may be the day before or after"
    )
    (other,) = DateReader().find("26 April 2021")
    assert list(other.warnings("line 1")) == []
