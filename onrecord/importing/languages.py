"""Which languages a page exists in, and which one a text is written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import justext  # type: ignore[import-untyped]
from babel import Locale, UnknownLocaleError

from onrecord.word_lists import word_list, word_map

# `• en-GB1 ru-RU1`
_CODES = re.compile(r"[^\w\n]*(?:[a-z]{2}[-_][A-Z]{2}\d?[ \t\xa0|,/•]*)+")
_CODE = re.compile(r"(?P<language>[a-z]{2})[-_][A-Z]{2}")
_ENOUGH = 0.25  # of a text's words are among the commonest of its language
_AHEAD = 1.25  # times as many as in the next language


def listed_languages(line: str) -> tuple[str, ...]:
    """The languages that the line lists and nothing else: `• en-GB1 ru-RU1`, `English Русский`."""
    if _CODES.fullmatch(line):
        return tuple(dict.fromkeys(found["language"] for found in _CODE.finditer(line)))
    words = [word for word in re.split(r"[\s|,/•·]+", line.strip()) if word]
    names = own_names()
    if len(words) > 1 and all(word.casefold() in names for word in words):
        return tuple(dict.fromkeys(names[word.casefold()] for word in words))
    return ()


def language_of(text: str) -> str:
    """The language that the words are in, as a two-letter code; empty where that is not clear."""
    words = re.findall(r"[^\W\d_]+", text.casefold())[:3000]
    script = _script(text)
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
    """What languages call themselves, to their codes."""
    return {
        (Locale.parse(code).display_name or code).casefold(): code
        for code in word_list("language_lists", "offered")
    }


@cache
def weekdays() -> frozenset[str]:
    """What the days of the week are called, long and short, folded."""
    return frozenset(
        name.casefold().strip(".")
        for code in word_list("language_lists", "offered")
        for width in ("wide", "abbreviated")
        for name in Locale.parse(code).days["format"][width].values()
    )


@cache
def country_names(language: str) -> frozenset[str]:
    """What countries are called in the language."""
    try:
        territories = Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(name for code, name in territories.items() if code.isalpha())


@cache
def common_words() -> frozenset[str]:
    """The commonest words of all languages that are known here, folded."""
    return frozenset().union(*(words for _, words in _common()))


@cache
def _common() -> tuple[tuple[str, frozenset[str]], ...]:
    available: Iterable[str] = justext.get_stoplists()
    return tuple(
        (code, frozenset(justext.get_stoplist(name)))
        for name, code in word_map("language_lists", "stoplists").items()
        if name in available
    )


def _script(text: str) -> str:
    """The language of a script that only one language here is written in."""
    letters = [character for character in text if character.isalpha()][:2000]
    for script, code in word_map("language_lists", "scripts").items():
        held = sum(unicodedata.name(letter, "").startswith(script) for letter in letters)
        if letters and held > (0.1 if code in {"ja", "ko"} else 0.5) * len(letters):
            return code
    return ""
