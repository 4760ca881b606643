"""Parses XML, without namespaces and comments, and finds texts in it by XPath."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.errors import ContentError, Error
from onrecord.importing.markdown_words import SPACES
from onrecord.importing.source import Fact, first_facts

XML = "{http://www.w3.org/XML/1998/namespace}"  # of `xml:id` and `xml:lang`


def parse_xml(data: bytes, name: str) -> Any:
    """Return the root of a document; ContentError if it cannot be read."""
    from lxml import etree  # slow to load

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True
    )
    try:
        root: Any = etree.fromstring(data.lstrip(b"\xef\xbb\xbf \t\r\n"), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        found = f"the XML cannot be read: {getattr(error, 'msg', None) or error}"
        raise ContentError([Error(name, line, found, "is the file whole?")]) from error
    etree.strip_tags(root, etree.Comment, etree.Entity)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def texts_at(element: Any, paths: str | Sequence[str], **variables: Any) -> Iterator[str]:
    """Yield the texts, attributes and other values that the paths find, as they are."""
    for path in [paths] if isinstance(paths, str) else paths:
        found = element.xpath(path, **variables)
        for one in found if isinstance(found, list) else [found]:
            yield one if isinstance(one, str) else "".join(one.itertext())


def facts_at(root: Any, table: Mapping[str, Mapping[str, str | Sequence[str]]]) -> dict[str, Fact]:
    """Return the first of each fact that is there; the table has paths after what a report says."""
    return first_facts(
        (fact, folded(text), where)
        for fact, places in table.items()
        for where, paths in places.items()
        for text in texts_at(root, paths)
    )


def text_of(element: Any) -> str:
    """Return the text of an element with single spaces."""
    return folded("".join(element.itertext()))


def folded(text: str) -> str:
    """Return the text with single spaces, and none at its ends."""
    return SPACES.sub(" ", text).strip()
