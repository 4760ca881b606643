"""The permalink record of a statement: its addresses and the text published there.

It is in `transcripts/permalinks/<slug>.jsonl`, committed with the transcript. Git shows and merges
it well, since each statement has a file, and each address a line, in reading order:

    {"statement": "2021-02-26-atmar", "title": "…", "date": "2021-02-26", "since": "2026-11-22",
     "paragraphs": 3, "answers": 1}
    {"id": "p1", "speaker": "sergey-lavrov", "text": "Good afternoon,"}
    {"id": "answer-1", "question": "p2"}
    {"id": "p2", "exchange": "answer-1", "speaker": "journalist", "text": "What is Russia’s role …"}
    {"id": "p3", "exchange": "answer-1", "gone": "2026-12-01", "to": "p2", "speaker": …, "text": …}

`since` is left out if it is the statement's. `earlier` has former wordings with their dates. For an
exchange it has the paragraphs that were published in it, each with the fingerprint that a link to
it carries, until a build found that they had changed:

    {"id": "answer-1", "question": "p2", "earlier": [
      {"until": "2026-12-01", "paragraphs": ["p2:0c3hn", "p3:j76f3"]}]}

An entry with `gone` was removed: it links `to` another address, or was withdrawn if there is no
`to`. It keeps its last text. With `moved`, its words were found unchanged in another statement.
Entries are never deleted, so no number is used twice, none is left
out, and the first line counts them: a record that lost a line is noticed. Of a number that was
given elsewhere, to words that are not known, there is only `{"id": "p4", "gone": "2026-12-01"}`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.content.offers import SETTLE
from onrecord.content.project import RECORD_SUFFIX
from onrecord.content.slugs import SLUG
from onrecord.errors import Errors
from onrecord.model import EXCHANGE, PARAGRAPH, Anchor, Slug, is_of_exchange
from onrecord.permalinks.fingerprint import is_fingerprint
from onrecord.permalinks.jsonl import (
    RESTORE,
    Line,
    dump_line,
    is_anchor,
    is_in_circle,
    is_target,
    read_lines,
)
from onrecord.permalinks.last_numbers import (
    LastNumbers,
    last_numbers_in,
    last_of,
    name_missing,
)

_STATEMENT = re.compile(rf'\{{"statement": "(?P<slug>{SLUG.pattern})"')
_RESTORE_FILE = f"restore this file from the last commit that has them, or {SETTLE}"


@dataclass(frozen=True, slots=True)
class Wording:
    """The text and speaker of a paragraph between two dates."""

    text: str
    since: date
    until: date
    speaker: str = ""  # empty in old records, which have no former speakers


@dataclass(frozen=True, slots=True)
class FormerExchange:
    """The paragraphs that an exchange had until a date, in reading order."""

    until: date
    paragraphs: tuple[tuple[Anchor, str], ...]  # the id and fingerprint of each


@dataclass(frozen=True, slots=True)
class Removal:
    """When an address lost its content, and where it links instead."""

    day: date
    to: str = ""  # p12, answer-2, 2021-02-26-atmar, 2021-02-26-atmar/p12; empty: withdrawn
    is_moved: bool = False  # true if its words were found unchanged in another statement


@dataclass(frozen=True, slots=True)
class RecordedParagraph:
    """A paragraph that was published."""

    anchor: Anchor  # p14
    speaker: Slug
    text: str
    since: date  # of this wording
    exchange: Anchor | None = None
    earlier: tuple[Wording, ...] = ()
    removal: Removal | None = None

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """All its wordings, in order; the present one is until `date.max`."""
        until = self.removal.day if self.removal else date.max
        return (*self.earlier, Wording(self.text, self.since, until, self.speaker))


@dataclass(frozen=True, slots=True)
class RecordedExchange:
    """An exchange that was published."""

    anchor: Anchor  # answer-2
    since: date
    question: Anchor | None  # its first paragraph
    removal: Removal | None = None
    earlier: tuple[FormerExchange, ...] = ()


Entry = RecordedParagraph | RecordedExchange
Moves = Mapping[Anchor, str]  # addresses such as `2021-02-26-lake/p3`, by the ids of what was moved


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What the first line of a record says."""

    slug: Slug
    title: str
    said_on: date
    since: date
    formerly: tuple[Slug, ...] = ()  # its old slugs
    removal: Removal | None = None


