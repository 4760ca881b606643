"""Unites two records of a statement, as two branches or two folders have them.

Entries are united by their ids. What only one side has is kept; what both changed has the wording
of one, and the other’s among the earlier ones. If both gave a number to different words, the words
that were not published yet get the next free number.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.model import EXCHANGE, PARAGRAPH, Anchor
from onrecord.permalinks.fingerprint import plain_form
from onrecord.permalinks.passage import Passage, share
from onrecord.permalinks.record import (
    Entry,
    Record,
    RecordedExchange,
    RecordedParagraph,
    Wording,
    in_order,
    salvage_record,
)

_ALIKE = 0.5  # of the words; two texts with one number that share as many are one paragraph
Value = TypeVar("Value")
Member = TypeVar("Member", bound=Hashable)


@dataclass(frozen=True, slots=True)
class United:
    """A record made of two, and the new numbers of what had others in the second."""

    record: Record
    renumbered: Mapping[Anchor, Anchor]


def unite(base: Record | None, first: Record, second: Record) -> United:
    """Return a record with all that was given in two, which have a common ancestor or none.

    Numbers of the first stay as they are; it is the one that was published.
    """
    now = _anchors(base, first, second)
    second = replace(second, entries=tuple(_renamed(entry, now) for entry in second.entries))
    record = _unite(base, first, second)
    return United(record, {one: other for one, other in now.items() if one != other})


def _unite(base: Record | None, first: Record, second: Record) -> Record:
    known = {entry.anchor: entry for entry in base.entries} if base else {}
    others = {entry.anchor: entry for entry in second.entries}
    entries = [
        _united(known.get(entry.anchor), entry, others.get(entry.anchor)) for entry in first.entries
    ]
    old = base or first
    slug = _changed(old.slug, first.slug, second.slug)
    second_slugs = (*second.formerly, first.slug, second.slug)
    former = _members(base.formerly if base else (), first.formerly, second_slugs)
    return replace(
        first,
        slug=slug,
        title=_changed(old.title, first.title, second.title),
        said_on=_changed(old.said_on, first.said_on, second.said_on),
        since=min(first.since, second.since),
        formerly=tuple(one for one in former if one != slug),
        removal=_changed(old.removal, first.removal, second.removal),
        entries=in_order(entries, second.entries),
    )


def differing(text: str, earlier: str) -> tuple[Anchor, ...]:
    """Return the ids that have other paragraphs in an earlier version of a record."""
    now, then = salvage_record(text, path=""), salvage_record(earlier, path="")
    return _differing(now, then) if now and then else ()


def _differing(record: Record, earlier: Record) -> tuple[Anchor, ...]:
    """Return the ids with other paragraphs; git may have doubled them in the earlier version."""
    now = {entry.anchor: entry for entry in record.paragraphs}
    both = [entry for entry in earlier.paragraphs if entry.anchor in now]
    same = {entry.anchor for entry in both if _is_same(now[entry.anchor], entry)}
    return tuple(dict.fromkeys(entry.anchor for entry in both if entry.anchor not in same))


def contains(record: Record, earlier: Record) -> bool:
    """True if each number of an earlier version is in the record, with the same paragraph."""
    return not _differing(record, earlier) and not record.lacks(earlier.last)


def is_same_statement(record: Record, other: Record) -> bool:
    """True if most of the numbers that two records both have are of the same paragraphs."""
    both = {one.anchor for one in record.paragraphs} & {one.anchor for one in other.paragraphs}
    return 2 * len(_differing(record, other)) < len(both)


def restore(record: Record, earlier: Record) -> United:
    """Return a record with all that was given in an earlier version of it, under its numbers."""
    now, other = {entry.anchor for entry in record.entries}, _differing(record, earlier)
    same = (e for e in earlier.entries if e.anchor in now and e.anchor not in other)
    return unite(replace(earlier, entries=tuple(same)), earlier, record)


def add_missing(record: Record, earlier: Record) -> Record:
    """Return a record with the numbers of an earlier version that it lacks."""
    other = _differing(record, earlier)
    kept = tuple(entry for entry in earlier.entries if entry.anchor not in other)
    return restore(record, replace(earlier, entries=kept)).record


def has_numbers_once(record: Record) -> bool:
    """True if no number is there twice."""
    return len({entry.anchor for entry in record.entries}) == len(record.entries)


def with_numbers_once(record: Record, published: Record | None) -> United:
    """Return the record with a number for each entry, where several have the same.

    The one that was published keeps it; without a record of that, the first.
    """
    known = {entry.anchor: entry for entry in published.paragraphs} if published else {}
    kept: dict[Anchor, Entry] = {}
    for entry in record.entries:
        before = known.get(entry.anchor)
        is_known = before and isinstance(entry, RecordedParagraph) and _is_same(entry, before)
        if is_known or entry.anchor not in kept:
            kept[entry.anchor] = entry
    others = {entry.anchor: entry for entry in record.entries if entry is not kept[entry.anchor]}
    first, second = (
        replace(record, entries=tuple(e for e in record.entries if e is chosen.get(e.anchor)))
        for chosen in (kept, {**kept, **others})
    )
    return unite(None, first, second)


def _changed(base: Value, first: Value, second: Value) -> Value:
    """Return the value that changed, or else the first."""
    return second if first == base else first


def _members(
    base: Sequence[Member], first: Sequence[Member], second: Sequence[Member]
) -> tuple[Member, ...]:
    """Return what both have and what either added, without what either removed."""
    removed = (set(base) - set(first)) | (set(base) - set(second))
    return tuple(one for one in dict.fromkeys((*first, *second)) if one not in removed)


def _united(base: Entry | None, first: Entry, second: Entry | None) -> Entry:
    """Return the entry of one id from those of two records."""
    if isinstance(first, RecordedParagraph) and isinstance(second, RecordedParagraph):
        return _united_paragraph(
            base if isinstance(base, RecordedParagraph) else None, first, second
        )
    if isinstance(first, RecordedExchange) and isinstance(second, RecordedExchange):
        old = base if isinstance(base, RecordedExchange) else None
        earlier = _members(old.earlier if old else (), first.earlier, second.earlier)
        return replace(
            first,
            since=min(first.since, second.since),
            question=_changed((old or first).question, first.question, second.question),
            removal=_changed((old or first).removal, first.removal, second.removal),
            earlier=tuple(sorted(earlier, key=lambda one: one.until)),
        )
    return first


def _united_paragraph(
    base: RecordedParagraph | None, first: RecordedParagraph, second: RecordedParagraph
) -> RecordedParagraph:
    old = base or first
    is_second = _wording(first) == _wording(old)
    now, other = (second, first) if is_second else (first, second)
    earlier = list(_members(base.earlier if base else (), first.earlier, second.earlier))
    has_lost = _wording(other) not in (_wording(now), _wording(old))
    if has_lost and (other.text or other.speaker):
        until = max(now.since, other.since)
        earlier.append(Wording(other.text, other.since, until, other.speaker))
    return replace(
        now,
        exchange=_changed(old.exchange, first.exchange, second.exchange),
        removal=_changed(old.removal, first.removal, second.removal),
        earlier=tuple(sorted(earlier, key=lambda one: (one.until, one.since))),
    )


def _wording(one: RecordedParagraph) -> tuple[str, str]:
    return one.speaker, one.text


def _renamed(entry: Entry, now: Mapping[Anchor, Anchor]) -> Entry:
    """Return an entry of one record as it is in another, by the ids that it has there."""
    removal = entry.removal and replace(
        entry.removal, to=now.get(Anchor(entry.removal.to), entry.removal.to)
    )
    if isinstance(entry, RecordedParagraph):
        exchange = entry.exchange and now.get(entry.exchange)
        return replace(entry, anchor=now[entry.anchor], exchange=exchange, removal=removal)
    return replace(
        entry,
        anchor=now[entry.anchor],
        question=entry.question and now.get(entry.question),
        removal=removal,
        earlier=tuple(
            replace(
                one, paragraphs=tuple((now.get(old, old), mark) for old, mark in one.paragraphs)
            )
            for one in entry.earlier
        ),
    )


def _anchors(base: Record | None, first: Record, second: Record) -> dict[Anchor, Anchor]:
    """Return the ids of the second record’s entries in the first one, or the next free ones."""
    known = {entry.anchor for entry in base.entries} if base else set[Anchor]()
    now = {entry.anchor: entry.anchor for entry in second.entries if entry.anchor in known}
    free = {entry.anchor: entry for entry in first.paragraphs if entry.anchor not in known}
    new = [entry for entry in second.paragraphs if entry.anchor not in known]
    for entry in new:
        if entry.anchor in free and _is_same(free[entry.anchor], entry):
            now[entry.anchor] = entry.anchor
            del free[entry.anchor]
    by_words = {(one.speaker, plain_form(one.text)): anchor for anchor, one in free.items()}
    unused = first.last.unused(PARAGRAPH)
    for entry in new:
        if entry.anchor not in now:
            words = entry.speaker, plain_form(entry.text)
            now[entry.anchor] = by_words.pop(words, Anchor("")) or next(unused)
    by_question: dict[Anchor | None, Anchor] = {
        entry.question: entry.anchor
        for entry in first.exchanges
        if entry.question and entry.anchor not in known
    }
    unused = first.last.unused(EXCHANGE)
    for exchange in second.exchanges:
        if exchange.anchor not in now:
            question = now.get(exchange.question) if exchange.question else None
            now[exchange.anchor] = by_question.pop(question, Anchor("")) or next(unused)
    return now


def _is_same(one: RecordedParagraph, other: RecordedParagraph) -> bool:
    """True if two entries with one number are about one paragraph, as it is or was."""
    now, then = (
        {(e.text, e.speaker), *((w.text, w.speaker) for w in e.earlier)} for e in (one, other)
    )
    if now & then or not (one.text and other.text):
        return True
    return any(share(Passage(*a), Passage(*b)) >= _ALIKE for a in sorted(now) for b in sorted(then))
