"""Draws a card as a PNG; the same card always gives the same bytes.

A picture has eight colours: seven from paper to ink, and the accent colour. More would look the
same and make the files larger, and there may be 50,000 of them. It is drawn in greys, which are
then replaced by the colours.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from onrecord.social_cards.card import Card
from onrecord.social_cards.line_breaks import Lines, fit_lines, leading, text_width
from onrecord.social_cards.typeface import Face

WIDTH, HEIGHT = 1200, 630  # as social networks recommend
_MARGIN = 72
_INDENT = 34  # of quoted text, for the bar beside it
_ACCENT = 7  # index in the palette
_FILTERED = 1  # the zlib strategy that gives the smallest files here

# The colours of static/styles/tokens.css.
_PAPER_COLOUR = (0xFD, 0xFC, 0xF8)
_INK_COLOUR = (0x1E, 0x1C, 0x19)
_ACCENT_COLOUR = (0x0B, 0x55, 0x68)

_PAPER, _RULE, _EDGE, _SOFT, _INK = 0, 43, 131, 190, 255

_HEAD_RULE = 116
_TOP = 150
_FOOT_RULE = 532
_NAME_LINE = 583  # its baseline
_SMALL = 30
_QUESTION_SIZE, _QUESTION_LINES = 31, 2
_SIZES = (74, 66, 58, 52, 46, 42)


@dataclass(frozen=True, slots=True)
class Faces:
    """The typefaces of a card."""

    plain: Face
    strong: Face

    def have(self, card: Card) -> bool:
        """True if the typefaces have every letter on the card."""
        return all(self.plain.has(text) and self.strong.has(text) for text in (*card.texts, "…"))


def draw_card(card: Card, faces: Faces) -> bytes:
    """Return the PNG of a card; the faces must have all its letters."""
    image = Image.new("L", (WIDTH, HEIGHT), _PAPER)
    _draw_head(image, card, faces)
    top = _draw_question(image, card, faces)
    bar = _draw_words(image, card, faces, top)
    _draw_foot(image, card, faces)
    return _png(image, bar)


def _draw_head(image: Image.Image, card: Card, faces: Faces) -> None:
    _draw_small(image, card.site, faces.strong, _column(0), _HEAD_RULE - 24)
    for top in (_HEAD_RULE, _HEAD_RULE + 5):
        _draw_rule(image, top, _EDGE)


def _draw_question(image: Image.Image, card: Card, faces: Faces) -> int:
    """Draw the question, if there is one; return the top of what follows."""
    if not card.question:
        return _TOP + 6
    height = _QUESTION_LINES * leading(_QUESTION_SIZE)
    lines = fit_lines(
        card.question, faces.plain, width=_column(0), height=height, sizes=[_QUESTION_SIZE]
    )
    return 24 + _draw_lines(image, lines, faces.plain, (_MARGIN, _TOP), _SOFT)


def _draw_words(image: Image.Image, card: Card, faces: Faces, top: int) -> tuple[int, int]:
    """Draw what was said, or a title; return the top and bottom of the bar beside it."""
    face = faces.plain if card.is_quoted else faces.strong
    indent = _INDENT if card.is_quoted else 0
    height = _FOOT_RULE - 14 - top
    lines = fit_lines(card.words, face, width=_column(indent), height=height, sizes=_SIZES)
    end = _draw_lines(image, lines, face, (_MARGIN + indent, top), _INK)
    return (top + lines.size // 5, end) if card.is_quoted else (top, top)


def _draw_foot(image: Image.Image, card: Card, faces: Faces) -> None:
    _draw_rule(image, _FOOT_RULE, _RULE)
    day_width = round(text_width(card.day, faces.plain) * _SMALL)
    day_left = WIDTH - _MARGIN - day_width if card.name else _MARGIN
    _draw_line(image, card.day, faces.plain, _SMALL, (day_left, _NAME_LINE), _SOFT)
    _draw_small(image, card.name, faces.strong, _column(day_width + _SMALL), _NAME_LINE)


def _column(indent: int) -> int:
    return WIDTH - 2 * _MARGIN - indent


def _draw_small(image: Image.Image, text: str, face: Face, width: int, base: int) -> None:
    """Draw a single line at the left margin, cut to the width."""
    lines = fit_lines(text, face, width=width, height=leading(_SMALL), sizes=[_SMALL])
    for line in lines.texts:
        _draw_line(image, line, face, _SMALL, (_MARGIN, base), _INK)


def _draw_lines(
    image: Image.Image, lines: Lines, face: Face, start: tuple[int, int], grey: int
) -> int:
    """Draw the lines below each other; return where they end."""
    left, top = start
    for line in lines.texts:
        _draw_line(image, line, face, lines.size, (left, top + lines.size), grey)
        top += leading(lines.size)
    return top


def _draw_line(
    image: Image.Image, text: str, face: Face, size: int, start: tuple[int, int], grey: int
) -> None:
    """Draw a line of text from a point on its baseline."""
    pen, base = float(start[0]), start[1]
    for word in text.split(" "):
        for letter, advance in zip(word, face.advances(word), strict=True):
            if glyph := face.glyph(letter, size):
                mask, left, top = glyph
                image.paste(grey, (round(pen) + left, base + top), mask)
            pen += advance * size
        pen += face.width(" ") * size


def _draw_rule(image: Image.Image, top: int, grey: int) -> None:
    image.paste(grey, (_MARGIN, top, WIDTH - _MARGIN, top + 2))


def _png(image: Image.Image, bar: tuple[int, int]) -> bytes:
    """Return the picture in colour, with the bar, as a PNG."""
    coloured = image.point([round(grey / 255 * (_ACCENT - 1)) for grey in range(256)])
    coloured.paste(_ACCENT, (_MARGIN, bar[0], _MARGIN + 6, bar[1]))
    coloured = Image.frombytes("P", coloured.size, coloured.tobytes())
    coloured.putpalette(_palette())
    content = BytesIO()
    coloured.save(content, "PNG", compress_level=6, compress_type=_FILTERED)
    return content.getvalue()


def _palette() -> bytes:
    shades = [
        round(paper + (ink - paper) * step / (_ACCENT - 1))
        for step in range(_ACCENT)
        for paper, ink in zip(_PAPER_COLOUR, _INK_COLOUR, strict=True)
    ]
    return bytes((*shades, *_ACCENT_COLOUR))