@dataclass(frozen=True, slots=True)
class Record(RecordHead):
    """Everything that was published of one statement."""

    entries: tuple[Entry, ...] = ()  # in reading order; removed ones where they were

    @property
    def paragraphs(self) -> tuple[RecordedParagraph, ...]:
        """All paragraphs, including removed ones."""
        return tuple(entry for entry in self.entries if isinstance(entry, RecordedParagraph))

    @property
    def exchanges(self) -> tuple[RecordedExchange, ...]:
        """All exchanges, including removed ones."""
        return tuple(entry for entry in self.entries if isinstance(entry, RecordedExchange))

    @property
    def known(self) -> tuple[Entry, ...]:
        """All entries, without numbers of which no words are known."""
        used = {entry.exchange for entry in self.paragraphs}
        return tuple(
            entry
            for entry in self.entries
            if not entry.removal
            or (
                entry.speaker or entry.text
                if isinstance(entry, RecordedParagraph)
                else entry.removal.to or entry.question or entry.anchor in used
            )
        )

    def lacks(self, last: LastNumbers) -> str:
        """Return the ids up to the last ones that are not in the record: `p12, answer-3`."""
        anchors = [entry.anchor for entry in self.entries]
        missing = (name_missing(kind, anchors, number) for kind, number in last.by_kind)
        return ", ".join(filter(None, missing))

    @property
    def last(self) -> LastNumbers:
        """The last numbers that were given."""
        return last_of(entry.anchor for entry in self.entries)


def with_all_numbers(record: Record, last: LastNumbers, day: date) -> Record:
    """Return the record with an entry for each number up to the last ones that it lacks."""
    known, gone = {entry.anchor for entry in record.entries}, Removal(day)
    missing: list[Entry] = [
        RecordedExchange(anchor, day, None, gone)
        if is_of_exchange(anchor)
        else RecordedParagraph(anchor, Slug(""), "", day, removal=gone)
        for anchor in last.united(record.last).anchors()
        if anchor not in known
    ]
    return replace(record, entries=(*record.entries, *missing))


