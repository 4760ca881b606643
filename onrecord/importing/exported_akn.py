"""Reads a statement's Akoma Ntoso file as On Record exports it (`onrecord.exports.akoma_ntoso`).

The format has no place for short titles, other languages, levels of headings and the like. What
the preface says of the occasion, the place, the participants and the record has no names there: it
is read if all four are stated, and reported if not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.exports.spans import Inline, Span, SpanKind, plain_text, with_joined_texts
from onrecord.importing.exported import Exported
from onrecord.importing.exported_json import read_moment
from onrecord.importing.rich_html import html_of
from onrecord.model import (
    ExchangeOf,
    Heading,
    Note,
    Office,
    ParagraphKind,
    ParsedParagraph,
    Slug,
    Source,
    Speaker,
    Speech,
    StatementOf,
)

_SPANS: dict[str, SpanKind] = {"i": "emphasis", "b": "strong", "a": "link", "eol": "break"}
_KINDS: dict[str, ParagraphKind] = {"question": "question", "answer": "answer"}
_UNNAMED = ("occasion", "place", "with_whom", "notes")  # facts in the preface, in this order


def is_statement_akn(root: Any) -> bool:
    """True if the document, without its namespace, says that On Record wrote it."""
    is_debate = root.tag == "akomaNtoso" and root.find("debate/meta/references") is not None
    site = root.find("debate/meta/references[@source='#site']/TLCOrganization[@eId='site']")
    return is_debate and site is not None


def read_statement_akn(root: Any, name: str) -> Exported:
    """Return the statement; ValueError if the document has another form."""
    debate = root.find("debate")
    preface = [_words(p) for p in debate.findall("preface/p")[2:]]
    statement = _statement(debate)
    if len(preface) == len(_UNNAMED):
        facts: dict[str, Any] = dict(zip(_UNNAMED, preface, strict=True))
        statement, preface = replace(statement, **facts), []
    exchanges = debate.findall("debateBody/debateSection[@name='exchange']")
    return Exported(
        name,
        statement,
        tuple(_speakers(debate)),
        tuple(_numbers(debate.iterfind("debateBody//p[@eId]"), "p")),
        tuple(_numbers(exchanges, "answer-")),
        warnings=tuple(f"the preface says “{text}”, but not which fact it is" for text in preface),
    )


def _statement(debate: Any) -> StatementOf[ParsedParagraph]:
    work = debate.find("meta/identification/FRBRWork")
    published = debate.find("meta/publication")
    slug = Slug(work.find("FRBRthis").get("value").rpartition("/")[2])
    title = _words(debate.find("preface/p/docTitle"))
    kind = "report" if debate.get("name") == "report" else "statement"
    body = debate.find("debateBody")
    opening = body.findall("debateSection[@name='opening']")
    language = debate.find("meta/identification/FRBRExpression/FRBRlanguage")
    return StatementOf(
        slug=slug,
        path=f"{slug}.md",
        title=title,
        short_title=title,
        date=date.fromisoformat(work.find("FRBRdate").get("date")),
        speaker=_slug(work.find("FRBRauthor").get("href")),
        kind="report" if kind == "report" else "statement",
        published=read_moment(published.get("date")) if published is not None else None,
        language=language.get("language"),
        source=_source(debate),
        opening=tuple(part for one in opening for part in _parts(one, kind)),
        exchanges=tuple(
            _exchange(one, kind) for one in body.findall("debateSection[@name='exchange']")
        ),
    )


def _source(debate: Any) -> Source | None:
    found = debate.find("meta/references/TLCOrganization[@eId='publisher']")
    if found is None:
        return None
    address = found.get("href", "")
    return Source(found.get("showAs", ""), "" if address.startswith("/akn/") else address)


def _speakers(debate: Any) -> Iterator[Speaker]:
    references = debate.find("meta/references")
    offices: dict[str, str] = {}
    for role in references.findall("TLCRole"):
        owner = role.get("eId", "").removeprefix("office-").rpartition("-")[0]
        offices[owner] = role.get("showAs", "")
    for element in references:
        slug = str(element.get("eId") or "")
        if slug.startswith("speaker-"):
            slug = slug.removeprefix("speaker-")
            held = (Office(offices[slug]),) if slug in offices else ()
            is_person = element.tag == "TLCPerson"
            yield Speaker(Slug(slug), element.get("showAs", ""), offices=held, is_person=is_person)


def _exchange(section: Any, kind: str) -> ExchangeOf[ParsedParagraph]:
    speeches = tuple(part for part in _parts(section, kind) if isinstance(part, Speech))
    if not speeches:
        raise ValueError("an exchange without a question")
    return ExchangeOf(speeches[0], speeches[1:])


def _parts(section: Any, kind: str) -> Iterator[Speech[ParsedParagraph] | Note | Heading]:
    for element in section:
        if element.tag in {"speech", "question", "answer"}:
            yield _speech(element, kind)
        elif isinstance(element.tag, str):
            yield _aside(element)


def _speech(turn: Any, kind: str) -> Speech[ParsedParagraph]:
    spoken: ParagraphKind = _KINDS.get(turn.tag, "report" if kind == "report" else "statement")
    speaker = _slug(turn.get("by", ""))
    printed = turn.find("from")
    blocks = tuple(
        _paragraph(one, spoken, speaker) if one.tag == "p" and one.get("eId") else _aside(one)
        for one in turn
        if isinstance(one.tag, str) and one.tag != "from"
    )
    return Speech(
        spoken, speaker, "", "", "" if printed is None else _words(printed), blocks, line=0
    )


def _paragraph(element: Any, kind: ParagraphKind, speaker: Slug) -> ParsedParagraph:
    parts = _with_blocks(_inlines(element))
    return ParsedParagraph(kind, speaker, html_of(parts), plain_text(parts), line=0)


def _with_blocks(parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the parts; if one is a quotation, those beside it as paragraphs."""
    if not any(isinstance(part, Span) and part.kind == "quotation" for part in parts):
        return parts
    blocks: list[Inline] = []
    beside: list[Inline] = []
    for part in (*parts, Span("quotation")):
        if isinstance(part, str) or part.kind != "quotation":
            beside.append(part)
            continue
        text = _without_breaks(beside)
        blocks += [Span("paragraph", text)] if text else []
        blocks += [Span("quotation", (Span("paragraph", part.parts),))] if part.parts else []
        beside = []
    return tuple(blocks)


