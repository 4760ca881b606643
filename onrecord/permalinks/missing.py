"""What to tell a person of published addresses that lead nowhere, and how to settle each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from onrecord.errors import Errors
from onrecord.model import Anchor
from onrecord.permalinks.number import Assigned
from onrecord.permalinks.passage import words_of
from onrecord.permalinks.record import KeptParagraph, Record

_SHOWN = 50  # characters of a text
_LONG = 5  # words; a shorter text that stands elsewhere says nothing
_FEW = 3  # paragraphs; that all of fewer are gone can be an edit
_MOST = 0.9  # of the words are gone: what is left is courtesies


def report_whole(
    assigned: Assigned,
    record: Record | None,
    everything: Mapping[str, Assigned],
    errors: Errors,
) -> bool:
    """Say, once, that a statement is another one than was published; whether that is so."""
    was_gone = bool(record and record.gone and record.paragraphs)
    if not assigned.lost and not was_gone:
        return False
    published = [p for p in record.paragraphs if not p.gone] if record else []
    words, lost = (
        sum(len(entry.text.split()) for entry in entries) for entries in (published, assigned.lost)
    )
    none_left = len(published) >= _FEW and bool(assigned.lost) and lost >= _MOST * words
    none_back = was_gone and len(assigned.fresh) == len(assigned.statement.paragraphs)
    if not none_left and not none_back:
        return False
    statement = assigned.statement
    found = f"next to nothing of what was published as {statement.slug} stands here"
    place = _whole_elsewhere(published, statement.slug, everything)
    back = f"it is in {place} now: bring it back" if place else "bring it back"
    remedy = f"{back}, and give a transcript of something else a name of its own"
    errors.add(statement.path, 0, found, remedy)
    return True


def _whole_elsewhere(
    published: Sequence[KeptParagraph], slug: str, everything: Mapping[str, Assigned]
) -> str:
    """The path of the transcript in which most of the longer paragraphs stand; empty if in none."""
    texts = {words for p in published if len(words := words_of(p.text)) >= _LONG}
    for other, assigned in everything.items():
        found = texts & {words_of(p.text) for p in assigned.statement.paragraphs}
        if other != slug and 2 * len(found) > len(texts):
            return assigned.statement.path
    return ""


def report_lost(
    assigned: Assigned, everything: Mapping[str, Assigned], *, path: str, errors: Errors
) -> None:
    """Note an error for each lost paragraph, or one for an exchange of which all is lost."""
    if not assigned.lost:
        return
    lines = {p.anchor: p.line for p in assigned.statement.paragraphs}
    elsewhere = _fresh_texts(everything)
    slug = assigned.statement.slug
    for exchange, group in groupby(assigned.lost, lambda entry: entry.exchange):
        entries = tuple(group)
        whole = exchange and not _is_standing(assigned, exchange)
        for told in [entries] if whole else [(entry,) for entry in entries]:
            anchor = f"answer-{exchange}" if whole else told[0].anchor
            found = f"{_named(anchor, told)} was published and is gone: “{_start(told[0].text)}”"
            target = _suggestion(assigned, told[0], elsewhere)
            remedy = (
                f"put it back, or say in {path}: `{slug}/{anchor}: withdrawn`, "
                f"or `{slug}/{anchor}: {target}` with what replaces it"
            )
            line = _line(assigned, told[0], lines)
            errors.add(assigned.statement.path, line, found, remedy)


def _named(anchor: str, entries: tuple[KeptParagraph, ...]) -> str:
    if anchor == entries[0].anchor:
        return anchor
    return f"{anchor} ({', '.join(entry.anchor for entry in entries)})"


def _start(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def _is_standing(assigned: Assigned, exchange: int) -> bool:
    """Whether anything of the exchange is left."""
    entry = next((e for e in assigned.record.exchanges if e.number == exchange), None)
    return entry is not None and (entry.gone is None or bool(entry.gone.to))


def _fresh_texts(everything: Mapping[str, Assigned]) -> dict[tuple[str, ...], str]:
    """Words of what got a number now to its address."""
    texts: dict[tuple[str, ...], str] = {}
    for slug, assigned in everything.items():
        for paragraph in assigned.fresh.values():
            texts.setdefault(words_of(paragraph.text), f"{slug}/{paragraph.anchor}")
    return texts


def _suggestion(
    assigned: Assigned, entry: KeptParagraph, elsewhere: Mapping[tuple[str, ...], str]
) -> str:
    """What may replace a paragraph: its words elsewhere, or what is new in its place."""
    words = words_of(entry.text)
    if len(words) >= _LONG and words in elsewhere:
        return elsewhere[words].removeprefix(f"{assigned.statement.slug}/")
    near = _next_standing(assigned, entry)
    return near if near and int(near[1:]) in assigned.fresh else "…"


def _next_standing(assigned: Assigned, entry: KeptParagraph) -> Anchor | None:
    """The paragraph that stands where the lost one would, counted from what stood before it."""
    order = [p.anchor for p in assigned.statement.paragraphs]
    place = assigned.record.entries.index(entry)
    before = (e.anchor for e in reversed(assigned.record.entries[:place]) if e.anchor in order)
    last = next(before, None)
    following = order[order.index(last) + 1 :] if last else order
    return next(iter(following), None)


def _line(assigned: Assigned, entry: KeptParagraph, lines: Mapping[Anchor, int]) -> int:
    near = _next_standing(assigned, entry)
    return lines[near] if near else max(lines.values(), default=0)
