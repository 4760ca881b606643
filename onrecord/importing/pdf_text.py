"""Reads the text of a PDF in reading order: columns one after the other, page by page."""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.amounts import numbered
from onrecord.errors import ContentError, Error
from onrecord.importing.pdf_columns import in_reading_order, margin_numbers
from onrecord.importing.pdf_runs import set_runs_apart
from onrecord.importing.source import Line, Source
from onrecord.importing.source_blocks import SENTENCE_END

# what pypdf raises for files that are damaged, besides its own errors
_DAMAGED = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, AssertionError,
    NotImplementedError, OverflowError, ZeroDivisionError, zlib.error, OSError,
)  # fmt: skip
_SOFT_HYPHEN = re.compile("\u00ad(?!\\s*\\Z)")
_MARGIN = "\0"  # before the number of a line, within this module
_SHORT = 0.8  # of the usual width: a line that ends so far from the margin ends a paragraph
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
              0xFB06: "st"}  # fmt: skip


def read_pdf(data: bytes, name: str) -> Source:
    """Return the Source of a PDF; ContentError if it has no text or cannot be read."""
    pages = _pages(data, name)
    silent = [number for number, page in enumerate(pages, 1) if not any(map(str.strip, page))]
    if len(silent) == len(pages):
        remedy = (
            "recognise its text first (OCR), for example with `ocrmypdf`, and import the result"
        )
        raise ContentError([Error(name, 0, "this PDF has no text: its pages are pictures", remedy)])
    warnings = [f"{numbered('page', silent)} of the PDF without text: pictures?"] if silent else []
    lines = tuple(_lines(pages))
    width = max(len(line.text) for line in lines if not line.outside)
    return Source(name, "text", lines, {}, tuple(warnings), wrapped=max(width, 1))


def _pages(data: bytes, name: str) -> list[list[str]]:
    """Return the lines of each page in reading order."""
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = _open(data, name)
        return [_page_lines(page, reader) for page in reader.pages]
    except (DependencyError, FileNotDecryptedError) as error:
        raise _protected(name) from error
    except (PyPdfError, *_DAMAGED) as error:
        found = f"the PDF is damaged: {' '.join(str(error).split())[:100] or type(error).__name__}"
        raise ContentError([Error(name, 0, found, "download it again")]) from error


def _open(data: bytes, name: str) -> Any:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _protected(name)
    return reader


def _protected(name: str) -> ContentError:
    remedy = "open it with the password, and print or save it without one"
    return ContentError([Error(name, 0, "this PDF is protected by a password", remedy)])


def _page_lines(page: Any, reader: Any) -> list[str]:
    """Return a page's lines as they are laid out, in reading order.

    Where the layout loses letters, as of forms, the lines are in the order of the file.
    """
    plain = page.extract_text() or ""
    set_runs_apart(page, reader)
    shown = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False)
    if _letters(shown) != _letters(plain):
        return _without_gaps([_cleaned(line) for line in plain.split("\n")])
    lines = shown.split("\n")
    margin = margin_numbers(lines)
    kept = [
        " " * margin.get(place, 0) + line[margin.get(place, 0) :]
        for place, line in enumerate(lines)
    ]
    numbers = [f"{_MARGIN}{lines[place][:end].strip()}" for place, end in margin.items()]
    return [*numbers, *_without_gaps([_cleaned(line) for line in in_reading_order(kept)])]


def _letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


def _cleaned(line: str) -> str:
    text = line.translate(_LIGATURES).replace("\0", "")
    return _SOFT_HYPHEN.sub("", text).rstrip()


def _lines(pages: Sequence[Sequence[str]]) -> Iterator[Line]:
    """Yield the lines; numbers in the margin are outside the text."""
    number = 0
    width = _usual_width(pages)
    for page in pages:
        for text in page:
            number += 1
            if text.startswith(_MARGIN):
                outside = "line number in the margin"
                yield Line(number, text.removeprefix(_MARGIN), outside=outside)
                continue
            yield Line(number, text)
            if text and len(text) < _SHORT * width and SENTENCE_END.search(text):
                number += 1
                yield Line(number, "")  # a last line of a paragraph
        if page and SENTENCE_END.search(page[-1]):
            number += 1
            yield Line(number, "")


def _usual_width(pages: Sequence[Sequence[str]]) -> int:
    """Return the width of the widest lines, but for the widest tenth of them."""
    widths = sorted(len(line) for page in pages for line in page if line.strip())
    return widths[int(0.9 * (len(widths) - 1))] if widths else 0


def _without_gaps(lines: Sequence[str]) -> list[str]:
    """Return the lines with one empty line for several, and none at the ends."""
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    while kept and not kept[-1]:
        kept.pop()
    return kept
