"""Splits a paragraph's safe HTML into text and spans.

The text is that of `markup.to_text`: white space is folded where a line ends. Markup, such as
emphasis or a quotation, becomes spans around the text, so that every format has the text once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
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
# white space at the edges of a text, and around a line end
_FOLDED = re.compile(r"(?P<edge>\A[ \t\n]+|[ \t\n]+\Z)|[ \t]*\n[ \t\n]*")


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
    raw = "".join(_leaves(parts, line_break="\n"))
    folded = _fold(parts, _folded(raw)) if _FOLDED.search(raw) else parts
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


def _fold(parts: tuple[Inline, ...], characters: Iterator[str]) -> tuple[Inline, ...]:
    """Return the parts with the next of the folded characters in the place of their own."""
    folded: list[Inline] = []
    for part in parts:
        if isinstance(part, str):
            folded.append("".join(islice(characters, len(part))))
        elif part.kind == "break":
            folded += [next(characters), part]
        else:
            folded.append(Span(part.kind, _fold(part.parts, characters), part.address))
    return with_joined_texts(folded)


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


def _folded(raw: str) -> Iterator[str]:
    """Yield what becomes of each character, as if there were no spans: itself, a space, nothing."""
    characters = list(raw)
    for run in _FOLDED.finditer(raw):
        space = "" if run["edge"] else " "
        characters[run.start() : run.end()] = [space, *[""] * (len(run[0]) - 1)]
    return iter(characters)


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
