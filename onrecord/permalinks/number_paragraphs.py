"""Matches paragraphs with the record: where each number is now, or when it was removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model import PARAGRAPH, Anchor, ParsedStatement
from onrecord.permalinks.match_passages import align
from onrecord.permalinks.passage import Passage, common, share, share_of_pairs
from onrecord.permalinks.record import Entry, Moves, Record, RecordedParagraph, Removal

_SAME = 0.8  # of the words of a removed paragraph that was restored
_LONG = 8  # words; a shorter paragraph is only restored next to a former neighbour


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is known of parts that are not in a statement any more."""

    accepted: Mapping[str, str]  # ids that may be removed, and their replacements
    moves: Moves  # ids whose words are in another statement now, and where
    today: date

    def removal_of(self, entry: Entry, *wholes: str) -> Removal | None:
        """Return the removal that was accepted, recorded, or is a move; None if there is none.

        What is not removed yet may be accepted with a whole that it is in: an exchange, or "".
        """
        day = entry.removal.day if entry.removal else self.today
        for anchor in (entry.anchor, *(() if entry.removal else wholes)):
            if anchor in self.accepted:
                return Removal(day, self.accepted[anchor])
        to = self.moves.get(entry.anchor)
        return entry.removal or (Removal(self.today, to, is_moved=True) if to else None)


@dataclass(frozen=True, slots=True)
class ParagraphPlaces:
    """The numbers of a statement's paragraphs, and the removal of earlier numbers."""

    anchors: tuple[Anchor, ...]  # of the paragraphs, in reading order
    at: Mapping[Anchor, int]  # the place of the paragraph that has the text of an id
    removals: Mapping[Anchor, Removal]
    missing: tuple[RecordedParagraph, ...]
    objections: tuple[Anchor, ...]  # what was withdrawn, and is still there


def place_paragraphs(
    record: Record, statement: ParsedStatement, settled: Settlement
) -> ParagraphPlaces:
    """Match the statement's paragraphs with the record; removals not accepted are missing."""
    accepted, today = settled.accepted, settled.today
    new = [Passage(paragraph.text, paragraph.speaker) for paragraph in statement.paragraphs]
    current = [p for p in record.paragraphs if not p.removal and p.anchor not in accepted]
    alignment = align([Passage(p.text, p.speaker) for p in current], new)
    anchor_at = {j: current[i].anchor for i, j in alignment.matched.items()}
    objections = _still_present(record, new, anchor_at, accepted)
    merged = {current[i].anchor: j for i, j in alignment.merged.items()}
    _add_restored(record, new, anchor_at, accepted)
    unused = record.last.unused(PARAGRAPH)
    anchor_at |= {j: next(unused) for j in range(len(new)) if j not in anchor_at}
    at = {anchor: j for j, anchor in anchor_at.items()}
    removals = {anchor: Removal(today, anchor_at[j]) for anchor, j in merged.items()}
    missing = []
    for entry in record.paragraphs:
        if entry.anchor in at or entry.anchor in removals:
            continue
        if removal := settled.removal_of(entry, entry.exchange or "", ""):
            removals[entry.anchor] = removal
        else:
            missing.append(entry)
    return ParagraphPlaces(
        anchors=tuple(anchor_at[j] for j in range(len(new))),
        at=at | merged,
        removals=removals,
        missing=tuple(missing),
        objections=objections,
    )


def _still_present(
    record: Record, new: Sequence[Passage], taken: Mapping[int, Anchor], accepted: Mapping[str, str]
) -> tuple[Anchor, ...]:
    """Return the paragraphs that were withdrawn and are still there word for word.

    A short one is the same only beside a former neighbour, and if it was not withdrawn before.
    """
    withdrawn = [entry for entry in record.paragraphs if entry.anchor in accepted]
    if not withdrawn:
        return ()
    free = dict[tuple[str, Sequence[str]], set[Anchor]]()  # the ids beside each, by its words
    for j, passage in enumerate(new):
        if j not in taken:
            beside = {taken[place] for place in (j - 1, j + 1) if place in taken}
            free.setdefault((passage.speaker, passage.words), set()).update(beside)
    neighbours = _neighbours(record)
    present = []
    for entry in withdrawn:
        passage = Passage(entry.text, entry.speaker)
        key = (passage.speaker, passage.words)
        is_beside = bool(free.get(key, set()) & neighbours[entry.anchor])
        if key in free and (len(passage.words) >= _LONG or (is_beside and not entry.removal)):
            present.append(entry.anchor)
    return tuple(present)


def _add_restored(
    record: Record,
    new: Sequence[Passage],
    anchor_at: dict[int, Anchor],
    accepted: Mapping[str, str],
) -> None:
    """Give removed paragraphs that were restored their old ids."""
    removed = [p for p in record.paragraphs if p.removal and p.text and p.anchor not in accepted]
    free = [j for j in range(len(new)) if j not in anchor_at]
    if not removed or not free:
        return
    passages = [Passage(p.text, p.speaker) for p in removed]
    hosts: dict[str, int] = {anchor: j for j, anchor in anchor_at.items()}
    neighbours = _neighbours(record)
    for i, place in align(passages, [new[j] for j in free]).matched.items():
        j = free[place]
        if share(passages[i], new[j]) < _SAME or _is_in_host(removed[i], passages[i], new, hosts):
            continue
        beside = {anchor_at.get(j - 1), anchor_at.get(j + 1)} - {None}
        if len(passages[i].words) >= _LONG or beside & neighbours[removed[i].anchor]:
            anchor_at[j] = removed[i].anchor


def _is_in_host(
    entry: RecordedParagraph, passage: Passage, new: Sequence[Passage], at: Mapping[str, int]
) -> bool:
    """True if the text is still in the paragraph that it was merged into."""
    j = at.get(entry.removal.to) if entry.removal else None
    if j is None:
        return False
    has_words = common(passage.bag, new[j].bag) >= _SAME * len(passage.words)
    return has_words and share_of_pairs(passage, new[j]) >= _SAME * 0.75


def _neighbours(record: Record) -> dict[Anchor, set[Anchor | None]]:
    """Return the nearest remaining ids on both sides of each id."""
    found: dict[Anchor, set[Anchor | None]] = {entry.anchor: set() for entry in record.paragraphs}
    for entries in (record.paragraphs, tuple(reversed(record.paragraphs))):
        last: Anchor | None = None
        for entry in entries:
            found[entry.anchor].add(last)
            last = last if entry.removal else entry.anchor
    return found
