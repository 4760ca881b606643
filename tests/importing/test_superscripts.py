"""Note marks, powers and ordinals are told apart, so that no figure changes."""

import pytest

from onrecord.importing.superscripts import as_superscript, superscript_kind


@pytest.mark.parametrize(
    ("before", "inside", "kind"),
    [
        ("in 2019", "2", "note mark"),
        ("450", "1", "note mark"),
        ("the tax", "[3]", "note mark"),
        ("the tax", "1, 2", "note mark"),
        ("the tax", "*", "note mark"),
        ("the tax", "a", "note mark"),
        ("by the m", "2", "power"),
        ("12 km", "2", "power"),
        ("10", "3", "power"),
        ("10", "−6", "power"),
        ("5 ft", "3", "power"),
        ("E = mc", "2", "power"),
        ("2010", "3", "note mark"),
        ("built in", "2", "note mark"),
        ("the 2", "nd", "text"),
        ("1", "er", "text"),
        ("", "1", "footnote"),
        ("M", "lle", "text"),
    ],
)
def test_a_superscript_is_what_the_text_before_it_shows(
    before: str, inside: str, kind: str
) -> None:
    assert superscript_kind(before, inside, has_link=False) == kind


def test_a_link_makes_a_note_mark_of_what_could_be_a_power() -> None:
    assert superscript_kind("10", "3", has_link=True) == "note mark"


def test_a_power_is_written_in_raised_digits() -> None:
    assert as_superscript("-12") == "⁻¹²"
