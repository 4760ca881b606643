"""Reads a statement from the document of its export: the JSON, or XML in the same form.

Topics are left out: the rules in config.yaml assign them anew.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from operator import add
from typing import Any

from pydantic import TypeAdapter

from onrecord.content.times import time_of
from onrecord.exports.spans import BLOCKS, PlacedSpan, SpanKind
from onrecord.exports.statement_json import (
    HeadingRecord,
    NoteRecord,
    ParagraphBlockRecord,
    SpeakerRecord,
    SpeechRecord,
    StatementDocument,
)
from onrecord.importing.exported import Exported, decoded_edits
from onrecord.model import (
    EXCHANGE,
    PARAGRAPH,
    Anchor,
    ExchangeOf,
    Heading,
    Moment,
    Note,
    Office,
    ParsedParagraph,
    SafeHtml,
    Source,
    Speaker,
    Speech,
    StatementOf,
    number_in,
)

_FORM = TypeAdapter(StatementDocument)
# what of the form is not read, or not in older exports
_DEFAULTS = {"format": "", "url": "", "topics": (), "speakers": ()}
_TEXTS = ("title", "short_title", "speaker", "kind", "occasion", "place", "language", "notes",
          "recording")  # fmt: skip
_LATEST = 3_600_000  # seconds
_TAGS: Mapping[SpanKind, tuple[str, str]] = {
    "paragraph": ("<p>", "</p>"),
    "quotation": ("<blockquote>\n", "\n</blockquote>"),
    "emphasis": ("<em>", "</em>"),
    "strong": ("<strong>", "</strong>"),
    "link": ("<a>", "</a>"),
    "break": ("<br>", ""),
}


def read_document(document: Mapping[str, Any], name: str) -> Exported:
    """Return the statement; ValueError if the document has another form."""
    found = _FORM.validate_python({**_DEFAULTS, **document})
    speeches = [part for part in found["opening"] if part["type"] == "speech"]
    for exchange in found["exchanges"]:
        speeches += [exchange["question"], *exchange["answers"]]
    blocks = (block for speech in speeches for block in speech["blocks"])
    paragraphs = [block for block in blocks if block["type"] == "paragraph"]
    numbered = ((PARAGRAPH, paragraphs), (EXCHANGE, found["exchanges"]))
    merged = {
        _checked(also, kind): one["id"]
        for kind, every in numbered
        for one in every
        for also in one.get("also", ())
    }
    typed = found.get("typed")
    return Exported(
        name,
        _statement(found),
        tuple(map(_speaker, found["speakers"])),
        tuple(number_in(_checked(one["id"], PARAGRAPH)) for one in paragraphs),
        tuple(number_in(_checked(one["id"], EXCHANGE)) for one in found["exchanges"]),
        merged,
        decoded_edits(typed) if typed else None,
    )


def _checked(anchor: Anchor, kind: str) -> Anchor:
    if not re.fullmatch(rf"{kind}[0-9]{{1,9}}", anchor):
        raise ValueError(f"“{anchor}” is not an id such as “{kind}1”")
    return anchor


def _statement(document: StatementDocument) -> StatementOf[ParsedParagraph]:
    every: Mapping[str, Any] = document
    texts: dict[str, Any] = {key: every.get(key) or "" for key in _TEXTS}
    source = document["source"]
    return StatementOf(
        slug=document["id"],
        path=f"{document['id']}.md",
        date=date.fromisoformat(document["date"]),
        published=_moment(document["published"] or ""),
        with_whom=document["with"] or "",
        other_languages=tuple(document["other_languages"]),
        source=Source(source["publisher"], source["url"] or "") if source else None,
        quotes=tuple(document["quotes"]),
        checks_off=document.get("checks_off", ()),
        opening=tuple(map(_part, document["opening"])),
        exchanges=tuple(
            ExchangeOf(_speech(one["question"]), tuple(map(_speech, one["answers"])))
            for one in document["exchanges"]
        ),
        **texts,
    )


def _moment(text: str) -> Moment | None:
    """Return a day, or a day and a time, if there is one; ValueError if the text is neither."""
    if not text:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _speaker(speaker: SpeakerRecord) -> Speaker:
    offices = tuple(
        Office(one["title"], _day(one.get("since")), _day(one.get("until")))
        for one in speaker.get("offices", ())
    )
    return Speaker(
        speaker["slug"], speaker["name"], offices=offices, is_person=speaker["is_person"]
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _part(
    part: SpeechRecord | NoteRecord | HeadingRecord,
) -> Speech[ParsedParagraph] | Note | Heading:
    return _speech(part) if part["type"] == "speech" else _aside(part)


def _speech(speech: SpeechRecord) -> Speech[ParsedParagraph]:
    kind, speaker, printed = speech["kind"], speech["speaker"], speech.get("attribution", "")
    blocks = tuple(
        _paragraph(block, speech) if block["type"] == "paragraph" else _aside(block)
        for block in speech["blocks"]
    )
    return Speech(kind, speaker, "", "", printed, blocks, line=0)


def _paragraph(paragraph: ParagraphBlockRecord, speech: SpeechRecord) -> ParsedParagraph:
    marks = [PlacedSpan(**mark) for mark in paragraph.get("marks", ())]
    text, seconds = paragraph["text"], paragraph.get("time")
    if seconds is not None and not 0 <= seconds < _LATEST:
        raise ValueError(f"a time of {seconds} seconds")
    time = None if seconds is None else time_of(seconds)
    html = _html_of(text, marks)
    return ParsedParagraph(speech["kind"], speech["speaker"], html, text, line=0, time=time)


def _aside(block: NoteRecord | HeadingRecord) -> Note | Heading:
    if block["type"] != "heading":
        return Note(block["text"], line=0, is_separator=block["type"] == "separator")
    if not 2 <= block["level"] <= 6:
        raise ValueError(f"a heading of the level {block['level']}")
    return Heading(block["text"], block["level"], line=0)


def _html_of(text: str, marks: Sequence[PlacedSpan]) -> SafeHtml:
    """Return the HTML of a paragraph; ValueError if its marks are not within each other."""
    inside: dict[int | None, list[int]] = {}
    for number, mark in enumerate(marks):
        if mark.inside is not None and not 0 <= mark.inside < number:
            raise ValueError(f"the mark {number} is in one that is not before it")
        inside.setdefault(mark.inside, []).append(number)

    def between(start: int, end: int, holder: int | None) -> str:
        texts, parts, at = list[str](), list[str](), start
        for number in inside.get(holder, ()):
            mark = marks[number]
            if not at <= mark.start <= mark.end <= end:
                raise ValueError(f"the mark {number} is not in its place")
            texts.append(_escaped(text[at : mark.start]))
            parts.append(_tagged(mark, between(mark.start, mark.end, number)))
            at = mark.end
        if any(marks[number].kind in BLOCKS for number in inside.get(holder, ())):
            return "\n".join(parts)
        return "".join(map(add, texts, parts)) + _escaped(text[at:end])

    try:
        html = between(0, len(text), None)
    except RecursionError as error:
        raise ValueError("marks that are nested too deeply") from error
    has_blocks = any(mark.kind in BLOCKS for mark in marks)
    return SafeHtml(html if has_blocks else f"<p>{html}</p>")


def _tagged(mark: PlacedSpan, html: str) -> str:
    begin, end = _TAGS[mark.kind]
    if mark.address:
        begin = f'<a href="{escape(mark.address)}" rel="noopener noreferrer">'
    return f"{begin}{html}{end}"


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\xa0", "&nbsp;")
