"""Short hashes of texts. A link carries one, so that its page can say if the text has changed.

The browser computes the same hash in a dozen lines, without cryptography or asynchronous code.
A fingerprint is five characters of 32, so one edit in 33 million is not noticed.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from onrecord.fnv1a import fnv_1a
from onrecord.model import Exchange

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # without i, l, o, u: legible, no words
_LENGTH = 5
_BITS = 5 * _LENGTH
_SPACES = re.compile("  +")
# Characters with the plain ones that they are taken for; those of no width are left out.
_PLAIN = {
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
    **dict.fromkeys("\u00a0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
}
_ASCII_SPACES = "\t\n\v\f\r"


@lru_cache(maxsize=4096)  # a link to an exchange needs its paragraphs' fingerprints again
def fingerprint_of(text: str) -> str:
    """Return the fingerprint of a text, `j76f3`; it is the same for `I don’t` and ` I  don't`.

    The style of quotes and dashes, white space and invisible characters make no difference;
    capitals and other punctuation do. It is FNV-1a of the UTF-8 bytes, 32 bits folded to 25.
    """
    value = fnv_1a(plain_form(text))
    folded = (value >> _BITS) ^ (value & (1 << _BITS) - 1)
    return "".join(_DIGITS[folded >> 5 * place & 31] for place in reversed(range(_LENGTH)))


def is_fingerprint(written: str) -> bool:
    """True for what `fingerprint_of` may return."""
    return len(written) == _LENGTH and set(written) <= set(_DIGITS)


def fingerprint_of_all(fingerprints: Iterable[str]) -> str:
    """Return the fingerprint of several paragraphs, such as an exchange, from theirs."""
    return fingerprint_of(" ".join(fingerprints))


def fingerprint_of_exchange(exchange: Exchange) -> str:
    """Return the fingerprint of a question and its answer."""
    return fingerprint_of_all(fingerprint_of(p.text) for p in exchange.paragraphs)


def plain_form(text: str) -> str:
    """Return the text with uniform quotes, dashes and spaces, from which fingerprints are made."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for character, plain in _PLAIN.items():
            text = text.replace(character, plain)
    for space in _ASCII_SPACES:
        text = text.replace(space, " ")
    return _SPACES.sub(" ", text).strip(" ")
