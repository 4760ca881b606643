"""Passages, and measures of how similar their wording is, regardless of typography."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log
from typing import TypeVar

Shared = TypeVar("Shared", str, tuple[str, str])

# A word is a run of letters, or a single letter of a script that is written without spaces.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_IN_WORD = re.compile(r"['’‘ʼ`´\u00ad\u200b-\u200d\u2060\ufeff]")  # don’t, soft hyphens
_ACCENT = re.compile(r"[\u0300-\u036f]")
_MOJIBAKE = re.compile(r"[ÂÃâÐÑ][\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")  # donâ€™t


def words_of(text: str) -> tuple[str, ...]:
    """Return the words without capitals, accents and punctuation; or characters if none is left."""
    if not text.isascii():
        text = _MOJIBAKE.sub(_repaired, text)
    if "&" in text:
        text = html.unescape(text)
    text = _IN_WORD.sub("", text)
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    text = text.casefold()
    return tuple(_WORD.findall(text)) or tuple("".join(text.split()))


def _repaired(match: re.Match[str]) -> str:
    """Return the character whose UTF-8 bytes were read as Windows-1252."""
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match[0]


@dataclass(frozen=True)
class Passage:
    """A paragraph to compare with others."""

    text: str
    speaker: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, in order."""
        return words_of(self.text)

    @cached_property
    def bag(self) -> Counter[str]:
        """The count of each word."""
        return Counter(self.words)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """The count of each pair of adjacent words."""
        return Counter(pairwise(self.words))

    @cached_property
    def spelling(self) -> Counter[str]:
        """The count of each trigram of letters, to recognise misspelt words."""
        run = f" {' '.join(self.words)} "
        return Counter(run[start : start + 3] for start in range(len(run) - 2))


def common(one: Counter[Shared], other: Counter[Shared]) -> int:
    """Return how many members two bags share."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(min(count, large[word]) for word, count in small.items() if word in large)


def share(one: Passage, other: Passage) -> float:
    """Return the share of words in common, from 0 to 1 (Dice coefficient)."""
    total = len(one.words) + len(other.words)
    return 2 * common(one.bag, other.bag) / total if total else 1.0


def share_of_long(one: Passage, other: Passage) -> float:
    """Return the share of words in common, each weighted by its length (Dice coefficient)."""
    total = _letters(one.bag) + _letters(other.bag)
    return 2 * _letters(one.bag & other.bag) / total if total else 1.0


def _letters(bag: Counter[str]) -> int:
    return sum(n * len(word) for word, n in bag.items())


def share_of_pairs(part: Passage, whole: Passage) -> float:
    """Return the share of the part's pairs of adjacent words that the whole has, from 0 to 1."""
    total = len(part.words) - 1
    if total < 1:
        return 1.0 if part.bag.keys() <= whole.bag.keys() else 0.0
    there = whole.pairs
    return sum(min(n, there[pair]) for pair, n in part.pairs.items() if pair in there) / total


def dice(one: Counter[Shared], other: Counter[Shared]) -> float:
    """Return the share of what two bags have in common, from 0 to 1 (Dice coefficient)."""
    total = one.total() + other.total()
    return 2 * common(one, other) / total if total else 1.0


class Rarity:
    """How rare each word is among all passages; common words say little about likeness."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        """Count the passages of each side that have a word."""
        sides = [Counter(word for passage in side for word in passage.bag) for side in (old, new)]
        self.counts = sides[0] | sides[1]
        self.total = max(len(old), len(new)) + 1

    def share(self, one: Passage, other: Passage) -> float:
        """Return the share of words in common, from 0 to 1, with more weight on rare words."""
        total = self._weight(one.bag) + self._weight(other.bag)
        return 2 * self._weight(one.bag & other.bag) / total if total else 1.0

    def _weight(self, bag: Counter[str]) -> float:
        return sum(n * log(self.total / self.counts[word]) for word, n in bag.items())
