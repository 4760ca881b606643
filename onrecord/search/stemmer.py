"""Stems words like lunr.js 2.3.9.

The package `lunr` has another implementation of Porter's algorithm than lunr.js: it turns "turkey"
into "turkei", which a browser then cannot find. Each override below fixes one difference; tests
compare the result with lunr.js itself.
"""

from struct import iter_unpack

from lunr.stemmer import PorterStemmer  # type: ignore[import-untyped]


def stem_word(word: str) -> str:
    """Return the stem of a word in lower case."""
    if word.isascii():
        return str(_STEMMER.stem(word))
    return _join_surrogates(_STEMMER.stem(_split_surrogates(word)))


class _LunrJsStemmer(PorterStemmer):  # type: ignore[misc]
    b: str
    k: int
    k0: int
    j: int

    def ends(self, s: str) -> bool:
        """A suffix leaves a letter before it, except where lunr.js asks what a stem ends in."""
        return bool(super().ends(s)) and (self.j >= self.k0 or s in ("at", "bl", "iz"))

    def cons(self, i: int) -> bool:
        """In a row of letters y, every other one is a consonant; counted, as a row may be long."""
        if self.b[i] != "y":
            return self.b[i] not in "aeiou"
        before = self.b[self.k0 : i].rstrip("y")
        after_consonant = before != "" and before[-1] not in "aeiou"
        return (i - self.k0 - len(before)) % 2 == after_consonant

    def doublec(self, j: int) -> bool:
        """A double y is not a double consonant."""
        return bool(super().doublec(j)) and self.b[j] != "y"

    def step1c(self) -> None:
        """A last y becomes i after a consonant that is not the first letter: cry, not by or say."""
        if self.k >= 2 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i"


def _split_surrogates(word: str) -> str:
    """Return the word as JavaScript counts it: a letter beyond U+FFFF is two."""
    if all(letter <= "\uffff" for letter in word):
        return word
    units = iter_unpack("<H", word.encode("utf-16-le", "surrogatepass"))
    return "".join(chr(unit) for (unit,) in units)


def _join_surrogates(word: str) -> str:
    return word.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


_STEMMER = _LunrJsStemmer()
