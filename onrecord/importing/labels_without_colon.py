"""Finds labels without a colon: before a full stop and a dash, or on a line of their own."""

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.content.label_forms import is_personal
from onrecord.content.labels import is_findable
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.label_words import asks_by_word, is_shouted, name_in

# `PREGUNTA.-`, `Presidente. —`: a full stop and a dash where others print a colon
_SET_OFF = re.compile(r"(?P<label>[^\W_][^:：()\[\]\\*\n]{0,79}?\s?\.\s?[-–—])\s*(?=[^\s\d-])")
_ALONE = 8  # words of a label on a line of its own


def labels_without_colon(
    texts: Sequence[str], known: KnownLabels, *, strong: Sequence[bool], alone: Sequence[bool]
) -> dict[str, str]:
    """Return the labels without a colon that begin turns, each with the reason.

    `strong` is true for each paragraph that begins in bold, `alone` for each line that is all bold
    or in capitals, with text below it.
    """
    return {**_set_off(texts, strong), **_alone(texts, known, alone), **_by_patterns(texts, known)}


def _set_off(texts: Sequence[str], strong: Sequence[bool]) -> dict[str, str]:
    found = [_SET_OFF.match(text.lstrip(" \t\xa0")) for text in texts]
    times = Counter(match["label"] for match in found if match)
    labels: dict[str, str] = {}
    for match, is_strong in zip(found, strong, strict=True):
        label = match["label"] if match else ""
        name = name_in(label)
        is_one = is_strong or asks_by_word(name) or is_shouted(name) or times[label] > 1
        if label and is_one and len(name.split()) <= _ALONE:
            labels[label] = "full stop and dash"
    return labels


def _by_patterns(texts: Sequence[str], known: KnownLabels) -> dict[str, str]:
    """Return names before signs of their own, if one of them recurs."""
    labels: dict[str, str] = {}
    for kind, patterns in known.recurring.items():
        for pattern in patterns:
            found = (pattern.match(text.lstrip(" \t\xa0")) for text in texts)
            times = Counter(match["name"].strip() for match in found if match)
            if kind == "recurring_names":
                for name in [*times]:
                    if not (is_personal(name) or asks_by_word(name)):
                        del times[name]
            # Single letters number lists as well: they are labels only where one asks.
            are_letters = kind == "questions_and_answers" and not any(map(asks_by_word, times))
            if times and max(times.values()) > 1 and not are_letters:
                labels |= dict.fromkeys(times, "before a sign of its own")
    return labels


def _alone(texts: Sequence[str], known: KnownLabels, alone: Sequence[bool]) -> dict[str, str]:
    """Return names on lines of their own, where they take turns: one recurs, another is there."""
    named = [
        text.strip()
        for text, is_alone in zip(texts, alone, strict=True)
        if is_alone and len(text.split()) <= _ALONE and is_findable(text.strip())
    ]
    times = Counter(named)
    if len(times) < 2 or len(named) < 3 or max(times.values()) < 2:
        return {}
    return {
        name: "on a line of its own"
        for name in times
        if times[name] > 1 or asks_by_word(name) or known.labels.find(f"{name}:")
    }
