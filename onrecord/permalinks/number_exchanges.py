"""Where each published exchange stands now: it goes where its question and most of its words go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.model import ExchangeOf, ParsedParagraph, ParsedStatement
from onrecord.permalinks.number_paragraphs import Objection, ParagraphPlaces
from onrecord.permalinks.record import Gone, KeptExchange, KeptParagraph, Record

_MOST = 0.5  # of an exchange's words are where it is, or it is not there


@dataclass(frozen=True, slots=True)
class ExchangePlaces:
    """The numbers of a statement's exchanges, and what became of the numbers before."""

    numbers: tuple[int, ...]
    questions: tuple[int | None, ...]  # the number of each one's first paragraph
    gone: Mapping[int, Gone]
    objections: tuple[Objection, ...]


def place_exchanges(
    record: Record,
    statement: ParsedStatement,
    paragraphs: ParagraphPlaces,
    *,
    accepted: Mapping[str, str],
    today: date,
) -> ExchangePlaces:
    """Lay the record to the statement's exchanges, by where their paragraphs stand now."""
    within = _exchange_of_places(statement)
    questions = _first_numbers(statement, paragraphs)
    moves = _Moves(record, statement, paragraphs, within)
    taken = moves.best()
    numbers = _with_fresh(record, statement, questions, taken)
    gone: dict[int, Gone] = {}
    objections = []
    for entry in record.exchanges:
        if entry.number in taken:
            if entry.anchor in accepted:
                found = f"{entry.anchor} still stands"
                objections.append(Objection(entry.anchor, found, "remove this line"))
            continue
        if entry.number in numbers:
            continue
        when = entry.gone.when if entry.gone else today
        target = accepted.get(entry.anchor, moves.target_of(entry, numbers, paragraphs))
        gone[entry.number] = Gone(when, target)
    return ExchangePlaces(tuple(numbers), questions, gone, tuple(objections))


def _exchange_of_places(statement: ParsedStatement) -> tuple[int | None, ...]:
    """For each paragraph, the place of its exchange among the exchanges."""
    counts = [_count_paragraphs(exchange) for exchange in statement.exchanges]
    opening = len(statement.paragraphs) - sum(counts)
    within = (place for place, count in enumerate(counts) for _ in range(count))
    return (*(None for _ in range(opening)), *within)


def _first_numbers(
    statement: ParsedStatement, paragraphs: ParagraphPlaces
) -> tuple[int | None, ...]:
    """The number of each question's first paragraph; None for one without paragraphs."""
    place = len(statement.paragraphs) - sum(map(_count_paragraphs, statement.exchanges))
    firsts: list[int | None] = []
    for exchange in statement.exchanges:
        firsts.append(paragraphs.numbers[place] if exchange.question.paragraphs else None)
        place += _count_paragraphs(exchange)
    return tuple(firsts)


def _count_paragraphs(exchange: ExchangeOf[ParsedParagraph]) -> int:
    return sum(len(speech.paragraphs) for speech in exchange.speeches)


class _Moves:
    """How many words of each published exchange went to which exchange."""

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
        self.living = [entry for entry in record.exchanges if not entry.gone]
        questions = {entry.question: entry.number for entry in self.living if entry.question}
        for entry in record.paragraphs:
            place = paragraphs.at.get(entry.number)
            if entry.exchange and not entry.gone:
                self._count(entry, place, within)
            if place is not None and place in asking and entry.number in questions:
                self.question_at[questions[entry.number]] = within[place]

    def _count(
        self, entry: KeptParagraph, place: int | None, within: tuple[int | None, ...]
    ) -> None:
        assert entry.exchange is not None
        weight = len(entry.text.split())
        self.totals[entry.exchange] += weight
        if place is not None:
            self.words[entry.exchange, within[place]] += weight
            self.first_place.setdefault(entry.exchange, place)

    def best(self) -> dict[int, int]:
        """Published number to the place of its exchange; each place once."""
        ranked = []
        for entry in self.living:
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
        self, entry: KeptExchange, numbers: list[int], paragraphs: ParagraphPlaces
    ) -> str:
        """Where most of its words are now; empty where none are."""
        if entry.gone:
            return entry.gone.to
        places = {p: n for (number, p), n in self.words.items() if number == entry.number}
        if not places:
            return ""
        place = min(places, key=lambda p: (-places[p], p if p is not None else -1))
        if place is not None:
            return f"answer-{numbers[place]}"
        return f"p{paragraphs.numbers[self.first_place[entry.number]]}"


def _with_fresh(
    record: Record,
    statement: ParsedStatement,
    questions: tuple[int | None, ...],
    taken: Mapping[int, int],
) -> list[int]:
    """The exchanges' numbers: those kept, those back again with their question, the next free."""
    known = {place: number for number, place in taken.items()}
    dead: dict[int | None, int] = {
        e.question: e.number for e in record.exchanges if e.gone and e.question
    }
    highest = max((entry.number for entry in record.exchanges), default=0)
    numbers = []
    for place in range(len(statement.exchanges)):
        number = known.get(place) or dead.pop(questions[place], None)
        if number is None:
            highest += 1
            number = highest
        numbers.append(number)
    return numbers
