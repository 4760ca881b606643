"""A word to its stem, as lunr.js 2.3.9 stems it.

The package `lunr` carries Porter's algorithm by another hand than lunr.js: it makes "turkei" of
"turkey", which a browser then cannot find. Each method below mends one way in which the two
differ; the tests hold the result against lunr.js itself.
"""

from struct import iter_unpack

from lunr.stemmer import PorterStemmer  # type: ignore[import-untyped]


def stem_word(word: str) -> str:
    """The stem of a word in small letters."""
    if word.isascii():
        return str(_STEMMER.stem(word))
    return _join_surrogates(_STEMMER.stem(_split_surrogates(word)))


class _LunrJsStemmer(PorterStemmer):  # type: ignore[misc]
    b: str
    k: int
    k0: int
    j: int

    def ends(self, s: str) -> bool:
        """A suffix leaves a letter before it, save where lunr.js asks what a stem ends in."""
        return bool(super().ends(s)) and (self.j >= self.k0 or s in ("at", "bl", "iz"))

    def cons(self, i: int) -> bool:
        """Of letters y in a row every other is a consonant; counted, for a row may be long."""
        if self.b[i] != "y":
            return self.b[i] not in "aeiou"
        before = self.b[self.k0 : i].rstrip("y")
        after_consonant = before != "" and before[-1] not in "aeiou"
        return (i - self.k0 - len(before)) % 2 == after_consonant

    def doublec(self, j: int) -> bool:
        """A double y is no double consonant."""
        return bool(super().doublec(j)) and self.b[j] != "y"

    def step1c(self) -> None:
        """A last y becomes i after a consonant that is not the first letter: cry, not by or say."""
        if self.k >= 2 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i"


def _split_surrogates(word: str) -> str:
    """As JavaScript counts letters: those beyond U+FFFF are two."""
    if all(letter <= "\uffff" for letter in word):
        return word
    units = iter_unpack("<H", word.encode("utf-16-le", "surrogatepass"))
    return "".join(chr(unit) for (unit,) in units)


def _join_surrogates(word: str) -> str:
    return word.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


_STEMMER = _LunrJsStemmer()
