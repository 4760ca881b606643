"""A paragraph's safe HTML to words with their marks.

The words are those of `markup.to_text`: white space is folded where a line ends. What marks them
up, as emphasis or a quotation, lies around them as spans, so that every format has the words once.
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
    """Words of one kind, and what is marked up among them; a line break has none."""

    kind: SpanKind
    parts: tuple[Inline, ...] = ()
    address: str = ""  # of a link


Inline = str | Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span told by where it stands in the words: `words[start:end]`."""

    kind: SpanKind
    start: int
    end: int
    address: str = ""  # of a link
    inside: int | None = None  # the place, in the list of marks, of the one that holds it


def rich_paragraph(paragraph: ParsedParagraph) -> tuple[Inline, ...]:
    """The words of a paragraph with their marks; those of most have none."""
    if "<" not in paragraph.html[len("<p>") : -len("</p>")]:
        return (paragraph.text,)
    return rich_text(paragraph.html)


def rich_text(html: SafeHtml) -> tuple[Inline, ...]:
    """The words of a paragraph's safe HTML; a lone paragraph is no span."""
    if "<" not in html[len("<p>") : -len("</p>")]:
        return _joined([markup.to_text(html)])
    parts = _parts(_element(html))
    folded = _Folding(parts).fold(parts)
    blocks = [part for part in folded if isinstance(part, Span)]
    if len(folded) == 1 and blocks and blocks[0].kind == "paragraph":
        return blocks[0].parts
    return folded


def plain_text(parts: tuple[Inline, ...]) -> str:
    """The words alone."""
    return "".join(_leaves(parts, line_break=""))


def marks_of(parts: tuple[Inline, ...]) -> tuple[Mark, ...]:
    """The spans as marks, each after the one that holds it."""
    marks: list[Mark] = []
    _mark(parts, 0, None, marks)
    return tuple(marks)


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
    """Folds the line ends in words that lie in many spans, as if they lay in none."""

    def __init__(self, parts: tuple[Inline, ...]) -> None:
        raw = "".join(_leaves(parts, line_break="\n"))
        self._folded, self._places = _folded(raw)
        self._at = 0

    def fold(self, parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The next parts, folded."""
        return _joined(part for one in parts for part in self._part(one))

    def _part(self, part: Inline) -> tuple[Inline, ...]:
        if isinstance(part, str):
            return (self._take(len(part)),)
        if part.kind == "break":
            return self._take(1), part
        return (Span(part.kind, self.fold(part.parts), part.address),)

    def _take(self, length: int) -> str:
        start, self._at = self._at, self._at + length
        return self._folded[self._places[start] : self._places[self._at]]


def _joined(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    """The parts; words that stand side by side are one."""
    joined: list[Inline] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, str) and isinstance(last, str):
            joined[-1] = last + part
        elif part != "":
            joined.append(part)
    return tuple(joined)


def _folded(raw: str) -> tuple[str, list[int]]:
    """The folded words, and for every place in the raw ones its place in the folded ones."""
    last = len(raw.rstrip(" \t\n"))
    at = min(last, len(raw) - len(raw.lstrip(" \t\n")))
    words, places, count = "", [0] * at, 0
    for run in (*_LINE_END.finditer(raw, at, last), None):
        kept = raw[at : run.start() if run else last]
        places += range(count, count + len(kept))
        words, count = words + kept, count + len(kept)
        if run:
            places += [count, *([count + 1] * (run.end() - run.start() - 1))]
            words, count, at = words + " ", count + 1, run.end()
    return words, [*places, *([count] * (len(raw) - last + 1))]


def _mark(parts: tuple[Inline, ...], at: int, inside: int | None, marks: list[Mark]) -> int:
    """Add the marks of the parts that begin at a place; the place where they end."""
    for part in parts:
        if isinstance(part, str):
            at += len(part)
            continue
        number = len(marks)
        end = at + len(plain_text(part.parts))
        marks.append(Mark(part.kind, at, end, part.address, inside))
        at = _mark(part.parts, at, number, marks)
    return at
