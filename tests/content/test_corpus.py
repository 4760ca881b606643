"""Statements in order."""

from datetime import date

import pytest

from onrecord.content.corpus import sort_statements
from onrecord.errors import ContentError
from onrecord.model import ParsedStatement, StatementOf


def statement(slug: str, day: int = 1, path: str = "") -> ParsedStatement:
    path = path or f"transcripts/{slug}.md"
    return StatementOf(slug, path, "Title", "Title", date(2021, 2, day), "li")


def test_statements_are_sorted_by_date_and_then_by_slug() -> None:
    given = [statement("b"), statement("c", 2), statement("a", 3), statement("a-1")]

    assert [one.slug for one in sort_statements(given)] == ["a-1", "b", "c", "a"]


def test_the_order_in_which_they_come_does_not_matter() -> None:
    given = [statement("b"), statement("a"), statement("c", 2)]

    assert sort_statements(given) == sort_statements(given[::-1])


def test_every_transcript_with_the_slug_of_another_is_a_error() -> None:
    given = [
        statement("a", path="transcripts/z/a.md"),
        statement("a", 2, path="transcripts/a.md"),
        statement("a", path="transcripts/y/a.md"),
        statement("b"),
    ]

    with pytest.raises(ContentError) as caught:
        sort_statements(given)

    assert [str(error) for error in caught.value.errors] == [
        'transcripts/y/a.md: the slug "a" is that of transcripts/a.md; rename one of the two files',
        'transcripts/z/a.md: the slug "a" is that of transcripts/a.md; rename one of the two files',
    ]
