"""A pasted text to the quotations in it; without any quotation mark, its paragraphs are they.

The same definition stands in `static/scripts/quotations/extract.js`; the cases in
`tests/cases/quotations` run through both.

Lines that begin with > are a quotation too. Marks inside others belong to the outer quotation.
"…," he said, "…" is one quotation in two parts; an ellipsis parts it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.quotations.marks import Span, find_spans, paragraphs_of

LONGEST = 3_000  # characters of a quotation; a longer one is looked up piece by piece


@dataclass(frozen=True, slots=True)
class Part:
    """Words that are given as standing together."""

    text: str
    after: str = ""  # what parts it from the one before: `ellipsis`, `attribution`, or nothing


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that are given as somebody's."""

    text: str  # as pasted, without its marks, with what stands between its parts
    parts: tuple[Part, ...]
    is_marked: bool = True  # by quotation marks
    holds_marked: bool = False  # a sentence with short quotations in it, which follow


def read_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text in order."""
    plain = _NEWLINE.sub("\n", text).strip()
    found: list[Quotation] = []
    for block in _blocks(plain):
        cited = _CITED.sub("", block)
        found += _whole(cited, is_marked=True) if cited != block else _in_block(block)
    if not found:
        found = _paragraphs(plain)
    elif _is_sentence_around(plain, found):
        found = [Quotation(_clean(plain), tuple(_parts(plain, "")), False, True), *found]
    return tuple(found)


_NEWLINE = re.compile(r"\r\n?|[\u2028\u2029\u0085]")
_CITED = re.compile(r"^[ \t]*>[> \t]*", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_AGAIN = re.compile(r"\n\s*[“\"«„]")  # at the beginning of a paragraph in which a quotation goes on
# What is left out: …  ...  . . .  […]  (...)
_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.(?:\s?\.){1,3})\s*[\])]|…[.…]*|\.(?:[ \u00A0]?\.){2,}")
_CHANGED_LETTER = re.compile(r"\[(?P<letter>[^\W\d_]{1,2})\](?=[^\W\d_])")  # [T]he
_SIC = re.compile(r"\s*[\[(]\s*sic\s*[!.]?\s*[\])]", re.IGNORECASE)
_BETWEEN = 120  # characters of "…," he said, "…" between the marks
_INSIDE = 8  # words of a quotation inside a sentence that is looked up as a whole
_SENTENCE_END = re.compile(r"[.!?]\s+\S|\n")


def _blocks(text: str) -> Iterator[str]:
    """Stretches of lines that begin with >, and of others."""
    lines: list[str] = []
    is_cited = False
    for line in text.split("\n"):
        if lines and (_CITED.match(line) is not None) != is_cited:
            yield "\n".join(lines)
            lines = []
        is_cited = _CITED.match(line) is not None
        lines.append(line)
    yield "\n".join(lines)


def _in_block(text: str) -> Iterator[Quotation]:
    group: list[Span] = []
    for span in find_spans(text):
        if group and not _goes_on(text, group[-1], span):
            yield from _of_spans(text, group)
            group = []
        group.append(span)
    if group:
        yield from _of_spans(text, group)


def _goes_on(text: str, span: Span, following: Span) -> bool:
    """Whether `"…," he said, "…"` stands there."""
    between = text[span.end + 1 : following.start - 1]
    if len(between) > _BETWEEN or not _WORD.search(between) or _SENTENCE_END.search(between):
        return False
    said = between.strip()
    before = text[span.start : span.end].rstrip()[-1:]
    is_cut = before in tuple(",—–-…") or said[:1] in tuple(",—–-")
    return is_cut and said[-1:] in tuple(",—–-")


def _of_spans(text: str, spans: list[Span]) -> list[Quotation]:
    pieces = [text[span.start : span.end] for span in spans]
    if sum(map(len, pieces)) > LONGEST:
        return [each for piece in pieces for each in _whole(piece, is_marked=True)]
    parts = list(_parts(pieces[0], ""))
    for piece in pieces[1:]:
        parts += _parts(piece, "attribution")
    whole = _clean(_AGAIN.sub("\n", text[spans[0].start : spans[-1].end]))
    return [Quotation(whole, tuple(parts))] if parts else []


def _whole(text: str, *, is_marked: bool) -> list[Quotation]:
    """The text as one quotation; one that is too long as several."""
    quotations = []
    for piece in _cut(text):
        parts = tuple(_parts(piece, ""))
        if parts:
            quotations.append(Quotation(_clean(_AGAIN.sub("\n", piece)), parts, is_marked))
    return quotations


def _paragraphs(text: str) -> list[Quotation]:
    pieces = (text[start:end] for start, end in paragraphs_of(text))
    return [each for piece in pieces for each in _whole(piece, is_marked=False)]


def _cut(text: str) -> Iterator[str]:
    """The text, or its paragraphs, or stretches of these, none too long."""
    if len(text) <= LONGEST:
        yield text
        return
    for first, end in paragraphs_of(text):
        start = first
        while end - start > LONGEST:
            space = text.rfind(" ", start + 1, start + LONGEST)
            cut = space if space > 0 else start + LONGEST
            yield text[start:cut]
            start = cut
        yield text[start:end]


def _parts(text: str, after: str) -> Iterator[Part]:
    """The parts between ellipses; the first has `after` before it."""
    for piece in _ELLIPSIS.split(_AGAIN.sub("\n", text)):
        mended = _SIC.sub("", _CHANGED_LETTER.sub(r"\g<letter>", piece))
        if _WORD.search(mended):
            yield Part(_clean(mended), after)
            after = "ellipsis"


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _is_sentence_around(text: str, found: list[Quotation]) -> bool:
    """Whether short quotations stand inside one sentence or paragraph that may be meant itself."""
    if len(text) > LONGEST // 3 or "\n" in text:
        return False
    marked = [_count_words(quotation.text) for quotation in found]
    return max(marked) <= _INSIDE and sum(marked) * 2 < _count_words(text)


def _count_words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))
