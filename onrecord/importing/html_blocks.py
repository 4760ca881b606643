"""Reads every word of a page, in blocks, as a browser shows it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from onrecord.importing.html_lists import ListCounter
from onrecord.importing.markdown_words import SPACES, merged, plain, single_spaced
from onrecord.importing.source import Line, Run
from onrecord.importing.superscripts import as_superscript, superscript_kind
from onrecord.word_lists import any_word, word_map, word_set

NO_TEXT = {"script", "style"}
_CELLS = {"td", "th"}
_STRONG = {"b", "strong"}
_EMPHASIS = {"i", "em", "cite"}
INLINE = word_set("page_elements", "inline")
_BESIDE = word_map("page_elements", "beside")
_ROLES = word_map("page_elements", "roles")
# `fn:1`, `footnotes`, `ftn12`
_FOOTNOTE = re.compile(
    r"(?:^|[\s_-])(?:fn|ftn|footnote|footnotes|endnote|endnotes)[:_.-]?\d*(?:$|\s)", re.I
)
_CLASSES = re.compile(rf"(?:^|[\s_-])(?:{any_word('page_elements', 'classes')})(?:$|[\s_-])", re.I)


@dataclass(slots=True)
class Block:
    """A line, and the element that holds it."""

    line: Line
    element: Any


@dataclass(slots=True)
class Walk:
    """Walks through a document once, without recursion, and gathers its words in blocks."""

    blocks: list[Block] = field(default_factory=list)
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
    struck: int = 0
    cut: list[tuple[str, str]] = field(default_factory=list)  # parts of the block, and why
    raised: list[int] = field(default_factory=list)  # where runs of superscripts begin
    marker: str = ""  # the number of a list's item
    is_footnote: bool = False
    counters: list[ListCounter] = field(default_factory=list)
    plain_rows: dict[Any, bool] = field(default_factory=dict)

    def through(self, root: Any) -> None:
        """Visit every node in document order."""
        for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                self._words(node.tail)
            elif event == "start":
                self._enter(node)
            else:
                self._leave(node)
        self._flush()

    def _enter(self, node: Any) -> None:
        tag = str(node.tag)
        if tag in NO_TEXT:
            self.silent += 1
            self.unread[tag] += 1
        elif tag in INLINE or self._is_in_row(tag):
            self._count(node, tag, 1)
            if tag == "a":
                self.addresses.append(_address(node))
            if tag == "sup":
                self.raised.append(len(self.runs))
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
            self._count(node, tag, 1)
            if tag in {"ol", "ul"}:
                self.counters.append(ListCounter.of(node))
            elif tag == "li" and self.counters:
                self.marker = self.counters[-1].next(node)
            if re.fullmatch(r"h[1-6]", tag):
                self.headings.append(int(tag[1]))
        reason = reason_outside(node, tag)
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
        if tag in NO_TEXT:
            self.silent -= 1
        elif tag in INLINE or self._is_in_row(tag):
            self.runs += [Run(" ")] if tag in _CELLS else []
            self._count(node, tag, -1)
            if tag == "a":
                self.addresses.pop()
            if tag == "sup":
                self._lower(node)
        elif tag not in {"br", "hr"}:
            self._flush()
            self.after_break = False
            self.holders.pop()
            self._count(node, tag, -1)
            if tag in {"ol", "ul"}:
                self.counters.pop()
            elif tag == "li":
                self.marker = ""
            if re.fullmatch(r"h[1-6]", tag):
                self.headings.pop()
        if not self.silent:
            self._words(node.tail)

    def _count(self, node: Any, tag: str, by: int) -> None:
        """Count what changes the words of an element, at its beginning and at its end."""
        self.strong += by * (tag in _STRONG)
        self.emphasis += by * (tag in _EMPHASIS)
        self.struck += by * is_struck(node)
        self.kept_spaces += by * (tag == "pre")

    def _is_in_row(self, tag: str) -> bool:
        """True for a cell of a row without paragraphs, which is read as one line."""
        if tag not in _CELLS or self.holders[-1].tag != "tr":
            return False
        row = self.holders[-1]
        if row not in self.plain_rows:
            inside = (str(part.tag) for cell in row for part in cell.iterdescendants())
            self.plain_rows[row] = all(part in INLINE for part in inside)
        return self.plain_rows[row]

    def _lower(self, node: Any) -> None:
        """Set a superscript apart: a note mark is left out, and a power keeps its form."""
        start = self.raised.pop()
        before, inside = plain(self.runs[:start]), plain(self.runs[start:]).strip()
        kind = superscript_kind(before, inside, has_link=node.find(".//a") is not None)
        if kind == "power":
            self.runs[start:] = [Run(as_superscript(inside))]
        elif kind == "note mark":
            del self.runs[start:]
            self.cut.append((inside, "note mark"))
        elif kind == "footnote":
            self.is_footnote = True

    def _words(self, text: str | None) -> None:
        if not text:
            return
        if self.struck:
            if text.strip():
                self.cut.append((SPACES.sub(" ", text).strip(), "struck out"))
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
            self.runs.append(Run(SPACES.sub(" ", text), *kind))

    def _flush(self) -> None:
        runs = merged(self.runs) if self.kept_spaces else single_spaced(self.runs)
        self.runs = []
        words = plain(runs)
        if not words.strip():
            if self.kept_spaces and self.after_break:
                self._add(Line(self.holders[-1].sourceline or 1, "", is_preformatted=True))
            self._add_cut()
            return
        if self.marker and not self.reasons:
            runs = (Run(f"{self.marker} "), *runs)
            words, self.marker = f"{self.marker} {words}", ""
        holder = self.holders[-1] if self.holders else None
        tags = {str(one.tag) for one in self.holders}
        self._add(
            Line(
                (holder.sourceline if holder is not None else 1) or 1,
                words,
                runs=runs,
                heading=self.headings[-1] if self.headings else 0,
                follows_break=self.after_break,
                is_quotation="blockquote" in tags,
                is_item="li" in tags,
                is_footnote=self.is_footnote or any(map(is_of_footnote, self.holders)),
                is_preformatted=bool(self.kept_spaces),
                outside=self.reasons[-1][1] if self.reasons else "",
            )
        )
        self._add_cut()
        self.after_break = self.is_footnote = False

    def _add_cut(self) -> None:
        """Account for the parts of a block that are not words of the statement."""
        cut, self.cut = self.cut, []
        number = (self.holders[-1].sourceline or 1) if self.holders else 1
        for text, why in cut:
            self._add(Line(number, text, outside=self.reasons[-1][1] if self.reasons else why))

    def _add(self, line: Line) -> None:
        self.blocks.append(Block(line, self.holders[-1] if self.holders else None))


def _address(node: Any) -> str:
    address = (node.get("href") or "").strip()
    is_plain = re.fullmatch(r"(?:https?://|mailto:)[^\s()<>\"\\*_\[\]]+", address)
    return address if is_plain else ""


def is_of_footnote(node: Any) -> bool:
    """True for an element that the page calls a footnote."""
    return _FOOTNOTE.search(f"{node.get('id') or ''} {node.get('class') or ''}") is not None


def is_struck(node: Any) -> bool:
    """True for words that the page strikes out."""
    return str(node.tag) in {"del", "s", "strike"} or "line-through" in _style(node)


def reason_outside(node: Any, tag: str) -> str:
    """Return why the element does not contain the statement, or an empty string."""
    if tag in {"html", "body", "main", "article"}:
        return ""
    if reason := _BESIDE.get(tag) or _ROLES.get((node.get("role") or "").lower()):
        return reason
    if node.get("hidden") is not None or "display:none" in _style(node):
        return "hidden on the page"
    names = [name for name in (node.get("class"), node.get("id")) if name]
    is_named = tag not in INLINE and _CLASSES.search(" ".join(names))
    return f"class or id {' '.join(names)}" if is_named else ""


def _style(node: Any) -> str:
    return (node.get("style") or "").replace(" ", "").lower()
