"""Reads JSON and XML: transcripts of recordings, debates, and what On Record exports."""

from __future__ import annotations

import json
from typing import Any

from onrecord.errors import ContentError, Error
from onrecord.importing.recognised_speech import read_segments
from onrecord.importing.source import Source

_REMEDY = (
    "transcripts can be imported from Podcasting 2.0 and Whisper (JSON), TEI, Akoma Ntoso and "
    "Hansard (XML), and from what On Record exports"
)


def read_json(text: str, name: str, warnings: tuple[str, ...]) -> Source:
    """Return the Source of a transcript in JSON; ContentError if it is none."""
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        found = f"the JSON cannot be read: {getattr(error, 'msg', error)}"
        raise ContentError([Error(name, line, found, "is the file whole?")]) from error
    source = read_segments(document, text, name, warnings)
    if source is None:
        raise ContentError([Error(name, 0, "JSON of an unknown form", _REMEDY)])
    return source


def read_xml(data: bytes, name: str) -> Source:
    """Return the Source of a debate in XML; ContentError if it is none."""
    from onrecord.importing.tei_page import read_tei
    from onrecord.importing.xml_debate import read_debate

    root = _root(data, name)
    source = read_tei(root, name)
    if source is None:
        _remove_namespaces(root)
        source = read_debate(root, name)
    if source is None:
        raise ContentError([Error(name, 0, "XML of an unknown form", _REMEDY)])
    return source


def _root(data: bytes, name: str) -> Any:
    from lxml import etree  # slow to load

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True
    )
    try:
        return etree.fromstring(data.lstrip(b"\xef\xbb\xbf \t\r\n"), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        found = f"the XML cannot be read: {getattr(error, 'msg', None) or error}"
        raise ContentError([Error(name, line, found, "is the file whole?")]) from error


def _remove_namespaces(root: Any) -> None:
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
