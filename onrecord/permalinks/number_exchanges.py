"""Matches exchanges with the record, by where their questions and most of their words are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from onrecord.model import Anchor, ParsedStatement
from onrecord.permalinks.number_paragraphs import Objection, ParagraphPlaces, Settlement
from onrecord.permalinks.record import Record, RecordedExchange, RecordedParagraph, Removal

_MOST = 0.5  # of an exchange's words must be in its new place, unless its question is


@dataclass(frozen=True, slots=True)
class ExchangePlaces:
    """The numbers of a statement's exchanges, and the removal of earlier numbers."""

    numbers: tuple[int, ...]
    questions: tuple[int | None, ...]  # the number of each one's first paragraph
    removals: Mapping[Anchor, Removal]
    objections: tuple[Objection, ...]


def place_exchanges(
    record: Record,
    statement: ParsedStatement,
    paragraphs: ParagraphPlaces,
    settled: Settlement,
) -> ExchangePlaces:
    """Match the statement's exchanges with the record, by where their paragraphs are now."""
    within = _exchange_of_places(statement)
    questions = tuple(
        paragraphs.numbers[within.index(place)] if exchange.question.paragraphs else None
        for place, exchange in enumerate(statement.exchanges)
    )
    moves = _Moves(record, statement, paragraphs, within)
    taken = moves.best()
    numbers = _number_exchanges(record, statement, questions, taken)
    removals: dict[Anchor, Removal] = {}
    objections = []
    for entry in record.exchanges:
        if entry.number in taken:
            if entry.anchor in settled.accepted:
                found = f"{entry.anchor} is still in the transcript"
                objections.append(Objection(entry.anchor, found, "remove this line"))
            continue
        if entry.number in numbers:
            continue
        removals[entry.anchor] = _removal(entry, settled, moves, numbers, paragraphs)
    return ExchangePlaces(tuple(numbers), questions, removals, tuple(objections))


def _removal(
    entry: RecordedExchange,
    settled: Settlement,
    moves: _Moves,
    numbers: list[int],
    paragraphs: ParagraphPlaces,
) -> Removal:
    """Return when an exchange was removed, and where its address leads."""
    day = entry.removal.day if entry.removal else settled.today
    if entry.anchor in settled.accepted:
        return Removal(day, settled.accepted[entry.anchor])
    moved = entry.removal or settled.moved(entry.anchor)
    return moved or Removal(day, moves.target_of(entry, numbers, paragraphs))


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
        asking = {i for i, p in enumerate(statement.paragraphs) if p.kind == "question"}
        self.totals: Counter[int] = Counter()
        self.words: Counter[tuple[int, int | None]] = Counter()
        self.question_at: dict[int, int | None] = {}
        self.first_place: dict[int, int] = {}
        self.current = [entry for entry in record.exchanges if not entry.removal]
        questions = {entry.question: entry.number for entry in self.current if entry.question}
        for entry in record.paragraphs:
            place = paragraphs.at.get(entry.number)
            if entry.exchange and not entry.removal:
                self._count(entry, place, within)
            if place is not None and place in asking and entry.number in questions:
                self.question_at[questions[entry.number]] = within[place]

    def _count(
        self, entry: RecordedParagraph, place: int | None, within: tuple[int | None, ...]
    ) -> None:
        assert entry.exchange is not None
        weight = len(entry.text.split())
        self.totals[entry.exchange] += weight
        if place is not None:
            self.words[entry.exchange, within[place]] += weight
            self.first_place.setdefault(entry.exchange, place)

    def best(self) -> dict[int, int]:
        """Return the place for each published number, each place at most once."""
        ranked = []
        for entry in self.current:
            for (number, place), words in self.words.items():
                if number != entry.number or place is None:
                    continue
                has_question = self.question_at.get(number) == place
                if has_question or words >= _MOST * self.totals[number]:
                    ranked.append((not has_question, -words, number, place))
        taken: dict[int, int] = {}
        for _, _, number, place in sorted(ranked):
            if number not in taken and place not in taken.values():
                taken[number] = place
        return taken

    def target_of(
        self, entry: RecordedExchange, numbers: list[int], paragraphs: ParagraphPlaces
    ) -> str:
        """Return the anchor where most of its words are now; empty if there is none."""
        places = {p: n for (number, p), n in self.words.items() if number == entry.number}
        if not places:
            return ""
        place = min(places, key=lambda p: (-places[p], p if p is not None else -1))
        if place is not None:
            return f"answer-{numbers[place]}"
        return f"p{paragraphs.numbers[self.first_place[entry.number]]}"


def _number_exchanges(
    record: Record,
    statement: ParsedStatement,
    questions: tuple[int | None, ...],
    taken: Mapping[int, int],
) -> list[int]:
    """Return the numbers: matched ones, restored ones with their questions, or new ones."""
    known = {place: number for number, place in taken.items()}
    removed: dict[int | None, int] = {
        e.question: e.number for e in record.exchanges if e.removal and e.question
    }
    new = count(record.last.answer + 1)
    return [
        known.get(place) or removed.pop(questions[place], None) or next(new)
        for place in range(len(statement.exchanges))
    ]
