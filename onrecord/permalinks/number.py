"""A statement and the record of it: the statement with its kept numbers, and the new record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model import (
    Anchor,
    Exchange,
    Paragraph,
    ParsedParagraph,
    ParsedStatement,
    Slug,
    Speech,
    Statement,
    TaggedParagraph,
    TaggedStatement,
    Withdrawn,
    anchor_of_exchange,
    anchor_of_paragraph,
)
from onrecord.permalinks.fingerprint import fingerprint_of, plain_form
from onrecord.permalinks.history import has_history, last_edit
from onrecord.permalinks.number_exchanges import ExchangePlaces, place_exchanges
from onrecord.permalinks.number_paragraphs import Objection, ParagraphPlaces, place_paragraphs
from onrecord.permalinks.record import (
    Entry,
    FormerExchange,
    Gone,
    KeptExchange,
    KeptParagraph,
    Record,
    Wording,
)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of a statement's addresses."""

    statement: Statement
    record: Record
    lost: tuple[KeptParagraph, ...]  # nowhere, and nobody said that they may be
    objections: tuple[Objection, ...]  # what was said of addresses and cannot be
    fresh: Mapping[int, Paragraph]  # what got a number now, by its number


def assign_addresses(
    statement: TaggedStatement, record: Record | None, *, accepted: Mapping[str, str], today: date
) -> Assigned:
    """Give every paragraph and exchange the number that it had, or the next free one.

    `accepted` says of anchors that they may go, and what replaces them if anything does. Laid to
    the record that comes out, the same statement gives the same record.
    """
    old = record or Record(statement.slug, "", statement.date, today)
    paragraphs = place_paragraphs(old, statement, accepted=accepted, today=today)
    exchanges = place_exchanges(old, statement, paragraphs, accepted=accepted, today=today)
    gone = _gone(paragraphs, exchanges)
    living = _living(old, statement, paragraphs, exchanges, today)
    entries = _with_former(old, _with_gone(old.entries, living, gone), today)
    new = replace(
        old, title=statement.short_title, said_on=statement.date, gone=None, entries=entries
    )
    numbered = _numbered(statement, new, paragraphs, exchanges, gone)
    published = {entry.number for entry in old.paragraphs}
    fresh = {p.number: p for p in numbered.paragraphs if p.number not in published}
    objections = (*paragraphs.objections, *exchanges.objections)
    return Assigned(numbered, new, paragraphs.lost, objections, fresh)


def withdrawn_of(record: Record) -> tuple[Withdrawn, ...]:
    """What was withdrawn or went to another statement, and what stands around its place."""
    found = []
    texts = {entry.number: entry for entry in record.paragraphs}
    for place, entry in enumerate(record.entries):
        gone = entry.gone
        if not gone or (gone.to and is_anchor(gone.to)):
            continue
        words = texts.get(entry.question or 0) if isinstance(entry, KeptExchange) else entry
        withdrawn = Withdrawn(
            anchor=entry.anchor,
            text=words.text if words else "",
            speaker=words.speaker if words else Slug(""),
            since=entry.since,
            until=gone.when,
            before=_nearest(reversed(record.entries[:place])),
            after=_nearest(iter(record.entries[place + 1 :])),
            leads_to=gone.to,
        )
        found.append(withdrawn)
    return tuple(found)


def is_anchor(target: str) -> bool:
    """Whether an address is one of the same statement: `p12`, `answer-2`."""
    return "/" not in target and target.rstrip("0123456789") in {"p", "answer-"}


def _nearest(entries: Iterator[Entry]) -> Anchor | None:
    living = (e.anchor for e in entries if isinstance(e, KeptParagraph) and not e.gone)
    return next(living, None)


def _gone(paragraphs: ParagraphPlaces, exchanges: ExchangePlaces) -> dict[Anchor, Gone]:
    """What is gone, by anchor; what led to something that is gone now leads where that leads."""
    gone: dict[str, Gone] = {
        anchor_of_paragraph(number): what for number, what in paragraphs.gone.items()
    }
    gone |= {anchor_of_exchange(number): what for number, what in exchanges.gone.items()}
    followed = dict[Anchor, Gone]()
    for anchor, what in gone.items():
        seen: set[str] = {anchor}
        to = what.to
        while to in gone and to not in seen:
            seen.add(to)
            to = gone[to].to
        followed[Anchor(anchor)] = Gone(what.when, "" if to in seen else to)
    return followed


def _living(
    old: Record,
    statement: ParsedStatement,
    paragraphs: ParagraphPlaces,
    exchanges: ExchangePlaces,
    today: date,
) -> list[Entry]:
    """The record's entries for what stands, in reading order."""
    known = {entry.number: entry for entry in old.paragraphs}
    known_exchanges = {entry.number: entry for entry in old.exchanges}
    living: list[Entry] = []
    for place, (paragraph, exchange) in enumerate(_spots(statement)):
        if exchange is not None and paragraph is None:
            number = exchanges.numbers[exchange]
            question = exchanges.questions[exchange]
            living.append(_exchange_entry(number, question, known_exchanges.get(number), today))
        elif paragraph is not None:
            index = place - (exchange + 1 if exchange is not None else 0)
            number = paragraphs.numbers[index]
            within = None if exchange is None else exchanges.numbers[exchange]
            living.append(_paragraph_entry(number, within, paragraph, known.get(number), today))
    return living


