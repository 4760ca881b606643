"""Recognises the language of a text, and lists of languages that a page offers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import islice

from babel import Locale, UnknownLocaleError

from onrecord.word_lists import word_list, word_map

# `• en-GB1 ru-RU1`
_CODES = re.compile(r"[^\w\n]*(?:[a-z]{2}[-_][A-Z]{2}\d?[ \t\xa0|,/•]*)+")
_CODE = re.compile(r"(?P<language>[a-z]{2})[-_][A-Z]{2}")
_ENOUGH = 0.25  # of a text's words are common words of its language
_AHEAD = 1.25  # times as many as in the next language
_HALF, _SOME = 0.5, 0.1  # of the letters are in a script
_LETTERS = 2_000  # of a text that are looked at


def listed_languages(line: str) -> tuple[str, ...]:
    """Return the languages on a line that lists only languages: `• en-GB1 ru-RU1`."""
    if _CODES.fullmatch(line):
        return tuple(dict.fromkeys(found["language"] for found in _CODE.finditer(line)))
    words = [word for word in re.split(r"[\s|,/•·]+", line.strip()) if word]
    names = own_names()
    if len(words) > 1 and all(word.casefold() in names for word in words):
        return tuple(dict.fromkeys(names[word.casefold()] for word in words))
    return ()


def language_of(text: str) -> str:
    """Return the code of the language that the text is in; empty if that is not clear."""
    words = re.findall(r"[^\W\d_]+", text.casefold())[:3000]
    script = _script(text) or _arabic_language(text)
    if script:
        return script
    if len(words) < 40:
        return ""
    shares = sorted(
        ((sum(word in common for word in words) / len(words), code) for code, common in _common()),
        reverse=True,
    )
    (best, code), (second, _) = shares[0], shares[1]
    return code if best >= _ENOUGH and best >= _AHEAD * second else ""


@cache
def own_names() -> dict[str, str]:
    """Return the codes of languages by their own names."""
    return {
        (Locale.parse(code).display_name or code).casefold(): code
        for code in word_list("language_lists", "offered")
    }


@cache
def weekdays() -> frozenset[str]:
    """Return the names of weekdays, long and short, with their case folded."""
    return frozenset(
        name.casefold().strip(".")
        for code in word_list("language_lists", "offered")
        for width in ("wide", "abbreviated")
        for name in Locale.parse(code).days["format"][width].values()
    )


@cache
def country_names(language: str) -> frozenset[str]:
    """Return the names of countries in the language."""
    try:
        territories = Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(name for code, name in territories.items() if code.isalpha())


@cache
def common_words() -> frozenset[str]:
    """Return the most common words of all known languages, with their case folded."""
    return frozenset().union(*(words for _, words in _common()))


@cache
def _common() -> tuple[tuple[str, frozenset[str]], ...]:
    import justext  # type: ignore[import-untyped]  # slow to load

    available: Iterable[str] = justext.get_stoplists()
    return tuple(
        (code, frozenset(justext.get_stoplist(name)))
        for name, code in word_map("language_lists", "stoplists").items()
        if name in available
    )


def is_spaced(text: str) -> bool:
    """False for text in scripts without spaces between words: Chinese, Japanese, Thai."""
    return _share(text, word_list("language_lists", "scripts_without_spaces")) <= _HALF


def _script(text: str) -> str:
    """Return the language of a script that only one known language uses."""
    for script, code in word_map("language_lists", "scripts").items():
        if _share(text, (script,)) > (_SOME if code in {"ja", "ko"} else _HALF):
            return code
    return ""


def _arabic_language(text: str) -> str:
    """Return the language whose own letters a text in the Arabic script has."""
    if _share(text, ("ARABIC",)) <= _HALF:
        return ""
    own = word_map("language_lists", "arabic_letters")
    votes = Counter(own[letter] for letter in _letters(text) if letter in own)
    others = [code for code in votes if code != "fa"]  # they have the letters of Persian, too
    return max(others or votes, key=lambda code: votes[code], default="")


def _share(text: str, scripts: tuple[str, ...]) -> float:
    """Return how much of a text's letters is in one of the scripts."""
    letters = _letters(text)
    held = sum(unicodedata.name(letter, "").startswith(scripts) for letter in letters)
    return held / len(letters) if letters else 0.0


def _letters(text: str) -> list[str]:
    return list(islice(filter(str.isalpha, text), _LETTERS))
