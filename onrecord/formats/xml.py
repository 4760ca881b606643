"""Trees of XML in one namespace, and their bytes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

__all__ = ["Element", "Maker", "add_text", "document", "name_of"]

_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the elements of a namespace; attributes without a value are left out.

    `xml_id` and `xml_lang` are `xml:id` and `xml:lang`, and `from_` is `from`.
    """

    namespace: str

    def root(self, tag: str, **attributes: str) -> Element:
        """The root of a document."""
        root = etree.Element(f"{{{self.namespace}}}{tag}", nsmap={None: self.namespace})
        return _with_attributes(root, attributes)

    def add(self, parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
        """A new last child."""
        child = etree.SubElement(parent, f"{{{self.namespace}}}{tag}")
        if text:
            child.text = text
        return _with_attributes(child, attributes)


def document(root: Element, *, mixed: Collection[str]) -> bytes:
    """The file: a line an element, but for what stands in `mixed`, whose spaces are words' own."""
    _indent(root, "\n", frozenset(mixed))
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


def _with_attributes(element: Element, attributes: dict[str, str]) -> Element:
    for name, value in attributes.items():
        if value:
            xml = name.startswith("xml_")
            element.set(_XML + name[len("xml_") :] if xml else name.rstrip("_"), value)
    return element


def _indent(element: Element, line: str, mixed: frozenset[str]) -> None:
    if not len(element) or name_of(element) in mixed:
        return
    element.text = f"{line} "
    for child in element:
        _indent(child, f"{line} ", mixed)
        child.tail = f"{line} "
    element[-1].tail = line
