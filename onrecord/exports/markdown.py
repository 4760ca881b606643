"""Writes a statement as a transcript in a canonical form.

The parser reads the result as the same statement. How the original file was typed, such as where
its lines ended, is in the edits of `onrecord.exports.source_edits`.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import cycle, product

from onrecord.content import markup
from onrecord.content.front_matter_lines import write_front_matter
from onrecord.content.labels import Labels, is_blank
from onrecord.content.parse import is_note
from onrecord.content.times import looks_like_time, write_time
from onrecord.exports.spans import BLOCKS, Inline, Span, rich_paragraph, rich_text
from onrecord.model import Heading, Note, ParsedParagraph, ParsedStatement, Speech

# characters with a meaning in any place
_SPECIAL = re.compile(r"[\\*<\[]")
# characters with a meaning in some place
_SOMETIMES_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#+.!~|:：-]")
# `# `, `(Laughter.)` at the beginning of a line; a line like `---`
_OPENING = re.compile(r"[#(\[]|(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_COLON = re.compile(r"[:：]")
# no markup, and no white space around it
_PLAIN = re.compile(r"(?!\s)[^\\*_\[\]<>\n\r]*(?<!\s)")
_WIDTH_OF_DELIMITER = {"emphasis": 1, "strong": 2}
_SPACES_BEFORE_BREAK = re.compile(r"[ \t]{2,}\n")
# Which of `*` and `_` emphasis is written with, span by span and then again from the first. Most
# needs only the first; `_one_*two*` needs two, and what is nested or in a row needs more.
_MARKS = tuple(product("*_", repeat=5))


def write_transcript(statement: ParsedStatement, labels: Labels) -> str:
    """Return the transcript; no line of its prose begins with one of the `labels`."""
    return f"---\n{write_front_matter(statement)}---\n{write_body(statement, labels)}"


def write_body(statement: ParsedStatement, labels: Labels) -> str:
    """Return the text below the front matter: blocks with empty lines between them."""
    writer = _Writer(labels)
    blocks: list[str] = []
    for part in statement.parts:
        blocks += writer.speech(part) if isinstance(part, Speech) else [writer.block(part)]
    return "\n\n".join(blocks) + "\n"


class _Writer:
    """Writes blocks with as little escaping as they need."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def speech(self, speech: Speech[ParsedParagraph]) -> Iterator[str]:
        """Yield the blocks of a turn, its attribution on the line of the first paragraph."""
        gap = " " if speech.printed.endswith((":", "：")) else "    "
        first = speech.blocks[0] if speech.blocks else None
        is_alone = bool(speech.printed) and not isinstance(first, ParsedParagraph)
        if is_alone:
            yield speech.printed
        for block in speech.blocks:
            if block is first and speech.printed and isinstance(block, ParsedParagraph):
                words = self._paragraph(block, is_labelled=True)
                yield f"{_time_before(block)}{speech.printed}{gap}{words}"
            else:
                yield self.block(block)

    def block(self, block: ParsedParagraph | Note | Heading) -> str:
        """Return a block as Markdown."""
        if isinstance(block, ParsedParagraph):
            return f"{_time_before(block)}{self._paragraph(block)}"
        if isinstance(block, Heading):
            return f"{'#' * block.level} {_line(block.text)}"
        return block.text if block.is_separator else _line(block.text)

    def _paragraph(self, paragraph: ParsedParagraph, *, is_labelled: bool = False) -> str:
        parts = rich_paragraph(paragraph)
        is_plain = parts == (paragraph.text,) and _PLAIN.fullmatch(paragraph.text)
        if is_plain and self._is_prose(paragraph.text, is_labelled):
            return paragraph.text
        for candidate in _candidates(parts):
            if self._is_prose(candidate, is_labelled) and _reads_as(candidate, parts):
                return candidate
        return _lines(parts, _SOMETIMES_SPECIAL, "*")

    def _is_prose(self, source: str, is_labelled: bool) -> bool:
        """True if no line begins a turn, a heading, a note or a separator, or with a time."""
        lines = source.split("\n")
        if not is_labelled and (_OPENING.match(lines[0]) or is_note(source)):
            return False
        if any(is_blank(line) or line.startswith("#") for line in lines):
            return False
        below = lines[is_labelled:]
        return not any(map(self._labels.find, below)) and not any(map(looks_like_time, below))


def _time_before(paragraph: ParsedParagraph) -> str:
    return "" if paragraph.time is None else f"[{write_time(paragraph.time)}] "


def _line(text: str) -> str:
    """Return the text of a heading or a note as Markdown."""
    for special in (None, _SPECIAL, _SOMETIMES_SPECIAL):
        source = _escaped(text, special)
        if markup.to_line(source) == text and not text.endswith("#"):
            return source
    return _escaped(text, re.compile(r"[\\*_<#]"))


def _candidates(parts: tuple[Inline, ...]) -> Iterator[str]:
    """Yield ways to write the parts, those with the least escaping first."""
    first, *others = _MARKS
    for special in (None, _SPECIAL):
        source = _lines(parts, special, first).strip(" ")
        yield source
        yield _COLON.sub(r"\\\g<0>", source, count=1)
        yield f"\\{source}"
    yield _lines(parts, _SOMETIMES_SPECIAL, first)
    if any(isinstance(part, Span) for part in parts):
        for marks in others:
            yield _lines(parts, _SOMETIMES_SPECIAL, marks)


def _reads_as(source: str, parts: tuple[Inline, ...]) -> bool:
    return rich_text(markup.to_html(source)) == parts


def _lines(parts: tuple[Inline, ...], special: re.Pattern[str] | None, marks: Iterable[str]) -> str:
    """Return the parts as Markdown, with the characters that `special` matches escaped."""
    return _blocks(parts, special, cycle(marks))


def _blocks(
    parts: tuple[Inline, ...], special: re.Pattern[str] | None, marks: Iterator[str]
) -> str:
    if not any(isinstance(part, Span) and part.kind in BLOCKS for part in parts):
        text = "".join(_inline(part, special, marks) for part in parts)
        return _SPACES_BEFORE_BREAK.sub("  \n", text)
    text = ""
    for block in (part for part in parts if isinstance(part, Span)):
        inner = _blocks(block.parts, special, marks)
        if text:
            text += "\n" if block.kind == "quotation" else "\n\n"
        text += _quotation(inner) if block.kind == "quotation" else inner
    return text


def _quotation(inner: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in inner.split("\n"))


def _inline(part: Inline, special: re.Pattern[str] | None, marks: Iterator[str]) -> str:
    if isinstance(part, str):
        return _escaped(part, special)
    if part.kind == "break":
        return "  \n"
    width = _WIDTH_OF_DELIMITER.get(part.kind, 0)
    delimiter = next(marks) * width if width else ""
    inner = "".join(_inline(one, special, marks) for one in part.parts)
    if part.kind == "link":
        is_bare = part.parts == (part.address,)
        # A link without a text has a space at the end of a paragraph.
        return f"<{part.address}>" if is_bare else f"[{inner or ' '}]({part.address})"
    return f"{delimiter}{inner}{delimiter}"


def _escaped(text: str, special: re.Pattern[str] | None) -> str:
    return special.sub(r"\\\g<0>", text) if special else text
