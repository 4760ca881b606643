"""A file's text to its lines, or every error in its characters with its line."""

from __future__ import annotations

import re

from onrecord.errors import Errors

MAX_LINE = 1_000_000
# what no page and no feed may hold, and two line ends that few programs know
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
_LINE_END = re.compile(r"\r\n?|\n")


def split_lines(text: str, *, path: str, errors: Errors) -> tuple[str, ...]:
    """The lines without their ends, whichever the file has; a byte order mark is dropped.

    Each line with a character that cannot be printed, or of more than a million, is an error.
    """
    lines = tuple(_LINE_END.split(text.removeprefix("\ufeff")))
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            found = f"a line of {len(line):,} characters"
            errors.add(path, number, found, f"divide it: {MAX_LINE:,} are the most")
        elif wrong := UNPRINTABLE.search(line):
            errors.add(path, number, unprintable(wrong[0]), "remove it")
    return lines


def unprintable(character: str) -> str:
    """The character in words."""
    return f"a character that cannot be printed, U+{ord(character):04X}"
