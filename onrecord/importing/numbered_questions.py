"""Numbers of written questions before a label: `Question No. 12—Ms. Anna Lee:`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.markdown_words import without_start
from onrecord.importing.source import Run
from onrecord.importing.source_blocks import Passage, stripped
from onrecord.word_lists import word_list

_LEVEL = 3  # of the heading that the number becomes


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
            rest = stripped(without_start(passage.runs, match.end()))
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
