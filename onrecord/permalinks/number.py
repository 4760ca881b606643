"""Gives paragraphs and exchanges their recorded numbers, and updates the record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from onrecord.model import (
    Anchor,
    Exchange,
    Paragraph,
    ParsedParagraph,
    ParsedStatement,
    Slug,
    Statement,
    TaggedParagraph,
    TaggedStatement,
    Withdrawn,
    anchor_of_exchange,
    anchor_of_paragraph,
)
from onrecord.permalinks.fingerprint import fingerprint_of, plain_form
from onrecord.permalinks.history import has_history, last_edit
from onrecord.permalinks.jsonl import is_anchor
from onrecord.permalinks.moves import Moves
from onrecord.permalinks.number_exchanges import ExchangePlaces, place_exchanges
from onrecord.permalinks.number_paragraphs import (
    Objection,
    ParagraphPlaces,
    Settlement,
    place_paragraphs,
)
from onrecord.permalinks.record import (
    Entry,
    FormerExchange,
    Record,
    RecordedExchange,
    RecordedParagraph,
    Removal,
    Wording,
)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A numbered statement, its updated record, and problems with its addresses."""

    statement: Statement
    record: Record
    missing: tuple[RecordedParagraph, ...]  # published, and nobody withdrew them
    objections: tuple[Objection, ...]  # to lines of withdrawn.yaml
    new_paragraphs: Mapping[int, Paragraph]  # by their new numbers
    arrived: tuple[Paragraph, ...]  # those, and what was restored, in reading order

    @property
    def is_settled(self) -> bool:
        """True if every published part of it has its place."""
        return not self.missing and not self.objections


def assign_numbers(
    statement: TaggedStatement,
    record: Record | None,
    *,
    accepted: Mapping[str, str],
    moves: Moves = MappingProxyType({}),
    today: date,
) -> Assigned:
    """Give every paragraph and exchange its recorded number, or the next free one.

    `accepted` has the anchors that may be removed, and their replacements or empty strings; `moves`
    has those of which the words are in another statement now, and where. With the new record, the
    same statement gives the same record again.
    """
    old = record or Record(statement.slug, "", statement.date, today)
    settled = Settlement(accepted, moves, today)
    paragraphs = place_paragraphs(old, statement, settled)
    exchanges = place_exchanges(old, statement, paragraphs, settled)
    removals = _removals(paragraphs, exchanges)
    now = _current_entries(old, statement, paragraphs, exchanges, today)
    entries = _with_former(old, _with_removed(old.entries, now, removals), today)
    new = replace(
        old, title=statement.short_title, said_on=statement.date, removal=None, entries=entries
    )
    numbered = _numbered(statement, new, paragraphs, exchanges, removals)
    published = {entry.number for entry in old.paragraphs}
    new_paragraphs = {p.number: p for p in numbered.paragraphs if p.number not in published}
    objections = (*paragraphs.objections, *exchanges.objections)
    current = {entry.number for entry in old.paragraphs if not entry.removal}
    arrived = tuple(p for p in numbered.paragraphs if p.number not in current)
    return Assigned(numbered, new, paragraphs.missing, objections, new_paragraphs, arrived)


def list_withdrawn(record: Record) -> tuple[Withdrawn, ...]:
    """List what was withdrawn or moved to another statement, and its current neighbours."""
    found, known = [], {entry.anchor for entry in record.known}
    texts = {entry.number: entry for entry in record.paragraphs}
    for place, entry in enumerate(record.entries):
        removal = entry.removal
        if not removal or entry.anchor not in known or (removal.to and is_anchor(removal.to)):
            continue
        text = texts.get(entry.question or 0) if isinstance(entry, RecordedExchange) else entry
        withdrawn = Withdrawn(
            anchor=entry.anchor,
            text=text.text if text else "",
            speaker=text.speaker if text else Slug(""),
            since=entry.since,
            until=removal.day,
            before=_nearest(reversed(record.entries[:place])),
            after=_nearest(iter(record.entries[place + 1 :])),
            replaced_by=removal.to,
            is_moved=removal.is_moved,
        )
        found.append(withdrawn)
    return tuple(found)


def _nearest(entries: Iterator[Entry]) -> Anchor | None:
    current = (e.anchor for e in entries if isinstance(e, RecordedParagraph) and not e.removal)
    return next(current, None)


def _removals(paragraphs: ParagraphPlaces, exchanges: ExchangePlaces) -> dict[Anchor, Removal]:
    """Return removals by anchor, with chains of replacements followed to their ends."""
    removals = {**paragraphs.removals, **exchanges.removals}
    followed = dict[Anchor, Removal]()
    for anchor, first in removals.items():
        seen, last = {anchor}, first
        while last.to in removals and last.to not in seen:
            seen.add(Anchor(last.to))
            last = removals[Anchor(last.to)]
        followed[anchor] = Removal(first.day) if last.to in seen else replace(last, day=first.day)
    return followed


