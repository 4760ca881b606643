"""Finds out which format a file has, and reads the statements in it."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from pydantic import ValidationError

from onrecord.content.slugs import SLUG
from onrecord.errors import ContentError, Error
from onrecord.exports.statement_json import FORMAT
from onrecord.importing.caption_file import is_captions, read_captions
from onrecord.importing.encodings import decode
from onrecord.importing.exported import Exported
from onrecord.importing.exported_document import read_document
from onrecord.importing.exported_xml import paths_of, read_xml_document
from onrecord.importing.mail import is_mail, read_mail
from onrecord.importing.markdown_page import read_markdown
from onrecord.importing.recognised_speech import read_segments
from onrecord.importing.source import Fact, Line, Source
from onrecord.importing.table import read_table
from onrecord.importing.xml_document import parse_xml
from onrecord.word_lists import words_in

# files in a folder that are imported; those that must be converted are named and refused
ENDINGS = words_in(
    ".html .htm .xhtml .txt .md .markdown .xml .docx .pdf .vtt .srt .json .csv .tsv .eml .mbox"
    " .odt .doc .rtf"
)
_OF_ANYTHING = frozenset({"", ".txt"})  # endings that say nothing about the format
_CONVERT = (
    "save it as .docx in a word processor, or convert it: "
    "`soffice --headless --convert-to docx FILE.{}`"
)

# `<html lang="en">`, `<p>`, `<!DOCTYPE html>`
_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div|p|article|main)\b", re.I | re.S
)
# `<!-- saved from url=(0042)https://www.mid.ru/en/… -->`
_SAVED = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?(?P<url>\S+)\s*-->", re.I)


# first bytes of files that are not read, whatever they are called
_REFUSED = {
    b"{\\rtf": ("an RTF document", _CONVERT.format("rtf")),
    b"\xd0\xcf\x11\xe0": ("an old Office document", _CONVERT.format("doc")),
    b"\x1f\x8b": ("a compressed file", "unpack it first"),
}
_ZIP = b"PK\x03\x04"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument"
# how data begins that is named neither .json nor .xml
_JSON = re.compile(r"\ufeff?\s*(?:\{\s*\"[^\"\n]{1,40}\"\s*:|\[\s*\{\s*\"[^\"\n]{1,40}\"\s*:)")
_XML = re.compile(
    r"\ufeff?\s*<\?xml\b(?!.{0,500}?<(?:!doctype html|html)\b)|\ufeff?\s*<(?:TEI|akomaNtoso)\b",
    re.I | re.S,
)

_WHERE = "the file's name"
# `2022-03-04 radio interview`, `20220304_radio`, `interview-2022.03.04`
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sign>[-_. ]?)(?P<month>0\d|1[0-2])(?P=sign)"
    r"(?P<day>[0-2]\d|3[01])(?!\d)"
)
_GAPS = re.compile(r"[\s_]+|(?<=\w)-(?=\w)|\.")
_FEWEST_WORDS = 2  # of a title: `audio` and `transcript` say nothing
_SHOWN = 3  # errors in the form of one file
_REMEDY = (
    "transcripts can be imported from Podcasting 2.0 and Whisper (JSON), TEI, Akoma Ntoso and "
    "Hansard (XML), and from what On Record exports"
)


def read_sources(data: bytes, name: str) -> Iterator[Source | Exported]:
    """Yield each statement in the bytes of the file `name`.

    ContentError if the file is in no known format, damaged, or without text.
    """
    _refuse(data, name)
    for source in _read(data, name):
        yield source if isinstance(source, Exported) else with_facts_of_name(source)


def _read(data: bytes, name: str) -> Iterator[Source | Exported]:
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"%PDF-") or suffix == ".pdf":
        from onrecord.importing.pdf_text import read_pdf  # loads pypdf

        yield read_pdf(data, name)
    elif data.startswith(_ZIP) or suffix == ".docx":
        from onrecord.importing.docx_page import read_docx  # loads mammoth

        yield read_docx(data, name)
    elif suffix in {".eml", ".mbox"} or is_mail(data):
        yield from read_mail(data, name)
    else:
        text, warnings = decode(data, name)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if suffix == ".xml" or (suffix in _OF_ANYTHING and _XML.match(text)):
            yield read_xml(data, name)
        else:
            yield from _read_decoded(text, name, warnings)


def _refuse(data: bytes, name: str) -> None:
    """Refuse what would have to be converted first, with how to."""
    for beginning, (kind, remedy) in _REFUSED.items():
        if data.startswith(beginning):
            raise ContentError([Error(name, 0, f"this is {kind}", remedy)])
    if data.startswith(_ZIP) and _ODT in data[:200]:
        found = "this is an OpenDocument file"
        raise ContentError([Error(name, 0, found, _CONVERT.format("odt"))])


def _read_decoded(text: str, name: str, warnings: tuple[str, ...]) -> Iterator[Source | Exported]:
    suffix = PurePath(name).suffix.lower()
    if suffix in {".vtt", ".srt"} or (suffix in _OF_ANYTHING and is_captions(text)):
        yield read_captions(text, name, warnings)
    elif suffix == ".json" or (suffix in _OF_ANYTHING and _JSON.match(text)):
        yield read_json(text, name, warnings)
    elif suffix in {".csv", ".tsv"}:
        yield from read_table(text, name, warnings)
    elif suffix in {".html", ".htm", ".xhtml"} or (suffix != ".md" and _PAGE.match(text)):
        from onrecord.importing.html_page import read_page  # loads lxml

        yield read_page(text, name, warnings)
    elif suffix in {".md", ".markdown"} or text.startswith("---\n"):
        yield read_markdown(text, name, warnings)
    else:
        yield _read_text(text, name, warnings)


def _read_text(text: str, name: str, warnings: tuple[str, ...]) -> Source:
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    stated: dict[str, Fact] = {}
    saved = _SAVED.search(text)
    if saved:
        stated["url"] = Fact(saved["url"], "comment added by the browser")
    return Source(name, "text", lines, stated, warnings)


def with_facts_of_name(source: Source) -> Source:
    """Return the source of data with the title and date in its file's name, both unsure."""
    name = PurePath(source.name.partition(", ")[0]).name
    if not source.is_data or name == "-":
        return source
    stem = name.removesuffix(PurePath(name).suffix)
    stated = dict(source.stated)
    date = _DATE.search(stem)
    if date:
        day = f"{date['year']}-{date['month']}-{date['day']}"
        stated.setdefault("date", Fact(day, _WHERE, is_unsure=True))
    title = " ".join(_GAPS.sub(" ", _DATE.sub(" ", stem)).split()).strip(" -–—,")
    words = [word for word in title.split() if any(letter.isalpha() for letter in word)]
    if len(words) >= _FEWEST_WORDS:
        stated.setdefault("title", Fact(title, _WHERE, is_unsure=True))
    return replace(source, stated=stated)


