"""Finds what was moved to another statement, unchanged, paragraph by paragraph.

A statement may be split in two, two may be merged, and a passage may be moved elsewhere. Paragraphs
are the same if their speakers and the fingerprints of their texts are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Anchor, Paragraph, Slug, Statement
from onrecord.permalinks.fingerprint import plain_form
from onrecord.permalinks.match_equal import match_equal
from onrecord.permalinks.number import Assigned
from onrecord.permalinks.pairs import Pairs
from onrecord.permalinks.passage import Passage
from onrecord.permalinks.record import Moves, Record, RecordedParagraph

_LONG = 8  # words; that many in a row are not the same in two statements by chance


@dataclass(frozen=True, slots=True)
class Source:
    """A statement from which paragraphs are missing."""

    record: Record
    missing: tuple[RecordedParagraph, ...]  # in reading order


def find_moves(sources: Iterable[Source], targets: Sequence[Assigned]) -> dict[Slug, Moves]:
    """Return where the missing paragraphs of each statement are, by its slug; each place once."""
    statements = {target.statement.slug: target.statement for target in targets}
    places = _Places(targets)
    found: dict[Slug, Moves] = {}
    for source in sources:
        moves = places.take(source)
        if moves:
            exchanges = _moved_exchanges(source.record, moves, statements)
            found[source.record.slug] = {**moves, **exchanges}
    return found


class _Places:
    """New paragraphs from which what is moved is taken."""

    def __init__(self, targets: Sequence[Assigned]) -> None:
        self._free = {target.statement.slug: list(target.arrived) for target in targets}
        self._having: dict[Passage, set[Slug]] = defaultdict(set)
        for target in targets:
            for paragraph in target.arrived:
                self._having[_plain(paragraph)].add(target.statement.slug)

    def take(self, source: Source) -> dict[Anchor, str]:
        """Return the places of a statement's missing paragraphs."""
        moves: dict[Anchor, str] = {}
        left = list(source.missing)
        while left:
            slug = self._best(source, left)
            if not slug:
                break
            free = self._free[slug]
            pairs = Pairs([*map(_plain, left)], [*map(_plain, free)])
            match_equal(pairs)
            same = {i: j for i, j in pairs.found.items() if pairs.old[i] == pairs.new[j]}
            moves |= {left[i].anchor: f"{slug}/{free[j].anchor}" for i, j in same.items()}
            self._free[slug] = [one for j, one in enumerate(free) if j not in same.values()]
            left = [one for i, one in enumerate(left) if i not in same]
        return moves

    def _best(self, source: Source, left: Iterable[RecordedParagraph]) -> Slug | None:
        """Return the other statement that has most of the words that are left, or None."""
        words: Counter[Slug] = Counter()
        for entry in left:
            length = len(entry.text.split())
            for slug in self._having.get(_plain(entry), ()) if length >= _LONG else ():
                is_free = any(_plain(one) == _plain(entry) for one in self._free[slug])
                if slug != source.record.slug and is_free:
                    words[slug] += length
        return min(words, key=lambda slug: (-words[slug], slug), default=None)


def _plain(paragraph: RecordedParagraph | Paragraph) -> Passage:
    return Passage(plain_form(paragraph.text), paragraph.speaker)


def _moved_exchanges(
    record: Record, moves: Moves, statements: Mapping[Slug, Statement]
) -> dict[Anchor, str]:
    """Return where the exchanges are of which every paragraph was moved."""
    members: dict[Anchor, list[RecordedParagraph]] = defaultdict(list)
    for entry in record.paragraphs:
        if entry.exchange and not entry.removal:
            members[entry.exchange].append(entry)
    moved = {}
    for exchange in record.exchanges:
        paragraphs = members.get(exchange.anchor, [])
        if paragraphs and not exchange.removal and all(p.anchor in moves for p in paragraphs):
            first = moves[paragraphs[0].anchor]
            slug, _, anchor = first.partition("/")
            moved[exchange.anchor] = f"{slug}/{_place(statements[Slug(slug)], anchor)}"
    return moved


def _place(statement: Statement, anchor: str) -> str:
    """Return the exchange that begins with a paragraph; the paragraph if none does."""
    for exchange in statement.exchanges:
        if exchange.paragraphs and exchange.paragraphs[0].anchor == anchor:
            return exchange.anchor
    return anchor
