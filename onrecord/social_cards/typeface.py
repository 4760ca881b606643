"""A typeface from a file: which letters it has, how wide words are, and each letter's picture.

HarfBuzz says how letters stand beside each other, as browsers do; Pillow's own way would leave
them too far apart, or depend on what is installed on the machine. Letters are set one by one from
left to right, which is right for the Latin, Greek and Cyrillic alphabets: text with letters that
join, that stack, or that run from right to left is not `has`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

_FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False}
_STEPS = 1
# Letters of alphabets that run from right to left, and marks of a direction.
_TO_THE_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
# Where a word can be divided and where it cannot: a soft hyphen, a joiner and their like.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# Marks that stand on a letter, and what has no look of its own.
_NOT_BY_ITSELF = frozenset({"Mn", "Mc", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})

Glyph = tuple[Image.Image, int, int]  # its mask, and where that lies from the pen on the base line
Advances = tuple[float, ...]  # of each letter, in parts of the size of type


@dataclass(slots=True)
class _Known:
    """What was looked up once."""

    advances: dict[str, Advances] = field(default_factory=dict)
    drawable: dict[str, bool] = field(default_factory=dict)
    fonts: dict[int, ImageFont.FreeTypeFont] = field(default_factory=dict)
    glyphs: dict[tuple[str, int], Glyph | None] = field(default_factory=dict)


class Face:
    """A typeface, read from its file when it is first asked something."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known = _Known()

    def has(self, text: str) -> bool:
        """Whether every letter of the text can be drawn as it should be."""
        return all(map(self._has_letter, set(composed(text))))

    def advances(self, word: str) -> Advances:
        """How far each letter of a word takes the pen, beside its neighbours."""
        known = self._known.advances
        if word not in known:
            known[word] = self._shaped(word)
        return known[word]

    def width(self, word: str) -> float:
        """The sum of its advances."""
        return sum(self.advances(word))

    def glyph(self, letter: str, size: int) -> Glyph | None:
        """The picture of a letter; None for a blank."""
        known = self._known.glyphs
        if (letter, size) not in known:
            known[letter, size] = self._drawn(letter, size)
        return known[letter, size]

    @cached_property
    def _font(self) -> uharfbuzz.Font:
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(self.path)))

    def _has_letter(self, letter: str) -> bool:
        known = self._known.drawable
        if letter not in known:
            known[letter] = (
                unicodedata.category(letter) not in _NOT_BY_ITSELF
                and unicodedata.bidirectional(letter) not in _TO_THE_LEFT
                and bool(self._font.get_nominal_glyph(ord(letter)))
            )
        return known[letter]

    def _shaped(self, word: str) -> Advances:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, _FEATURES)
        advances = [0.0] * len(word)
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
            advances[glyph.cluster] += place.x_advance / self._font.face.upem
        return tuple(advances)

    def _drawn(self, letter: str, size: int) -> Glyph | None:
        font = self._font_of(size)
        left, top, right, bottom = (int(edge) for edge in font.getbbox(letter, anchor="ls"))
        left, top, right, bottom = left - 1, top - 1, right + 2, bottom + 1
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).text((-left, -top), letter, fill=255, font=font, anchor="ls")
        return (mask, left, top) if mask.getbbox() else None

    def _font_of(self, size: int) -> ImageFont.FreeTypeFont:
        known = self._known.fonts
        if size not in known:
            basic = ImageFont.Layout.BASIC
            known[size] = ImageFont.truetype(self.path, size, layout_engine=basic)
        return known[size]


def composed(text: str) -> str:
    """The text as it is drawn: each letter and its accent as one, nothing that is not seen."""
    return unicodedata.normalize("NFC", text).translate(_UNSEEN)
