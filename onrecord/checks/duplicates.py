"""Warnings about two transcripts that may be of the same statement.

Texts are compared by their runs of five words. First only a sample of the runs is compared: those
that begin with certain words, about an eighth of all. Texts whose samples agree are then compared
in full. This way, a thousand long texts take seconds.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit
from zlib import crc32

from onrecord.checks.check import Spot, check_of_all
from onrecord.checks.context import Collection
from onrecord.model import ParsedStatement

_WORD = re.compile(r"\w+")
_MIN_WORDS = 40
_RUN = 5
_SAMPLED = 8
_MAX_TEXTS = 50  # texts remembered for one run; very common runs distinguish nothing
_WORTH_COMPARING = 0.4  # share of the smaller sample
_ALIKE = 0.8  # share of the shorter text


@check_of_all
def _similar_text(collection: Collection) -> Iterator[tuple[str, Spot]]:
    """Two transcripts share nearly all their text: {_ALIKE:.0%} of the shorter one, or more."""
    statements = [transcript.statement for transcript in collection.transcripts]
    samples = _Samples()
    for number, statement in enumerate(statements):
        words = _words(statement)
        nearest = samples.nearest(words) if len(words) >= _MIN_WORDS else None
        samples.add(number, words)
        if nearest is None:
            continue
        share = _share(words, _words(statements[nearest]))
        if share >= _ALIKE:
            found = f"{int(100 * share)}% of the shorter text is also in {statements[nearest].path}"
            remedy = "if both are the same statement, keep one"
            yield statement.path, Spot(1, found, remedy)


@check_of_all
def _same_source(collection: Collection) -> Iterator[tuple[str, Spot]]:
    """Two transcripts give the same address as their source."""
    first_with: dict[tuple[str, ...], str] = {}
    for transcript in collection.transcripts:
        source, path = transcript.statement.source, transcript.statement.path
        if not source or not source.url:
            continue
        parts = urlsplit(source.url)
        page = (parts.netloc.casefold(), parts.path.rstrip("/"), parts.query, parts.fragment)
        first = first_with.setdefault(page, path)
        if first != path:
            found = f"the source has the same address as in {first}"
            remedy = "check whether an address is wrong, or both are the same statement"
            yield path, Spot(transcript.line_of("source", "url"), found, remedy)


class _Samples:
    """The sampled runs of the texts seen so far."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}  # the first text with a run
        self._others: dict[int, list[int]] = {}  # further texts; most runs have none
        self._sizes: dict[int, int] = {}

    def nearest(self, words: Sequence[str]) -> int | None:
        """Return the text that shares most of the smaller sample, or None if none shares enough."""
        sample = self._sample(words)
        counts: Counter[int] = Counter()
        for run in sample:
            if run in self._first:
                counts[self._first[run]] += 1
                counts.update(self._others.get(run, ()))
        shares = {
            number: count / min(len(sample), self._sizes[number])
            for number, count in counts.items()
        }
        nearest = max(shares, key=lambda number: (shares[number], -number), default=-1)
        return nearest if shares.get(nearest, 0) >= _WORTH_COMPARING else None

    def add(self, number: int, words: Sequence[str]) -> None:
        """Add a text's sample."""
        sample = self._sample(words)
        self._sizes[number] = len(sample)
        for run in sample:
            if self._first.setdefault(run, number) != number:
                others = self._others.setdefault(run, [])
                if len(others) < _MAX_TEXTS:
                    others.append(number)

    def _sample(self, words: Sequence[str]) -> set[int]:
        starts = [place for place, word in enumerate(words[: 1 - _RUN]) if _is_sampled(word)]
        return {crc32(" ".join(words[place : place + _RUN]).encode()) for place in starts}


@cache
def _is_sampled(word: str) -> bool:
    """True if runs that begin with the word are in the sample."""
    return crc32(word.encode()) % _SAMPLED == 0


def _words(statement: ParsedStatement) -> list[str]:
    text = " ".join(paragraph.text for paragraph in statement.paragraphs)
    return _WORD.findall(text.casefold())


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of the shorter text's runs that the other has too, from 0 to 1."""
    runs, others = _runs(one), _runs(other)
    return len(runs & others) / min(len(runs), len(others))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1)}
