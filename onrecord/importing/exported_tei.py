"""Reads a statement's TEI file as On Record exports it (`onrecord.exports.tei`).

Topics are left out: the rules in config.yaml assign them anew.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from onrecord.content.times import time_of
from onrecord.exports.spans import Inline, Span, SpanKind, plain_text, with_joined_texts
from onrecord.importing.exported import Exported, decoded_edits
from onrecord.importing.exported_json import read_moment
from onrecord.importing.rich_html import html_of
from onrecord.model import (
    PARAGRAPH_KINDS,
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
    Time,
)

_NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
_ID = "{http://www.w3.org/XML/1998/namespace}id"
# `p3/p5`, `answer-2/answer-1`
_MERGED = re.compile(r"p[0-9]{1,9}/p[0-9]{1,9}|answer-[0-9]{1,9}/answer-[0-9]{1,9}")
_SPANS: dict[tuple[str, str], SpanKind] = {
    ("p", ""): "paragraph",
    ("quote", ""): "quotation",
    ("hi", "italic"): "emphasis",
    ("hi", "bold"): "strong",
    ("ref", ""): "link",
    ("lb", ""): "break",
}


def is_statement_tei(root: Any) -> bool:
    """True if the document says that On Record wrote it."""
    return root.find(".//t:appInfo/t:application[@ident='on-record']", _NAMES) is not None


def read_statement_tei(root: Any, name: str) -> Exported:
    """Return the statement; ValueError if the document has another form."""
    typed = _text(root, "t:teiHeader/t:xenoData[@type='on-record-typed']")
    return Exported(
        name,
        _statement(root),
        tuple(_speakers(root)),
        tuple(_numbers(root.iterfind(".//t:u/t:seg", _NAMES), "p")),
        tuple(_numbers(_divisions(root, "exchange"), "answer-")),
        dict(_merged(root)),
        decoded_edits(typed) if typed else None,
    )


def _statement(root: Any) -> StatementOf[ParsedParagraph]:
    title = _text(root, ".//t:titleStmt/t:title[@type='main']")
    published = _attribute(root, ".//t:sourceDesc/t:bibl/t:date", "when")
    slug = Slug(_text(root, ".//t:publicationStmt/t:idno[@type='slug']"))
    is_report = _attribute(root, ".//t:textClass/t:catRef", "target") == "#kind-report"
    times = _times(root)
    quotes = _attribute(root, ".//t:notesStmt/t:note[@type='quotes']", "target")
    return StatementOf(
        slug=slug,
        path=f"{slug}.md",
        title=title,
        short_title=_text(root, ".//t:titleStmt/t:title[@type='short']") or title,
        date=date.fromisoformat(_attribute(root, ".//t:setting/t:date", "when")),
        speaker=_slug(_attribute(root, ".//t:titleStmt/t:author", "ref")),
        kind="report" if is_report else "statement",
        published=read_moment(published) if published else None,
        occasion=_text(root, ".//t:setting/t:activity"),
        place=_text(root, ".//t:setting/t:name"),
        with_whom=_note(root, "with"),
        language=_attribute(root, ".//t:langUsage/t:language", "ident"),
        other_languages=tuple(_note(root, "other-languages").split()),
        source=_source(root),
        notes=_note(root, "record"),
        recording=_attribute(root, ".//t:sourceDesc/t:recordingStmt/t:recording/t:media", "url"),
        quotes=tuple(map(_slug, quotes.split())),
        checks_off=tuple(_note(root, "checks-off").split()),
        opening=tuple(part for one in _divisions(root, "opening") for part in _parts(one, times)),
        exchanges=tuple(_exchange(one, times) for one in _divisions(root, "exchange")),
    )


def _merged(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the ids of what was merged into a paragraph or an exchange, each with its id."""
    for anchor in root.iterfind("t:text/t:body//t:anchor", _NAMES):
        ids = anchor.get(_ID, ""), anchor.getparent().get(_ID, "")
        if not _MERGED.fullmatch("/".join(ids)):
            raise ValueError(
                "an anchor that is no paragraph’s and no exchange’s: “{}/{}”".format(*ids)
            )
        yield ids


def _divisions(root: Any, kind: str) -> list[Any]:
    found = root.findall("t:text/t:body/t:div", _NAMES)
    return [one for one in found if one.get("subtype") == kind]


def _source(root: Any) -> Source | None:
    publisher = _text(root, ".//t:sourceDesc/t:bibl/t:publisher")
    url = _text(root, ".//t:sourceDesc/t:bibl/t:idno")
    return Source(publisher, url) if publisher else None


