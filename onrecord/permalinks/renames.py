"""Finds renamed transcripts: new statements that match records without a transcript."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from onrecord.model import ParsedStatement, Slug
from onrecord.permalinks.passage import words_of
from onrecord.permalinks.record import Record

_MOST = 0.5  # of the words, in equal paragraphs or adjacent pairs, are the same in both
_LONG = 8  # words; a shorter paragraph may be in many statements
_FEW = 5  # statements; that few are compared even if they share no paragraph

Words = tuple[str, ...]
Texts = Mapping[str, tuple[Words, ...]]


def find_renamed(
    orphans: Sequence[Record], unrecorded: Sequence[ParsedStatement], *, named: Mapping[str, str]
) -> dict[str, Slug]:
    """Return new slugs by old ones: those named in withdrawn.yaml, then the most similar."""
    found: dict[str, Slug] = {}
    slugs: dict[str, Slug] = {statement.slug: statement.slug for statement in unrecorded}
    wanted = [(-2.0, 0.0, old, new) for old, new in named.items() if new in slugs]
    texts: dict[str, tuple[Words, ...]] = {
        record.slug: tuple(words_of(p.text) for p in record.paragraphs if not p.removal)
        for record in orphans
        if not named.get(record.slug)
    }
    if texts and unrecorded:
        wanted += _ranked(
            texts, {s.slug: tuple(words_of(p.text) for p in s.paragraphs) for s in unrecorded}
        )
    for _, _, old, new in sorted(wanted):
        if old not in found and new not in found.values():
            found[old] = slugs[new]
    return found


def _ranked(olds: Texts, news: Texts) -> list[tuple[float, float, str, str]]:
    """Return pairs of slugs whose texts are similar enough; the best sort first."""
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
            # Of copies of one text, the one with the most similar slug comes first.
            (-share, -SequenceMatcher(None, old, new).ratio(), old, new)
            for share, new in alike
            if share >= _MOST
        ]
    return ranked


def _likeness(one: Sequence[Words], other: Sequence[Words]) -> float:
    """Return the share of words in equal paragraphs or, if that is small, of adjacent words."""
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
