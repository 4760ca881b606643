"""Reads the links and the ids in HTML.

A page is read line by line, because most of its lines are in many pages and need to be read only
once. That is exact if every line has whole tags, written as our templates write them, and no other
`<` or `>`: then a line means the same wherever it is. A page that has a line of any other kind is
parsed as a whole, which takes several times as long.
"""

from __future__ import annotations

import html
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

_NAME = "[a-z][a-z0-9:-]*|viewBox|preserveAspectRatio"
_ATTRIBUTE = re.compile(rf' ({_NAME})(="")?')
# A tag without `<` and `>` and without its values: `a class="" href=""`, `/a`, `path d=""/`
_SHAPE = re.compile(rf'(/?[a-z][a-z0-9-]*)((?: (?:{_NAME})(?:="")?)*)/?')
# Elements in which a `<` may be text: the next tag on the line has to be their end.
_RAW = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "plaintext"}
    | {"script", "style", "textarea", "title", "xmp"}
)
# Parsers give the attributes of a second <body> to the first one.
_ONCE = frozenset({"html", "head", "body"})
# What is not read in the same way by everybody: control characters, and references other than
# those that templates write.
_DOUBTFUL = re.compile(r"[\x00-\x1f\x7f]|&(?!(?:amp|lt|gt|quot|#10|#34|#39);)")


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
        _links_of_tag(str(element.tag), {str(key): str(v) for key, v in element.items()})
        for element in etree.fromstring(content, _parser()).iter(etree.Element)
    )


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", huge_tree=True)


def _joined(parts: Iterable[PageLinks | None]) -> PageLinks:
    links: dict[str, None] = {}  # a set in the order of the page
    ids: list[str] = []
    has_base = False
    for part in parts:
        if part:
            for link in part.links:
                links[link] = None
            ids += part.ids
            has_base = has_base or part.has_base
    return PageLinks(tuple(links), tuple(ids), has_base)


@lru_cache(maxsize=1 << 13)  # the lines of some statements and their answers
def _links_of_line(line: bytes) -> PageLinks | None:
    """Return the links and ids of a line, if it has any."""
    try:
        before, *pieces = line.decode().split("<")
    except UnicodeDecodeError as error:
        raise _UnusualError from error
    if ">" in before or b"\0" in line:
        raise _UnusualError
    found: list[PageLinks] = []
    end = ""  # the tag that has to be next
    for piece in pieces:
        tag, bracket, text = piece.partition(">")
        if not bracket or ">" in text or (end and tag != end):
            raise _UnusualError
        links, end = _read_tag(tag)
        if links:
            found.append(links)
    if end:
        raise _UnusualError
    if len(found) > 1:
        return _joined(found)
    return found[0] if found else None


@lru_cache(maxsize=1 << 12)
def _read_tag(tag: str) -> tuple[PageLinks | None, str]:
    """Return the links and ids of a tag, if it has any, and the tag that has to be next, if any."""
    parts = tag.split('"')  # values are every other part
    if len(parts) % 2 == 0:
        raise _UnusualError
    shape = _read_shape('""'.join(parts[::2]))
    if not shape.wanted:
        return None, shape.end
    values = {name: _value(parts[place]) for name, place in shape.wanted}
    return _links_of_tag(shape.name, values), shape.end


class _Shape(NamedTuple):
    """What tags have in common that differ only in the values of their attributes."""

    name: str
    end: str  # the tag that has to follow, if this one begins an element of raw text
    wanted: tuple[tuple[str, int], ...]  # the attributes that matter, and where their values are


@lru_cache(maxsize=1 << 10)
def _read_shape(shape: str) -> _Shape:
    """Return what is known of the tags of a shape: `a class="" href=""`."""
    if shape == "!DOCTYPE html":
        return _Shape("", "", ())
    found = _SHAPE.fullmatch(shape)
    if not found or found[1] == "base":
        raise _UnusualError
    name, attributes = found[1], _ATTRIBUTE.findall(found[2])
    names = [attribute for attribute, _ in attributes]
    quoted = [attribute for attribute, value in attributes if value]
    matter = (
        _LINKS | _SOURCE_SETS | {"id"} | ({"property", "content"} if "property" in names else set())
    )
    wanted = tuple((one, 2 * n + 1) for n, one in enumerate(quoted) if one in matter)
    is_repeated = len(set(names)) < len(names)
    has_bare = len(wanted) < len(matter.intersection(names))
    if is_repeated or has_bare or (wanted and (name in _ONCE or name.startswith("/"))):
        raise _UnusualError
    return _Shape(name, f"/{name}" if name in _RAW else "", wanted)


def _value(text: str) -> str:
    """Return the value of an attribute."""
    if _DOUBTFUL.search(text):
        raise _UnusualError
    return html.unescape(text) if "&" in text else text


def _links_of_tag(name: str, attributes: Mapping[str, str]) -> PageLinks | None:
    links: list[str] = []
    for attribute, value in attributes.items():
        if attribute in _LINKS:
            links.append(value)
        elif attribute in _SOURCE_SETS:
            links += [part["address"] for part in _SOURCE_SET_PART.finditer(value)]
        elif attribute == "content" and attributes.get("property") in _LINKING_PROPERTIES:
            links.append(value)
    ids = (attributes["id"],) if "id" in attributes else ()
    if not links and not ids and name != "base":
        return None
    return PageLinks(tuple(links), ids, name == "base")
