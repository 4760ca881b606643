"""Segments: the index does not depend on where its statements are cut into segments."""

import pickle
import random
from dataclasses import replace

import pytest

from onrecord.search import Segment, cut_into_segments, join_segments
from onrecord.search.pieces import IndexFiles
from onrecord.search.segments import how_far_apart, number_paragraphs
from onrecord.search.statement_segment import analyse_statement
from tools.made_collection import make_collection

COLLECTION = make_collection(2_000)
APART = how_far_apart([len(one.entries) for one in COLLECTION.statements])
SLUGS = [f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}-{number}" for number in range(1_000)]


@pytest.fixture(scope="module")
def singles() -> list[Segment]:
    """Return the segment of each statement."""
    return [analyse_statement(one, COLLECTION.config) for one in COLLECTION.statements]


def joined(singles: list[Segment], *, apart: int = APART) -> Segment:
    """Return several segments as one, as it comes out of a store."""
    head, rest = pickle.loads(pickle.dumps(join_segments(singles, apart=apart)))
    return Segment(head, rest, [part.rest for part in singles])


@pytest.mark.parametrize("mean", [1, 3, 20, 1_000])
def test_the_files_do_not_depend_on_where_segments_are_cut(mean: int, singles: list[Segment]):
    draw = random.Random(mean)
    ends = [place for place in range(1, len(singles)) if draw.random() < 1 / mean]
    bounds = zip([0, *ends], [*ends, len(singles)], strict=True)
    segments = [joined(singles[first:end]) for first, end in bounds]
    files = IndexFiles(segments, COLLECTION.config)
    plain = IndexFiles(singles, COLLECTION.config)
    assert dict(files.make(files.hashes)) == dict(plain.make(plain.hashes))


def test_texts_without_terms_are_joined_too():
    statements = [
        replace(one, entries=tuple(replace(each, text=text, fields={}) for each in one.entries))
        for one, text in zip(COLLECTION.statements, ["The and of", ""], strict=False)
    ]
    singles = [analyse_statement(one, COLLECTION.config) for one in statements]
    apart = how_far_apart([len(one.entries) for one in statements])
    files = IndexFiles([joined(singles, apart=apart)], COLLECTION.config)
    plain = IndexFiles(singles, COLLECTION.config)
    assert dict(files.make(files.hashes)) == dict(plain.make(plain.hashes))


def test_segments_of_segments_are_segments_of_statements(singles: list[Segment]):
    whole = joined(singles).head
    halves = [joined(singles[:20]), joined(singles[20:])]
    again, _ = join_segments(halves, apart=APART)
    assert again.statements == whole.statements
    for found, expected in zip(again.vocabulary, whole.vocabulary, strict=True):
        assert [*found] == [*expected]


def test_a_statement_that_is_added_or_removed_changes_one_segment():
    before = {tuple(SLUGS[one.start : one.stop]) for one in cut_into_segments(SLUGS)}
    for number in range(0, len(SLUGS), 37):
        slugs = [*SLUGS[:number], *SLUGS[number + 1 :]]
        after = {tuple(slugs[one.start : one.stop]) for one in cut_into_segments(slugs)}
        assert len(after - before) <= 2
    assert 20 < len(before) < 80


def test_every_statement_is_in_one_segment():
    assert [n for one in cut_into_segments(SLUGS) for n in one] == [*range(len(SLUGS))]
    assert cut_into_segments([]) == []


@pytest.mark.parametrize(
    ("sizes", "apart", "numbers"),
    [
        ([], 1, [0]),
        ([1, 1, 1], 1, [0, 1, 2, 3]),
        ([20, 33, 0, 1], 4, [0, 20, 56, 56, 60]),
        ([128, 129], 64, [0, 128, 320]),
        ([10_000, 1], 64, [0, 10_048, 10_112]),
    ],
)
def test_paragraphs_are_numbered_with_gaps(sizes: list[int], apart: int, numbers: list[int]):
    assert how_far_apart(sizes) == apart
    assert number_paragraphs(sizes, apart).tolist() == numbers