def _spots(statement: ParsedStatement) -> Iterator[tuple[ParsedParagraph | None, int | None]]:
    """Paragraphs in reading order; before those of an exchange, the exchange's own place."""
    for part in statement.opening:
        if isinstance(part, Speech):
            yield from ((paragraph, None) for paragraph in part.paragraphs)
    for place, exchange in enumerate(statement.exchanges):
        yield None, place
        for speech in exchange.speeches:
            yield from ((paragraph, place) for paragraph in speech.paragraphs)


def _exchange_entry(
    number: int, question: int | None, known: KeptExchange | None, today: date
) -> KeptExchange:
    if known is None:
        return KeptExchange(number, today, question)
    return KeptExchange(number, known.since, question, earlier=known.earlier)


def _paragraph_entry(
    number: int,
    exchange: int | None,
    now: ParsedParagraph,
    known: KeptParagraph | None,
    today: date,
) -> KeptParagraph:
    """The entry of a paragraph; the former one is kept where a reader would see a change."""
    if known is None:
        return KeptParagraph(number, now.speaker, now.text, today, exchange)
    entry = KeptParagraph(number, now.speaker, now.text, known.since, exchange, known.earlier)
    if known.speaker == now.speaker and _is_same(known.text, now.text):
        return entry
    until = known.gone.when if known.gone else today
    former = Wording(known.text, known.since, until, known.speaker)
    return replace(entry, since=today, earlier=(*known.earlier, former))


def _is_same(one: str, other: str) -> bool:
    return one == other or plain_form(one) == plain_form(other)


def _with_gone(
    old: Sequence[Entry], living: Sequence[Entry], gone: Mapping[Anchor, Gone]
) -> tuple[Entry, ...]:
    """What stands, and each thing that is gone after what stood before it."""
    standing = {entry.anchor for entry in living}
    after: dict[str, list[Entry]] = {}
    last = ""
    for entry in old:
        if entry.anchor in standing:
            last = entry.anchor
            continue
        now = replace(entry, gone=gone.get(entry.anchor, entry.gone))
        after.setdefault(last, []).append(now)
    entries = list(after.get("", []))
    for entry in living:
        entries += [entry, *after.get(entry.anchor, [])]
    return tuple(entries)


def _with_former(old: Record, entries: tuple[Entry, ...], today: date) -> tuple[Entry, ...]:
    """The entries, and with each exchange how it was published, if it reads otherwise now."""
    before, now = _texts_by_exchange(old.entries), _texts_by_exchange(entries)

    def with_former(entry: Entry) -> Entry:
        if not isinstance(entry, KeptExchange) or entry.number not in before:
            return entry
        was, reads = before[entry.number], now.get(entry.number, ())
        if was == reads or _marked(was) == _marked(reads):
            return entry
        return replace(entry, earlier=(*entry.earlier, FormerExchange(today, _marked(was))))

    return tuple(map(with_former, entries))


def _texts_by_exchange(entries: Sequence[Entry]) -> dict[int, tuple[tuple[int, str], ...]]:
    """The numbers and texts of the paragraphs that stand in each exchange."""
    texts: dict[int, list[tuple[int, str]]] = {}
    for entry in entries:
        if isinstance(entry, KeptParagraph) and entry.exchange and not entry.gone:
            texts.setdefault(entry.exchange, []).append((entry.number, entry.text))
    return {number: tuple(members) for number, members in texts.items()}


def _marked(texts: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple((number, fingerprint_of(text)) for number, text in texts)


def _numbered(
    statement: TaggedStatement,
    record: Record,
    paragraphs: ParagraphPlaces,
    exchanges: ExchangePlaces,
    gone: Mapping[Anchor, Gone],
) -> Statement:
    """Return the statement with numbers, and with the anchors that link to each of its parts."""
    numbers = iter(paragraphs.numbers)
    merged: dict[str, list[Anchor]] = {}
    for anchor in sorted(gone, key=lambda one: (one.rstrip("0123456789"), len(one), one)):
        merged.setdefault(gone[anchor].to, []).append(anchor)

    def numbered(old: TaggedParagraph) -> Paragraph:
        number = next(numbers)
        also = tuple(merged.get(anchor_of_paragraph(number), ()))
        return Paragraph(
            old.kind, old.speaker, old.html, old.text, old.line, old.tags, number, also
        )

    opening = tuple(
        part.with_paragraphs(numbered) if isinstance(part, Speech) else part
        for part in statement.opening
    )
    done = []
    for exchange, number in zip(statement.exchanges, exchanges.numbers, strict=True):
        question = exchange.question.with_paragraphs(numbered)
        answers = tuple(answer.with_paragraphs(numbered) for answer in exchange.answers)
        done.append(
            Exchange(question, answers, number, tuple(merged.get(anchor_of_exchange(number), ())))
        )
    return Statement(
        **statement.front_matter,
        opening=opening,
        exchanges=tuple(done),
        withdrawn=withdrawn_of(record),
        old_slugs=record.formerly,
        has_history=has_history(record),
        edited=last_edit(record),
    )
