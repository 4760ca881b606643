"""Writes XML: an element with text in it on one line, one with other elements over several."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, NewType
from xml.sax.saxutils import escape

Xml = NewType("Xml", str)  # text and elements, as they are written

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPECIAL = re.compile(r'[&<>"\r\n\t]')  # in the value of an attribute
_QUOTED = {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"}
_NONE: Mapping[str, str] = {}


class Block(NamedTuple):
    """An element in which each child has a line of its own."""

    tag: str
    children: Iterable["Node"]
    attributes: Mapping[str, str] = _NONE


Node = Xml | Block


def document(root: Block) -> bytes:
    """Return a statement's file with this root element."""
    return f"{_DECLARATION}{_written(root, ' ')}\n".encode()


def web_document(root: Block) -> bytes:
    """Return a file for feed readers, search engines and browsers."""
    return f"<?xml version='1.0' encoding='utf-8'?>\n{_written(root, '  ')}\n".encode()


def element(tag: str, text: str = "", attributes: Mapping[str, str] = _NONE) -> Xml:
    """Return an element with a text; attributes without a value are left out."""
    return mixed(tag, escaped(text), attributes)


def known(tag: str, text: str, attributes: Mapping[str, str] = _NONE) -> Iterator[Xml]:
    """Yield an element with a text, or nothing if the text is not known."""
    if text:
        yield element(tag, text, attributes)


def mixed(tag: str, content: Xml, attributes: Mapping[str, str] = _NONE) -> Xml:
    """Return an element with text and elements in it."""
    start = tag
    for name, value in attributes.items():
        if value:
            quoted = escape(value, _QUOTED) if _SPECIAL.search(value) else value
            start += f' {name}="{quoted}"'
    return Xml(f"<{start}>{content}</{tag}>" if content else f"<{start} />")


def escaped(text: str) -> Xml:
    """Return a text as it is written in an element."""
    is_special = "&" in text or "<" in text or ">" in text  # found sooner than by replacing them
    return Xml(escape(text) if is_special else text)


def _written(block: Block, gap: str, line: str = "\n") -> Xml:
    """Return the lines of an element, with a gap for every element that it is in."""
    inner = f"{line}{gap}"
    children = "".join(
        [
            inner + (_written(child, gap, inner) if isinstance(child, Block) else child)
            for child in block.children
        ]
    )
    return mixed(block.tag, Xml(f"{children}{line}" if children else ""), block.attributes)
