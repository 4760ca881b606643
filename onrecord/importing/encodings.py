"""Decodes the bytes of a source, and reports lines that depend on a guess."""

import codecs
import re

from onrecord.errors import ContentError, Error
from onrecord.importing.languages import language_of
from onrecord.word_lists import word_map

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# `<meta charset="windows-1251">`
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]{2,40})", re.I)
_FEWEST_BYTES = 16  # of a text in UTF-16: a shorter one may be a control character
_ZEROS = 0.2  # of the bytes are zero in UTF-16
# encodings of Latin letters, between which only the language decides
_LATIN = re.compile(
    r"cp125[0247]|iso8859_(?:[12349]|1[03456])|latin_?\d|mac_(?:roman|latin2|iceland|turkish)"
    r"|cp(?:437|850|852|858)"
)
_WEB_DEFAULT = "cp1252"
_SHOWN = 5  # lines


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text, and warnings about its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, name), ()
    if _is_utf16(data):
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return _decoded(data, encoding, name), (f"the text was read as {encoding}",)
    declared = _DECLARED.search(data[:4096])
    if declared:
        encoding = declared["name"].decode("ascii", "replace")
        try:
            return data.decode(_web_name(encoding)), ()
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guessed(data, name)


def _guessed(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Guess the encoding; where only the language decides, report the lines that differ."""
    from charset_normalizer import from_bytes  # slow to load, and rarely needed

    best = from_bytes(data).best()
    if best is None:
        raise ContentError([Error(name, 0, "not text", "save the page as UTF-8")])
    if not _LATIN.fullmatch(best.encoding):
        return str(best), (f"the text is not UTF-8; it was read as {best.encoding}",)
    encoding = _latin_encoding(data)
    text = data.decode(encoding, "replace")
    warnings = [f"the text is not UTF-8; it was read as {encoding}"]
    other = "cp1250" if encoding == _WEB_DEFAULT else _WEB_DEFAULT
    if best.encoding != encoding:
        other = best.encoding
    return text, (*warnings, *_differences(text, data.decode(other, "replace"), other))


def _latin_encoding(data: bytes) -> str:
    """Return the encoding of Windows for the language of the text, or that of the Web."""
    language = language_of(data.decode(_WEB_DEFAULT, "replace"))
    encoding = word_map("language_lists", "windows_encodings").get(language, _WEB_DEFAULT)
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return "latin-1"
    return encoding


def _differences(text: str, other: str, encoding: str) -> tuple[str, ...]:
    """Return a warning with the lines that another encoding would change."""
    lines = zip(text.splitlines(), other.splitlines(), strict=False)
    changed = [(n, *_first_change(a, b)) for n, (a, b) in enumerate(lines, 1) if a != b]
    if not changed:
        return ()
    shown = "; ".join(
        f"line {n} has “{ours}”, not “{theirs}”" for n, ours, theirs in changed[:_SHOWN]
    )
    more = f"; and {len(changed) - _SHOWN} more lines" if len(changed) > _SHOWN else ""
    return (f"{encoding} would differ: {shown}{more}",)


def _first_change(ours: str, theirs: str) -> tuple[str, str]:
    """Return the first word that differs, in both."""
    pairs = zip(ours.split(), theirs.split(), strict=False)
    return next(((a, b) for a, b in pairs if a != b), (ours, theirs))


def _is_utf16(data: bytes) -> bool:
    """True if so many bytes are zero that each letter takes two."""
    is_even = len(data) % 2 == 0 and len(data) >= _FEWEST_BYTES
    return is_even and data.count(0) > _ZEROS * len(data)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"not {encoding}: {error.reason}"
        raise ContentError([Error(name, 0, found, "save the page as UTF-8")]) from error


def _web_name(encoding: str) -> str:
    """Return the encoding that browsers mean by the name (https://encoding.spec.whatwg.org)."""
    return "windows-1252" if encoding.lower() in {"iso-8859-1", "latin1", "us-ascii"} else encoding