def in_order(entries: Sequence[Entry], others: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries, and each of the others that is not among them after what precedes it."""
    known = {entry.anchor for entry in entries}
    after: dict[str, list[Entry]] = defaultdict(list)
    last = ""
    for entry in others:
        if entry.anchor in known:
            last = entry.anchor
        else:
            after[last].append(entry)
    return (*after[""], *(one for e in entries for one in (e, *after.get(e.anchor, ()))))


def with_present_speakers(record: Record, slugs: Mapping[str, Slug]) -> Record:
    """Return the record with the present slugs of speakers, by old ones, in what is published."""
    if not slugs:
        return record
    entries = tuple(
        replace(entry, speaker=slugs.get(entry.speaker, entry.speaker))
        if isinstance(entry, RecordedParagraph)
        else entry
        for entry in record.entries
    )
    return replace(record, entries=entries)


def continues(now: Record, before: Record) -> bool:
    """True if nothing that is in the earlier record has been lost in the later one."""
    texts = {
        entry.anchor: {entry.text, *(one.text for one in entry.earlier)} for entry in now.paragraphs
    }
    known = {entry.anchor for entry in now.entries}
    return known.issuperset(entry.anchor for entry in before.entries) and all(
        entry.text in texts[entry.anchor] for entry in before.paragraphs
    )


def write_record(record: Record) -> str:
    """Return the text of the record's file; the same record gives the same text."""
    head: dict[str, Any] = {
        "statement": record.slug,
        "title": record.title,
        "date": record.said_on.isoformat(),
        "since": record.since.isoformat(),
        "paragraphs": record.last.paragraph,
        "answers": record.last.answer,
        "formerly": list(record.formerly) or None,
        **_removal(record.removal),
    }
    lines = [head, *(_entry(entry, record.since) for entry in record.entries)]
    return "".join(dump_line(line) for line in lines)


def _entry(entry: Entry, since: date) -> dict[str, Any]:
    known = None if entry.since == since else entry.since.isoformat()
    if isinstance(entry, RecordedExchange):
        former = [
            {"until": one.until.isoformat(), "paragraphs": [*map(":".join, one.paragraphs)]}
            for one in entry.earlier
        ]
        return {
            "id": entry.anchor,
            "question": entry.question,
            "since": known,
            **_removal(entry.removal),
            "earlier": former or None,
        }
    earlier = [
        {"since": one.since.isoformat(), "until": one.until.isoformat()}
        | ({"speaker": one.speaker} if one.speaker else {})
        | {"text": one.text}
        for one in entry.earlier
    ]
    return {
        "id": entry.anchor,
        "exchange": entry.exchange,
        "since": known,
        **_removal(entry.removal),
        "speaker": entry.speaker or None,
        "text": entry.text if entry.speaker else None,
        "earlier": earlier or None,
    }


def _removal(removal: Removal | None) -> dict[str, str | bool | None]:
    if not removal:
        return {}
    moved = True if removal.is_moved else None
    return {"gone": removal.day.isoformat(), "to": removal.to or None, "moved": moved}


def read_record(text: str, *, path: str, slug: Slug, is_new: bool = False) -> Record:
    """Parse the text of the record at `path`; ContentError with every error.

    A new record may have ids that are not in it: withdrawn.yaml names them, and is reported.
    """
    errors = Errors()
    lines = read_lines(text, path=path, errors=errors)
    errors.raise_if_any()
    first, *rest = lines
    head, last = _read_head(first, slug)
    entries = [(line, _read_entry(line, head.since)) for line in rest]
    if not is_new:
        _check_ids(entries)
        errors.raise_if_any()
        _check_numbers(first, [entry.anchor for _, entry in entries if entry], last)
    errors.raise_if_any()
    return replace(head, entries=tuple(entry for _, entry in entries if entry))


def salvage_record(text: str, *, path: str) -> Record | None:
    """Return what can be read of a damaged record; None if its first line cannot be read."""
    lines = read_lines(text, path=path, errors=Errors())
    if not lines or lines[0].number > 1:
        return None
    first, *rest = (Line(path, line.number, line.value, Errors()) for line in lines)
    head, _ = _read_head(first, Slug(str(first.value.get("statement"))))
    if first.errors:
        return None
    entries = ((_read_entry(line, head.since), line.errors) for line in rest)
    return replace(head, entries=tuple(e for e, errors in entries if e and not errors))


def statement_in(text: str, *, name: str) -> Slug:
    """Return which statement a record is about, by its first line, or else by its file's name.

    Empty for another file.
    """
    slug = name.removesuffix(RECORD_SUFFIX)
    if slug == name:
        return Slug("")
    found = _STATEMENT.match(text)
    return Slug(found["slug"] if found else slug if SLUG.fullmatch(slug) else "")


def old_names_in(text: str) -> tuple[Slug, ...]:
    """Return the old slugs in the text of a record, however damaged the rest of it is."""
    first = text.partition("\n")[0]
    record = salvage_record(first, path="") if '"formerly"' in first else None
    return record.formerly if record else ()


def read_head(text: str, *, path: str, slug: Slug) -> tuple[RecordHead, LastNumbers]:
    """Parse the first line of a record's text; ContentError, with every error, if it is wrong.

    Older builds did not write the last numbers there.
    """
    errors = Errors()
    lines = read_lines(text.partition("\n")[0], path=path, errors=errors)
    head, last = _read_head(lines[0], slug) if lines else (None, None)
    if errors or head is None:
        head, last = read_record(text, path=path, slug=slug), None
    return head, last or last_numbers_in(text)


def _read_head(line: Line, slug: Slug) -> tuple[Record, LastNumbers | None]:
    """Return a record without entries, and the last numbers if they are there."""
    head = Record(
        slug=line.slug("statement"),
        title=line.text("title"),
        said_on=line.day("date") or date.min,
        since=line.day("since") or date.min,
        formerly=line.slugs("formerly"),
        removal=_read_removal(line),
    )
    counts = line.count("paragraphs"), line.count("answers")
    line.reject_other_keys()
    if head.slug in head.formerly:
        line.error(f'"{head.slug}" is its own old name', RESTORE)
    if head.slug != slug:
        found = f'this is the record of "{head.slug}", but the file is named "{slug}"'
        line.error(found, "restore the file name")
    if counts[0] is None and counts[1] is None:
        return head, None
    return head, LastNumbers(counts[0] or 0, counts[1] or 0)


def _read_removal(line: Line) -> Removal | None:
    day, to = line.day("gone", optional=True), line.text("to", optional=True)
    if to and not day:
        line.error('"to" without "gone"', 'add the date as "gone"')
    if to and not is_target(to):
        line.error(f'"to" is "{to}", which is not an address', RESTORE)
    is_moved = line.flag("moved")
    if is_moved and not to:
        line.error('"moved" without "to"', RESTORE)
    return Removal(day, to, is_moved=is_moved) if day else None


def _read_entry(line: Line, since: date) -> Entry | None:
    anchor = line.anchor(line.text("id"))
    day = line.day("since", optional=True) or since
    removal = _read_removal(line)
    if anchor is None:
        return None
    entry: Entry
    if is_of_exchange(anchor):
        former = tuple(map(_read_former_exchange, line.members("earlier")))
        entry = RecordedExchange(
            anchor, day, line.reference("question", PARAGRAPH), removal, former
        )
    else:
        exchange = line.reference("exchange", EXCHANGE)
        earlier = tuple(map(_read_wording, line.members("earlier")))
        is_unknown = removal is not None and "text" not in line.value
        speaker = line.slug("speaker", optional=is_unknown)
        text = line.text("text", optional=is_unknown)
        entry = RecordedParagraph(anchor, speaker, text, day, exchange, earlier, removal)
    line.reject_other_keys()
    return entry


def _read_wording(line: Line) -> Wording:
    days = line.day("since") or date.min, line.day("until") or date.min
    wording = Wording(line.text("text"), *days, line.slug("speaker", optional=True))
    line.reject_other_keys()
    return wording


def _read_former_exchange(line: Line) -> FormerExchange:
    written = (one.partition(":") for one in line.texts("paragraphs"))
    paragraphs = tuple(
        (line.anchor(anchor, PARAGRAPH) or Anchor(""), fingerprint)
        for anchor, _, fingerprint in written
    )
    for _, mark in paragraphs:
        if not is_fingerprint(mark):
            line.error(f'"{mark}" is not a fingerprint', RESTORE)
    former = FormerExchange(line.day("until") or date.min, paragraphs)
    line.reject_other_keys()
    return former


def _check_ids(entries: Iterable[tuple[Line, Entry | None]]) -> None:
    """Add errors for duplicate ids, and for references that are broken or circular."""
    pairs = [(line, entry) for line, entry in entries if entry]
    first: dict[str, Line] = {}
    for line, entry in pairs:
        if first.setdefault(entry.anchor, line) is not line:
            found = f"duplicate id {entry.anchor}, first on line {first[entry.anchor].number}"
            line.error(found, SETTLE)
    targets: dict[str, str] = {e.anchor: e.removal.to for _, e in pairs if e.removal}
    for line, entry in pairs:
        for named in _named(entry):
            if named not in first:
                line.error(f"{named} is not in this record", "use an id that is")
        if is_in_circle(entry.anchor, targets):
            line.error(f'"to" of {entry.anchor} leads back to it', RESTORE)


def _check_numbers(first: Line, anchors: Sequence[Anchor], counted: LastNumbers | None) -> None:
    """Add an error if a number is missing, or if the first line does not count them all."""
    highest = last_of(anchors)
    counts = (counted or highest).by_kind
    for (kind, most), (_, count) in zip(highest.by_kind, counts, strict=True):
        if missing := name_missing(kind, anchors, max(most, count)):
            first.error(f"no number is left out, and {missing} is not here", _RESTORE_FILE)
        elif count < most:
            found = f"this line counts up to {kind}{count}, and there is {kind}{most}"
            first.error(found, SETTLE)


def _named(entry: Entry) -> tuple[str, ...]:
    """Return the ids of the same record to which an entry refers."""
    to = entry.removal.to if entry.removal else ""
    other = entry.question if isinstance(entry, RecordedExchange) else entry.exchange
    return tuple(filter(None, (to if is_anchor(to) else "", other)))
