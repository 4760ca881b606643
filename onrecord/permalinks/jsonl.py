"""Reads and writes lines of JSON, and reports errors with their file and line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onrecord.content.offers import SETTLE
from onrecord.content.slugs import SLUG
from onrecord.content.source_lines import UNPRINTABLE, add_conflicts, is_conflict, unprintable
from onrecord.errors import Errors, suggest
from onrecord.model import PARAGRAPH, Anchor, Slug

RESTORE = f"restore the line from the last commit, or {SETTLE}"
# p14, answer-2; a longer number is damaged, and all numbers before it are not to be made.
_ANCHOR = re.compile(r"(?:p|answer-)[1-9][0-9]{0,5}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # `fromisoformat` knows weeks too
_MOST = 999_999


def is_anchor(written: str) -> bool:
    """True for an id in the same statement: `p14`, `answer-2`."""
    return _ANCHOR.fullmatch(written) is not None


def is_target(written: str) -> bool:
    """True for an address: an id in the same statement, a statement, or an id in another one."""
    slug, slash, anchor = written.partition("/")
    is_elsewhere = SLUG.fullmatch(slug) is not None and (not slash or is_anchor(anchor))
    return is_elsewhere or is_anchor(written)


def is_in_circle(start: str, targets: Mapping[str, str]) -> bool:
    """True if what replaces something is replaced by it in the end."""
    seen, now = set[str](), targets.get(start, "")
    while now and now != start and now not in seen:
        seen.add(now)
        now = targets.get(now, "")
    return bool(now) and now == start


def dump_line(value: Mapping[str, Any]) -> str:
    """Return the value as a line of JSON, without the keys whose value is None."""
    full = {key: member for key, member in value.items() if member is not None}
    return json.dumps(full, ensure_ascii=False) + "\n"


def read_lines(text: str, *, path: str, errors: Errors) -> list[Line]:
    """Return an object for each line; invalid lines and merge conflicts are errors."""
    lines = []
    sources = text.removesuffix("\n").split("\n")
    has_conflict = add_conflicts(sources, path=path, first_line=1, remedy=SETTLE, errors=errors)
    for number, source in enumerate(sources, 1):
        if has_conflict and is_conflict(source):
            continue
        value = _read_object(source, path, number, errors)
        if value is not None:
            lines.append(Line(path, number, value, errors))
    return lines


def _read_object(source: str, path: str, number: int, errors: Errors) -> dict[str, Any] | None:
    value, found = None, "this is not a JSON object"
    try:
        value = json.loads(source)
    except (ValueError, RecursionError):
        found = "this is not valid JSON"
    if isinstance(value, dict):
        return value
    errors.add(path, number, found, RESTORE)
    return None


@dataclass(slots=True)
class Line:
    """An object whose values are read one by one; a wrong value is an error and read as empty."""

    path: str
    number: int
    value: Mapping[str, Any]
    errors: Errors
    known: set[str] = field(default_factory=set)

    def error(self, found: str, remedy: str = "") -> None:
        """Add an error for this line."""
        self.errors.add(self.path, self.number, found, remedy)

    def text(self, key: str, *, optional: bool = False) -> str:
        """Return the string value of a key."""
        value = self._take(key, "" if optional else None)
        if not isinstance(value, str):
            self._wrong(key, "a string")
            return ""
        if wrong := UNPRINTABLE.search(value):
            self.error(f'"{key}" has {unprintable(wrong[0])}', RESTORE)
        return value

    def slug(self, key: str, *, optional: bool = False) -> Slug:
        """Return the value of a key, which is a slug, or may be empty if it is optional."""
        value = self.text(key, optional=optional)
        if not SLUG.fullmatch(value) and key in self.value and not (optional and not value):
            self.error(f'"{key}" is "{value}", which is not a slug', RESTORE)
        return Slug(value)

    def slugs(self, key: str) -> tuple[Slug, ...]:
        """Return a list of slugs, each of them once; empty if the key is missing."""
        values = self.texts(key)
        for value in values:
            if not SLUG.fullmatch(value):
                self.error(f'"{value}" in "{key}" is not a slug', RESTORE)
        for value, count in Counter(values).items():
            if count > 1:
                self.error(f'"{value}" is listed twice in "{key}"', RESTORE)
        return tuple(map(Slug, values))

    def count(self, key: str) -> int | None:
        """Return the value of a key, a number from 0; None if it is missing or invalid."""
        value = self._take(key, None)
        if value is None or (type(value) is int and 0 <= value <= _MOST):
            return value
        self._wrong(key, "a number")
        return None

    def flag(self, key: str) -> bool:
        """Return the value of a key, true or false; false if it is missing."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            self._wrong(key, "true or false")
        return value is True

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; empty if the key is missing."""
        value = self._take(key, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self._wrong(key, "a list of strings")
        return ()

    def members(self, key: str) -> tuple[Line, ...]:
        """Return a list of objects; empty if the key is missing."""
        value = self._take(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return tuple(Line(self.path, self.number, one, self.errors) for one in value)
        self._wrong(key, "a list of objects")
        return ()

    def day(self, key: str, *, optional: bool = False) -> date | None:
        """Return the date value of a key; None if it is missing or invalid."""
        written = self.text(key, optional=optional)
        try:
            if _DAY.fullmatch(written):
                return date.fromisoformat(written)
        except ValueError:
            pass
        if written:
            self._wrong(key, "a date like 2021-02-26")
        return None

    def anchor(self, written: str, kind: str = "") -> Anchor | None:
        """Return the id, `p14` or `answer-2`; None if it is invalid, or not of the kind."""
        if not is_anchor(written):
            self.error(f'"{written}" is not a valid id', "write it as p14 or answer-2")
        elif not written.startswith(kind):
            example = "p14" if kind == PARAGRAPH else "answer-2"
            self.error(f'"{written}" is the wrong kind of id', f"use an id like {example}")
        else:
            return Anchor(written)
        return None

    def reference(self, key: str, kind: str) -> Anchor | None:
        """Return the value of a key, an id of the kind; None if it is missing or invalid."""
        written = self.text(key, optional=True)
        return self.anchor(written, kind) if written else None

    def reject_other_keys(self) -> None:
        """Add an error for each key that was not read."""
        for key in sorted(self.value.keys() - self.known):
            self.error(f'unknown key "{key}"', suggest(key, self.known))

    def _take(self, key: str, default: object) -> object:
        self.known.add(key)
        return self.value.get(key, default)

    def _wrong(self, key: str, wanted: str) -> None:
        if key in self.value:
            self.error(f'"{key}" is not {wanted}', RESTORE)
        else:
            self.error(f'"{key}" is missing', RESTORE)
