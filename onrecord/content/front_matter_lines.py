"""Writes the YAML front matter of a transcript as a person would type it."""

import json
import re
import textwrap
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime

from onrecord.model import Moment, ParsedStatement, Source

_WIDTH = 100
_KEYS = (
    "title", "short_title", "date", "published", "kind", "occasion", "place", "speaker", "quotes",
    "with", "language", "other_languages", "publisher", "url", "recording", "notes", "checks_off",
)  # fmt: skip
_LISTS = {"quotes", "other_languages", "checks_off"}
_ADDRESS = re.compile(r"https?://[!-~]+")  # YAML needs no quotes around it
# a value that YAML reads without quotes
_PLAIN = re.compile(r"[^\W_][^\n#\\\"]*")


def write_front_matter(statement: ParsedStatement) -> str:
    """Return the lines of the front matter; a fact that is not stated has no line."""
    stated = statement.front_matter
    stated |= {"with": statement.with_whom}
    stated |= asdict(stated.pop("source") or Source(""))
    if statement.short_title == statement.title:
        del stated["short_title"]
    if statement.kind != "report":
        del stated["kind"]
    facts = {key: _as_text(value) for key, value in stated.items()}
    return "".join(f"{line}\n" for line in write_facts(facts))


def _as_text(value: str | tuple[str, ...] | Moment | None) -> str:
    if isinstance(value, str):
        return value
    return " ".join(value) if isinstance(value, tuple) else as_written(value)


def write_facts(facts: Mapping[str, str], *, required: Collection[str] = ()) -> Iterator[str]:
    """Yield the lines of facts, in the order of front matter; one that is required has always one.

    The members of a list are given with spaces between them, and the publisher with the address of
    the source.
    """
    for key in _KEYS:
        value = facts.get(key, "")
        if not value:
            yield from [f"{key}:"] if key in required else ()
        elif key in _LISTS:
            members = (one if _is_plain(one) else _quoted(one) for one in value.split())
            yield f"{key}: [{', '.join(members)}]"
        elif key == "publisher":
            yield "source:"
            yield from (f"  {line}" for line in _pair(key, value))
        elif key == "url":
            yield f"  {_address(key, value)}"
        elif key == "recording" and "://" in value:
            yield _address(key, value)
        elif key == "notes" and _is_foldable(value):
            yield from ["notes: >-", *_folded(value)]
        else:
            yield from _pair(key, value)


def as_written(moment: Moment | None) -> str:
    """Return `2021-02-26` or `2021-02-26T17:11`; an empty string for no moment."""
    if isinstance(moment, datetime):
        has_seconds = moment.second or moment.microsecond
        return moment.isoformat(timespec="auto" if has_seconds else "minutes")
    return moment.isoformat() if moment else ""


def _pair(key: str, value: str) -> list[str]:
    """Return the lines of a key with its value; a long value is folded."""
    line = f"{key}: {value}"
    if _is_plain(value) and len(line) <= _WIDTH:
        return [line]
    if len(value) > 70 and _is_foldable(value):
        return [f"{key}: >-", *_folded(value)]
    return [f"{key}: {_quoted(value)}"]


def _address(key: str, value: str) -> str:
    return f"{key}: {value if _ADDRESS.fullmatch(value) else _quoted(value)}"


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
