"""A saved page to a Source: every word that it holds, in blocks, and what its marks state.

Which block belongs to the statement is judged by the page's own elements (`nav`, `aside`, …) and
by trafilatura's choice of the main text; what neither takes is still a line, with the reason.
"""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from onrecord.content.layouts import NO_LAYOUT
from onrecord.importing.find_labels import KnownLabels, asks_by_word, find_label
from onrecord.importing.markdown_words import merged, plain
from onrecord.importing.source import BESIDE, Line, Run, Source, Stated

_NO_TEXT = {"script", "style"}
_INLINE = frozenset(
    re.findall(
        r"\S+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt"
        " ruby s samp small span strike strong sub sup time tt u var wbr nobr o:p",
    )
)
_CELLS = {"td", "th"}
_STRONG = {"b", "strong"}
_EMPHASIS = {"i", "em", "cite"}
_REASONS = {
    "head": "the page's head",
    "title": "the page's head",
    "nav": "a menu",
    "footer": "the page's foot",
    "aside": "an aside",
    "form": "a form",
    "button": "a button",
    "select": "a form",
    "option": "a form",
    "textarea": "a form",
    "noscript": "shown without scripts only",
    "template": "a template",
    "svg": "a picture",
    "iframe": "another page",
    "dialog": "a dialog",
    "figcaption": "a picture's caption",
}
_ROLES = {
    "navigation": "a menu",
    "banner": "the page's head",
    "contentinfo": "the page's foot",
    "complementary": "an aside",
    "search": "a form",
    "dialog": "a dialog",
    "menu": "a menu",
}
# `main-menu`, `breadcrumbs`, `share-buttons`: words in a class or an id
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|breadcrumbs?|share|sharing|social|footer|sidebar"
    r"|related|cookies?|banner|popular|comments?|subscribe|newsletter|pagination|pager|toolbar"
    r"|modal|popup|skip-link|lang-switcher|language-switcher|ad|ads|advert|advertisement|promo)"
    r"(?:$|[\s_-])",
    re.I,
)
_SAVED = re.compile(r"\s*saved from url=(?:\(\d+\))?(?P<url>\S+)\s*")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_ENOUGH = 0.9  # of the main text must stand in the element that is taken for its container


def read_page(text: str, name: str, warnings: tuple[str, ...]) -> Source:
    """The Source in a page's HTML."""
    root = _parse(text)
    walk = _Walk()
    walk.through(root)
    blocks = walk.blocks
    stated = _stated(root, walk.comments)
    chosen, warning = _main_blocks(text, blocks)
    lines = tuple(
        replace(block.line, outside=block.line.outside or ("" if keep else BESIDE))
        for block, keep in zip(blocks, chosen, strict=True)
    )
    more: tuple[str, ...] = (warning,) if warning else ()
    if walk.unread:
        told = ", ".join(f"{count} × {tag}" for tag, count in sorted(walk.unread.items()))
        more += (f"code in the page is no text and was not read: {told}",)
    lost = _count_of_lost_letters(text, lines)
    if lost:
        more += (f"the page's HTML is broken: {lost} letters of it are in no line here",)
    return Source(name, "page", lines, stated, (*warnings, *more))


