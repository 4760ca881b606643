"""Warnings about letters: text in the wrong alphabet for its language, and look-alike letters."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel.core import get_global

from onrecord.checks.check import Spot, check_of_each, quoted, spots_at, spots_of_places
from onrecord.checks.context import Transcript
from onrecord.word_lists import word_map

_MIN_LETTERS = 20
# Alphabets with letters that look alike: `Аfghanistan` with a Russian А.
_ALIKE = frozenset({"Latin", "Greek", "Cyrillic"})
_WORD = re.compile(r"[^\W\d_]{3,}")
_GREEK_OR_CYRILLIC = re.compile(r"[\u0370-\u052f]")
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\u2c5f\u2d00-\ua71f\ua800-\uab2f\uabc0-\ufaff]")
_NAMES = word_map("language_lists", "alphabets")
_WITH_HAN = word_map("language_lists", "written_with_han")


@check_of_each
def _other_alphabet(transcript: Transcript) -> Iterator[Spot]:
    """A paragraph is not in the alphabet of the transcript’s language."""
    expected = alphabet_of(transcript.statement.language)
    if not expected or (expected == "Latin" and not _NOT_LATIN.search(transcript.body.text)):
        return
    found: dict[str, list[int]] = {}
    for paragraph in transcript.statement.paragraphs:
        used = _main_alphabet(paragraph.text, expected)
        if used and used != expected and {used, expected} != {"Han", "Hangul"}:
            found.setdefault(used, []).append(paragraph.line)
    for used, lines in found.items():
        what = f"{used} letters, but the language is {quoted(transcript.statement.language)}"
        yield from spots_at(lines, what, "correct `language`, or check what the source prints")


@check_of_each
def _mixed_alphabets(transcript: Transcript) -> Iterator[Spot]:
    """A word mixes look-alike letters of two alphabets, such as a Russian А in a Latin word."""
    if not _GREEK_OR_CYRILLIC.search(transcript.body.text):
        return
    places = [
        (line, match)
        for line, match in transcript.body.find(_WORD)
        if not match[0].isascii() and len(_ALIKE.intersection(map(_alphabet, match[0]))) > 1
    ]
    if places:
        alphabets = sorted(_ALIKE.intersection(map(_alphabet, places[0][1][0])))
        what = f"mixed {' and '.join(alphabets)} letters"
        yield from spots_of_places(places, what, "retype the word, or searches will not find it")


@cache
def alphabet_of(language: str) -> str:
    """Return the alphabet that a language is written in, or an empty string if it is unknown."""
    parts = language.split("-")
    script = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if not script:
        likely = get_global("likely_subtags").get(parts[0].lower(), "")
        script = next((part for part in likely.split("_")[1:] if len(part) == 4), "")
    return _NAMES.get(script, "")


def _main_alphabet(text: str, expected: str) -> str:
    """Return the alphabet of most of the letters, or an empty string if there are few letters."""
    if expected == "Latin" and text.isascii():
        return expected
    counts: Counter[str] = Counter()
    for character, number in Counter(text).items():
        if character.isalpha():
            counts[_alphabet(character)] += number
    total = sum(counts.values())
    if total < _MIN_LETTERS:
        return ""
    alphabet, number = counts.most_common(1)[0]
    return alphabet if 2 * number > total else ""


@cache
def _alphabet(character: str) -> str:
    """Return `Latin` for é, `Cyrillic` for ж, `Han` for 王 and かな."""
    word = unicodedata.name(character, "").partition(" ")[0]
    return _WITH_HAN.get(word) or word.title()
