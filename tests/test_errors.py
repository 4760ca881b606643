"""Errors: how they are told, gathered and sorted, and what is suggested."""

import pytest

from onrecord.errors import ContentError, Error, Errors, suggest


def test_a_error_names_file_line_what_was_found_and_what_would_mend_it() -> None:
    error = Error("transcripts/a.md", 14, 'unknown speaker "X"', 'did you mean "Y"?')

    assert str(error) == 'transcripts/a.md:14: unknown speaker "X"; did you mean "Y"?'


def test_a_error_of_the_whole_file_names_no_line() -> None:
    assert str(Error("a.md", 0, "the file is empty")) == "a.md: the file is empty"


def test_all_errors_are_told_sorted_by_file_and_line_each_once() -> None:
    errors = Errors()
    errors.add("b.md", 1, "one")
    errors.add("a.md", 10, "ten")
    errors.extend([Error("a.md", 9, "nine"), Error("b.md", 1, "one")])

    with pytest.raises(ContentError) as caught:
        errors.raise_if_any()

    assert str(caught.value) == "a.md:9: nine\na.md:10: ten\nb.md:1: one"
    assert [error.line for error in caught.value.errors] == [9, 10, 1]


def test_without_a_error_nothing_is_raised() -> None:
    errors = Errors()

    errors.raise_if_any()

    assert len(errors) == 0


@pytest.mark.parametrize(
    ("found", "suggestion"),
    [
        ("Sergei Lavrov", 'did you mean "Sergey Lavrov"?'),
        ("SERGEY LAVROV", 'did you mean "Sergey Lavrov"?'),
        ("Qestion", 'did you mean "Question"?'),
        ("Bogdanov", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_suggested_whatever_its_capitals(
    found: str, suggestion: str
) -> None:
    assert suggest(found, ["Sergey Lavrov", "Question"]) == suggestion


def test_nothing_is_suggested_where_nothing_is_known() -> None:
    assert suggest("Sergey Lavrov", []) == ""