class _Letters(HTMLParser):
    """Counts the letters of a page's text, by another reader than the one that makes the lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.count: Counter[str] = Counter()
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.silent = tag if tag in _NO_TEXT else ""

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.silent = ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.count.update(filter(str.isalnum, data))


def _count_of_lost_letters(text: str, lines: tuple[Line, ...]) -> int:
    """How many letters and digits a broken page has that the parser dropped."""
    reader = _Letters()
    reader.feed(text)
    reader.close()
    for line in lines:
        reader.count.subtract(filter(str.isalnum, line.text))
    return sum(count for count in reader.count.values() if count > 0)


def _parse(text: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    data = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing in it
        return lxml_html.document_fromstring("<html><body></body></html>")


@dataclass(slots=True)
class _Block:
    """A line, and the element that holds it."""

    line: Line
    element: Any


@dataclass(slots=True)
class _Walk:
    """Goes through a document once, without recursion, and gathers its words in blocks."""

    blocks: list[_Block] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    runs: list[Run] = field(default_factory=list)
    strong: int = 0
    emphasis: int = 0
    addresses: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    reasons: list[tuple[Any, str]] = field(default_factory=list)
    holders: list[Any] = field(default_factory=list)
    silent: int = 0
    kept_spaces: int = 0
    after_break: bool = False
    plain_rows: dict[Any, bool] = field(default_factory=dict)

    def through(self, root: Any) -> None:
        """Visit every node in document order."""
        self.comments += [node.text or "" for node in root.itersiblings(preceding=True)]
        for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                self.comments.append(node.text or "")
                self._words(node.tail)
            elif event == "start":
                self._enter(node)
            else:
                self._leave(node)
        self._flush()

    def _enter(self, node: Any) -> None:
        tag = str(node.tag)
        if tag in _NO_TEXT:
            self.silent += 1
            self.unread[tag] += 1
        elif tag in _INLINE or self._is_in_row(tag):
            self.strong += tag in _STRONG
            self.emphasis += tag in _EMPHASIS
            if tag == "a":
                self.addresses.append(_address(node))
        elif tag == "br":
            is_second = self.after_break and not plain(self.runs).strip()
            self._flush()
            self.after_break = not is_second
        elif tag == "hr":
            self._flush()
            self._add(Line(node.sourceline or 1, "* * *", is_rule=True))
        else:
            self._flush()
            self.after_break = False
            self.holders.append(node)
            self.kept_spaces += tag == "pre"
            if re.fullmatch(r"h[1-6]", tag):
                self.headings.append(int(tag[1]))
        reason = _reason(node, tag)
        if reason:
            self._flush()
            self.reasons.append((node, reason))
        if not self.silent:
            self._words(node.text)

    def _leave(self, node: Any) -> None:
        tag = str(node.tag)
        if self.reasons and self.reasons[-1][0] is node:
            self._flush()
            self.reasons.pop()
        if tag in _NO_TEXT:
            self.silent -= 1
        elif tag in _INLINE or self._is_in_row(tag):
            self.runs += [Run(" ")] if tag in _CELLS else []
            self.strong -= tag in _STRONG
            self.emphasis -= tag in _EMPHASIS
            if tag == "a":
                self.addresses.pop()
        elif tag not in {"br", "hr"}:
            self._flush()
            self.after_break = False
            self.holders.pop()
            self.kept_spaces -= tag == "pre"
            if re.fullmatch(r"h[1-6]", tag):
                self.headings.pop()
        if not self.silent:
            self._words(node.tail)

    def _is_in_row(self, tag: str) -> bool:
        """Whether it is a cell of a row without paragraphs, which is read as one line."""
        if tag not in _CELLS or self.holders[-1].tag != "tr":
            return False
        row = self.holders[-1]
        if row not in self.plain_rows:
            inside = (str(part.tag) for cell in row for part in cell.iterdescendants())
            self.plain_rows[row] = all(part in _INLINE for part in inside)
        return self.plain_rows[row]

    def _words(self, text: str | None) -> None:
        if not text:
            return
        address = self.addresses[-1] if self.addresses else ""
        kind = (bool(self.strong), bool(self.emphasis), address)
        if self.kept_spaces:
            first, *others = text.split("\n")
            self.runs.append(Run(first, *kind))
            for other in others:
                self._flush()
                self.after_break = True
                self.runs.append(Run(other, *kind))
        else:
            self.runs.append(Run(_SPACES.sub(" ", text), *kind))

    def _flush(self) -> None:
        runs = _trimmed(self.runs, collapse=not self.kept_spaces)
        self.runs = []
        words = plain(runs)
        if not words.strip():
            return
        holder = self.holders[-1] if self.holders else None
        self._add(
            Line(
                (holder.sourceline if holder is not None else 1) or 1,
                words,
                runs=runs,
                heading=self.headings[-1] if self.headings else 0,
                follows_break=self.after_break,
                outside=self.reasons[-1][1] if self.reasons else "",
            )
        )
        self.after_break = False

    def _add(self, line: Line) -> None:
        self.blocks.append(_Block(line, self.holders[-1] if self.holders else None))


def _trimmed(runs: list[Run], *, collapse: bool) -> tuple[Run, ...]:
    """The runs as a browser shows them: one space between words, none at the ends."""
    result: list[Run] = []
    for run in merged(runs):
        text = run.text
        if collapse and (not result or result[-1].text.endswith(" ")):
            text = text.removeprefix(" ")
        if text:
            result.append(replace(run, text=text))
    if result and collapse:
        result[-1] = replace(result[-1], text=result[-1].text.removesuffix(" "))
    return merged(result)


def _address(node: Any) -> str:
    address = (node.get("href") or "").strip()
    is_plain = re.fullmatch(r"(?:https?://|mailto:)[^\s()<>\"\\*_\[\]]+", address)
    return address if is_plain else ""


def _reason(node: Any, tag: str) -> str:
    """Why the element does not hold the statement, or nothing."""
    if tag in {"html", "body", "main", "article"}:
        return ""
    if tag in _REASONS:
        return _REASONS[tag]
    role = (node.get("role") or "").lower()
    if role in _ROLES:
        return _ROLES[role]
    style = (node.get("style") or "").replace(" ", "").lower()
    if node.get("hidden") is not None or "display:none" in style:
        return "hidden on the page"
    if tag not in _INLINE and _FURNITURE.search(
        f"{node.get('class') or ''} {node.get('id') or ''}"
    ):
        return "a part that the page calls " + " ".join(
            name for name in (node.get("class"), node.get("id")) if name
        )
    return ""


def _main_blocks(text: str, blocks: list[_Block]) -> tuple[list[bool], str]:
    """Which blocks are the main text, and what is unsure about it."""
    extracted = _extracted(text)
    chosen = _folded(extracted)
    matched = [
        not block.line.outside
        and bool(_folded(block.line.text))
        and _folded(block.line.text) in chosen
        for block in blocks
    ]
    if not any(matched):
        return [True] * len(blocks), "no main text was found in the page; all of it was kept"
    weight = [len(b.line.text) if m else 0 for b, m in zip(blocks, matched, strict=True)]
    holder = _container(blocks, weight)
    inside = [holder is None or _is_within(block.element, holder) for block in blocks]
    turns = [
        not block.line.outside and not within and _begins_question(block.line.text)
        for block, within in zip(blocks, inside, strict=True)
    ]
    if any(turns):
        weight = [
            10 * sum(weight) if turn else value for turn, value in zip(turns, weight, strict=True)
        ]
        holder = _container(blocks, weight)
        inside = [holder is None or _is_within(block.element, holder) for block in blocks]
    return inside, ""


def _begins_question(text: str) -> bool:
    label = find_label(text, KnownLabels((), NO_LAYOUT))
    return label is not None and asks_by_word(label.label)


def _extracted(text: str) -> str:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.extract(
        text,
        output_format="txt",
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        deduplicate=False,
    )
    return found or ""


def _container(blocks: list[_Block], weight: list[int]) -> Any:
    """The innermost element that holds nearly all of the weight."""
    held: Counter[Any] = Counter()
    depth: dict[Any, int] = {}
    for block, value in zip(blocks, weight, strict=True):
        if not value or block.element is None:
            continue
        chain = [block.element, *block.element.iterancestors()]
        for distance, element in enumerate(chain):
            held[element] += value
            depth[element] = len(chain) - distance
    enough = _ENOUGH * sum(weight)
    fitting = [element for element, value in held.items() if value >= enough]
    return max(fitting, key=lambda element: depth[element], default=None)


def _is_within(element: Any, holder: Any) -> bool:
    while element is not None and element is not holder:
        element = element.getparent()
    return element is holder


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _stated(root: Any, comments: list[str]) -> dict[str, Stated]:
    """What the marks of the page state, the first of each."""
    found: list[tuple[str, str, str]] = []
    meta = {
        "og:title": "title",
        "og:url": "url",
        "og:site_name": "publisher",
        "article:published_time": "published",
    }
    for node in root.iter("link"):
        if "canonical" in (node.get("rel") or "").split():
            found.append(("url", node.get("href") or "", '<link rel="canonical">'))
        if "alternate" in (node.get("rel") or "").split() and node.get("hreflang"):
            found.append(("languages", node.get("hreflang"), "<link hreflang>"))
    for comment in comments:
        saved = _SAVED.fullmatch(comment)
        if saved:
            found.append(("url", saved["url"], "the comment that the browser saved with the page"))
    headings = [" ".join(node.text_content().split()) for node in root.iter("h1")]
    if len([heading for heading in headings if heading]) == 1:
        found.append(("title", "".join(headings), "<h1>"))
    for node in root.iter("meta"):
        key = (node.get("property") or node.get("name") or "").lower()
        if key in meta:
            found.append((meta[key], node.get("content") or "", f'<meta property="{key}">'))
    found += _linked_data(root)
    found += [("title", node.text_content(), "<title>") for node in root.iter("title")]
    if root.get("lang"):
        found.append(("language", root.get("lang"), "<html lang>"))
    stated: dict[str, Stated] = {}
    languages = " ".join(value for key, value, _ in found if key == "languages")
    for key, text, where in found:
        value = text.strip()
        if key == "url" and urlsplit(value).scheme not in {"http", "https"}:
            continue
        if value:
            stated.setdefault(key, Stated(_SPACES.sub(" ", value), where))
    if languages:
        stated["languages"] = Stated(languages, "<link hreflang>")
    return stated


def _linked_data(root: Any) -> list[tuple[str, str, str]]:
    """What the page says of itself in JSON-LD."""
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
