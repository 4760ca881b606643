"""Errors: how they are printed, collected and sorted, and what is suggested."""

import pytest

from onrecord.errors import ContentError, Error, Errors, suggest, united


def test_an_error_is_printed_with_file_line_finding_and_remedy() -> None:
    error = Error("transcripts/a.md", 14, 'unknown speaker "X"', 'did you mean "Y"?')

    assert str(error) == 'transcripts/a.md:14: unknown speaker "X"; did you mean "Y"?'


def test_an_error_of_a_whole_file_has_no_line() -> None:
    assert str(Error("a.md", 0, "the file is empty")) == "a.md: the file is empty"


def test_all_errors_are_raised_at_once_sorted_and_without_duplicates() -> None:
    errors = Errors()
    errors.add("b.md", 1, "one")
    errors.add("a.md", 10, "ten")
    errors.extend([Error("a.md", 9, "nine"), Error("b.md", 1, "one")])

    with pytest.raises(ContentError) as caught:
        errors.raise_if_any()

    assert str(caught.value) == "a.md:9: nine\na.md:10: ten\nb.md:1: one"
    assert [error.line for error in caught.value.errors] == [9, 10, 1]


def test_the_same_error_on_several_lines_of_a_file_is_one_with_its_lines() -> None:
    unknown = [Error("a.md", line, 'unknown speaker "X"') for line in (30, 14, 20, 14)]

    errors = united([*unknown, Error("b.md", 20, 'unknown speaker "X"')])

    assert [str(error) for error in errors] == [
        'a.md:14: unknown speaker "X", also on lines 20 and 30',
        'b.md:20: unknown speaker "X"',
    ]
    assert united([*errors, unknown[0]]) == errors


def test_without_errors_nothing_is_raised() -> None:
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
def test_the_most_similar_known_word_is_suggested_ignoring_case(
    found: str, suggestion: str
) -> None:
    assert suggest(found, ["Sergey Lavrov", "Question"]) == suggestion


def test_nothing_is_suggested_without_known_words() -> None:
    assert suggest("Sergey Lavrov", []) == ""