def _speakers(root: Any) -> Iterator[Speaker]:
    for element in root.findall(".//t:listPerson/*", _NAMES):
        slug = _slug(f"#{element.get(_ID, '')}")
        offices = tuple(map(_office, element.findall("t:occupation", _NAMES)))
        is_person = _name_of(element) == "person"
        yield Speaker(slug, _text(element, "t:persName"), offices=offices, is_person=is_person)


def _office(element: Any) -> Office:
    since, until = (element.get(key) for key in ("from", "to"))
    return Office(
        _words(element),
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
    )


def _times(root: Any) -> dict[str, Time]:
    """Return the times of the timeline, by how paragraphs refer to them."""
    return {
        f"#{when.get(_ID)}": time_of(float(when.get("interval")))
        for when in root.iterfind("t:text/t:timeline/t:when[@interval]", _NAMES)
    }


def _exchange(division: Any, times: Mapping[str, Time]) -> ExchangeOf[ParsedParagraph]:
    speeches = tuple(part for part in _parts(division, times) if isinstance(part, Speech))
    if not speeches:
        raise ValueError("an exchange without a question")
    return ExchangeOf(speeches[0], speeches[1:])


def _parts(
    division: Any, times: Mapping[str, Time]
) -> Iterator[Speech[ParsedParagraph] | Note | Heading]:
    printed = ""
    for element in division:
        if element.get("type") == "speaker":
            printed = _words(element)
        elif _name_of(element) == "u":
            yield _speech(element, printed, times)
            printed = ""
        elif _name_of(element) not in {"anchor", ""}:
            yield _aside(element)


def _speech(turn: Any, printed: str, times: Mapping[str, Time]) -> Speech[ParsedParagraph]:
    found = turn.get("ana", "").removeprefix("#kind-")
    if found not in PARAGRAPH_KINDS:
        raise ValueError(f"a turn of the kind “{found}”")
    kind = cast(ParagraphKind, found)
    speaker = _slug(turn.get("who", ""))
    blocks = tuple(
        _paragraph(one, kind, speaker, times) if _name_of(one) == "seg" else _aside(one)
        for one in turn
        if _name_of(one)
    )
    return Speech(kind, speaker, "", "", printed, blocks, line=0)


def _paragraph(
    segment: Any, kind: ParagraphKind, speaker: Slug, times: Mapping[str, Time]
) -> ParsedParagraph:
    parts, time = _inlines(segment), times.get(segment.get("synch", ""))
    return ParsedParagraph(kind, speaker, html_of(parts), plain_text(parts), line=0, time=time)


def _inlines(element: Any) -> tuple[Inline, ...]:
    parts: list[Inline] = [element.text or ""]
    for child in element:
        if _name_of(child) not in {"anchor", ""}:
            parts.append(_span(child))
        parts.append(child.tail or "")
    return with_joined_texts(parts)


def _span(element: Any) -> Span:
    kind = _SPANS.get((_name_of(element), element.get("rend", "")))
    if not kind:
        raise ValueError(f"an element “{_name_of(element)}” in a paragraph")
    return Span(kind, _inlines(element), element.get("target", ""))


def _aside(element: Any) -> Note | Heading:
    kind = element.get("type", "")
    if _name_of(element) == "head" or kind == "heading":
        return Heading(_words(element), int(element.get("n", "2")), line=0)
    return Note(_words(element).strip("\n"), line=0, is_separator=kind == "separator")


def _numbers(elements: Iterable[Any], prefix: str) -> Iterator[int]:
    for element in elements:
        number = element.get(_ID, "").removeprefix(prefix)
        if not number.isdecimal():
            raise ValueError(f"no id in “{_words(element)[:40]}”")
        yield int(number)


def _note(root: Any, kind: str) -> str:
    return _text(root, f".//t:notesStmt/t:note[@type='{kind}']")


def _text(root: Any, path: str) -> str:
    found = root.find(path, _NAMES)
    return "" if found is None else _words(found)


def _words(element: Any) -> str:
    return "".join(element.itertext()).strip(" \n")


def _attribute(root: Any, path: str, name: str) -> str:
    found = root.find(path, _NAMES)
    return "" if found is None else str(found.get(name, ""))


def _slug(pointer: str) -> Slug:
    return Slug(pointer.removeprefix("#speaker-"))


def _name_of(element: Any) -> str:
    """The element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
