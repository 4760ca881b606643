"""Distinguishes note marks from powers and ordinals; figures never change: `450¹` is not 4501."""

import re
from typing import Literal

Kind = Literal["note mark", "footnote", "power", "text"]

# `[1]`, `2, 3`, `*`, `a`, `(b)`
_MARK = re.compile(
    r"[\[(]?(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[*†‡§¶#]{1,3}|[a-z]|[ivx]{1,5})[\])]?[,.]?"
)
_POWER = re.compile(r"[+−–-]?\d{1,2}")
# what a power follows: `m`, `cm`, `10`, `5 ft`, `x`
_BASE = re.compile(
    r"(?:(?<![^\W_])(?:[kcdmµnh]?m|[a-zA-Z]|10)|\d\s?(?:ft|in|yd|mi|ha|sq)|[=+*/×·]\s?\w{1,3})\Z"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|e|ème|o|a|os|as|º|ª|te|ter|тий|й)\.?", re.I)
_SUPERSCRIPTS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")


def superscript_kind(before: str, inside: str, *, has_link: bool) -> Kind:
    """Return what a superscript is, by the text before it in its paragraph."""
    if not before.strip():
        return "footnote" if _MARK.fullmatch(inside) else "text"
    if not has_link and _POWER.fullmatch(inside) and _BASE.search(before):
        return "power"
    is_ordinal = before[-1:].isdigit() and _ORDINAL.fullmatch(inside)
    if _MARK.fullmatch(inside) and not is_ordinal:
        return "note mark"
    return "text"


def as_superscript(number: str) -> str:
    """Return the number in raised digits: `²`."""
    return number.translate(_SUPERSCRIPTS)
