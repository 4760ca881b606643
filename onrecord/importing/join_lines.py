"""Joins wrapped lines, and words that were hyphenated at the ends of lines."""

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.importing.languages import common_words
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.source import Line
from onrecord.importing.source_blocks import cleaned

# `the inter-`, `national situation`
_DIVIDED = re.compile(
    r"(?P<before>(?:.*[\s(“\"'])?)(?P<start>[^\W\d_]+)"
    r"(?P<sign>[-\u00ad\u2010])\n(?P<end>[^\W\d_]+)(?P<after>.*)",
    re.DOTALL,
)


def join_lines(lines: Sequence[Line], ledger: Ledger, warnings: list[str]) -> str:
    """Return the lines as one; a word that was hyphenated at a line end is joined."""
    words = cleaned(lines[0].text).strip(" ")
    for above, line in pairwise(lines):
        text = cleaned(line.text).strip(" ")
        divided = _DIVIDED.fullmatch(f"{words}\n{text}")
        if not divided:
            words += f" {text}"
            continue
        start, end = divided["start"], divided["end"]
        is_soft = divided["sign"] == "\u00ad"
        word = f"{start}{end}" if is_soft else whole_word(start, end, ledger.words)
        joined = f"“{start}-” and “{end}” were joined as “{word}”"
        warnings.append(f"line {above.number}: {joined}")
        words = f"{divided['before']}{word}{divided['after']}"
    return words


def whole_word(start: str, end: str, words: frozenset[str]) -> str:
    """Join `inter` and `national` without a hyphen, `long` and `term` with one.

    `words` are those of the whole text, folded.
    """
    if f"{start}-{end}".casefold() in words:
        return f"{start}-{end}"
    if f"{start}{end}".casefold() in words:
        return f"{start}{end}"
    are_words = all(part.casefold() in words | common_words() for part in (start, end))
    return f"{start}-{end}" if are_words and len(start) > 1 else f"{start}{end}"
