"""A file's text to its lines."""

import pytest

from onrecord.content.source_lines import split_lines
from onrecord.errors import Errors


@pytest.mark.parametrize("text", ["a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc", "\ufeffa\nb\r\n\rc"])
def test_lines_end_as_any_system_ends_them_and_a_byte_order_mark_is_dropped(text: str) -> None:
    errors = Errors()

    assert split_lines(text, path="t", errors=errors) == ("a", "b", "", "c")
    assert len(errors) == 0


def test_the_characters_of_every_script_are_kept() -> None:
    text = "Ж \xa0 \u200b \u200f سلام 王毅 \u3000 😀 \t e\u0301 \ufeff"

    assert split_lines(text, path="t", errors=Errors()) == (text,)
