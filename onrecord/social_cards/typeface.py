"""A typeface: which letters it has, how wide words are, and the image of each letter.

HarfBuzz computes the spacing of letters, as in browsers. Pillow's own layout would put them too far
apart, or depend on what is installed on the machine. Letters are drawn one by one from left to
right, which is correct for the Latin, Greek and Cyrillic alphabets. For text with letters that
join, stack, or run from right to left, `has` is False.
"""

import unicodedata
from functools import cache, cached_property
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

_FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False}
# Letters of right-to-left alphabets, and direction controls.
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
# Invisible characters that allow or prevent a line break, such as the soft hyphen.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# Categories of combining marks, and of characters without a shape.
_NOT_DRAWABLE = frozenset({"Mn", "Mc", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})

Glyph = tuple[Image.Image, int, int]  # a mask, and its offset from the pen on the baseline
Advances = tuple[float, ...]  # for each letter, as a multiple of the font size


class Face:
    """A typeface, read from its file when it is first used; what it computes is cached."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.advances = cache(self._advances)
        self.glyph = cache(self._glyph)
        self._has_letter = cache(self._can_draw)
        self._font_of = cache(self._font_in_size)

    def has(self, text: str) -> bool:
        """True if every letter of the text can be drawn correctly."""
        return all(map(self._has_letter, set(composed(text))))

    def width(self, word: str) -> float:
        """Return the width of a word, as a multiple of the font size."""
        return sum(self.advances(word))

    @cached_property
    def _font(self) -> uharfbuzz.Font:
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(self.path)))

    def _can_draw(self, letter: str) -> bool:
        return (
            unicodedata.category(letter) not in _NOT_DRAWABLE
            and unicodedata.bidirectional(letter) not in _RIGHT_TO_LEFT
            and bool(self._font.get_nominal_glyph(ord(letter)))
        )

    def _advances(self, word: str) -> Advances:
        """Return how far each letter of a word moves the pen, with kerning."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, _FEATURES)
        advances = [0.0] * len(word)
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
            advances[glyph.cluster] += place.x_advance / self._font.face.upem
        return tuple(advances)

    def _glyph(self, letter: str, size: int) -> Glyph | None:
        """Return the image of a letter; None for a blank."""
        font = self._font_of(size)
        left, top, right, bottom = (int(edge) for edge in font.getbbox(letter, anchor="ls"))
        left, top, right, bottom = left - 1, top - 1, right + 2, bottom + 1
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).text((-left, -top), letter, fill=255, font=font, anchor="ls")
        return (mask, left, top) if mask.getbbox() else None

    def _font_in_size(self, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self.path, size, layout_engine=ImageFont.Layout.BASIC)


def composed(text: str) -> str:
    """Return the text as it is drawn: accents are composed, invisible characters removed."""
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)
