"""Files that are not text, and texts in undeclared encodings."""

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
    ("data", "message"),
    [
        (b"%PDF-1.4\n1 0 obj", "this is a PDF; save it as text or HTML"),
        (
            b"{\\rtf1\\ansi Question: Why?}",
            "this is an RTF document; save it as text or HTML",
        ),
        (b"PK\x03\x04word", "this is a zipped document or archive; save it as text or HTML"),
        (b"\x1f\x8b\x08\x00", "this is a compressed file; save it as text or HTML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)), "not text; save the page as UTF-8"),
        (b"", "no text of a statement; is this the right file?"),
        (b" \n\n", "no text of a statement; is this the right file?"),
    ],
)
def test_a_file_that_is_not_text_is_refused_with_its_format(
    data: bytes, message: str, imported: Callable[..., Imported]
) -> None:
    with pytest.raises(ContentError) as raised:
        imported(data, "page.html")
    assert str(raised.value) == f"page.html: {message}"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.json", b"[]", "JSON"),
        ("a.tei.xml", b"<p/>", "XML"),
        ("-", b'{"format": "on-record-statement-1"}', "JSON"),
        ("-", b'<?xml version="1.0" encoding="utf-8"?>\n<TEI xmlns="x">', "XML"),
        ("-", b"<akomaNtoso>", "XML"),
    ],
)
def test_data_is_refused_with_where_the_transcript_is(
    name: str, data: bytes, kind: str, imported: Callable[..., Imported]
) -> None:
    with pytest.raises(ContentError) as raised:
        imported(data, name)
    assert str(raised.value) == (
        f"{name}: {kind} is not imported; import the transcript: "
        "a site of On Record has it in data/collection.zip"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_any_encoding(encoding: str, imported: Callable[..., Imported]) -> None:
    assert imported(TEXT.encode(encoding)).text == imported(TEXT).text
