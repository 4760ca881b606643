"""Which statement without a record is which record without a statement: a file was renamed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from onrecord.addresses.record import Record
from onrecord.addresses.words import words_of
from onrecord.model import Statement

_MOST = 0.5  # of the words after one another are the same in both
_LONG = 8  # words; a shorter paragraph stands in many statements
_FEW = 20  # statements, each of which is compared though no paragraph of it is the same

Pairs = Counter[tuple[str, str]]


def find_renamed(
    orphans: Sequence[Record], fresh: Sequence[Statement], *, named: Mapping[str, str]
) -> dict[str, str]:
    """Old slug to new slug, each once: as a person has named them, then the most alike first."""
    found: dict[str, str] = {}
    slugs = {statement.slug for statement in fresh}
    wanted = [(0.0, old, new) for old, new in named.items() if new in slugs]
    texts = {
        record.slug: tuple(words_of(p.text) for p in record.paragraphs if not p.gone)
        for record in orphans
        if not named.get(record.slug)
    }
    if texts and fresh:
        wanted += _ranked(
            texts, {s.slug: tuple(words_of(p.text) for p in s.paragraphs) for s in fresh}
        )
    for _, old, new in sorted(wanted):
        if old not in found and new not in found.values():
            found[old] = new
    return found


Texts = Mapping[str, tuple[tuple[str, ...], ...]]


def _ranked(olds: Texts, news: Texts) -> list[tuple[float, str, str]]:
    """Pairs of slugs that are alike enough; the best sort first."""
    with_paragraph: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for slug, paragraphs in news.items():
        for words in paragraphs:
            if len(words) >= _LONG:
                with_paragraph[words].add(slug)
    pairs = {slug: _pairs(paragraphs) for slug, paragraphs in news.items()}
    ranked = []
    for old, paragraphs in olds.items():
        sharers = [slug for words in paragraphs for slug in with_paragraph.get(words, ())]
        best = [slug for slug, _ in Counter(sharers).most_common(_FEW)]
        candidates = best or (list(news) if len(news) <= _FEW else [])
        own = _pairs(paragraphs)
        ranked += [(-_likeness(own, pairs[new]), old, new) for new in candidates]
    return [one for one in ranked if -one[0] >= _MOST]


def _pairs(paragraphs: Iterable[tuple[str, ...]]) -> Pairs:
    return Counter(pair for words in paragraphs for pair in pairwise(words))


def _likeness(one: Pairs, other: Pairs) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
