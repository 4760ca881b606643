"""Statements to a corpus."""

from datetime import date

import pytest

from onrecord.content.corpus import gather_corpus
from onrecord.errors import ContentError
from onrecord.model import Config, SearchSettings, Site, Statement

CONFIG = Config(Site("A", "", "", ""), {}, {}, SearchSettings({}))


def statement(slug: str, day: int = 1, path: str = "") -> Statement:
    path = path or f"transcripts/{slug}.md"
    return Statement(slug, path, "Title", "Title", date(2021, 2, day), "li")


def test_statements_are_sorted_by_date_and_then_by_slug() -> None:
    given = [statement("b"), statement("c", 2), statement("a", 3), statement("a-1")]

    corpus = gather_corpus(given, config=CONFIG)

    assert [one.slug for one in corpus.statements] == ["a-1", "b", "c", "a"]
    assert corpus.config is CONFIG


def test_the_order_in_which_they_come_does_not_matter() -> None:
    given = [statement("b"), statement("a"), statement("c", 2)]

    assert gather_corpus(given, config=CONFIG) == gather_corpus(given[::-1], config=CONFIG)


def test_no_statement_is_a_corpus_too() -> None:
    assert gather_corpus([], config=CONFIG).statements == ()


def test_every_transcript_with_the_slug_of_another_is_a_error() -> None:
    given = [
        statement("a", path="transcripts/z/a.md"),
        statement("a", 2, path="transcripts/a.md"),
        statement("a", path="transcripts/y/a.md"),
        statement("b"),
    ]

    with pytest.raises(ContentError) as caught:
        gather_corpus(given, config=CONFIG)

    assert [str(error) for error in caught.value.errors] == [
        'transcripts/y/a.md: the slug "a" is that of transcripts/a.md; rename one of the two files',
        'transcripts/z/a.md: the slug "a" is that of transcripts/a.md; rename one of the two files',
    ]