def _without_breaks(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the parts without breaks and spaces at both ends."""
    kept = list(parts)
    for end in (0, -1):
        while kept and (kept[end] == Span("break") or kept[end] in {" ", "\n"}):
            kept.pop(end)
    return tuple(kept)


def _inlines(element: Any) -> tuple[Inline, ...]:
    parts: list[Inline] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_span(child))
        parts.append(child.tail or "")
    return with_joined_texts(parts)


def _span(element: Any) -> Span:
    kind = "quotation" if element.tag == "embeddedText" else _SPANS.get(element.tag)
    if not kind:
        raise ValueError(f"an element “{element.tag}” in a paragraph")
    return Span(kind, _inlines(element), element.get("href", ""))


def _aside(element: Any) -> Note | Heading:
    is_heading = element.tag == "heading" or element.get("name") == "heading"
    if is_heading:
        return Heading(_words(element), 2, line=0)
    return Note(_words(element), line=0, is_separator=element.get("name") == "separator")


def _numbers(elements: Iterable[Any], prefix: str) -> Iterator[int]:
    for element in elements:
        number = element.get("eId", "").removeprefix(prefix)
        if not number.isdecimal():
            raise ValueError(f"no id in “{_words(element)[:40]}”")
        yield int(number)


def _words(element: Any) -> str:
    return "".join(element.itertext()).strip(" \n")


def _slug(pointer: str) -> Slug:
    return Slug(pointer.removeprefix("#speaker-"))
