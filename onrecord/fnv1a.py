"""The FNV-1a hash of a text; `static/scripts/shared/fnv1a.ts` computes the same."""

from fnv_hash_fast import fnv1a_32


def fnv_1a(text: str) -> int:
    """Return the hash of the text's UTF-8 bytes, a number of 32 bits."""
    return fnv1a_32(text.encode("utf-8", "surrogatepass"))
