"""What text before a colon looks like: a label, or a sentence that ends in a colon.

A label is a name, a title with a name, a group without names, or a name with an office. What could
be either is treated as a label, so that nobody's words are attributed to the speaker before.
"""

import re
from functools import cache

from onrecord.word_lists import any_word, word_set

_SMALL_WORDS = word_set("label_words", "small_words")
_PARTICLES = word_set("label_words", "particles")
_NOT_NAMES = word_set("label_words", "not_names")
_SAYING = word_set("label_words", "verbs_of_saying")
_PHRASE_BEGINNINGS = word_set("label_words", "phrase_beginnings")
_BEFORE_SMALL_WORDS = word_set("label_words", "phrase_beginnings_before_small_words")
_TITLES = word_set("label_words", "honorifics") | word_set("label_words", "roles")
_ARTICLES = word_set("label_words", "articles")
_SENTENCE_WORDS = word_set("label_words", "pronouns") | word_set("label_words", "forms_of_address")
_QUOTES = "\"'“”„‘’‚«»‹›"
_NO_NAME_HOLDS = re.compile(r"[。，、；！？；…]|[,;!?]$|[!?]\s")
# `Horst Berger, Präsident des Bundesrates`, `Abg. Maurer – ironisch`
_WITH_OFFICE = re.compile(r"(?P<name>[^,–—]{2,60}?)\s?(?:,\s|\s[-–—]\s?|[–—])(?P<office>.+)")
_MAX_WORDS = 16
_MAX_TITLED_WORDS = 6
_MAX_UNCASED_WORDS = 4
_MAX_UNCASED_LETTERS = 12
_MAX_RESEMBLING_WORDS = 8


def looks_like_label(name: str) -> bool:
    """True if the text before a colon is written like a label."""
    words = _words_of(name)
    if not words or len(words) > _MAX_WORDS or _NO_NAME_HOLDS.search(name):
        return False
    if is_group(name):
        return True
    if resembles_label(name):
        return False
    return _is_capitalised(words) or _is_titled(words) or has_office(name)


def resembles_label(name: str) -> bool:
    """True for text that is written a little like a label, and is none.

    `Photo`, `Ann Roe said`, `On Gaza`, `First, on Gaza`.
    """
    words = _words_of(name)
    if not words or len(words) > _MAX_RESEMBLING_WORDS or _NO_NAME_HOLDS.search(name):
        return False
    if not _is_name(words[0]) or is_group(name):
        return False
    if _is_phrase(words):
        return True
    folded = [word.casefold().strip(".") for word in words]
    if _is_uncased(words[0]) and _is_sentence(folded):
        return True
    if len(words) == 1:
        return folded[0] in _NOT_NAMES
    return folded[-1] in _SAYING and folded[0] not in _SENTENCE_WORDS


def _is_phrase(words: list[str]) -> bool:
    """True for what a speech goes on to: `On Gaza`, `In the Gulf`, `First, on Gaza`."""
    first, second = words[0].casefold(), words[1] if len(words) > 1 else ""
    if not _is_capitalised(words):
        return False
    if first.endswith(","):
        return bool(second) and first[:-1] in _NOT_NAMES | _PHRASE_BEGINNINGS
    if first in _BEFORE_SMALL_WORDS:
        return len(second) > 1 and second[0].islower()
    return bool(second) and first in _PHRASE_BEGINNINGS


def is_group(name: str) -> bool:
    """True for people without names: `An hon. member`, `Some hon. members`, `Голос из зала`."""
    return _group_pattern().fullmatch(name.strip()) is not None


def has_office(name: str) -> bool:
    """True for a name with an office: `Peter Alt, Bundesminister für besondere Aufgaben`."""
    parts = _WITH_OFFICE.fullmatch(name)
    return parts is not None and is_personal(parts["name"]) and may_follow_name(parts["office"])


def name_before_office(name: str) -> str:
    """Return the name in a label with an office, or the whole label."""
    parts = _WITH_OFFICE.fullmatch(name)
    return parts["name"].strip() if parts and has_office(name) else name


def may_follow_name(text: str) -> bool:
    """True if the text can be an office or stage business, and is no part of a sentence."""
    words = [word.casefold().strip(".,;") for word in text.split()]
    is_sentence = any(word in _SENTENCE_WORDS for word in words)
    return bool(words) and len(words) <= _MAX_WORDS and not is_sentence and words[-1] not in _SAYING


def is_personal(name: str) -> bool:
    """True for a name of two words or more, or a title with a name: `Abg. Huber`."""
    words = _words_of(name)
    folded = [word.casefold().strip(".") for word in words]
    if len(words) < 2 or len(words) > _MAX_TITLED_WORDS or folded[0] in _NOT_NAMES:
        return False
    is_address = all(word in _TITLES or f"{word}." in _TITLES for word in folded)
    is_address = is_address or any(word in _SENTENCE_WORDS for word in folded)
    return not is_address and (_is_capitalised(words) or _is_titled(words))


