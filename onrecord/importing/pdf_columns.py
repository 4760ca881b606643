"""Puts the lines of a page that is set in columns into reading order.

A page comes as text with spaces where the page has white space, so that columns are apart.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

_GUTTER = 3  # spaces between columns, at least
_FEWEST = 4  # lines beside each other make columns
_CROSSING = 0.25  # of the lines beside the gutter may cross it: headings and the like
_NARROW = 0.5  # a left column with so much less text has labels, and is none
_GAP = re.compile(rf"(?<=\S) {{{_GUTTER},}}(?=\S)")
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,3})\s{2,}(?=\S)|\s*(\d{1,3})\s*\Z")
_MOST_NUMBERED = 5  # the most lines from one number in the margin to the next


def in_reading_order(lines: Sequence[str]) -> list[str]:
    """Return the lines of a page, those of columns one column after the other."""
    gutter = _gutter(lines)
    if not gutter:
        return [_SPACES.sub(" ", line) for line in _dedented(lines)]
    result: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        if _crosses(line, gutter):
            result += [*_trimmed(left), *_trimmed(right), line]
            left, right = [], []
        else:
            left.append(line[:gutter].rstrip())
            right.append(line[gutter:])
    result += [*_trimmed(left), *_trimmed(right)]
    return [_SPACES.sub(" ", line) for line in result]


def margin_numbers(lines: Sequence[str]) -> Mapping[int, int]:
    """Return where each number of a line in the margin ends, by the place of the line."""
    found: dict[int, tuple[int, int]] = {}
    for place, line in enumerate(lines):
        match = _NUMBER.match(line)
        if match:
            found[place] = (int(match[1] or match[2]), match.end(1) if match[1] else match.end(2))
    numbers = [number for number, _ in found.values()]
    steps = Counter(b - a for a, b in pairwise(numbers))
    step, count = steps.most_common(1)[0] if steps else (0, 0)
    is_counted = 1 <= step <= _MOST_NUMBERED and count >= max(_FEWEST, 0.8 * (len(numbers) - 1))
    are_enough = len(found) >= 0.5 * sum(bool(line.strip()) for line in lines) / max(step, 1)
    return {place: end for place, (_, end) in found.items()} if is_counted and are_enough else {}


def _gutter(lines: Sequence[str]) -> int:
    """Return where the right column of a page begins; 0 if there is one column only."""
    starts: Counter[int] = Counter()
    for line in lines:
        starts.update({gap.end() for gap in _GAP.finditer(line)})
    if not starts:
        return 0
    # lines of a column may begin a little apart, where a paragraph is indented
    start = max(starts, key=lambda one: (sum(starts[one + n] for n in range(5)), -one))
    beside = [line for line in lines if line.strip()]
    apart = [line for line in beside if not _crosses(line, start)]
    both = [line for line in apart if line[:start].strip() and line[start:].strip()]
    crossing = len(beside) - len(apart)
    if len(both) < _FEWEST or crossing > _CROSSING * len(beside):
        return 0
    left = sum(len(line[:start].split()) for line in apart)
    right = sum(len(line[start:].split()) for line in apart)
    return start if left >= _NARROW * right else 0


def _crosses(line: str, gutter: int) -> bool:
    """True if there are words where the gutter is."""
    return bool(line[max(0, gutter - 2) : gutter].strip()) and len(line) > gutter


def _trimmed(lines: Sequence[str]) -> list[str]:
    """Return the lines without empty ones at both ends, and without the usual indentation."""
    kept = list(lines)
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return _dedented(kept)


def _dedented(lines: Sequence[str]) -> list[str]:
    """Return the lines without the indentation that most of them have: the margin of the page."""
    indents = Counter(len(line) - len(line.lstrip(" ")) for line in lines if line.strip())
    margin = max(indents, key=lambda one: (indents[one], -one), default=0)
    return [line[min(margin, len(line) - len(line.lstrip(" "))) :] for line in lines]
