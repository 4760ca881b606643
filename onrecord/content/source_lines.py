"""A file's text to its lines, or every error in its characters with its line."""

import re
from collections.abc import Iterable

from onrecord.errors import Errors

MAX_LINE = 1_000_000
CONFLICT = "a merge conflict that is not resolved"
SETTLE_CONFLICT = "keep one version, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`"
# what no page and no feed may hold, and two line ends that few programs know
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
# what git leaves in a file that was merged and not resolved
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?:\s.*)?|={7}\s*")
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
    add_conflicts(lines, path=path, first_line=1, errors=errors)
    return lines


def add_conflicts(
    lines: Iterable[str],
    *,
    path: str,
    first_line: int,
    errors: Errors,
    remedy: str = SETTLE_CONFLICT,
) -> bool:
    """Add an error at the first marker of each conflict of git; True if there are any."""
    is_inside = has_any = False
    for number, line in enumerate(lines, first_line):
        if not is_conflict(line):
            continue
        if not is_inside:
            errors.add(path, number, CONFLICT, remedy)
        has_any, is_inside = True, not line.startswith(">")
    return has_any


def is_conflict(line: str) -> bool:
    """True for `<<<<<<< HEAD`, `|||||||`, `=======` and `>>>>>>> branch`."""
    return _CONFLICT.fullmatch(line) is not None


def unprintable(character: str) -> str:
    """The character in words."""
    return f"a character that cannot be printed, U+{ord(character):04X}"
