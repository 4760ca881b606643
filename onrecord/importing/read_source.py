"""Reads a file's bytes: text, Markdown or a saved page."""

from __future__ import annotations

import re
from pathlib import PurePath

from onrecord.errors import ContentError, Error
from onrecord.importing.encodings import decode
from onrecord.importing.markdown_page import read_markdown
from onrecord.importing.source import Line, Source, Stated
from onrecord.importing.tei_page import read_tei

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
    tei = read_tei(data, name) if data_format == "XML" else None
    if tei:
        return tei
    if data_format:
        remedy = "import the transcript: a site of On Record has it in data/collection.zip"
        raise ContentError([Error(name, 0, f"{data_format} is not imported", remedy)])
    text, warnings = decode(data, name)
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
