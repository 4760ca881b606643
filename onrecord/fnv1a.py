"""The FNV-1a hash of a text; `static/scripts/shared/fnv1a.ts` computes the same."""

_BASIS = 0x811C9DC5
_PRIME = 0x01000193
_MASK = 0xFFFFFFFF


def fnv_1a(text: str) -> int:
    """Return the hash of the text's UTF-8 bytes, a number of 32 bits."""
    value = _BASIS
    for byte in text.encode("utf-8", "surrogatepass"):
        value = (value ^ byte) * _PRIME & _MASK
    return value
