"""Labels that are in headings, or after the number of a question."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.content.label_forms import is_personal
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.label_words import asks_by_word
from onrecord.importing.markdown_words import cut
from onrecord.importing.source import Run
from onrecord.importing.source_blocks import Passage, stripped
from onrecord.word_lists import word_list

_LEVEL = 3  # of the heading that the number becomes


def with_heading_labels(passages: Sequence[Passage], known: KnownLabels) -> list[Passage]:
    """Read headings as labels where they are names and one of them recurs or is known."""
    names = [_name(passage, known) for passage in passages]
    times = Counter(name for name in names if name)
    are_known = any(label and label.speaker for label in map(known.labels.find, times))
    if not times or (max(times.values()) < 2 and not are_known):
        return list(passages)
    without_colon = {name for name in times if not name.endswith((":", "："))}
    known.learn(dict.fromkeys(without_colon, "heading"))
    return [
        replace(passage, heading=0) if name else passage
        for passage, name in zip(passages, names, strict=True)
    ]


def _name(passage: Passage, known: KnownLabels) -> str:
    """Return the heading if it can be a label, or an empty string."""
    words = passage.words.strip()
    if not passage.heading or passage.is_stated:
        return ""
    if words.endswith((":", "：")):
        label = known.labels.find(words)
        return words if label and not label.rest.strip() else ""
    label = known.labels.find(f"{words}:")
    is_known = label is not None and label.speaker is not None
    return words if is_known or is_personal(words) or asks_by_word(words) else ""


def with_question_numbers(
    passages: Sequence[Passage], known: KnownLabels
) -> tuple[list[Passage], frozenset[int]]:
    """Make a heading of each number; return the passages, and the places of those that ask."""
    result: list[Passage] = []
    asking: set[int] = set()
    for passage in passages:
        is_apart = bool(passage.heading) or passage.is_stated
        match = None if is_apart else _numbered().match(passage.words)
        label = known.labels.find(passage.words[match.end() :]) if match else None
        if match and label:
            number = match[0].strip()
            result.append(replace(passage, runs=(Run(number),), heading=_LEVEL))
            asking.add(len(result))
            rest = stripped(cut(passage.runs, match.end()))
            result.append(replace(passage, runs=rest))
        else:
            result.append(passage)
    return result, frozenset(asking)


@cache
def _numbered() -> re.Pattern[str]:
    """Match `Question No. 12—`, `Frage 3 -`, `Вопрос № 4.`."""
    words = "|".join(
        re.escape(word)
        for name in ("questions", "questions_of")
        for word in word_list("label_words", name)
        if len(word) > 2
    )
    return re.compile(
        rf"\s*(?:(?:written|oral|starred)\s+)?(?:{words})\s*(?:no\.?|nr\.?|n[º°]|№|number|#)?\s*"
        r"[\d.,/-]*\d[a-z]?\s*(?:[—–:.]|-(?=\s))\s*",
        re.IGNORECASE,
    )