def read_json(text: str, name: str, warnings: tuple[str, ...]) -> Source | Exported:
    """Return the transcript in a JSON file; ContentError if there is none."""
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        found = f"the JSON cannot be read: {getattr(error, 'msg', error)}"
        raise ContentError([Error(name, line, found, "is the file whole?")]) from error
    if isinstance(document, dict) and document.get("format") == FORMAT:
        return _exported(lambda: read_document(document, name), name)
    source = read_segments(document, text, name, warnings)
    if source is None:
        raise ContentError([Error(name, 0, "JSON of an unknown form", _REMEDY)])
    return source


def read_xml(data: bytes, name: str) -> Source | Exported:
    """Return the debate in an XML file; ContentError if there is none."""
    from onrecord.importing.xml_debate import prepare_tei, read_debate

    root = parse_xml(data, name)
    if paths := paths_of(root):
        return _exported(lambda: read_xml_document(root, paths, name), name)
    if root.tag == "TEI":
        prepare_tei(root, _lists_of_people(name))
    source = read_debate(root, name)
    if source is None:
        raise ContentError([Error(name, 0, "XML of an unknown form", _REMEDY)])
    return source


def _lists_of_people(name: str) -> Iterator[Any]:
    """Yield the lists of people that are in the folder of a file or above it, as of ParlaMint."""
    folder = Path(name).parent
    for path in sorted([*folder.glob("*listPerson*.xml"), *folder.parent.glob("*listPerson*.xml")]):
        with suppress(OSError, ContentError):
            yield parse_xml(path.read_bytes(), str(path))


def _exported(read: Callable[[], Exported], name: str) -> Exported:
    """Return a statement that On Record exported; ContentError if it was changed."""
    try:
        exported = read()
    except ValueError as error:  # a part that is missing or changed
        reason = " ".join(_reason(error).split())
        found = f"the file is not as On Record exported it: {reason}"
        raise ContentError([Error(name, 0, found, "download it again")]) from error
    if not SLUG.fullmatch(exported.statement.slug):
        found = f'"{exported.statement.slug}" cannot be part of an address'
        raise ContentError([Error(name, 0, found, "download it again")])
    return exported


def _reason(error: Exception) -> str:
    """Return what is wrong; of the form of JSON, the first few places."""
    if not isinstance(error, ValidationError):
        return str(error)
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    places = (".".join(map(str, one["loc"])) or "the file" for one in errors[:_SHOWN])
    return "; ".join(f"{place}: {one['msg']}" for place, one in zip(places, errors, strict=False))
