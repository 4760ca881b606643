"""Gives names that mean the same a term of their own, which occurs wherever one of them does.

For the group `[ISIS, Islamic State, Daesh]` the index has a term `=isis` besides the words: a
search for any of the names is a search for it. It cannot be mistaken for a word, since no word
contains an equals sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.search.analysis import read_words

SIGN = "="


@dataclass(frozen=True, slots=True)
class Group:
    """Names that mean the same, as folded words, and their common term."""

    term: str
    names: tuple[tuple[str, ...], ...]


class Synonyms:
    """Finds the names of groups in texts."""

    def __init__(self, groups: Sequence[Sequence[str]] = ()) -> None:
        self.groups = tuple(_read_group(names) for names in groups)
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for group in self.groups:
            for name in group.names:
                self._by_first.setdefault(name[0], []).append((name, group.term))
        for names in self._by_first.values():
            names.sort(key=lambda each: -len(each[0]))

    def __bool__(self) -> bool:
        return bool(self.groups)

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Yield the place and the term of each name; if names overlap, of the first and longest.

        `words` are folded.
        """
        end = 0
        for place, word in enumerate(words):
            if place >= end and word in self._by_first:
                for name, term in self._by_first[word]:
                    if tuple(words[place : place + len(name)]) == name:
                        yield place, term
                        end = place + len(name)
                        break


def _read_group(names: Sequence[str]) -> Group:
    folded = [tuple(word.folded for word in read_words(name)) for name in names]
    known = tuple(dict.fromkeys(name for name in folded if name))
    return Group(SIGN + "_".join(known[0]) if known else SIGN, known)
