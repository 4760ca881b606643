"""Large data files are cut by year, month or day, and every statement is in one volume."""

import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onrecord.exports.collection_files import data_index, is_cut
from onrecord.exports.volumes import Volume, cut
from onrecord.model import Address

NAME = Address("data/paragraphs.jsonl")
DAYS = [date(2020, 5, 1), date(2021, 2, 3), date(2021, 2, 26), date(2021, 2, 26), date(2021, 3, 1)]


def cut_at(limit: int, *sizes: int) -> list[tuple[str, str, int, int]]:
    volumes = cut(NAME, DAYS, sizes, limit=limit)
    return [(one.name, one.label, one.start, one.end) for one in volumes]


def test_a_file_up_to_the_limit_is_whole() -> None:
    assert cut_at(50, 10, 10, 10, 10, 10) == [("data/paragraphs.jsonl", "", 0, 5)]


def test_a_larger_file_is_cut_by_year() -> None:
    assert cut_at(49, 10, 10, 10, 10, 10) == [
        ("data/paragraphs-2020.jsonl", "2020", 0, 1),
        ("data/paragraphs-2021.jsonl", "2021", 1, 5),
    ]


def test_a_larger_year_is_cut_by_month_and_a_larger_month_by_day() -> None:
    assert cut_at(39, 10, 10, 10, 10, 10) == [
        ("data/paragraphs-2020.jsonl", "2020", 0, 1),
        ("data/paragraphs-2021-02.jsonl", "2021-02", 1, 4),
        ("data/paragraphs-2021-03.jsonl", "2021-03", 4, 5),
    ]
    assert cut_at(29, 10, 10, 10, 10, 10)[1:3] == [
        ("data/paragraphs-2021-02-03.jsonl", "2021-02-03", 1, 2),
        ("data/paragraphs-2021-02-26.jsonl", "2021-02-26", 2, 4),
    ]


def test_a_day_is_never_cut() -> None:
    assert cut_at(1, 0, 0, 10, 10, 0)[-2:] == [
        ("data/paragraphs-2021-02-26.jsonl", "2021-02-26", 2, 4),
        ("data/paragraphs-2021-03.jsonl", "2021-03", 4, 5),
    ]


def test_a_collection_without_statements_has_whole_files() -> None:
    assert cut(NAME, [], []) == (Volume(NAME, "", 0, 0),)


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 30))), st.integers(0, 100))
def test_every_statement_is_in_one_volume_in_order(
    statements: list[tuple[int, int]], limit: int
) -> None:
    days = [date(2020, 1, 1) + timedelta(days=number) for number, _ in sorted(statements)]
    sizes = [size for _, size in sorted(statements)]
    volumes = cut(NAME, days, sizes, limit=limit)
    assert [place for one in volumes for place in range(one.start, one.end)] == [*range(len(days))]
    assert len({one.name for one in volumes}) == len(volumes)
    for one in volumes:
        held = {day.isoformat() for day in days[one.start : one.end]}
        assert all(day.startswith(one.label) for day in held)
        assert sum(sizes[one.start : one.end]) <= limit or len(held) == 1


def test_cut_files_are_listed() -> None:
    whole = Address("data/statements.csv")
    volumes = {
        NAME: cut(NAME, DAYS, [10] * 5, limit=49),
        whole: cut(whole, DAYS, [10] * 5, limit=50),
    }
    ((name, content),) = data_index(volumes)
    assert is_cut(volumes)
    assert name == "data/index.json"
    assert json.loads(content) == {
        "paragraphs.jsonl": ["paragraphs-2020.jsonl", "paragraphs-2021.jsonl"],
        "statements.csv": ["statements.csv"],
    }
    assert not list(data_index({whole: volumes[whole]}))
