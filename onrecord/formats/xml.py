"""Trees of XML in one namespace, and their bytes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

__all__ = ["Element", "Maker", "add_text", "document", "name_of"]

_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAMES = {"xml_id": f"{_XML}id", "xml_lang": f"{_XML}lang", "from_": "from", "as_": "as"}


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the elements of a namespace; attributes without a value are left out.

    `xml_id` and `xml_lang` are `xml:id` and `xml:lang`, `from_` is `from` and `as_` is `as`.
    """

    namespace: str

    def root(self, tag: str, **attributes: str) -> Element:
        """The root of a document."""
        names = {None: self.namespace}
        return etree.Element(f"{{{self.namespace}}}{tag}", _named(attributes), nsmap=names)

    def add(self, parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
        """A new last child."""
        child = etree.SubElement(parent, f"{{{self.namespace}}}{tag}", _named(attributes))
        if text:
            child.text = text
        return child


def document(root: Element, *, mixed: Collection[str]) -> bytes:
    """The file: a line an element, but for what stands in `mixed`, whose spaces are words' own."""
    namespace = etree.QName(root).namespace
    _indent(root, "\n", frozenset(f"{{{namespace}}}{name}" for name in mixed))
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def name_of(element: Element) -> str:
    """The element's name without its namespace; nothing for what is no element, as a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def add_text(parent: Element, text: str) -> None:
    """Put words after all that the element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {_NAMES.get(name, name): value for name, value in attributes.items() if value}


def _indent(element: Element, line: str, mixed: Collection[object]) -> None:
    inner = f"{line} "
    element.text = inner
    for child in element:
        if len(child) and child.tag not in mixed:
            _indent(child, inner, mixed)
        child.tail = inner
    element[-1].tail = line
