"""Trees of XML in one namespace, and their bytes."""

from __future__ import annotations

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
        """The root of a document."""
        return Element(tag, {"xmlns": self.namespace} | _named(attributes))

    def add(self, parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
        """A new last child."""
        child = SubElement(parent, tag, _named(attributes))
        if text:
            child.text = text
        return child


def document(root: Element, *, mixed: Collection[str]) -> bytes:
    """The file: a line an element, but for what stands in `mixed`, whose spaces are words' own."""
    _indent(root, "\n", mixed)
    # Letters first and bytes at the end take half the time of both at once.
    return f"{_DECLARATION}{ElementTree.tostring(root, encoding='unicode')}\n".encode()


def add_text(parent: Element, text: str) -> None:
    """Put words after all that the element holds."""
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
