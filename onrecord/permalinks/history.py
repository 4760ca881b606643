"""What a page needs to say of a cited paragraph: as cited, edited since, moved, or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NotRequired, TypedDict

from onrecord.model import Anchor, Slug, anchor_of_paragraph
from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_all
from onrecord.permalinks.record import (
    FormerExchange,
    KeptExchange,
    KeptParagraph,
    Record,
    Wording,
)


class WordingRecord(TypedDict):
    """What a paragraph said from a day until another."""

    mark: str  # its fingerprint
    since: str  # 2026-11-22
    until: str
    text: NotRequired[str]  # unless it was withdrawn
    by: NotRequired[str]  # the name of another speaker than now


class ParagraphHistory(TypedDict, total=False):
    """What became of a paragraph."""

    gone: str  # the day
    to: Anchor | str  # what it was merged into or replaced by
    earlier: list[WordingRecord]


class FormerExchangeRecord(TypedDict):
    """An exchange as it was published until a day."""

    mark: str
    until: str
    paragraphs: dict[Anchor, str]  # their fingerprints


class ExchangeHistory(TypedDict):
    """What an exchange was before."""

    earlier: list[FormerExchangeRecord]


class History(TypedDict):
    """`history.json` beside a statement."""

    statement: Slug
    paragraphs: dict[Anchor, ParagraphHistory]
    exchanges: NotRequired[dict[Anchor, ExchangeHistory]]


def history_of(record: Record, names: Mapping[str, str] = MappingProxyType({})) -> History:
    """Each paragraph that is not as it was first published, with its former wordings and marks.

    It is published beside the statement as JSON:

        {"statement": "2021-02-26-atmar", "paragraphs": {
          "p14": {"earlier": [{"mark": "j76f3", "text": "…", "since": "2026-11-22",
                               "until": "2026-12-01"}]},
          "p15": {"gone": "2026-12-01", "to": "p14", "earlier": […, what it said last]},
          "p16": {"gone": "2026-12-01", "earlier": [{"mark": "5f3hz", "since": …, "until": …}]}}}

    What is gone without `to` was withdrawn: its words were to be read no longer, and are not here,
    but who cites them can be told by their mark when they stood there. Of two wordings with one
    mark, the later counts. A wording that was given to another speaker than now has the name, from
    `names` by slug: `"by": "Sergey Lavrov"`. Of exchanges that have changed it tells their
    paragraphs and the marks of those, as a build published them until another found them changed:

        "exchanges": {"answer-2": {"earlier": [
          {"mark": "0c3hn", "until": "2026-12-01", "paragraphs": {"p14": "j76f3", …}}]}}
    """
    speakers = _speakers(record)
    paragraphs = {
        entry.anchor: told
        for entry in record.paragraphs
        if (told := _told(entry, speakers[entry.anchor], names))
    }
    exchanges: dict[Anchor, ExchangeHistory] = {
        entry.anchor: {"earlier": earlier}
        for entry in record.exchanges
        if (earlier := _former_exchanges(record, entry))
    }
    history: History = {"statement": record.slug, "paragraphs": paragraphs}
    if exchanges:
        history["exchanges"] = exchanges
    return history


def has_history(record: Record) -> bool:
    """Whether anything of it is not as it was first published."""
    if any(entry.earlier or entry.gone for entry in record.entries):
        return True
    exchanges = (_members(record, entry.number) for entry in record.exchanges)
    return any(len({first_day(p) for p in members}) > 1 for members in exchanges)


def last_edit(record: Record) -> date | None:
    """The last day on which its words changed after the first on which they were published."""
    days = {day for entry in record.paragraphs for day in _days(entry) if day > record.since}
    days |= {one.until for entry in record.entries for one in entry.earlier}
    return max(days, default=None)


def first_day(entry: KeptParagraph) -> date:
    """When it was first published."""
    return entry.earlier[0].since if entry.earlier else entry.since


def _speakers(record: Record) -> dict[str, str]:
    """Who is said now to have said what an anchor leads to, by anchor."""
    by_anchor: dict[str, KeptParagraph] = {entry.anchor: entry for entry in record.paragraphs}
    return {
        anchor: by_anchor.get(entry.gone.to if entry.gone else "", entry).speaker
        for anchor, entry in by_anchor.items()
    }


def _told(entry: KeptParagraph, speaker: str, names: Mapping[str, str]) -> ParagraphHistory:
    earlier = list(entry.earlier)
    told: ParagraphHistory = {}
    if entry.gone:
        earlier.append(Wording(entry.text, entry.since, entry.gone.when, entry.speaker))
        told["gone"] = entry.gone.when.isoformat()
        if entry.gone.to:
            told["to"] = entry.gone.to
    if earlier:
        is_withdrawn = entry.gone is not None and not entry.gone.to
        told["earlier"] = [
            _bare(one) if is_withdrawn else _wording(one, speaker, names) for one in earlier
        ]
    return told


def _wording(one: Wording, speaker: str, names: Mapping[str, str]) -> WordingRecord:
    now, then = (names.get(slug, slug) for slug in (speaker, one.speaker))
    mark, since, until = fingerprint_of(one.text), one.since.isoformat(), one.until.isoformat()
    if then and then != now:
        return {"mark": mark, "text": one.text, "by": then, "since": since, "until": until}
    return {"mark": mark, "text": one.text, "since": since, "until": until}


def _bare(one: Wording) -> WordingRecord:
    """A wording without its words."""
    since, until = one.since.isoformat(), one.until.isoformat()
    return {"mark": fingerprint_of(one.text), "since": since, "until": until}


def _members(record: Record, exchange: int) -> tuple[KeptParagraph, ...]:
    return tuple(entry for entry in record.paragraphs if entry.exchange == exchange)


def _former_exchanges(record: Record, exchange: KeptExchange) -> list[FormerExchangeRecord]:
    """An exchange as it was published before it changed; of what it is now, nothing."""
    former = [*_former_by_days(record, exchange), *exchange.earlier]
    return [
        {
            "mark": fingerprint_of_all(mark for _, mark in one.paragraphs),
            "until": one.until.isoformat(),
            "paragraphs": {anchor_of_paragraph(number): mark for number, mark in one.paragraphs},
        }
        for one in former
    ]


def _former_by_days(record: Record, exchange: KeptExchange) -> Iterator[FormerExchange]:
    """The same by the days of its paragraphs, from before a record held it by itself."""
    members = _members(record, exchange.number)
    now = tuple((entry.number, fingerprint_of(entry.text)) for entry in members if not entry.gone)
    first = exchange.earlier[0].until if exchange.earlier else date.max
    for day in sorted({day for entry in members for day in _days(entry)}):
        if not exchange.since < day < first:
            continue
        texts = [(entry.number, _text_before(entry, day)) for entry in members]
        marks = tuple((number, fingerprint_of(text)) for number, text in texts if text is not None)
        if marks and marks != now:
            yield FormerExchange(day, marks)


def _days(entry: KeptParagraph) -> Iterator[date]:
    """When it came, when it changed, when it went."""
    yield first_day(entry)
    yield from (one.until for one in entry.earlier)
    if entry.gone:
        yield entry.gone.when


def _text_before(entry: KeptParagraph, day: date) -> str | None:
    """What it said on the day before; None where it said nothing."""
    for one in entry.earlier:
        if one.since < day <= one.until:
            return one.text
    is_there = entry.since < day and (entry.gone is None or day <= entry.gone.when)
    return entry.text if is_there else None
