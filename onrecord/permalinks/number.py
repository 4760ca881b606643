"""Gives paragraphs and exchanges their recorded numbers, and updates the record."""

from collections import defaultdict
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
    is_of_exchange,
    number_in,
)
from onrecord.permalinks.fingerprint import fingerprint_of, plain_form
from onrecord.permalinks.history import has_history, last_edit
from onrecord.permalinks.jsonl import is_anchor
from onrecord.permalinks.number_exchanges import ExchangePlaces, place_exchanges
from onrecord.permalinks.number_paragraphs import ParagraphPlaces, Settlement, place_paragraphs
from onrecord.permalinks.record import (
    Entry,
    FormerExchange,
    Moves,
    Record,
    RecordedExchange,
    RecordedParagraph,
    Removal,
    Wording,
    in_order,
)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A numbered statement, its updated record, and problems with its addresses."""

    statement: Statement
    record: Record
    missing: tuple[RecordedParagraph, ...]  # published, and nobody withdrew them
    objections: tuple[Anchor, ...]  # what withdrawn.yaml lists, and is still there
    new_paragraphs: Mapping[Anchor, Paragraph]  # by their new ids
    arrived: tuple[Paragraph, ...]  # those, and what was restored, in reading order


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
    before = (replace(e, removal=removals.get(e.anchor, e.removal)) for e in old.entries)
    entries = _with_former(old, in_order(now, before), today)
    new = replace(
        old, title=statement.short_title, said_on=statement.date, removal=None, entries=entries
    )
    numbered = _numbered(statement, new, paragraphs, exchanges, removals)
    objections = (*paragraphs.objections, *exchanges.objections)
    is_gone = {entry.anchor: entry.removal is not None for entry in old.paragraphs}
    new_paragraphs = {p.anchor: p for p in numbered.paragraphs if p.anchor not in is_gone}
    arrived = tuple(p for p in numbered.paragraphs if is_gone.get(p.anchor, True))
    return Assigned(numbered, new, paragraphs.missing, objections, new_paragraphs, arrived)


def _withdrawn(record: Record) -> Iterator[Withdrawn]:
    """Yield what was withdrawn or moved to another statement, and its current neighbours."""
    known = {entry.anchor for entry in record.known}
    texts = {entry.anchor: entry for entry in record.paragraphs}
    for place, entry in enumerate(record.entries):
        removal = entry.removal
        if not removal or entry.anchor not in known or (removal.to and is_anchor(removal.to)):
            continue
        asks = isinstance(entry, RecordedExchange) and entry.question
        text = texts.get(asks or entry.anchor)
        yield Withdrawn(
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
    known = {entry.anchor: entry for entry in old.paragraphs}
    known_exchanges = {entry.anchor: entry for entry in old.exchanges}
    anchors = iter(paragraphs.anchors)

    def entries_of(
        members: Sequence[ParsedParagraph], exchange: Anchor | None
    ) -> Iterator[RecordedParagraph]:
        for paragraph in members:
            anchor = next(anchors)
            new = RecordedParagraph(anchor, paragraph.speaker, paragraph.text, today, exchange)
            yield _with_earlier(new, known.get(anchor))

    inside = sum(len(exchange.paragraphs) for exchange in statement.exchanges)
    opening = statement.paragraphs[: len(paragraphs.anchors) - inside]
    current: list[Entry] = [*entries_of(opening, None)]
    for exchange, anchor, question in zip(
        statement.exchanges, exchanges.anchors, exchanges.questions, strict=True
    ):
        before = known_exchanges.get(anchor, RecordedExchange(anchor, today, question))
        current.append(replace(before, question=question, removal=None))
        current += entries_of(exchange.paragraphs, anchor)
    return current


def _with_earlier(new: RecordedParagraph, known: RecordedParagraph | None) -> RecordedParagraph:
    """Return the entry of a paragraph, with the former wording if the change is visible."""
    if known is None:
        return new
    is_same = known.text == new.text or plain_form(known.text) == plain_form(new.text)
    if known.speaker == new.speaker and is_same:
        return replace(new, since=known.since, earlier=known.earlier)
    until = known.removal.day if known.removal else new.since
    former = Wording(known.text, known.since, until, known.speaker)
    return replace(new, earlier=(*known.earlier, former))


def _with_former(old: Record, entries: tuple[Entry, ...], today: date) -> tuple[Entry, ...]:
    """Add to each exchange how it was published before, if it has changed."""
    before, now = _texts_by_exchange(old.entries), _texts_by_exchange(entries)

    def with_former(entry: Entry) -> Entry:
        if not isinstance(entry, RecordedExchange) or entry.anchor not in before:
            return entry
        old_texts, new_texts = before[entry.anchor], now.get(entry.anchor, [])
        if old_texts == new_texts or _fingerprinted(old_texts) == _fingerprinted(new_texts):
            return entry
        former = FormerExchange(today, _fingerprinted(old_texts))
        return replace(entry, earlier=(*entry.earlier, former))

    return tuple(map(with_former, entries))


def _texts_by_exchange(entries: Sequence[Entry]) -> dict[Anchor, list[tuple[Anchor, str]]]:
    """Return the ids and texts of the current paragraphs of each exchange."""
    texts: dict[Anchor, list[tuple[Anchor, str]]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry, RecordedParagraph) and entry.exchange and not entry.removal:
            texts[entry.exchange].append((entry.anchor, entry.text))
    return texts


def _fingerprinted(texts: Sequence[tuple[Anchor, str]]) -> tuple[tuple[Anchor, str], ...]:
    return tuple((anchor, fingerprint_of(text)) for anchor, text in texts)


def _numbered(
    statement: TaggedStatement,
    record: Record,
    paragraphs: ParagraphPlaces,
    exchanges: ExchangePlaces,
    removals: Mapping[Anchor, Removal],
) -> Statement:
    """Return the statement with numbers, and with the anchors that link to each of its parts."""
    anchors = iter(paragraphs.anchors)
    merged: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in sorted(removals, key=lambda one: (not is_of_exchange(one), number_in(one))):
        merged[removals[anchor].to].append(anchor)

    def numbered(old: TaggedParagraph) -> Paragraph:
        anchor = next(anchors)
        number, also = number_in(anchor), tuple(merged.get(anchor, ()))
        fields = (old.kind, old.speaker, old.html, old.text, old.line, old.tags, number, also)
        return Paragraph(*fields, time=old.time)

    text = statement.with_paragraphs(numbered)
    done = tuple(
        Exchange(one.question, one.answers, number_in(anchor), tuple(merged.get(anchor, ())))
        for one, anchor in zip(text.exchanges, exchanges.anchors, strict=True)
    )
    return Statement(
        **statement.front_matter,
        opening=text.opening,
        exchanges=done,
        withdrawn=tuple(_withdrawn(record)),
        old_slugs=record.formerly,
        has_history=has_history(record),
        edited=last_edit(record),
    )
