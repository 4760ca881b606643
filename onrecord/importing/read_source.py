"""Reads a file's bytes: text, Markdown or a saved page."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from onrecord.errors import ContentError, Error
from onrecord.importing.markdown_page import read_markdown
from onrecord.importing.source import Line, Source, Stated

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# `<meta charset="windows-1251">`
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]{2,40})", re.I)
# `<html lang="en">`, `<p>`, `<!DOCTYPE html>`
_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div|p|article|main)\b", re.I | re.S
)
# `<!-- saved from url=(0042)https://www.mid.ru/en/… -->`
_SAVED = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?(?P<url>\S+)\s*-->", re.I)


# first bytes of files that are not text, whatever they are called
_NO_TEXTS = {
    b"%PDF-": "a PDF",
    b"{\\rtf": "an RTF document",
    b"PK\x03\x04": "a zipped document or archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x1f\x8b": "a compressed file",
}
_FEWEST_BYTES = 16  # of a text in UTF-16: a shorter one may be a control character
_ZEROS = 0.2  # of the bytes are zero in UTF-16
# how data begins that is named neither .json nor .xml
_DATA = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?P<json>\{\s*\"[^\"\n]{1,40}\"\s*:)"
    rb"|(?:<\?xml[^>]*>\s*)?<(?:TEI|akomaNtoso)\b)"
)


def read_source(data: bytes, name: str) -> Source:
    """Return the Source in the bytes of the file `name`; ContentError if they are not text."""
    for beginning, kind in _NO_TEXTS.items():
        if data.startswith(beginning):
            raise ContentError([Error(name, 0, f"this is {kind}", "save it as text or HTML")])
    data_format = _data_format(data, name)
    if data_format:
        remedy = "import the transcript: a site of On Record has it in data/collection.zip"
        raise ContentError([Error(name, 0, f"{data_format} is not imported", remedy)])
    text, warnings = _decode(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    suffix = PurePath(name).suffix.lower()
    if suffix in {".html", ".htm", ".xhtml"} or (suffix != ".md" and _PAGE.match(text)):
        from onrecord.importing.html_page import read_page  # loads lxml

        return read_page(text, name, warnings)
    if suffix in {".md", ".markdown"} or text.startswith("---\n"):
        return read_markdown(text, name, warnings)
    return _read_text(text, name, warnings)


def _data_format(data: bytes, name: str) -> str:
    """`JSON` or `XML` where the file holds data; empty for a text or a page."""
    suffix = PurePath(name).suffix.lower()
    if suffix in {".json", ".xml"}:
        return suffix[1:].upper()
    match = _DATA.match(data)
    return ("JSON" if match["json"] else "XML") if match else ""


def _read_text(text: str, name: str, warnings: tuple[str, ...]) -> Source:
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    stated: dict[str, Stated] = {}
    saved = _SAVED.search(text)
    if saved:
        stated["url"] = Stated(saved["url"], "comment added by the browser")
    return Source(name, "text", lines, stated, warnings)


def _decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text, and warnings about its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, name), ()
    if _is_utf16(data):
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return _decoded(data, encoding, name), (f"the text was read as {encoding}",)
    declared = _DECLARED.search(data[:4096])
    if declared:
        encoding = declared["name"].decode("ascii", "replace")
        try:
            return data.decode(_web_name(encoding)), ()
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # slow to load, and rarely needed

        best = from_bytes(data).best()
    if best is None:
        raise ContentError([Error(name, 0, "not text", "save the page as UTF-8")])
    return str(best), (f"the text is not UTF-8; it was read as {best.encoding}",)


def _is_utf16(data: bytes) -> bool:
    """True if so many bytes are zero that each letter takes two."""
    is_even = len(data) % 2 == 0 and len(data) >= _FEWEST_BYTES
    return is_even and data.count(0) > _ZEROS * len(data)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"not {encoding}: {error.reason}"
        raise ContentError([Error(name, 0, found, "save the page as UTF-8")]) from error


def _web_name(encoding: str) -> str:
    """Return the encoding that browsers mean by the name (https://encoding.spec.whatwg.org)."""
    return "windows-1252" if encoding.lower() in {"iso-8859-1", "latin1", "us-ascii"} else encoding
