"""The record of a statement's addresses, and its file: what was published where, in which words.

A statement's record is `transcripts/.addresses/<slug>.jsonl`, committed with the transcript. A file
for each statement, and a line for each address in reading order, is what git shows and merges well:

    {"statement": "2021-02-26-atmar", "title": "…", "date": "2021-02-26", "since": "2026-11-22"}
    {"id": "p1", "speaker": "sergey-lavrov", "text": "Good afternoon,"}
    {"id": "answer-1", "question": "p2"}
    {"id": "p2", "exchange": "answer-1", "speaker": "journalist", "text": "What is Russia’s role …"}
    {"id": "p3", "exchange": "answer-1", "gone": "2026-12-01", "to": "p2", "speaker": …, "text": …}

`since` is left out where it is the statement's; `earlier` holds former wordings with their days.
Of an exchange it holds the paragraphs that a build published in it, each with the mark of its words
as in a link, until another build found others or other words:

    {"id": "answer-1", "question": "p2", "earlier": [
      {"until": "2026-12-01", "paragraphs": ["p2:0c3hn", "p3:j76f3"]}]}

What is `gone` leads `to` another address, or nowhere: then it was withdrawn. Its text is what it
said last. Nothing is ever taken out of a record, so no number is given twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.errors import Errors
from onrecord.model import Anchor, Slug, anchor_of_exchange, anchor_of_paragraph
from onrecord.permalinks.jsonl import Line, dump_line, read_lines
from onrecord.permalinks.passage import Passage, share

FOLDER = ".addresses"
_ALIKE = 0.5  # of the words; then it is one passage


@dataclass(frozen=True, slots=True)
class Wording:
    """What a paragraph said, and who was said to have said it, from a day until another."""

    text: str
    since: date
    until: date
    speaker: str = ""  # not known of those that were recorded without


@dataclass(frozen=True, slots=True)
class FormerExchange:
    """The paragraphs that an exchange had until a day, in reading order."""

    until: date
    paragraphs: tuple[tuple[int, str], ...]  # the number of each, and the mark of its words


@dataclass(frozen=True, slots=True)
class Gone:
    """That an address no longer holds what it held: since when, and where it leads on to."""

    when: date
    to: str = ""  # p12, answer-2, 2021-02-26-atmar, 2021-02-26-atmar/p12; empty: withdrawn


@dataclass(frozen=True, slots=True)
class KeptParagraph:
    """A paragraph that was published."""

    number: int
    speaker: Slug
    text: str
    since: date  # of this wording
    exchange: int | None = None
    earlier: tuple[Wording, ...] = ()
    gone: Gone | None = None

    @property
    def anchor(self) -> Anchor:
        """`p14`."""
        return anchor_of_paragraph(self.number)


@dataclass(frozen=True, slots=True)
class KeptExchange:
    """An exchange that was published."""

    number: int
    since: date
    question: int | None  # the number of its first paragraph
    gone: Gone | None = None
    earlier: tuple[FormerExchange, ...] = ()

    @property
    def anchor(self) -> Anchor:
        """`answer-2`."""
        return anchor_of_exchange(self.number)


Entry = KeptParagraph | KeptExchange


@dataclass(frozen=True, slots=True)
class Record:
    """All that was published of one statement."""

    slug: Slug
    title: str
    said_on: date
    since: date
    formerly: tuple[Slug, ...] = ()  # slugs that it had
    gone: Gone | None = None
    entries: tuple[Entry, ...] = ()  # in reading order; what is gone, where it stood

    @property
    def paragraphs(self) -> tuple[KeptParagraph, ...]:
        """Every paragraph, gone or not."""
        return tuple(entry for entry in self.entries if isinstance(entry, KeptParagraph))

    @property
    def exchanges(self) -> tuple[KeptExchange, ...]:
        """Every exchange, gone or not."""
        return tuple(entry for entry in self.entries if isinstance(entry, KeptExchange))


def write_record(record: Record) -> str:
    """The text of the record's file; the same record gives the same text."""
    head: dict[str, Any] = {
        "statement": record.slug,
        "title": record.title,
        "date": record.said_on.isoformat(),
        "since": record.since.isoformat(),
        "formerly": list(record.formerly) or None,
        **_gone(record.gone),
    }
    lines = [head, *(_entry(entry, record.since) for entry in record.entries)]
    return "".join(dump_line(line) for line in lines)


def _entry(entry: Entry, since: date) -> dict[str, Any]:
    known = None if entry.since == since else entry.since.isoformat()
    line: dict[str, Any] = {"id": entry.anchor}
    if isinstance(entry, KeptExchange):
        question = f"p{entry.question}" if entry.question else None
        earlier = [_former_exchange(one) for one in entry.earlier] or None
        return line | {
            "question": question,
            "since": known,
            **_gone(entry.gone),
            "earlier": earlier,
        }
    return line | {
        "exchange": f"answer-{entry.exchange}" if entry.exchange else None,
        "since": known,
        **_gone(entry.gone),
        "speaker": entry.speaker,
        "text": entry.text,
        "earlier": [_wording(one) for one in entry.earlier] or None,
    }


