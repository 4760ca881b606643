"""Encodes numbers and words in few bytes; `static/scripts/search/decode.ts` reads them.

A number is written in groups of seven bits, lowest first, with the eighth bit set on all but the
last. Sorted words are written as the length that they share with the word before, and the rest.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import TypeAlias

# Parts with values of different kinds.
Piece: TypeAlias = tuple[bytes, ...]

_MOST_SHARED = 12  # letters, each of which JavaScript may count twice; there are 26 capitals
_LEVEL = 6  # takes half as long as 9, for 0.3 % more bytes
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # no name, no time, any system


def encode_number(number: int) -> bytes:
    """Return a number from 0 as bytes: `300` is `AC 02`."""
    groups = bytearray()
    while number > 0x7F:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    groups.append(number)
    return bytes(groups)


def encode_numbers(numbers: Sequence[int]) -> bytes:
    """Return numbers one after the other, without their count."""
    if max(numbers, default=0) < 0x80:
        return bytes(numbers)
    return b"".join(map(encode_number, numbers))


def encode_words(words: Iterable[str]) -> tuple[bytes, bytes]:
    """Return sorted words as numbers and letters.

    For each word, the numbers are the length it shares with the word before and the length of the
    rest; the letters are the rests. Lengths are in UTF-16, as JavaScript counts; no character is
    split.
    """
    numbers: list[int] = []
    rests: list[str] = []
    last = ""
    for word in words:
        shared = shared_length(last, word)
        rest = word[shared:]
        numbers += (utf_16_length(word[:shared]), utf_16_length(rest))
        rests.append(rest)
        last = word
    return encode_numbers(numbers), "".join(rests).encode()


def write_separators(words: Iterable[str]) -> str:
    """Return sorted words without capital letters as one string.

    Before each word, a capital says how many letters it shares with the word before, which are left
    out: `border, bordered, talk` is `AborderGedAtalk`.
    """
    written: list[str] = []
    last = ""
    for word in words:
        shared = min(shared_length(last, word), _MOST_SHARED)
        written.append(chr(ord("A") + utf_16_length(word[:shared])) + word[shared:])
        last = word
    return "".join(written)


def encode_parts(parts: Iterable[bytes]) -> list[bytes]:
    """Return each part after its length."""
    return [encode_number(len(part)) + part for part in parts]


def write_json(value: object) -> bytes:
    """Return JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def compress(parts: Sequence[bytes], *, has_repeats: bool = True) -> bytes:
    """Return parts as one gzip file, the same bytes whenever it is written.

    Parts with values of different kinds are smaller when each begins a new block. Where longer
    strings hardly ever occur again, as in lists of numbers, not looking for them takes a third of
    the time, and the file is smaller.
    """
    strategy = zlib.Z_DEFAULT_STRATEGY if has_repeats else zlib.Z_RLE
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, 9, strategy)
    written = [_HEADER]
    for place, part in enumerate(parts):
        if place > 0:
            written.append(deflate.flush(zlib.Z_BLOCK))
        written.append(deflate.compress(part))
    written.append(deflate.flush())
    written.append(zlib.crc32(b"".join(parts)).to_bytes(4, "little"))
    written.append(sum(map(len, parts)).to_bytes(4, "little"))
    return b"".join(written)


def shared_length(one: str, other: str) -> int:
    """Return how many characters two words have in common at the beginning."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared


def sort_words(words: Iterable[str]) -> list[str]:
    """Return words in JavaScript's order, which is that of UTF-16."""
    known = list(words)
    whole = "".join(known)
    # Without characters of two units, this is the order of code points.
    return sorted(known, key=_utf_16 if utf_16_length(whole) > len(whole) else None)


def _utf_16(word: str) -> bytes:
    return word.encode("utf-16-be", "surrogatepass")


def utf_16_length(text: str) -> int:
    """Return how many characters JavaScript counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
