"""Reads JSON and XML: transcripts of recordings, debates, and what On Record exports."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from onrecord.content.slugs import SLUG
from onrecord.errors import ContentError, Error
from onrecord.exports.statement_json import FORMAT
from onrecord.importing.exported import Exported
from onrecord.importing.exported_document import read_document
from onrecord.importing.exported_xml import paths_of, read_xml_document
from onrecord.importing.recognised_speech import read_segments
from onrecord.importing.source import Source
from onrecord.importing.xml_document import parse_xml

_SHOWN = 3  # errors in the form of one file
_REMEDY = (
    "transcripts can be imported from Podcasting 2.0 and Whisper (JSON), TEI, Akoma Ntoso and "
    "Hansard (XML), and from what On Record exports"
)


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
    from onrecord.importing.tei_page import read_tei
    from onrecord.importing.xml_debate import read_debate

    root = parse_xml(data, name)
    if paths := paths_of(root):
        return _exported(lambda: read_xml_document(root, paths, name), name)
    source = read_tei(root, name, _lists_of_people(name)) or read_debate(root, name)
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
