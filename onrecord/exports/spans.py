"""Splits a paragraph's safe HTML into text and spans.

The text is that of `markup.to_text`: white space is folded where a line ends. Markup, such as
emphasis or a quotation, becomes spans around the text, so that every format has the text once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from onrecord.content import markup
from onrecord.model import ParsedParagraph, SafeHtml

SpanKind = Literal["paragraph", "quotation", "emphasis", "strong", "link", "break"]
BLOCKS: tuple[SpanKind, ...] = ("paragraph", "quotation")
_KIND_OF_TAG: dict[str, SpanKind] = {
    "p": "paragraph",
    "blockquote": "quotation",
    "em": "emphasis",
    "strong": "strong",
    "a": "link",
    "br": "break",
}
_LINE_END = re.compile(r"[ \t]*\n[ \t\n]*")


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one kind, with the spans in it; a line break has no text."""

    kind: SpanKind
    parts: tuple[Inline, ...] = ()
    address: str = ""  # of a link


Inline = str | Span


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    """A span by its place in the text, `text[start:end]`."""

    kind: SpanKind
    start: int
    end: int
    address: str = ""  # of a link
    inside: int | None = None  # the index of the span that contains it


def rich_paragraph(paragraph: ParsedParagraph) -> tuple[Inline, ...]:
    """Return the text of a paragraph with its spans; most paragraphs have none."""
    if "<" not in paragraph.html[len("<p>") : -len("</p>")]:
        return (paragraph.text,)
    return rich_text(paragraph.html)


def rich_text(html: SafeHtml) -> tuple[Inline, ...]:
    """Return the text of a paragraph's safe HTML with its spans; a lone paragraph is no span."""
    if "<" not in html[len("<p>") : -len("</p>")]:
        return with_joined_texts([markup.to_text(html)])
    parts = _parts(_element(html))
    folded = _Folding(parts).fold(parts)
    blocks = [part for part in folded if isinstance(part, Span)]
    if len(folded) == 1 and blocks and blocks[0].kind == "paragraph":
        return blocks[0].parts
    return folded


def plain_text(parts: tuple[Inline, ...]) -> str:
    """Return the text alone."""
    return "".join(_leaves(parts, line_break=""))


def placed_spans(parts: tuple[Inline, ...]) -> tuple[PlacedSpan, ...]:
    """Return the spans with their places, each after the one that contains it."""
    spans: list[PlacedSpan] = []
    _place(parts, 0, None, spans)
    return tuple(spans)


def _element(html: str) -> Element:
    closed = html.replace("<br>", "<br/>").replace("&nbsp;", "\xa0")
    return ElementTree.fromstring(f"<div>{closed}</div>")


def _parts(element: Element) -> tuple[Inline, ...]:
    parts: list[Inline] = [element.text] if element.text else []
    for child in element:
        parts.append(Span(_KIND_OF_TAG[child.tag], _parts(child), child.get("href", "")))
        if child.tail:
            parts.append(child.tail)
    return tuple(parts)


def _leaves(parts: tuple[Inline, ...], *, line_break: str) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part.kind == "break":
            yield line_break
        else:
            yield from _leaves(part.parts, line_break=line_break)


class _Folding:
    """Folds line ends across spans, as if there were none."""

    def __init__(self, parts: tuple[Inline, ...]) -> None:
        raw = "".join(_leaves(parts, line_break="\n"))
        self._folded, self._places = _folded(raw)
        self._at = 0

    def fold(self, parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Return the next parts, folded."""
        return with_joined_texts(part for one in parts for part in self._part(one))

    def _part(self, part: Inline) -> tuple[Inline, ...]:
        if isinstance(part, str):
            return (self._take(len(part)),)
        if part.kind == "break":
            return self._take(1), part
        return (Span(part.kind, self.fold(part.parts), part.address),)

    def _take(self, length: int) -> str:
        start, self._at = self._at, self._at + length
        return self._folded[self._places[start] : self._places[self._at]]


def with_joined_texts(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return the parts, with adjacent texts joined."""
    joined: list[Inline] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, str) and isinstance(last, str):
            joined[-1] = last + part
        elif part != "":
            joined.append(part)
    return tuple(joined)


def _folded(raw: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each place in the raw text its place in the folded one."""
    last = len(raw.rstrip(" \t\n"))
    at = min(last, len(raw) - len(raw.lstrip(" \t\n")))
    text, places, count = "", [0] * at, 0
    for run in (*_LINE_END.finditer(raw, at, last), None):
        kept = raw[at : run.start() if run else last]
        places += range(count, count + len(kept))
        text, count = text + kept, count + len(kept)
        if run:
            places += [count, *([count + 1] * (run.end() - run.start() - 1))]
            text, count, at = text + " ", count + 1, run.end()
    return text, [*places, *([count] * (len(raw) - last + 1))]


def _place(parts: tuple[Inline, ...], at: int, inside: int | None, spans: list[PlacedSpan]) -> int:
    """Add the spans of parts that begin at a place, and return the place where they end."""
    for part in parts:
        if isinstance(part, str):
            at += len(part)
            continue
        number = len(spans)
        end = at + len(plain_text(part.parts))
        spans.append(PlacedSpan(part.kind, at, end, part.address, inside))
        at = _place(part.parts, at, number, spans)
    return at
