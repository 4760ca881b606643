r"""Splits text into words, and gives each word the term under which it is indexed.

`static/scripts/shared/analysis.ts` is the same in TypeScript: this module writes the index and that
one searches it, so tests compare the two on every character of Unicode and on the words of real
texts.

What a word is
    A run of letters and digits of any alphabet. Spaces, dashes, slashes and full stops separate
    words ("US-Taliban" is two). An apostrophe inside a word belongs to it, and so does the comma
    of "1,000". Single letters with full stops between them are one word ("U.S."). Each Chinese
    character and each Japanese kana is a word.

How it is folded
    To lower case without accents or vowel points, so that "kazim" finds "Kāzım"; without the
    endings 's, 'll, 're, 've, 'd and 'm; without apostrophes, commas and full stops.

Which term it has
    Its stem, as lunr.js stems it. Lunr's stop words have no term unless they are written in
    capitals: "US", "IT" and "WHO" are names. So the term `us` means the country. Stop words are
    not removed from queries (nor does Lunr): "us" finds the country, and "the" finds nothing,
    which the code that reads queries has to allow for.

The Unicode tables of the machine are not asked what a letter is, since they differ between versions
of Python and of browsers. The blocks below decide, and only letters that all versions since Unicode
14 fold alike are folded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from lunr.stop_word_filter import WORDS  # type: ignore[import-untyped]

from onrecord.search.stemmer import stem_word

STOP_WORDS: frozenset[str] = frozenset(WORDS)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it is, how it is folded, and its term if it has one.

    `start` and `end` count characters (code points) of the text.
    """

    start: int
    end: int
    folded: str
    term: str | None


