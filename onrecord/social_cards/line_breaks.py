"""Breaks text into lines that fit a card; longer text is cut between words and ends with `…`."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from onrecord.social_cards.typeface import Face, composed

_LOOSE = ' ,;:–—-(“"'  # removed before the ellipsis


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text in one font size."""

    texts: tuple[str, ...]
    size: int


def fit_lines(text: str, face: Face, *, width: int, height: int, sizes: Sequence[int]) -> Lines:
    """Return lines in the first of the sizes in which the text fits, or cut in the last size."""
    words = composed(text).split()
    for size in sizes:
        most = max(1, height // leading(size))
        lines = list(_broken(words, face, width / size))
        if len(lines) <= most:
            return Lines(tuple(lines), size)
    return Lines((*lines[: most - 1], _cut(lines[most - 1], face, width / size)), size)


def leading(size: int) -> int:
    """Return the height of a line."""
    return round(size * 1.32)


def text_width(line: str, face: Face) -> float:
    """Return the width of a line, as a multiple of the font size."""
    return sum(map(face.width, line.split(" "))) + face.width(" ") * line.count(" ")


def _broken(words: Iterable[str], face: Face, width: float) -> Iterator[str]:
    line, used, space = list[str](), 0.0, face.width(" ")
    for word in _narrow(words, face, width):
        wide = face.width(word)
        if line and used + space + wide > width:
            yield " ".join(line)
            line, used = [], 0.0
        used += wide + (space if line else 0)
        line.append(word)
    if line:
        yield " ".join(line)


def _narrow(words: Iterable[str], face: Face, width: float) -> Iterator[str]:
    """Yield the words; a word wider than a line, such as an address, is split into parts."""
    for word in words:
        rest = word
        while face.width(rest) > width:
            end = _end(face.advances(rest), width)
            while end > 1 and face.width(rest[:end]) > width:  # a pair of letters was cut apart
                end -= 1
            yield rest[:end]
            rest = rest[end:]
        yield rest


def _end(advances: Sequence[float], width: float) -> int:
    """Return the number of letters that fit, at least one."""
    return max(1, bisect_right(list(accumulate(advances)), width))


def _cut(line: str, face: Face, width: float) -> str:
    """Return the line with `…` at its end, without the words that then do not fit."""
    kept = line.removesuffix("…").rstrip(_LOOSE)
    while text_width(_with_ellipsis(kept), face) > width:
        kept = (kept.rpartition(" ")[0] or kept[:-1]).rstrip(_LOOSE)
    return _with_ellipsis(kept)


def _with_ellipsis(kept: str) -> str:
    """Return `We shall go on…`, or `Thank you. …` after the end of a sentence."""
    return f"{kept} …" if kept.endswith((".", "?", "!")) else f"{kept}…"
