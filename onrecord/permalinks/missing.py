"""Errors about published addresses that would break, each with a suggested fix."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from onrecord.errors import Errors
from onrecord.model import Anchor
from onrecord.permalinks.number import Assigned
from onrecord.permalinks.passage import words_of
from onrecord.permalinks.record import Record, RecordedParagraph

_SHOWN = 50  # characters of a text
_LONG = 5  # words; a shorter text may occur in other statements by chance
_FEW = 3  # paragraphs; if there are fewer, an edit may have replaced them all
_MOST = 0.9  # of the words are missing; the rest may be courtesies


def report_replaced_statement(
    assigned: Assigned, record: Record, everything: Mapping[str, Assigned], errors: Errors
) -> bool:
    """Report a different statement under a published slug as one error; true if it was."""
    statement = assigned.statement
    published = [p for p in record.paragraphs if not p.removal]
    was_withdrawn = bool(record.removal and record.paragraphs)
    none_restored = was_withdrawn and len(assigned.new_paragraphs) == len(statement.paragraphs)
    if not none_restored and not has_nothing_left(record, assigned.missing):
        return False
    found = f"almost nothing that was published as {statement.slug} is in this file"
    place = _find_elsewhere(published, statement.slug, everything)
    restore = f"it is in {place} now: move it back" if place else "restore it"
    remedy = f"{restore}, and save the other transcript under another name"
    errors.add(statement.path, 0, found, remedy)
    return True


def has_nothing_left(record: Record, missing: Sequence[RecordedParagraph]) -> bool:
    """True if almost nothing is left of what was published of a statement."""
    published = [p for p in record.paragraphs if not p.removal]
    is_most = _count_words(missing) >= _MOST * _count_words(published)
    return len(published) >= _FEW and bool(missing) and is_most


def _count_words(entries: Sequence[RecordedParagraph]) -> int:
    return sum(len(entry.text.split()) for entry in entries)


def _find_elsewhere(
    published: Sequence[RecordedParagraph], slug: str, everything: Mapping[str, Assigned]
) -> str:
    """Return the path of the transcript with most of the longer paragraphs; empty if none."""
    texts = {words for p in published if len(words := words_of(p.text)) >= _LONG}
    for other, assigned in everything.items():
        found = texts & {words_of(p.text) for p in assigned.statement.paragraphs}
        if other != slug and 2 * len(found) > len(texts):
            return assigned.statement.path
    return ""


def report_missing(
    assigned: Assigned, everything: Mapping[str, Assigned], *, path: str, errors: Errors
) -> None:
    """Add an error for each missing paragraph, or one for an exchange that is missing whole."""
    lines = {p.anchor: p.line for p in assigned.statement.paragraphs}
    elsewhere = _addresses_of_new_texts(everything)
    slug = assigned.statement.slug
    for exchange, group in groupby(assigned.missing, lambda entry: entry.exchange):
        entries = tuple(group)
        whole = exchange and not _has_remains(assigned, exchange)
        for missing in [entries] if whole else [(entry,) for entry in entries]:
            anchor = exchange if exchange and whole else missing[0].anchor
            named = f"{anchor} ({', '.join(one.anchor for one in missing)})" if whole else anchor
            text = missing[0].text
            start = text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
            found = f"{named} was published and is missing: “{start}”"
            near = _next_anchor(assigned, missing[0])
            target = _suggestion(assigned, missing[0], near, elsewhere)
            remedy = (
                f"restore it, or add to {path}: `{slug}/{anchor}: withdrawn`, "
                f"or `{slug}/{anchor}: {target}` with its replacement"
            )
            line = lines[near] if near else max(lines.values(), default=0)
            errors.add(assigned.statement.path, line, found, remedy)


def _has_remains(assigned: Assigned, exchange: Anchor) -> bool:
    """True if part of the exchange is left, or was merged into something else."""
    entry = next((e for e in assigned.record.exchanges if e.anchor == exchange), None)
    return entry is not None and (entry.removal is None or bool(entry.removal.to))


def _addresses_of_new_texts(everything: Mapping[str, Assigned]) -> dict[tuple[str, ...], str]:
    """Return the addresses of new paragraphs by their words."""
    addresses: dict[tuple[str, ...], str] = {}
    for slug, assigned in everything.items():
        for paragraph in assigned.new_paragraphs.values():
            addresses.setdefault(words_of(paragraph.text), f"{slug}/{paragraph.anchor}")
    return addresses


def _suggestion(
    assigned: Assigned,
    entry: RecordedParagraph,
    near: Anchor | None,
    elsewhere: Mapping[tuple[str, ...], str],
) -> str:
    """Suggest a replacement: the same wording elsewhere, or what is new in its place."""
    words = words_of(entry.text)
    if len(words) >= _LONG and words in elsewhere:
        return elsewhere[words].removeprefix(f"{assigned.statement.slug}/")
    return near if near and near in assigned.new_paragraphs else "…"


def _next_anchor(assigned: Assigned, entry: RecordedParagraph) -> Anchor | None:
    """Return the paragraph in the place of a missing one, after those that preceded it."""
    order = [p.anchor for p in assigned.statement.paragraphs]
    place = assigned.record.entries.index(entry)
    before = (e.anchor for e in reversed(assigned.record.entries[:place]) if e.anchor in order)
    last = next(before, None)
    following = order[order.index(last) + 1 :] if last else order
    return next(iter(following), None)
