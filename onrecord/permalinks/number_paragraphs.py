"""Where each published paragraph stands now: its number's new place, or since when it is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model import ParsedStatement
from onrecord.permalinks.match_passages import align
from onrecord.permalinks.passage import Passage, common, share, share_of_pairs
from onrecord.permalinks.record import Gone, KeptParagraph, Record

_SAME = 0.8  # of the words, of a withdrawn paragraph that is back
_LONG = 8  # words; what is shorter is back only beside a neighbour that it had


@dataclass(frozen=True, slots=True)
class Objection:
    """Why what was said of an address cannot be."""

    anchor: str
    found: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ParagraphPlaces:
    """The numbers of a statement's paragraphs, and what became of the numbers before."""

    numbers: tuple[int, ...]  # of the paragraphs, in reading order
    at: Mapping[int, int]  # where the words of a published number stand: the paragraph's place
    gone: Mapping[int, Gone]
    lost: tuple[KeptParagraph, ...]
    objections: tuple[Objection, ...]


def place_paragraphs(
    record: Record, statement: ParsedStatement, *, accepted: Mapping[str, str], today: date
) -> ParagraphPlaces:
    """Lay the record to the statement's paragraphs; what is gone must be accepted or is lost."""
    new = [Passage(paragraph.text, paragraph.speaker) for paragraph in statement.paragraphs]
    living = [p for p in record.paragraphs if not p.gone and p.anchor not in accepted]
    alignment = align([Passage(p.text, p.speaker) for p in living], new)
    number_at = {j: living[i].number for i, j in alignment.kept.items()}
    objections = _still_there(record, new, number_at, accepted)
    joined = {living[i].number: j for i, j in alignment.joined.items()}
    _add_revived(record, new, number_at, accepted)
    _add_fresh(record, len(new), number_at)
    at = {number: j for j, number in number_at.items()}
    gone = {number: Gone(today, f"p{number_at[j]}") for number, j in joined.items()}
    lost = []
    for entry in record.paragraphs:
        if entry.number in at or entry.number in gone:
            continue
        target = _accepted(entry, accepted)
        when = entry.gone.when if entry.gone else today
        if target is not None:
            gone[entry.number] = Gone(when, target)
        elif entry.gone:
            gone[entry.number] = entry.gone
        else:
            lost.append(entry)
    return ParagraphPlaces(
        numbers=tuple(number_at[j] for j in range(len(new))),
        at=at | joined,
        gone=gone,
        lost=tuple(lost),
        objections=objections,
    )


def _accepted(entry: KeptParagraph, accepted: Mapping[str, str]) -> str | None:
    """What replaces a paragraph that may go; empty where nothing does, None where it may not."""
    of_exchange = f"answer-{entry.exchange}"
    for anchor in (entry.anchor, of_exchange, ""):
        if anchor in accepted and not (anchor != entry.anchor and entry.gone):
            return accepted[anchor]
    return None


def _still_there(
    record: Record, new: Sequence[Passage], taken: Mapping[int, int], accepted: Mapping[str, str]
) -> tuple[Objection, ...]:
    """Paragraphs that were said to be gone and stand there word for word."""
    free = {(p.speaker, p.words) for j, p in enumerate(new) if j not in taken}
    found = []
    for entry in record.paragraphs:
        if entry.anchor in accepted:
            passage = Passage(entry.text, entry.speaker)
            if len(passage.words) >= _LONG and (passage.speaker, passage.words) in free:
                remedy = "remove this line, or the paragraph"
                found.append(Objection(entry.anchor, f"{entry.anchor} still stands", remedy))
    return tuple(found)


def _add_revived(
    record: Record,
    new: Sequence[Passage],
    number_at: dict[int, int],
    accepted: Mapping[str, str],
) -> None:
    """Give what was gone and is back its number again."""
    dead = [p for p in record.paragraphs if p.gone and p.anchor not in accepted]
    free = [j for j in range(len(new)) if j not in number_at]
    if not dead or not free:
        return
    passages = [Passage(p.text, p.speaker) for p in dead]
    hosts = {number: j for j, number in number_at.items()}
    neighbours = _neighbours(record)
    for i, place in align(passages, [new[j] for j in free]).kept.items():
        j = free[place]
        if share(passages[i], new[j]) < _SAME or _is_held(dead[i], passages[i], new, hosts):
            continue
        beside = {number_at.get(j - 1), number_at.get(j + 1)} - {None}
        if len(passages[i].words) >= _LONG or beside & neighbours[dead[i].number]:
            number_at[j] = dead[i].number


def _is_held(
    entry: KeptParagraph, passage: Passage, new: Sequence[Passage], at: Mapping[int, int]
) -> bool:
    """Whether the words still stand in the paragraph that they went into."""
    to = entry.gone.to if entry.gone else ""
    j = at.get(int(to[1:])) if to.startswith("p") and to[1:].isdecimal() else None
    if j is None:
        return False
    words = common(passage.bag, new[j].bag) >= _SAME * len(passage.words)
    return words and share_of_pairs(passage, new[j]) >= _SAME * 0.75


def _neighbours(record: Record) -> dict[int, set[int | None]]:
    """The nearest numbers that stood on both sides of each."""
    found: dict[int, set[int | None]] = {entry.number: set() for entry in record.paragraphs}
    for entries in (record.paragraphs, tuple(reversed(record.paragraphs))):
        last: int | None = None
        for entry in entries:
            found[entry.number].add(last)
            last = last if entry.gone else entry.number
    return found


def _add_fresh(record: Record, count: int, number_at: dict[int, int]) -> None:
    highest = max((entry.number for entry in record.paragraphs), default=0)
    for j in range(count):
        if j not in number_at:
            highest += 1
            number_at[j] = highest
