"""Which statement without a record is which record without a statement: a file was renamed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from onrecord.model import ParsedStatement, Slug
from onrecord.permalinks.passage import words_of
from onrecord.permalinks.record import Record

_MOST = 0.5  # of the words after one another are the same in both
_LONG = 8  # words; a shorter paragraph stands in many statements
_FEW = 5  # statements, each of which is compared though no paragraph of it is the same

Words = tuple[str, ...]
Texts = Mapping[str, tuple[Words, ...]]


def find_renamed(
    orphans: Sequence[Record], fresh: Sequence[ParsedStatement], *, named: Mapping[str, str]
) -> dict[str, Slug]:
    """Old slug to new slug, each once: as a person has named them, then the most alike first."""
    found: dict[str, Slug] = {}
    slugs: dict[str, Slug] = {statement.slug: statement.slug for statement in fresh}
    wanted = [(-2.0, 0.0, old, new) for old, new in named.items() if new in slugs]
    texts: dict[str, tuple[Words, ...]] = {
        record.slug: tuple(words_of(p.text) for p in record.paragraphs if not p.gone)
        for record in orphans
        if not named.get(record.slug)
    }
    if texts and fresh:
        wanted += _ranked(
            texts, {s.slug: tuple(words_of(p.text) for p in s.paragraphs) for s in fresh}
        )
    for _, _, old, new in sorted(wanted):
        if old not in found and new not in found.values():
            found[old] = slugs[new]
    return found


def _ranked(olds: Texts, news: Texts) -> list[tuple[float, float, str, str]]:
    """Pairs of slugs that are alike enough; the best sort first."""
    with_paragraph: dict[Words, set[str]] = defaultdict(set)
    for slug, paragraphs in news.items():
        for words in paragraphs:
            if len(words) >= _LONG:
                with_paragraph[words].add(slug)
    ranked = []
    for old, paragraphs in olds.items():
        sharers = Counter(slug for words in paragraphs for slug in with_paragraph.get(words, ()))
        best = [slug for slug, _ in sharers.most_common(_FEW)]
        candidates = best or (list(news) if len(news) <= _FEW else [])
        alike = ((_likeness(paragraphs, news[new]), new) for new in candidates)
        ranked += [
            (-share, -_of_names(old, new), old, new) for share, new in alike if share >= _MOST
        ]
    return ranked


def _of_names(one: str, other: str) -> float:
    """How alike two slugs are; of two copies of a text, each has kept more of its own."""
    return SequenceMatcher(None, one, other).ratio()


def _likeness(one: Sequence[Words], other: Sequence[Words]) -> float:
    """The share of words in equal paragraphs, or, where that is small, of neighbouring words."""
    equal = Counter(one) & Counter(other)
    total = sum(map(len, one)) + sum(map(len, other))
    share = 2 * sum(len(words) * count for words, count in equal.items()) / max(1, total)
    if share >= _MOST:
        return share
    pairs, others = _pairs(one), _pairs(other)
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / max(1, total)


def _pairs(paragraphs: Iterable[Words]) -> Counter[tuple[str, str]]:
    return Counter(pair for words in paragraphs for pair in pairwise(words))