def _wording(one: Wording) -> dict[str, str]:
    days = {"since": one.since.isoformat(), "until": one.until.isoformat()}
    return days | ({"speaker": one.speaker} if one.speaker else {}) | {"text": one.text}


def _former_exchange(former: FormerExchange) -> dict[str, Any]:
    paragraphs = [f"p{number}:{mark}" for number, mark in former.paragraphs]
    return {"until": former.until.isoformat(), "paragraphs": paragraphs}


def _gone(gone: Gone | None) -> dict[str, str | None]:
    return {"gone": gone.when.isoformat(), "to": gone.to or None} if gone else {}


def read_record(text: str, *, path: str, slug: Slug) -> Record:
    """The record in the text of the file at `path`; ContentError with every error otherwise."""
    errors = Errors()
    lines = read_lines(text, path=path, errors=errors)
    errors.raise_if_any()
    head, *rest = lines
    record = Record(
        slug=Slug(head.text("statement")),
        title=head.text("title"),
        said_on=head.day("date") or date.min,
        since=head.day("since") or date.min,
        formerly=tuple(map(Slug, head.texts("formerly"))),
        gone=_read_gone(head),
    )
    head.nothing_else()
    if record.slug != slug:
        found = f'the record of "{record.slug}", in the file of "{slug}"'
        head.error(found, "give the file the name that it had")
    entries = [(line, _read_entry(line, record.since)) for line in rest]
    _check_ids(entries)
    errors.raise_if_any()
    return Record(
        record.slug,
        record.title,
        record.said_on,
        record.since,
        record.formerly,
        record.gone,
        tuple(entry for _, entry in entries if entry),
    )


def _read_gone(line: Line) -> Gone | None:
    when, to = line.day("gone", optional=True), line.text("to", optional=True)
    if to and not when:
        line.error('"to" without "gone"', "add since when the address leads on")
    return Gone(when, to) if when else None


def _read_entry(line: Line, since: date) -> Entry | None:
    anchor = line.text("id")
    kind, number = line.anchor(anchor)
    day = line.day("since", optional=True) or since
    gone = _read_gone(line)
    entry: Entry | None = None
    if kind == "answer":
        question = line.text("question", optional=True)
        former = tuple(_read_former_exchange(one) for one in line.members("earlier"))
        entry = KeptExchange(number, day, line.number_of(question, "p"), gone, former)
    elif kind == "p":
        exchange = line.number_of(line.text("exchange", optional=True), "answer")
        earlier = tuple(_read_wording(one) for one in line.members("earlier"))
        words = (Slug(line.text("speaker")), line.text("text"))
        entry = KeptParagraph(number, *words, day, exchange, earlier, gone)
    if entry:
        line.nothing_else()
    return entry


def _read_wording(line: Line) -> Wording:
    days = line.day("since") or date.min, line.day("until") or date.min
    wording = Wording(line.text("text"), *days, line.text("speaker", optional=True))
    line.nothing_else()
    return wording


def _read_former_exchange(line: Line) -> FormerExchange:
    written = (one.partition(":") for one in line.texts("paragraphs"))
    paragraphs = tuple((line.number_of(anchor, "p") or 0, mark) for anchor, _, mark in written)
    former = FormerExchange(line.day("until") or date.min, paragraphs)
    line.nothing_else()
    return former


def _check_ids(entries: Iterable[tuple[Line, Entry | None]]) -> None:
    """Each id stands once, and what a line names is on the record."""
    pairs = [(line, entry) for line, entry in entries if entry]
    first: dict[str, Line] = {}
    for line, entry in pairs:
        if first.setdefault(entry.anchor, line) is not line:
            found = f"{entry.anchor} stands here again, first on line {first[entry.anchor].number}"
            line.error(found, _remedy_for_twins(entry, [other for _, other in pairs]))
    for line, entry in pairs:
        for named in _named(entry):
            if named not in first:
                line.error(f"{named} is not on this record", "name an id that is")


def _remedy_for_twins(entry: Entry, entries: Sequence[Entry]) -> str:
    """One passage in two wordings, or two passages that two builds gave one number."""
    twin = next(other for other in entries if other.anchor == entry.anchor)
    if isinstance(entry, KeptParagraph) and isinstance(twin, KeptParagraph):
        one, other = (Passage(p.text, p.speaker) for p in (entry, twin))
        if share(one, other) >= _ALIKE:
            return "keep the line that was published last"
    free = _next_free(entry, entries)
    return f"give what was published later the next free number, {free}"


def _next_free(entry: Entry, entries: Iterable[Entry]) -> str:
    highest = max(other.number for other in entries if type(other) is type(entry))
    return f"{entry.anchor.rstrip('0123456789')}{highest + 1}"


def _named(entry: Entry) -> tuple[str, ...]:
    """The ids of the same record that an entry names."""
    to = entry.gone.to if entry.gone else ""
    own = [to] if to and "/" not in to and to.startswith(("p", "answer-")) else []
    if isinstance(entry, KeptExchange):
        return (*own, f"p{entry.question}") if entry.question else tuple(own)
    return (*own, f"answer-{entry.exchange}") if entry.exchange else tuple(own)
