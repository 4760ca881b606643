"""The places of dots in the charts."""

from onrecord.model import Statement
from onrecord.pages.charts import Chart, Timeline, draw_chart, draw_timeline
from tests.support.corpora import config_of, corpus_of

TOPICS = tuple(config_of().topics.values())


def statements_of(*days: str) -> tuple[Statement, ...]:
    return corpus_of({f"{day}-x": "Good morning." for day in days}).statements


def dots_of(timeline: Timeline) -> list[tuple[int, float, int, str]]:
    """Return each dot's year, place from the left, number of statements and address."""
    return [
        (row.year, dot.x, len(dot.statements), dot.address)
        for row in timeline.rows
        for dot in row.dots
    ]


def counts_of(chart: Chart) -> dict[str, list[int]]:
    return {row.topic.slug: [cell.count for cell in row.cells] for row in chart.rows}


def test_each_month_with_a_statement_has_a_dot_in_its_place() -> None:
    timeline = draw_timeline(statements_of("2019-01-31", "2021-12-01"), month_addresses={})
    assert dots_of(timeline) == [
        (2019, 17.58, 1, "statements/2019-01-31-x/"),
        (2021, 96.42, 1, "statements/2021-12-01-x/"),
    ]


def test_a_year_without_statements_has_a_line_without_a_link() -> None:
    timeline = draw_timeline(statements_of("2019-01-31", "2021-12-01"), month_addresses={})
    assert [(row.year, row.address) for row in timeline.rows] == [
        (2019, "2019/"),
        (2020, ""),
        (2021, "2021/"),
    ]


def test_statements_of_one_month_share_a_dot_that_links_to_the_year() -> None:
    timeline = draw_timeline(statements_of("2021-02-01", "2021-02-26"), month_addresses={})
    assert [(n, address) for _, _, n, address in dots_of(timeline)] == [(2, "2021/")]


def test_a_dot_of_several_statements_links_to_the_months_page_if_there_is_one() -> None:
    timeline = draw_timeline(
        statements_of("2021-02-01", "2021-02-26"), month_addresses={(2021, 2): "2021/02/"}
    )
    assert [(n, address) for _, _, n, address in dots_of(timeline)] == [(2, "2021/02/")]


def test_a_dot_with_a_number_has_room_for_it_and_grows_with_it() -> None:
    days = ["2021-01-01", "2021-02-01", "2021-02-02", *(f"2021-03-{d:02}" for d in range(1, 10))]
    timeline = draw_timeline(statements_of(*days), month_addresses={})
    assert [dot.radius for dot in timeline.rows[0].dots] == [0.5, 0.7, 0.95]


def test_a_timeline_without_statements_has_no_lines() -> None:
    timeline = draw_timeline((), month_addresses={})
    assert timeline.rows == ()


def test_the_chart_has_a_column_for_each_of_few_statements() -> None:
    statements = statements_of("2020-01-01", "2021-01-01")
    counts = {("trees", "2020-01-01-x"): 4, ("trees", "2021-01-01-x"): 1}
    chart = draw_chart(TOPICS, statements, counts)
    assert counts_of(chart) == {"trees": [4, 1], "money": [0, 0]}
    assert [column.address for column in chart.columns] == [
        "statements/2020-01-01-x/",
        "statements/2021-01-01-x/",
    ]
    assert [cell.address for cell in chart.rows[0].cells] == [
        "topics/trees/#in-2020-01-01-x",
        "topics/trees/#in-2021-01-01-x",
    ]


def test_a_dot_for_a_quarter_of_the_paragraphs_has_half_the_radius() -> None:
    statements = statements_of("2020-01-01", "2021-01-01")
    counts = {("trees", "2020-01-01-x"): 16, ("trees", "2021-01-01-x"): 4}
    row = draw_chart(TOPICS, statements, counts).rows[0]
    assert [(cell.count, cell.radius) for cell in row.cells] == [(16, 1.15), (4, 0.57)]


def test_a_small_dot_still_has_room_for_its_number() -> None:
    days = [f"2020-01-{day:02}" for day in range(1, 7)]
    numbers = dict(zip(days, (13396, 1234, 321, 22, 3, 0), strict=True))
    counts = {("money", f"{day}-x"): count for day, count in numbers.items()}
    row = draw_chart(TOPICS, statements_of(*days), counts).rows[1]
    assert [cell.radius for cell in row.cells] == [1.2, 1.0, 0.8, 0.6, 0.5, 0.0]


def test_with_many_statements_a_column_is_a_year_and_no_paragraph_is_lost() -> None:
    days = [f"{year}-01-{day:02}" for year in (2019, 2020) for day in range(1, 8)]
    counts = {("money", f"{day}-x"): 2 for day in days}
    chart = draw_chart(TOPICS, statements_of(*days), counts)
    assert counts_of(chart) == {"trees": [0, 0], "money": [14, 14]}
    assert [cell.address for cell in chart.rows[1].cells] == [
        "topics/money/#in-2019",
        "topics/money/#in-2020",
    ]


def test_dots_of_a_divided_topic_link_to_its_pages() -> None:
    days = [f"{year}-01-{day:02}" for year in (2019, 2020) for day in range(1, 8)]
    counts = {("money", f"{day}-x"): 2 for day in days}
    chart = draw_chart(TOPICS, statements_of(*days), counts, divided=frozenset({"money"}))
    assert [cell.address for cell in chart.rows[1].cells] == [
        "topics/money/2019/",
        "topics/money/2020/",
    ]
