"""Matches paragraphs with the record: where each number is now, or when it was removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from onrecord.model import Anchor, ParsedStatement, anchor_of_paragraph
from onrecord.permalinks.match_passages import align
from onrecord.permalinks.moves import Moves
from onrecord.permalinks.passage import Passage, common, share, share_of_pairs
from onrecord.permalinks.record import Record, RecordedParagraph, Removal

_SAME = 0.8  # of the words of a removed paragraph that was restored
_LONG = 8  # words; a shorter paragraph is only restored next to a former neighbour


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a line of withdrawn.yaml is wrong."""

    anchor: str
    found: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is known of parts that are not in a statement any more."""

    accepted: Mapping[str, str]  # ids that may be removed, and their replacements
    moves: Moves  # ids whose words are in another statement now, and where
    today: date

    def moved(self, anchor: Anchor) -> Removal | None:
        """Return the removal of what was moved; None for what was not."""
        to = self.moves.get(anchor)
        return Removal(self.today, to, is_moved=True) if to else None


@dataclass(frozen=True, slots=True)
class ParagraphPlaces:
    """The numbers of a statement's paragraphs, and the removal of earlier numbers."""

    numbers: tuple[int, ...]  # of the paragraphs, in reading order
    at: Mapping[int, int]  # the place of the paragraph that has the text of a number
    removals: Mapping[Anchor, Removal]
    missing: tuple[RecordedParagraph, ...]
    objections: tuple[Objection, ...]


def place_paragraphs(
    record: Record, statement: ParsedStatement, settled: Settlement
) -> ParagraphPlaces:
    """Match the statement's paragraphs with the record; removals not accepted are missing."""
    accepted, today = settled.accepted, settled.today
    new = [Passage(paragraph.text, paragraph.speaker) for paragraph in statement.paragraphs]
    current = [p for p in record.paragraphs if not p.removal and p.anchor not in accepted]
    alignment = align([Passage(p.text, p.speaker) for p in current], new)
    number_at = {j: current[i].number for i, j in alignment.matched.items()}
    objections = _still_present(record, new, number_at, accepted)
    merged = {current[i].number: j for i, j in alignment.merged.items()}
    _add_restored(record, new, number_at, accepted)
    new_numbers = count(record.last.paragraph + 1)
    number_at |= {j: next(new_numbers) for j in range(len(new)) if j not in number_at}
    at = {number: j for j, number in number_at.items()}
    removals = {
        anchor_of_paragraph(number): Removal(today, anchor_of_paragraph(number_at[j]))
        for number, j in merged.items()
    }
    missing = []
    for entry in record.paragraphs:
        if entry.number in at or entry.anchor in removals:
            continue
        target = _replacement(entry, accepted)
        day = entry.removal.day if entry.removal else today
        if target is not None:
            removals[entry.anchor] = Removal(day, target)
        elif removal := entry.removal or settled.moved(entry.anchor):
            removals[entry.anchor] = removal
        else:
            missing.append(entry)
    return ParagraphPlaces(
        numbers=tuple(number_at[j] for j in range(len(new))),
        at=at | merged,
        removals=removals,
        missing=tuple(missing),
        objections=objections,
    )


def _replacement(entry: RecordedParagraph, accepted: Mapping[str, str]) -> str | None:
    """Return the replacement for an accepted removal, or ""; None if it was not accepted."""
    of_exchange = f"answer-{entry.exchange}"
    for anchor in (entry.anchor, of_exchange, ""):
        if anchor in accepted and not (anchor != entry.anchor and entry.removal):
            return accepted[anchor]
    return None


def _still_present(
    record: Record, new: Sequence[Passage], taken: Mapping[int, int], accepted: Mapping[str, str]
) -> tuple[Objection, ...]:
    """Return objections to withdrawals of paragraphs that are still there word for word.

    A short one is the same only beside a former neighbour, and if it was not withdrawn before.
    """
    withdrawn = [entry for entry in record.paragraphs if entry.anchor in accepted]
    if not withdrawn:
        return ()
    free = dict[tuple[str, Sequence[str]], set[int]]()  # the numbers beside each, by its words
    for j, passage in enumerate(new):
        if j not in taken:
            beside = {taken[place] for place in (j - 1, j + 1) if place in taken}
            free.setdefault((passage.speaker, passage.words), set()).update(beside)
    neighbours = _neighbours(record)
    objections = []
    for entry in withdrawn:
        passage = Passage(entry.text, entry.speaker)
        key = (passage.speaker, passage.words)
        is_beside = bool(free.get(key, set()) & neighbours[entry.number])
        if key in free and (len(passage.words) >= _LONG or (is_beside and not entry.removal)):
            found = f"{entry.anchor} is still in the transcript"
            remedy = "remove this line or the paragraph"
            objections.append(Objection(entry.anchor, found, remedy))
    return tuple(objections)


def _add_restored(
    record: Record,
    new: Sequence[Passage],
    number_at: dict[int, int],
    accepted: Mapping[str, str],
) -> None:
    """Give removed paragraphs that were restored their old numbers."""
    removed = [p for p in record.paragraphs if p.removal and p.text and p.anchor not in accepted]
    free = [j for j in range(len(new)) if j not in number_at]
    if not removed or not free:
        return
    passages = [Passage(p.text, p.speaker) for p in removed]
    hosts = {number: j for j, number in number_at.items()}
    neighbours = _neighbours(record)
    for i, place in align(passages, [new[j] for j in free]).matched.items():
        j = free[place]
        if share(passages[i], new[j]) < _SAME or _is_in_host(removed[i], passages[i], new, hosts):
            continue
        beside = {number_at.get(j - 1), number_at.get(j + 1)} - {None}
        if len(passages[i].words) >= _LONG or beside & neighbours[removed[i].number]:
            number_at[j] = removed[i].number


def _is_in_host(
    entry: RecordedParagraph, passage: Passage, new: Sequence[Passage], at: Mapping[int, int]
) -> bool:
    """True if the text is still in the paragraph that it was merged into."""
    to = entry.removal.to if entry.removal else ""
    j = at.get(int(to[1:])) if to.startswith("p") and to[1:].isdecimal() else None
    if j is None:
        return False
    has_words = common(passage.bag, new[j].bag) >= _SAME * len(passage.words)
    return has_words and share_of_pairs(passage, new[j]) >= _SAME * 0.75


def _neighbours(record: Record) -> dict[int, set[int | None]]:
    """Return the nearest remaining numbers on both sides of each number."""
    found: dict[int, set[int | None]] = {entry.number: set() for entry in record.paragraphs}
    for entries in (record.paragraphs, tuple(reversed(record.paragraphs))):
        last: int | None = None
        for entry in entries:
            found[entry.number].add(last)
            last = last if entry.removal else entry.number
    return found
