"""Front matter that is written is read as the same facts."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.content.front_matter_lines import as_written, write_front_matter
from onrecord.content.parse import parse_transcript
from onrecord.errors import ContentError
from onrecord.model import ParsedStatement
from tests.content.test_parse_properties import CONFIG
from tests.support.examples import examples

TRICKY = (
    *(
        "null",
        "~",
        "yes",
        "1e3",
        "2021-02-26",
        "12:59",
        "a:",
        "b",
        "#",
        "&a",
        "*a",
        "!a",
        "|",
        ">-",
    ),
    *("%", "@", "`", "'", '"', "\\", "{", "}", "[", "]", ",", "---", "...", "- a", "? a"),
    *("\xa0", " ", "  ", "😀", "снег", "many long words " * 6),
)
letters = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=3)
texts = st.lists(st.sampled_from(TRICKY) | letters, min_size=1, max_size=5).map(" ".join)
KEYS = ("title", "short_title", "occasion", "place", "with", "notes")
facts = st.fixed_dictionaries({key: texts.map(lambda text: text.strip() or "x") for key in KEYS})


def parse(front_matter: str) -> ParsedStatement | None:
    """Return the statement, or None if the front matter has errors."""
    text = f"---\n{front_matter}---\nGood afternoon.\n"
    try:
        return parse_transcript(text, path="t.md", slug="t", config=CONFIG)
    except ContentError:
        return None


@examples(80)
@given(facts, texts)
def test_facts_of_any_text_are_read_as_they_were_written(values, publisher):
    all_facts = {"date": "2021-02-26", "speaker": "wang-yi", **values}
    if publisher.strip():
        all_facts["source"] = {"publisher": publisher, "url": "https://example.org/?a=1#b"}
    statement = parse(
        "".join(f"{key}: {json.dumps(all_facts[key], ensure_ascii=False)}\n" for key in all_facts)
    )
    if statement:
        again = parse(write_front_matter(statement))
        assert again is not None
        assert again.front_matter == statement.front_matter


def test_a_long_value_is_folded_and_a_short_one_is_on_its_line():
    statement = parse(
        f"title: {'Remarks ' * 15}\ndate: 2021-02-26\nspeaker: wang-yi\nplace: Oslo\n"
    )
    assert statement is not None
    assert write_front_matter(statement).splitlines() == [
        "title: >-",
        "  " + " ".join(["Remarks"] * 12),
        "  Remarks Remarks Remarks",
        "date: 2021-02-26",
        "place: Oslo",
        "speaker: wang-yi",
        "language: en",
    ]


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (None, ""),
        (datetime(2021, 2, 26, 17, 11, tzinfo=UTC), "2021-02-26T17:11+00:00"),
        (datetime(2021, 2, 26, 17, 11, 5, tzinfo=UTC), "2021-02-26T17:11:05+00:00"),
        (datetime(2021, 2, 26, 17, 11, tzinfo=UTC).date(), "2021-02-26"),
    ],
)
def test_a_moment_has_seconds_only_if_they_are_stated(moment, written):
    assert as_written(moment) == written
