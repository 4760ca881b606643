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


CONVERT = (
    "save it as .docx in a word processor, or convert it: "
    "`soffice --headless --convert-to docx FILE.{}`"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{\\rtf1\\ansi Question: Why?}", f"this is an RTF document; {CONVERT.format('rtf')}"),
        (b"\xd0\xcf\x11\xe0word", f"this is an old Office document; {CONVERT.format('doc')}"),
        (
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
            f"this is an OpenDocument file; {CONVERT.format('odt')}",
        ),
        (b"\x1f\x8b\x08\x00", "this is a compressed file; unpack it first"),
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
    ("name", "data", "found"),
    [
        ("a.json", b"[]", "JSON of an unknown form"),
        ("a.json", b'{"segments": []}', "JSON of an unknown form"),
        ("a.tei.xml", b"<p/>", "XML of an unknown form"),
        (
            "-",
            b'<?xml version="1.0" encoding="utf-8"?>\n<TEI xmlns="x"/>',
            "XML of an unknown form",
        ),
    ],
)
def test_data_without_a_transcript_is_refused_with_the_forms_that_are_known(
    name: str, data: bytes, found: str, imported: Callable[..., Imported]
) -> None:
    with pytest.raises(ContentError) as raised:
        imported(data, name)
    assert str(raised.value) == (
        f"{name}: {found}; transcripts can be imported from Podcasting 2.0 and Whisper (JSON), "
        "TEI, Akoma Ntoso and Hansard (XML), and from what On Record exports"
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "a.json",
            b'{"segments": [\n{"text": "Is',
            (
                "a.json:2: the JSON cannot be read: Unterminated string starting at; "
                "is the file whole?"
            ),
        ),
        (
            "-",
            b"<akomaNtoso>\n<debate>",
            (
                "-:2: the XML cannot be read: Premature end of data in tag debate line 2, line 2, "
                "column 9; is the file whole?"
            ),
        ),
        (
            "a.docx",
            b"PK\x03\x04word",
            (
                "a.docx: the document is damaged: File is not a zip file; "
                "open it in a word processor and save it again"
            ),
        ),
        (
            "a.pdf",
            b"%PDF-1.4\n1 0 obj",
            "a.pdf: the PDF is damaged: Stream has ended unexpectedly; download it again",
        ),
    ],
)
def test_a_truncated_file_is_refused(
    name: str, data: bytes, message: str, imported: Callable[..., Imported]
) -> None:
    with pytest.raises(ContentError) as raised:
        imported(data, name)
    assert str(raised.value) == message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_any_encoding(encoding: str, imported: Callable[..., Imported]) -> None:
    assert imported(TEXT.encode(encoding)).text == imported(TEXT).text
