"""Facts to the YAML at a transcript's head, as a person would type it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable
from datetime import date, datetime

from onrecord.model import Moment, Statement

_WIDTH = 100
_ADDRESS = re.compile(r"https?://[!-~]+")  # YAML reads it as it stands
# so it does this
_PLAIN = re.compile(r"[^\W_][^\n#\\\"]*")


def write_front_matter(statement: Statement) -> str:
    """The statement's facts, each line with its end; what is not stated has no line."""
    lines = [*pair("title", statement.title)]
    if statement.short_title != statement.title:
        lines += pair("short_title", statement.short_title)
    lines += pair("date", statement.date.isoformat())
    lines += _stated("published", as_written(statement.published))
    if statement.kind == "report":
        lines += pair("kind", statement.kind)
    lines += _stated("occasion", statement.occasion)
    lines += _stated("place", statement.place)
    lines += pair("speaker", statement.speaker)
    lines += _list("quotes", statement.quotes)
    lines += _stated("with", statement.with_whom)
    lines += pair("language", statement.language)
    lines += _list("other_languages", statement.other_languages)
    lines += _source(statement)
    lines += write_notes(statement.notes) if statement.notes else []
    lines += _list("checks_off", statement.checks_off)
    return "".join(f"{line}\n" for line in lines)


def as_written(moment: Moment | None) -> str:
    """`2021-02-26`, `2021-02-26T17:11`; nothing where no moment is known."""
    if isinstance(moment, datetime):
        has_seconds = moment.second or moment.microsecond
        return moment.isoformat(timespec="auto" if has_seconds else "minutes")
    return moment.isoformat() if moment else ""


def read_moment(text: str) -> Moment:
    """What `as_written` wrote; ValueError where it is no day and no moment."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def pair(key: str, value: str) -> list[str]:
    """The lines of a key with its value; a long one is folded."""
    line = f"{key}: {value}"
    if _is_plain(value) and len(line) <= _WIDTH:
        return [line]
    if len(value) > 70 and is_foldable(value):
        return [f"{key}: >-", *folded(value)]
    return [f"{key}: {_quoted(value)}"]


def write_notes(notes: str) -> list[str]:
    """The lines of a note on the record, which are sentences and folded where they can be."""
    return ["notes: >-", *folded(notes)] if is_foldable(notes) else pair("notes", notes)


def folded(value: str) -> list[str]:
    """The lines of a folded value below its key."""
    return textwrap.wrap(
        value, _WIDTH, initial_indent="  ", subsequent_indent="  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def is_foldable(value: str) -> bool:
    """Whether folding the value and reading it again gives the same."""
    return (
        value == " ".join(value.split(" ")).strip()
        and not re.search(r"[^\S ]|  ", value)
        and _is_printable(value)
    )


def _stated(key: str, value: str) -> list[str]:
    return pair(key, value) if value else []


def _list(key: str, values: Iterable[str]) -> list[str]:
    written = ", ".join(value if _is_plain(value) else _quoted(value) for value in values)
    return [f"{key}: [{written}]"] if written else []


def _source(statement: Statement) -> list[str]:
    source = statement.source
    if not source:
        return []
    lines = pair("publisher", source.publisher)
    if source.url:
        lines.append(
            f"url: {source.url if _ADDRESS.fullmatch(source.url) else _quoted(source.url)}"
        )
    return ["source:", *(f"  {line}" for line in lines)]


def _is_plain(value: str) -> bool:
    return (
        _PLAIN.fullmatch(value) is not None
        and ": " not in value
        and not value.endswith((":", " "))
        and value.casefold() != "null"
        and "\xa0" not in value
        and value.isprintable()
    )


def _quoted(value: str) -> str:
    """The value as YAML's double quotes hold it."""
    return "".join(
        letter if letter == "\xa0" or letter.isprintable() else f"\\U{ord(letter):08X}"
        for letter in json.dumps(value, ensure_ascii=False)
    )


def _is_printable(value: str) -> bool:
    return all(character.isprintable() or character == "\xa0" for character in value)
