"""Writes the YAML front matter of a transcript as a person would type it."""

import json
import re
import textwrap
from collections.abc import Iterable
from datetime import datetime

from onrecord.model import Moment, ParsedStatement

_WIDTH = 100
_ADDRESS = re.compile(r"https?://[!-~]+")  # YAML needs no quotes around it
# a value that YAML reads without quotes
_PLAIN = re.compile(r"[^\W_][^\n#\\\"]*")


def write_front_matter(statement: ParsedStatement) -> str:
    """Return the lines of the front matter; a fact that is not stated has no line."""
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
    lines += _recording(statement.recording)
    lines += write_notes(statement.notes) if statement.notes else []
    lines += _list("checks_off", statement.checks_off)
    return "".join(f"{line}\n" for line in lines)


def as_written(moment: Moment | None) -> str:
    """Return `2021-02-26` or `2021-02-26T17:11`; an empty string for no moment."""
    if isinstance(moment, datetime):
        has_seconds = moment.second or moment.microsecond
        return moment.isoformat(timespec="auto" if has_seconds else "minutes")
    return moment.isoformat() if moment else ""


def pair(key: str, value: str) -> list[str]:
    """Return the lines of a key with its value; a long value is folded."""
    line = f"{key}: {value}"
    if _is_plain(value) and len(line) <= _WIDTH:
        return [line]
    if len(value) > 70 and _is_foldable(value):
        return [f"{key}: >-", *_folded(value)]
    return [f"{key}: {_quoted(value)}"]


def address(key: str, value: str) -> str:
    """Return the line of a key with an address."""
    return f"{key}: {value if _ADDRESS.fullmatch(value) else _quoted(value)}"


def write_notes(notes: str) -> list[str]:
    """Return the lines of an editor's note, folded where that keeps its text."""
    return ["notes: >-", *_folded(notes)] if _is_foldable(notes) else pair("notes", notes)


def _folded(value: str) -> list[str]:
    """Return the lines of a folded value, which go below its key."""
    return textwrap.wrap(
        value, _WIDTH, initial_indent="  ", subsequent_indent="  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _is_foldable(value: str) -> bool:
    """True if the folded value is read as the same value."""
    return (
        value == " ".join(value.split(" ")).strip()
        and not re.search(r"[^\S ]|  ", value)
        and value.replace("\xa0", "").isprintable()
    )


def _stated(key: str, value: str) -> list[str]:
    return pair(key, value) if value else []


def _list(key: str, values: Iterable[str]) -> list[str]:
    written = ", ".join(value if _is_plain(value) else _quoted(value) for value in values)
    return [f"{key}: [{written}]"] if written else []


def _source(statement: ParsedStatement) -> list[str]:
    source = statement.source
    if not source:
        return []
    lines = pair("publisher", source.publisher)
    if source.url:
        lines.append(address("url", source.url))
    return ["source:", *(f"  {line}" for line in lines)]


def _recording(recording: str) -> list[str]:
    if not recording:
        return []
    return [address("recording", recording)] if "://" in recording else pair("recording", recording)


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
    """Return the value in double quotes, escaped for YAML."""
    return "".join(
        letter if letter == "\xa0" or letter.isprintable() else f"\\U{ord(letter):08X}"
        for letter in json.dumps(value, ensure_ascii=False)
    )
