"""Words that labels are recognised by: questions, answers, roles, titles before names."""

import re
from functools import cache

from onrecord.word_lists import any_word, word_list, word_set

HONORIFICS = word_set("label_words", "honorifics")
_NOT_NAMES = word_set("label_words", "not_names")
_SAYING = word_set("label_words", "verbs_of_saying")
_DASH = re.compile(r"\s?\.\s?[-–—]\Z")


def asks_by_word(label: str) -> bool:
    """True if the label is the word for a question, in one of many languages."""
    ends = word_list("label_words", "question_endings")
    return bool(_question().fullmatch(name_in(label))) or name_in(label).endswith(ends)


def answers_by_word(label: str) -> bool:
    """True if the label is the word for an answer, which does not say who gives it."""
    return name_in(label).casefold() in word_set("label_words", "answers")


def is_role(label: str) -> bool:
    """True if the label says what somebody does in the conversation: `Moderator`."""
    return label.casefold() in word_set("label_words", "roles")


def is_of_machine(label: str) -> bool:
    """True if a program numbered a voice and nobody named it: `SPEAKER_00`, `Speaker 1`."""
    return _machine().fullmatch(name_in(label)) is not None


def may_be_name(label: str) -> bool:
    """True unless the first or last word shows that the label is part of a sentence."""
    words = label_words(label)
    return words[0] not in _NOT_NAMES and not words[0].isdigit() and words[-1] not in _SAYING


def label_words(label: str) -> list[str]:
    """Return the words of a label with their case folded, without full stops and commas."""
    return [word.casefold().strip(".,") for word in label.split()]


def name_in(label: str) -> str:
    """Return the label without the punctuation after it: `PREGUNTA` of `PREGUNTA.-`."""
    return _DASH.sub("", label).strip()


def ends_with_dash(label: str) -> bool:
    """True if a full stop and a dash separate the label from the words: `PREGUNTA.-`."""
    return _DASH.search(label) is not None


def is_shouted(label: str) -> bool:
    """True if the label is mostly in capitals: `MR. PRICE`, `Mr. KIRBY`, `SECRETARY BLINKEN`."""
    words = [word for word in re.split(r"[\s.,]+", label) if word]
    if words and words[0].casefold() in HONORIFICS and len(words) > 1:
        words = words[1:]
    letters = "".join(letter for letter in "".join(words) if letter.isalpha())
    capitals = sum(map(str.isupper, letters))
    return capitals >= max(2, 0.8 * len(letters))


@cache
def _question() -> re.Pattern[str]:
    """Match `Question`, `Question 2`, `Question from the floor`, `Frage Müller`."""
    lists = ("questions", "questions_of", "asked_by")
    words, outlets, asked_by = (any_word("label_words", name) for name in lists)
    return re.compile(
        rf"(?:{words}|(?:{outlets})(?:\s+[\w-]+)?)"
        rf"(?:\s+(?:\d+|no\.?\s*\d+|(?:{asked_by})\b.*))?",
        re.IGNORECASE,
    )


@cache
def _machine() -> re.Pattern[str]:
    """Match `SPEAKER_00`, `spk_1`, `Sprecher 2`, `Speaker A`, `S3`, `Unknown`."""
    lists = ("numbered_voices", "voices_without_names")
    numbered, alone = (any_word("label_words", name) for name in lists)
    return re.compile(
        rf"(?:{numbered})[\s_#-]*(?:(?:no|nr|n[º°]|№)\.?\s*)?(?:\d+|(?<=[\s_#-])[a-z])|s\d+"
        rf"|(?:{alone})(?:[\s_#-]*\d+)?",
        re.IGNORECASE,
    )