def is_titled(name: str) -> bool:
    """True if the label begins with a title and names somebody after it: `Präsident Weber`."""
    words = _words_of(name)
    return len(words) > 1 and _is_titled(words) and is_personal(name)


def has_title(name: str) -> bool:
    """True if a title or office is among the words: `NATO Spokesperson`."""
    return any(word.casefold().strip(".") in _TITLES for word in name.split())


def is_shouted_name(name: str) -> bool:
    """True for a title and a name in capitals: `Mr. TRAVIS`, `The SPEAKER pro tempore`."""
    words = name.split()
    if not words or len(words) > _MAX_TITLED_WORDS or name != name.strip() or "\\" in name:
        return False
    folded = [word.casefold() for word in words[:3]]
    is_title = folded[0] in _ARTICLES or any(
        word in _TITLES or word.strip(".") in _TITLES for word in folded
    )
    capitals = [word for word in words[1:] if _is_capitals(word)]
    others = [word for word in words[1:] if word not in capitals]
    are_fit = all(may_be_in_label(word) or word in {"pro", "tempore"} for word in others)
    return is_title and bool(capitals) and are_fit


def several_names(name: str) -> tuple[str, ...]:
    """Return the names in a label that may be of several people: `Anna Berg and Tom Hill`."""
    parts = [part.strip() for part in _joints().split(name) if part and part.strip()]
    return tuple(parts) if len(parts) > 1 else ()


def _is_capitals(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.7 * len(letters)


def _is_sentence(words: list[str]) -> bool:
    """True if a word shows a sentence, in scripts where capitals show nothing: `我们一直主张`."""
    begins = tuple(word for word in _SENTENCE_WORDS if not word.isascii() and len(word) > 1)
    is_joined = len(words) == 1 and words[0].startswith(begins) and _is_uncased(words[0])
    return is_joined or any(word in _SENTENCE_WORDS for word in words)


def _words_of(name: str) -> list[str]:
    return [bare for word in name.split() if (bare := word.strip(_QUOTES))]


def _is_capitalised(words: list[str]) -> bool:
    """Names and titles are capitalised, small words apart: `Foreign Minister of Iran`."""
    begins = _is_name(words[0]) or words[0] in _PARTICLES
    uncased = sum(_is_uncased(word) for word in words)
    return (
        begins
        and any(_is_name(word) for word in words)
        and uncased <= _MAX_UNCASED_WORDS
        and all(may_be_in_label(word) for word in words)
    )


def _is_titled(words: list[str]) -> bool:
    """A title in lower case is one too: `poseł Jan Kowalski`, `the chairman`."""
    rest = words[1:] if words[0].casefold() in _ARTICLES else words
    if not rest or len(rest) > _MAX_TITLED_WORDS:
        return False
    first = rest[0].casefold()
    is_title = first in _TITLES or first.strip(".") in _TITLES
    return is_title and all(
        may_be_in_label(word) or word.casefold().strip(".") in _TITLES for word in rest[1:]
    )


def _is_name(word: str) -> bool:
    """`Lavrov`, `al-Assad`, `王毅`."""
    return any(letter.isupper() or letter.istitle() for letter in word) or _is_uncased(word)


def _is_uncased(word: str) -> bool:
    """True if the word is in a script without capitals, and no longer than a name and a title."""
    letters = [letter for letter in word if letter.isalpha()]
    is_uncased = all(letter.lower() == letter.upper() for letter in letters)
    return bool(letters) and is_uncased and len(word) <= _MAX_UNCASED_LETTERS


def may_be_in_label(word: str) -> bool:
    """True for a word with a capital, a small word of titles, or a number."""
    has_letters = any(letter.isalpha() for letter in word)
    return not has_letters or _is_name(word) or word in _SMALL_WORDS


@cache
def _group_pattern() -> re.Pattern[str]:
    lists = ("group_determiners", "group_adjectives", "group_prepositions")
    determiners, adjectives, prepositions = (any_word("label_words", name) for name in lists)
    groups, places = any_word("label_words", "groups"), any_word("label_words", "places_of_voices")
    return re.compile(
        rf"(?:(?:{determiners})\s+)*(?:(?:{adjectives})\s+)*(?:{groups})"
        rf"(?:\s+(?:{prepositions})\s+[^,;!?]{{1,60}})?|(?:{places})",
        re.IGNORECASE,
    )


@cache
def _joints() -> re.Pattern[str]:
    words = any_word("label_words", "conjunctions")
    return re.compile(rf"\s+(?:{words})\s+|\s*/\s*|,\s+")
