"""Dates in titles."""

import pytest

from onrecord.checks.title_dates import days_in


@pytest.mark.parametrize(
    ("title", "language", "days"),
    [
        ("Remarks, Moscow, February 26, 2021", "en", [["2021-02-26"]]),
        ("Remarks on 26th Feb. 2021", "en", [["2021-02-26"]]),
        ("Remarks, March 1st, 2021", "en", [["2021-03-01"]]),
        ("Brief of 2021-02-26", "en", [["2021-02-26"]]),
        ("Remarks, 15–16 March 2021", "en", [["2021-03-15", "2021-03-16"]]),
        ("Remarks, March 15-16, 2021", "en", [["2021-03-15", "2021-03-16"]]),
        ("Remarks, 02/03/2021", "en", [["2021-02-03", "2021-03-02"]]),
        ("Remarks, 26.02.2021", "en", [["2021-02-26"]]),
        ("Выступление 26 февраля 2021 года", "ru", [["2021-02-26"]]),
        ("Pressekonferenz vom 26. Februar 2021", "de", [["2021-02-26"]]),
        ("Déclaration du 1er février 2021", "fr", [["2021-02-01"]]),
        ("Declaración del 26 de febrero de 2021", "es", [["2021-02-26"]]),
        ("2021年2月26日王毅", "zh", [["2021-02-26"]]),
        ("Pressekonferenz, February 26, 2021", "de", [["2021-02-26"]]),
        ("On 26 February 2021 and 27 February 2021", "en", [["2021-02-26"], ["2021-02-27"]]),
        ("Remarks, February 30, 2021", "en", []),
        ("Resolution 2513 of 2020, in May", "en", []),
        ("No. 12.3.20211 and 1/2021", "en", []),
        ("Remarks in an unknown language", "qqx", []),
    ],
)
def test_dates_are_found_in_the_language_of_the_statement_and_in_english(
    title: str, language: str, days: list[list[str]]
) -> None:
    found = [sorted(day.isoformat() for day in one) for one in days_in(title, language)]

    assert found == days
