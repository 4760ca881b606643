"""Matches exchanges with the record, by where their questions and most of their words are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import EXCHANGE, Anchor, ParsedStatement, number_in
from onrecord.permalinks.number_paragraphs import ParagraphPlaces, Settlement
from onrecord.permalinks.record import Record, Removal

_MOST = 0.5  # of an exchange's words must be in its new place, unless its question is


@dataclass(frozen=True, slots=True)
class ExchangePlaces:
    """The numbers of a statement's exchanges, and the removal of earlier numbers."""

    anchors: tuple[Anchor, ...]
    questions: tuple[Anchor | None, ...]  # each one's first paragraph
    removals: Mapping[Anchor, Removal]
    objections: tuple[Anchor, ...]  # what was withdrawn, and is still there


def place_exchanges(
    record: Record, statement: ParsedStatement, paragraphs: ParagraphPlaces, settled: Settlement
) -> ExchangePlaces:
    """Match the statement's exchanges with the record, by where their paragraphs are now."""
    within = _exchange_of_places(statement)
    questions = tuple(
        paragraphs.anchors[within.index(place)] if exchange.question.paragraphs else None
        for place, exchange in enumerate(statement.exchanges)
    )
    moves = _Moves(record, statement, paragraphs, within)
    taken = moves.best()
    anchors = _anchors(record, questions, taken)
    removals = {
        entry.anchor: settled.removal_of(entry)
        or Removal(settled.today, moves.target_of(entry.anchor, anchors))
        for entry in record.exchanges
        if entry.anchor not in anchors
    }
    present = taken.keys() & settled.accepted.keys()
    objections = tuple(entry.anchor for entry in record.exchanges if entry.anchor in present)
    return ExchangePlaces(tuple(anchors), questions, removals, objections)


def _exchange_of_places(statement: ParsedStatement) -> tuple[int | None, ...]:
    """Return the place of each paragraph's exchange; None in the opening."""
    within = [place for place, one in enumerate(statement.exchanges) for _ in one.paragraphs]
    opening = len(statement.paragraphs) - len(within)
    return (*[None] * opening, *within)


class _Moves:
    """Counts how many words of each published exchange are in which exchange now."""

    def __init__(
        self,
        record: Record,
        statement: ParsedStatement,
        paragraphs: ParagraphPlaces,
        within: tuple[int | None, ...],
    ) -> None:
        self.current = {entry.anchor for entry in record.exchanges if not entry.removal}
        self.totals: Counter[Anchor] = Counter()
        self.words: Counter[tuple[Anchor, int | None]] = Counter()
        self.first: dict[Anchor, Anchor] = {}  # the first paragraph that is still there
        self.question_at: dict[Anchor, int | None] = {}
        for entry in record.paragraphs:
            if not entry.exchange or entry.removal:
                continue
            weight, place = len(entry.text.split()), paragraphs.at.get(entry.anchor)
            self.totals[entry.exchange] += weight
            if place is not None:
                self.words[entry.exchange, within[place]] += weight
                self.first.setdefault(entry.exchange, paragraphs.anchors[place])
        asking = {i for i, p in enumerate(statement.paragraphs) if p.kind == "question"}
        for exchange in record.exchanges:
            place = paragraphs.at.get(exchange.question) if exchange.question else None
            if place in asking:
                self.question_at[exchange.anchor] = within[place]

    def best(self) -> dict[Anchor, int]:
        """Return the place for each published id, each place at most once."""
        ranked = []
        for (anchor, place), words in self.words.items():
            if anchor not in self.current or place is None:
                continue
            has_question = self.question_at.get(anchor) == place
            if has_question or words >= _MOST * self.totals[anchor]:
                ranked.append((not has_question, -words, number_in(anchor), anchor, place))
        taken: dict[Anchor, int] = {}
        for *_, anchor, place in sorted(ranked):
            if anchor not in taken and place not in taken.values():
                taken[anchor] = place
        return taken

    def target_of(self, exchange: Anchor, anchors: list[Anchor]) -> str:
        """Return the anchor where most of its words are now; empty if there is none."""
        places = {place: n for (anchor, place), n in self.words.items() if anchor == exchange}
        if not places:
            return ""
        place = min(places, key=lambda p: (-places[p], p if p is not None else -1))
        return self.first[exchange] if place is None else anchors[place]


def _anchors(
    record: Record, questions: tuple[Anchor | None, ...], taken: Mapping[Anchor, int]
) -> list[Anchor]:
    """Return the ids: matched ones, restored ones with their questions, or new ones."""
    known = {place: anchor for anchor, place in taken.items()}
    removed: dict[Anchor | None, Anchor] = {
        e.question: e.anchor for e in record.exchanges if e.removal and e.question
    }
    unused = record.last.unused(EXCHANGE)
    return [
        known.get(place) or removed.pop(question, None) or next(unused)
        for place, question in enumerate(questions)
    ]