def _current_entries(
    old: Record,
    statement: ParsedStatement,
    paragraphs: ParagraphPlaces,
    exchanges: ExchangePlaces,
    today: date,
) -> list[Entry]:
    """Return entries for what is in the statement now, in reading order."""
    known = {entry.number: entry for entry in old.paragraphs}
    known_exchanges = {entry.number: entry for entry in old.exchanges}
    numbers = iter(paragraphs.numbers)

    def entries_of(members: Sequence[ParsedParagraph], exchange: int | None) -> Iterator[Entry]:
        for paragraph in members:
            number = next(numbers)
            yield _paragraph_entry(number, exchange, paragraph, known.get(number), today)

    inside = sum(len(exchange.paragraphs) for exchange in statement.exchanges)
    opening = statement.paragraphs[: len(paragraphs.numbers) - inside]
    current = list(entries_of(opening, None))
    for exchange, number, question in zip(
        statement.exchanges, exchanges.numbers, exchanges.questions, strict=True
    ):
        before = known_exchanges.get(number, RecordedExchange(number, today, question))
        current.append(replace(before, question=question, removal=None))
        current += entries_of(exchange.paragraphs, number)
    return current


def _paragraph_entry(
    number: int,
    exchange: int | None,
    now: ParsedParagraph,
    known: RecordedParagraph | None,
    today: date,
) -> RecordedParagraph:
    """Return the entry of a paragraph, with the former wording if the change is visible."""
    if known is None:
        return RecordedParagraph(number, now.speaker, now.text, today, exchange)
    entry = RecordedParagraph(number, now.speaker, now.text, known.since, exchange, known.earlier)
    is_same = known.text == now.text or plain_form(known.text) == plain_form(now.text)
    if known.speaker == now.speaker and is_same:
        return entry
    until = known.removal.day if known.removal else today
    former = Wording(known.text, known.since, until, known.speaker)
    return replace(entry, since=today, earlier=(*known.earlier, former))


def _with_removed(
    old: Sequence[Entry], current: Sequence[Entry], removals: Mapping[Anchor, Removal]
) -> tuple[Entry, ...]:
    """Return the current entries, and each removed one after what preceded it."""
    anchors = {entry.anchor for entry in current}
    after: dict[str, list[Entry]] = {}
    last = ""
    for entry in old:
        if entry.anchor in anchors:
            last = entry.anchor
            continue
        now = replace(entry, removal=removals.get(entry.anchor, entry.removal))
        after.setdefault(last, []).append(now)
    entries = list(after.get("", []))
    for entry in current:
        entries += [entry, *after.get(entry.anchor, [])]
    return tuple(entries)


def _with_former(old: Record, entries: tuple[Entry, ...], today: date) -> tuple[Entry, ...]:
    """Add to each exchange how it was published before, if it has changed."""
    before, now = _texts_by_exchange(old.entries), _texts_by_exchange(entries)

    def with_former(entry: Entry) -> Entry:
        if not isinstance(entry, RecordedExchange) or entry.number not in before:
            return entry
        old_texts, new_texts = before[entry.number], now.get(entry.number, ())
        if old_texts == new_texts or _fingerprinted(old_texts) == _fingerprinted(new_texts):
            return entry
        former = FormerExchange(today, _fingerprinted(old_texts))
        return replace(entry, earlier=(*entry.earlier, former))

    return tuple(map(with_former, entries))


def _texts_by_exchange(entries: Sequence[Entry]) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return the numbers and texts of the current paragraphs of each exchange."""
    texts: dict[int, list[tuple[int, str]]] = {}
    for entry in entries:
        if isinstance(entry, RecordedParagraph) and entry.exchange and not entry.removal:
            texts.setdefault(entry.exchange, []).append((entry.number, entry.text))
    return {number: tuple(members) for number, members in texts.items()}


def _fingerprinted(texts: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple((number, fingerprint_of(text)) for number, text in texts)


def _numbered(
    statement: TaggedStatement,
    record: Record,
    paragraphs: ParagraphPlaces,
    exchanges: ExchangePlaces,
    removals: Mapping[Anchor, Removal],
) -> Statement:
    """Return the statement with numbers, and with the anchors that link to each of its parts."""
    numbers = iter(paragraphs.numbers)
    merged: dict[str, list[Anchor]] = {}
    for anchor in sorted(removals, key=lambda one: (one.rstrip("0123456789"), len(one), one)):
        merged.setdefault(removals[anchor].to, []).append(anchor)

    def numbered(old: TaggedParagraph) -> Paragraph:
        number = next(numbers)
        also = tuple(merged.get(anchor_of_paragraph(number), ()))
        fields = (old.kind, old.speaker, old.html, old.text, old.line, old.tags, number, also)
        return Paragraph(*fields, time=old.time)

    text = statement.with_paragraphs(numbered)
    done = []
    for exchange, number in zip(text.exchanges, exchanges.numbers, strict=True):
        also = tuple(merged.get(anchor_of_exchange(number), ()))
        done.append(Exchange(exchange.question, exchange.answers, number, also))
    return Statement(
        **statement.front_matter,
        opening=text.opening,
        exchanges=tuple(done),
        withdrawn=list_withdrawn(record),
        old_slugs=record.formerly,
        has_history=has_history(record),
        edited=last_edit(record),
    )
