"""Numbers of lists, as a browser shows them: `3.`, `a.`, `iv.`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class ListCounter:
    """Counts the items of one list; those of a list without numbers have none."""

    kind: str = ""  # `1`, `a`, `A`, `i`, `I`; empty for a list without numbers
    number: int = 0
    step: int = 1

    @classmethod
    def of(cls, node: Any) -> ListCounter:
        """Return the counter of an `<ol>` or `<ul>`."""
        if node.tag != "ol":
            return cls()
        is_reversed = node.get("reversed") is not None
        items = sum(1 for item in node if item.tag == "li")
        first = read_integer(node.get("start"), items if is_reversed else 1)
        step = -1 if is_reversed else 1
        kind = node.get("type") or "1"
        return cls(kind if kind in "1aAiI" else "1", first - step, step)

    def next(self, item: Any) -> str:
        """Return the number before the next item, with its full stop."""
        if not self.kind:
            return ""
        self.number = read_integer(item.get("value"), self.number + self.step)
        return f"{list_number(self.number, self.kind)}."


def read_integer(value: str | None, default: int) -> int:
    """Return the number that is written; the default if none is."""
    try:
        return int(value or "")
    except ValueError:
        return default


def list_number(number: int, kind: str) -> str:
    """Return a number as a list prints it: `3`, `c`, `iii` for the kinds `1`, `a`, `i`."""
    if kind in "aA" and number > 0:
        text = _letters(number)
    elif kind in "iI" and 0 < number < 4000:
        text = _roman(number)
    else:
        return str(number)
    return text.upper() if kind.isupper() else text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text
