"""Reads a saved page: every word on it, in blocks, and what it states about itself.

A line that is not part of the main text is still there, with the reason.
"""

import json
import unicodedata
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from onrecord.importing.html_blocks import NO_TEXT, Walk
from onrecord.importing.html_main_text import main_blocks
from onrecord.importing.source import BESIDE, Fact, Line, Source, first_facts
from onrecord.importing.xml_document import facts_at
from onrecord.word_lists import word_maps


def read_page(text: str, name: str, warnings: tuple[str, ...], *, is_whole: bool = False) -> Source:
    """Return the Source in a page's HTML; `is_whole` if all of it is the text of a document."""
    root = _parse(text)
    walk = Walk()
    walk.through(root)
    blocks = walk.blocks
    stated = _stated(root)
    chosen, warning = ([True] * len(blocks), "") if is_whole else main_blocks(text, blocks)
    lines = tuple(
        replace(block.line, outside=block.line.outside or ("" if keep else BESIDE))
        for block, keep in zip(blocks, chosen, strict=True)
    )
    more: tuple[str, ...] = (warning,) if warning else ()
    if walk.unread:
        counts = ", ".join(f"{count} × {tag}" for tag, count in sorted(walk.unread.items()))
        more += (f"code in the page was ignored: {counts}",)
    lost = _count_of_lost_letters(text, lines)
    if lost:
        more += (f"the page's HTML is broken: {lost} letters could not be read",)
    return Source(name, "page", lines, stated, (*warnings, *more))


class _Letters(HTMLParser):
    """Counts the letters of a page with a second, independent parser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.count: Counter[str] = Counter()
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.silent = tag if tag in NO_TEXT else ""

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.silent = ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.count.update(_letters(data))


def _letters(text: str) -> str:
    """Return the letters and digits; `²` counts as 2."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _count_of_lost_letters(text: str, lines: tuple[Line, ...]) -> int:
    """Count the letters and digits of a broken page that the parser dropped."""
    reader = _Letters()
    reader.feed(text)
    reader.close()
    for line in lines:
        reader.count.subtract(_letters(line.text))
    return sum(count for count in reader.count.values() if count > 0)


def _parse(text: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    data = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing in it
        return lxml_html.document_fromstring("<html><body></body></html>")


def _stated(root: Any) -> dict[str, Fact]:
    """Return the first statement of each fact in the page’s markup."""
    languages = " ".join(root.xpath("//link[contains(@rel, 'alternate')]/@hreflang"))
    more = [*_linked_data(root), ("languages", languages, "<link hreflang>")]
    return first_facts(more) | facts_at(root, word_maps("page_facts"))


def _linked_data(root: Any) -> list[tuple[str, str, str]]:
    """Return what the page says about itself in JSON-LD."""
    found = []
    for node in root.iter("script"):
        if (node.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(node.text or "")
        except ValueError:
            continue
        entries = data if isinstance(data, list) else [data]
        for entry in entries:
            for part in entry.get("@graph", [entry]) if isinstance(entry, dict) else []:
                if isinstance(part, dict) and isinstance(part.get("datePublished"), str):
                    found.append(("published", part["datePublished"], "JSON-LD datePublished"))
    return found
