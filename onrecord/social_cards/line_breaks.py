"""Words come in, lines that fit go out; a text that is too long is cut after a word, with `…`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.social_cards.typeface import Face, composed

_LOOSE = ' ,;:–—-(“"'  # stands at no end of a text that was cut


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one size of type."""

    texts: tuple[str, ...]
    size: int


def fit_lines(text: str, face: Face, *, width: int, height: int, sizes: Sequence[int]) -> Lines:
    """The text in the first of the sizes in which it fits; cut in the last, where it does not."""
    words = composed(text).split()
    for size in sizes:
        most = max(1, height // leading(size))
        lines = list(_broken(words, face, width / size))
        if len(lines) <= most:
            return Lines(tuple(lines), size)
    return Lines((*lines[: most - 1], _cut(lines[most - 1], face, width / size)), size)


def leading(size: int) -> int:
    """The height of a line."""
    return round(size * 1.32)


def text_width(line: str, face: Face) -> float:
    """The width of a line, in parts of the size of type."""
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
    """The words; one that is wider than a line, as an address can be, in parts that are not."""
    for word in words:
        rest = word
        while face.width(rest) > width:
            end = _end(face.advances(rest), width)
            yield rest[:end]
            rest = rest[end:]
        yield rest


def _end(advances: Sequence[float], width: float) -> int:
    """How many letters there is room for, and at least one."""
    used = 0.0
    for count, advance in enumerate(advances):
        used += advance
        if used > width:
            return max(1, count)
    return len(advances)


def _cut(line: str, face: Face, width: float) -> str:
    """The line with `…`, without the words for which that leaves no room."""
    kept = line.removesuffix("…").rstrip(_LOOSE)
    while text_width(_marked(kept), face) > width:
        kept = (kept.rpartition(" ")[0] or kept[:-1]).rstrip(_LOOSE)
    return _marked(kept)


def _marked(kept: str) -> str:
    """`We shall go on…`; `Thank you. …` where a sentence has ended."""
    return f"{kept} …" if kept.endswith((".", "?", "!")) else f"{kept}…"
