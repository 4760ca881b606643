"""Builds XML trees in one namespace, and writes them."""

from collections.abc import Collection
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

__all__ = ["Element", "Maker", "add_text", "document"]

_NAMES = {"xml_id": "xml:id", "xml_lang": "xml:lang", "from_": "from", "as_": "as"}
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the elements of a namespace; attributes without a value are left out.

    `xml_id` and `xml_lang` are `xml:id` and `xml:lang`, `from_` is `from` and `as_` is `as`.
    """

    namespace: str

    def root(self, tag: str, **attributes: str) -> Element:
        """Return the root element of a document."""
        return Element(tag, {"xmlns": self.namespace} | _named(attributes))

    def add(self, parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
        """Add an element as the last child, and return it."""
        child = SubElement(parent, tag, _named(attributes))
        if text:
            child.text = text
        return child


def document(root: Element, *, mixed: Collection[str]) -> bytes:
    """Return the file, an element a line; in `mixed` elements, white space is part of the text."""
    _indent(root, "\n", mixed)
    # Encoding the text at the end takes half the time of writing bytes.
    return f"{_DECLARATION}{ElementTree.tostring(root, encoding='unicode')}\n".encode()


def add_text(parent: Element, text: str) -> None:
    """Append text to what the element contains."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {_NAMES.get(name, name): value for name, value in attributes.items() if value}


def _indent(element: Element, line: str, mixed: Collection[str]) -> None:
    inner = f"{line} "
    element.text = inner
    for child in element:
        if len(child) and child.tag not in mixed:
            _indent(child, inner, mixed)
        child.tail = inner
    element[-1].tail = line
