"""Lines of JSON to values, each error with its file and line; and back, in one form."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onrecord.content.source_lines import CONFLICT, is_conflict
from onrecord.errors import Errors, suggest

ANCHOR = re.compile(r"(?P<kind>p|answer-)(?P<number>[1-9][0-9]{0,8})")  # p14, answer-2
_SETTLE = (
    "take the file of the side that was published, and build; or keep the lines of both, "
    "if both were"
)


def dump_line(value: Mapping[str, Any]) -> str:
    """The value as a line of JSON, without the keys that hold None."""
    full = {key: member for key, member in value.items() if member is not None}
    return json.dumps(full, ensure_ascii=False) + "\n"


def read_lines(text: str, *, path: str, errors: Errors) -> list[Line]:
    """Every line as an object; what is none is an error, and so is each merge not settled."""
    lines = []
    is_in_conflict = False
    for number, source in enumerate(text.removesuffix("\n").split("\n"), 1):
        if is_conflict(source):
            if not is_in_conflict:
                errors.add(path, number, CONFLICT, _SETTLE)
            is_in_conflict = not source.startswith(">")
            continue
        value = _read_object(source, path, number, errors)
        if value is not None:
            lines.append(Line(path, number, value, errors))
    return lines


def _read_object(source: str, path: str, number: int, errors: Errors) -> dict[str, Any] | None:
    remedy = "take the file as it was last committed"
    try:
        value = json.loads(source)
    except (ValueError, RecursionError):
        errors.add(path, number, "this is not a line of JSON", remedy)
        return None
    if not isinstance(value, dict):
        errors.add(path, number, "this is not an object", remedy)
        return None
    return value


@dataclass(slots=True)
class Line:
    """An object, from which keys are taken one by one; a wrong value is an error and empty."""

    path: str
    number: int
    value: Mapping[str, Any]
    errors: Errors
    taken: set[str] = field(default_factory=set)

    def error(self, found: str, remedy: str = "") -> None:
        """Note an error at this line."""
        self.errors.add(self.path, self.number, found, remedy)

    def text(self, key: str, *, optional: bool = False) -> str:
        """The text of a key."""
        value = self._take(key, "" if optional else None)
        if isinstance(value, str):
            return value
        self._wrong(key, "a text")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a key that may be left out."""
        value = self._take(key, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self._wrong(key, "a list of texts")
        return ()

    def members(self, key: str) -> tuple[Line, ...]:
        """The objects of a key that may be left out."""
        value = self._take(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return tuple(Line(self.path, self.number, one, self.errors) for one in value)
        self._wrong(key, "a list of objects")
        return ()

    def day(self, key: str, *, optional: bool = False) -> date | None:
        """The day of a key."""
        written = self.text(key, optional=optional)
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self._wrong(key, "a day, as 2021-02-26")
            return None

    def anchor(self, written: str) -> tuple[str, int]:
        """The kind and the number of an id, `p14` or `answer-2`; "" and 0 after an error."""
        match = ANCHOR.fullmatch(written)
        if match:
            return match["kind"].rstrip("-"), int(match["number"])
        self.error(f'"{written}" is no id', "write it as p14 or answer-2")
        return "", 0

    def number_of(self, written: str, kind: str) -> int | None:
        """The number of an id of the kind that may be left out."""
        if not written:
            return None
        found, number = self.anchor(written)
        if found == kind:
            return number
        if found:
            self.error(f'"{written}" stands where another kind of id is wanted', "correct it")
        return None

    def nothing_else(self) -> None:
        """Note an error for each key that was not asked for."""
        for key in sorted(self.value.keys() - self.taken):
            self.error(f'unknown key "{key}"', suggest(key, self.taken))

    def _take(self, key: str, default: object) -> object:
        self.taken.add(key)
        return self.value.get(key, default)

    def _wrong(self, key: str, wanted: str) -> None:
        if key in self.value:
            self.error(f'"{key}" is not {wanted}', "take the line as it was last committed")
        else:
            self.error(f'"{key}" is missing', "take the line as it was last committed")
