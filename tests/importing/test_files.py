"""Files that hold no text, and texts in encodings that nothing announces."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.errors import ContentError
from onrecord.importing.convert import Imported

TEXT = """\
Remarks by Minister Roe, Springfield, 3 March 2022

Question: Is it open?

Minister Roe: It is.
"""


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.4\n1 0 obj", "this is a PDF; save its words as text or HTML"),
        (
            b"{\\rtf1\\ansi Question: Why?}",
            "this is a document in RTF; save its words as text or HTML",
        ),
        (b"PK\x03\x04word", "this is a packed document or archive; save its words as text or HTML"),
        (b"\x1f\x8b\x08\x00", "this is a packed file; save its words as text or HTML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)), "this is no text; save the page as UTF-8"),
        (b"", "no words of a statement; is this the right file?"),
        (b" \n\n", "no words of a statement; is this the right file?"),
    ],
)
def test_a_file_that_holds_no_text_is_refused_and_named_for_what_it_is(
    data: bytes, told: str, imported: Callable[..., Imported]
) -> None:
    with pytest.raises(ContentError) as raised:
        imported(data, "page.html")
    assert str(raised.value) == f"page.html: {told}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_whatever_the_encoding(
    encoding: str, imported: Callable[..., Imported]
) -> None:
    assert imported(TEXT.encode(encoding)).text == imported(TEXT).text