def read_words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order, including those without a term."""
    for match in _WORD.finditer(text):
        written = match.group()
        yield Word(match.start(), match.end(), fold_word(written), find_term(written))


def list_terms(text: str) -> list[str | None]:
    """Return the term of each word of a text in order; a word's index is its ordinal.

    The terms are those of `read_words`, but a string between spaces is analysed only once.
    """
    terms: list[str | None] = []
    for chunk in text.split():
        terms.extend(_list_terms_of_chunk(chunk))
    return terms


def list_words(text: str) -> list[tuple[str, str | None]]:
    """Return the words of a text in order, folded, with their terms."""
    return [(fold_word(written), find_term(written)) for written in _WORD.findall(text)]


@lru_cache(maxsize=1 << 17)
def find_term(written: str) -> str | None:
    """Return the term of a word as it is written; None for a stop word."""
    folded = fold_word(written)
    if folded in STOP_WORDS and not _is_acronym(written):
        return None
    return stem_word(folded)


@lru_cache(maxsize=1 << 17)
def fold_word(written: str) -> str:
    """Return a word in lower case, without accents, contracted endings, and punctuation."""
    letters = written.lower() if written.isascii() else _FOLDABLE.sub(_fold_letters, written)
    if letters.isalnum() and letters.isascii():
        return letters
    straight = _APOSTROPHE.sub("'", _MARK.sub("", letters))
    return _PUNCTUATION.sub("", _ENDING.sub("", straight))


# Characters that separate words, by Unicode block; unassigned ones count with their block.
_SEPARATORS = (
    r"\u0000-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00B4\u00B6-\u00BF\u00D7\u00F7"
    r"\u02C2-\u02DF\u02E5-\u02FF\u0374\u0375\u037A\u037E\u0384\u0385\u0387\u03F6\u0482"
    r"\u055A-\u055F\u0589-\u058F\u05BE\u05C0\u05C3\u05C6\u05F3-\u060F\u061B-\u061F"
    r"\u066A-\u066D\u06D4\u06DD\u06DE\u06E9\u06FD\u06FE\u0700-\u070F\u0964\u0965\u0970"
    r"\u0DF4\u0E2F\u0E3F\u0E4F\u0E5A\u0E5B\u0F01-\u0F17\u0F3A-\u0F3D\u104A-\u104F\u10FB"
    r"\u1360-\u1368\u1400\u166D\u166E\u1680\u169B\u169C\u16EB-\u16ED\u1735\u1736"
    r"\u17D4-\u17DB\u1800-\u180A\u180E\u1FBD\u1FBF-\u1FC1\u1FCD-\u1FCF\u1FDD-\u1FDF"
    r"\u1FED-\u1FEF\u1FFD-\u1FFF\u2000-\u2BFF\u2E00-\u3004\u3008-\u3020\u3030\u3036\u3037"
    r"\u303D-\u3040\u309B\u309C\u30A0\u30FB\u3190-\u319F\u31C0-\u31E3\u3200-\u33FF"
    r"\u4DC0-\u4DFF\uA490-\uA4CF\uA4FE\uA4FF\uA60D-\uA60F\uD800-\uF8FF\uFB29\uFD3E-\uFD4F"
    r"\uFDFC-\uFDFF\uFE10-\uFE1F\uFE30-\uFE6F\uFF00-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40"
    r"\uFF5B-\uFF65\uFFE0-\uFFFF"
    r"\U0001CF00-\U0001D3FF\U0001D800-\U0001DAFF\U0001F000-\U0001FBFF\U000E0000-\U0010FFFF"
)
# Accents, vowel points, soft hyphens and other marks that are ignored inside a word.
_MARKS = (
    r"\u00AD\u02B9-\u02BB\u02BD-\u02C1\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1"
    r"\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06DC"
    r"\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u200C-\u200F\u202A-\u202E\u2060-\u2064"
    r"\uFE00-\uFE0F\uFEFF"
)
_APOSTROPHES = r"'\u2018\u2019\u02BC\uFF07"
# Kana, and the Chinese characters of all planes.
_LOGOGRAMS = (
    r"\u3005-\u3007\u3041-\u309A\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF"
    r"\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F\U00020000-\U0003FFFF"
)
# The letters whose folding has been the same since Unicode 14.
_FOLDED = (
    r"A-Za-z\u00B5\u00C0-\u1AAF\u1B00-\u1C7F\u1C90-\u1FFF\u3041-\u30FF\uAC00-\uD7A3"
    r"\uF900-\uFAD9\uFB00-\uFB4F\uFE80-\uFEFC\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A"
    r"\uFF66-\uFFDC"
)
_NO_LETTER = _SEPARATORS + _MARKS + _APOSTROPHES + _LOGOGRAMS
_LETTER = f"[^0-9{_NO_LETTER}]"
_SIGN = f"[^{_NO_LETTER}]"
_RUN = f"{_SIGN}(?:{_SIGN}|[{_MARKS}])*"

# Three kinds of words, tried in this order:
#   U.S.  a.m.  U.S.’s              single letters with full stops between
#   阿                               a logogram, with a voicing mark that follows it
#   Moscow’s  O'Brien  1,000  2nd   a run of letters and digits
_WORD = re.compile(
    f"(?<!{_SIGN}){_LETTER}(?:\\.{_LETTER})+(?!{_SIGN}|[{_MARKS}])\\.?"
    f"(?:[{_APOSTROPHES}][sS](?!{_SIGN}))?"
    f"|[{_LOGOGRAMS}][\\u3099\\u309A]?"
    f"|{_RUN}(?:(?:[{_APOSTROPHES}]|(?<=[0-9])(?<![0-9]{{4}}),(?=[0-9]{{3}}(?![0-9]))){_RUN})*"
)
_FOLDABLE = re.compile(f"[{_FOLDED}]+")
_MARK = re.compile(f"[{_MARKS}]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_ENDING = re.compile("(?<=.)'(?:s|ll|re|ve|d|m)$")  # Moscow's  we'll
_PUNCTUATION = re.compile("[',.\u00b7]")  # o'brien  1,000  u.s.; the dot of a decomposed ŀ
_ACRONYM = re.compile(  # US  U.S.  u.s.  US's
    f"(?:[A-Z]{{2,}}|[A-Za-z](?:\\.[A-Za-z])+\\.?)(?:[{_APOSTROPHES}][sS])?"
)

# Letters that have no decomposition, as they are typed on keyboards without them.
_PLAIN_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe"}
    | {"ς": "σ"}
)


def _fold_letters(match: re.Match[str]) -> str:
    plain = _MARK.sub("", normalize("NFKD", match.group()))
    return normalize("NFC", plain.lower().translate(_PLAIN_LETTERS))


def _is_acronym(written: str) -> bool:
    return _ACRONYM.fullmatch(written) is not None


@lru_cache(maxsize=1 << 17)
def _list_terms_of_chunk(chunk: str) -> tuple[str | None, ...]:
    return tuple(find_term(match.group()) for match in _WORD.finditer(chunk))
