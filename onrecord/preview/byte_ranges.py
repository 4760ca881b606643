"""The part of a file that a browser requests, as it does to seek in a recording."""

import re

_RANGE = re.compile(r"\s*bytes\s*=\s*(?P<first>[0-9]*)\s*-\s*(?P<last>[0-9]*)\s*", re.ASCII)


class UnsatisfiableRangeError(Exception):
    """The file has none of the bytes that are requested."""


def requested_range(header: str | None, size: int) -> range | None:
    """Return the bytes that a Range header requests of a file; None for the whole file.

    A header that is not understood, or that requests several ranges, is ignored, as RFC 9110
    allows.
    """
    match = _RANGE.fullmatch(header or "")
    if not match or not (match["first"] or match["last"]):
        return None
    if not match["first"]:
        count = int(match["last"])
        first, last = max(0, size - count), size - 1 if count else -1
    else:
        first, last = int(match["first"]), min(int(match["last"] or size - 1), size - 1)
        if match["last"] and int(match["last"]) < first:
            return None
    if first > last:
        raise UnsatisfiableRangeError
    return range(first, last + 1)
