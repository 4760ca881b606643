"""Reads the links and the ids in HTML.

Pages are read line by line, because most lines of a page are in many others too and need to be read
only once. That is exact if every line has whole tags, written as our templates write them, and no
other `<` or `>`: then a line means the same wherever it is. A page that has a line of any other
kind is parsed as a whole, which takes several times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from lxml import etree

_LINKS = frozenset({"href", "src", "action", "formaction", "poster", "data", "cite", "xlink:href"})
_SOURCE_SETS = frozenset({"srcset", "imagesrcset"})
_LINKING_PROPERTIES = frozenset({"og:url", "og:image"})
# `small.png 400w, large.png 800w`
_SOURCE_SET_PART = re.compile(r"\s*(?P<address>\S+?)(?:\s+[^,]*)?(?:,|$)")

_DOCTYPE = "<!DOCTYPE html>"
_NAME = "[a-z][a-z0-9:-]*|viewBox"
_VALUE = r'[^"<>\x00-\x1f\x7f]*'
# ` class="address"`, ` download`
_ATTRIBUTE = re.compile(rf' ({_NAME})(?:="({_VALUE})")?')
# `<a class="address" href="#p14">`, `</a>`, `<path d="…"/>`
_TAG = re.compile(rf'<(/?)([a-z][a-z0-9-]*)((?: (?:{_NAME})(?:="{_VALUE}")?)*) ?/?>')
# Elements in which a `<` may be text: the next tag on the line has to be their end.
_RAW = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "plaintext"}
    | {"script", "style", "textarea", "title", "xmp"}
)
# Parsers give the attributes of a second <body> to the first one.
_ONCE = frozenset({"html", "head", "body"})
_OF_THOSE = frozenset({"class", "dir", "lang"})
# The only references that everybody reads in the same way are those that templates write.
_OTHER_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|#34|#39);)")


_OF_INTEREST = re.compile(rf" (?:id|{'|'.join(_LINKS | _SOURCE_SETS)}|property)(?![a-z:-])")


class PageLinks(NamedTuple):
    """The links and the ids of a page, or of a part of it."""

    links: tuple[str, ...]  # as they are written, without duplicates
    ids: tuple[str, ...]  # with duplicates
    has_base: bool  # true if a <base> changes what the links mean


class _UnusualError(Exception):
    """The HTML cannot be read line by line."""


def read_links(content: bytes) -> PageLinks:
    """Return the links and ids of a page or an SVG image."""
    try:
        return _joined(map(_links_of_line, content.split(b"\n")))
    except _UnusualError:
        return parse_links(content)


def parse_links(content: bytes) -> PageLinks:
    """Return the same as `read_links`, always by parsing the page as a whole."""
    if not content or content.isspace():
        return _joined([])
    # A loop, because XPath takes quadratic time to join its results.
    return _joined(
        _links_of_element(str(element.tag), {str(key): str(v) for key, v in element.items()})
        for element in etree.fromstring(content, _parser()).iter(etree.Element)
    )


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", huge_tree=True)


def _joined(parts: Iterable[PageLinks | None]) -> PageLinks:
    links: dict[str, None] = {}
    ids: list[str] = []
    has_base = False
    for part in parts:
        if part:
            links.update(dict.fromkeys(part.links))
            ids += part.ids
            has_base = has_base or part.has_base
    return PageLinks(tuple(links), tuple(ids), has_base)


@lru_cache(maxsize=1 << 13)  # the lines of some statements and their answers
def _links_of_line(line: bytes) -> PageLinks | None:
    found = [
        _links_of_element(name, _attributes(name, text))
        for end, name, text in _tags(line)
        if not end and (name == "base" or _OF_INTEREST.search(text))
    ]
    if len(found) > 1:
        return _joined(found)
    return found[0] if found else None


def _tags(line: bytes) -> list[tuple[str, str, str]]:
    """Return the tags of a line: `/` or nothing, the name, the attributes."""
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise _UnusualError from error
    tags = _TAG.findall(text)
    if not len(tags) == text.count("<") == text.count(">") or "\0" in text:
        if text == _DOCTYPE:
            return []
        raise _UnusualError
    for place, (end, name, _) in enumerate(tags):
        if name in _RAW and not end and tags[place + 1 : place + 2] != [("/", name, "")]:
            raise _UnusualError
    return tags


def _attributes(tag: str, text: str) -> dict[str, str]:
    """Return the attributes of a tag with their values."""
    found = _ATTRIBUTE.findall(text)
    attributes = dict(found)
    if (
        len(attributes) < len(found)
        or (tag in _ONCE and attributes.keys() - _OF_THOSE)
        or ("&" in text and _OTHER_REFERENCE.search(text))
    ):
        raise _UnusualError
    return attributes


def _links_of_element(tag: str, attributes: Mapping[str, str]) -> PageLinks | None:
    links: list[str] = []
    for name, value in attributes.items():
        if name in _LINKS:
            links.append(value)
        elif name in _SOURCE_SETS:
            links += [part["address"] for part in _SOURCE_SET_PART.finditer(value)]
        elif name == "content" and attributes.get("property") in _LINKING_PROPERTIES:
            links.append(value)
    ids = (attributes["id"],) if "id" in attributes else ()
    if not links and not ids and tag != "base":
        return None
    return PageLinks(tuple(links), ids, tag == "base")
