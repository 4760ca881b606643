"""Charts of topics, and tables of years and months."""

from onrecord import urls
from onrecord.model import Statement
from onrecord.pages.charts import BarChart, Calendar, draw_bar_chart, draw_calendar
from onrecord.pages.periods import divide
from tests.support.corpora import corpus_of


def statements_of(*days: str) -> tuple[Statement, ...]:
    return corpus_of({f"{day}-x": "Good morning." for day in days}).statements


def periods_of(*days: str, singles: int = 3, most: int = 6) -> tuple[str, list[tuple[str, int]]]:
    """Return what a period is, and of each its label and the number of its statements."""
    found = divide(statements_of(*days), singles=singles, most=most, language="en")
    return found.unit, [(one.label, len(one.statements)) for one in found.periods]


def chart_of(counts: dict[str, int], *days: str, singles: int = 3) -> BarChart:
    division = divide(statements_of(*days), singles=singles, most=6, language="en")
    return draw_bar_chart([("Trees", urls.TOPICS, "Old ones.", counts, 4)], division)


def calendar_of(*days: str, rows: int | None = None, is_latest_first: bool = True) -> Calendar:
    return draw_calendar(
        statements_of(*days),
        address_of=urls.of_month,
        is_latest_first=is_latest_first,
        rows=rows,
    )


def test_each_of_few_statements_is_a_period() -> None:
    assert periods_of("2019-01-31", "2021-12-01") == (
        "statement",
        [("31 Jan 2019", 1), ("1 Dec 2021", 1)],
    )


def test_many_statements_are_divided_into_the_shortest_periods_that_fit() -> None:
    assert periods_of("2021-01-01", "2021-01-02", "2021-03-01", "2021-03-02") == (
        "month",
        [("Jan 2021", 2), ("Feb 2021", 0), ("Mar 2021", 2)],
    )
    assert periods_of("2021-01-01", "2021-01-02", "2021-04-01", "2022-03-02") == (
        "quarter",
        [("Q1 2021", 2), ("Q2 2021", 1), ("Q3 2021", 0), ("Q4 2021", 0), ("Q1 2022", 1)],
    )
    assert periods_of("2019-01-01", "2019-01-02", "2020-04-01", "2021-03-02") == (
        "year",
        [("2019", 2), ("2020", 1), ("2021", 1)],
    )
    assert periods_of("1998-01-01", "2008-01-02", "2010-04-01", "2021-03-02") == (
        "years",
        [
            ("1995–1999", 1),
            ("2000–2004", 0),
            ("2005–2009", 1),
            ("2010–2014", 1),
            ("2015–2019", 0),
            ("2020–2024", 1),
        ],
    )


def test_bars_are_proportional_and_their_figures_are_in_words() -> None:
    counts = {"2019-01-31-x": 6, "2020-01-01-x": 0, "2021-12-01-x": 3}
    (row,) = chart_of(counts, "2019-01-31", "2020-01-01", "2021-12-01").rows

    assert row.bars.path == "M0 16v-15.0h6V16zM18 16v-7.5h6V16z"
    assert row.bars.in_words == "31 Jan 2019: 6, 1 Jan 2020: 0, 1 Dec 2021: 3"
    assert (row.total, row.mentions) == (9, 4)


def test_the_smallest_bar_can_be_seen() -> None:
    counts = {"2019-01-31-x": 1_000, "2021-12-01-x": 1}
    (row,) = chart_of(counts, "2019-01-31", "2021-12-01").rows

    assert row.bars.path == "M0 16v-15.0h6V16zM9 16v-1.5h6V16z"


def test_a_month_has_the_number_of_its_statements_and_an_address() -> None:
    (row,) = calendar_of("2021-02-01", "2021-02-26", "2021-12-01").rows

    assert (row.year, row.address, row.count) == (2021, "2021/", 3)
    assert [(cell.count, cell.address, cell.height) for cell in row.months if cell.count] == [
        (2, "2021/02/", 36.0),
        (1, "2021/12/", 18.0),
    ]


def test_a_year_without_statements_has_a_row_without_a_link() -> None:
    assert [(row.year, row.address) for row in calendar_of("2019-01-31", "2021-12-01").rows] == [
        (2021, "2021/"),
        (2020, ""),
        (2019, "2019/"),
    ]


def test_of_a_long_time_only_the_years_with_statements_have_rows() -> None:
    calendar = calendar_of("1950-01-31", "2021-12-01", is_latest_first=False)

    assert [row.year for row in calendar.rows] == [1950, 2021]


def test_a_table_of_many_years_has_so_many_rows_and_the_other_years_below() -> None:
    calendar = calendar_of(*(f"{year}-01-01" for year in range(2010, 2022)), rows=8)

    assert [row.year for row in calendar.rows] == list(range(2021, 2013, -1))
    assert [row.year for row in calendar.earlier] == list(range(2013, 2009, -1))


def test_without_statements_there_are_no_rows() -> None:
    assert calendar_of() == Calendar((), (), 0)
    assert divide((), singles=3, most=6, language="en").periods == ()
