"""Reads Markdown with or without front matter, line by line as it was typed."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from onrecord.importing.source import Fact, Line, Source, first_facts
from onrecord.word_lists import word_map

_KEYS = word_map("front_matter_keys", "meanings")
_KEYS_OF_SOURCE = word_map("front_matter_keys", "of_source")
# `source_url: https://…`
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*):")
# `## Resolving the situation`
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*")
# `* * *`
_RULE = re.compile(r"[ \t]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")


def read_markdown(text: str, name: str, warnings: tuple[str, ...]) -> Source:
    """Return the Source of a Markdown text."""
    lines = text.split("\n")
    end = _front_matter_end(lines)
    stated, outside, more = _read_front_matter(lines[:end])
    found = [Line(n, line, outside=outside[n - 1]) for n, line in enumerate(lines[:end], 1)]
    found += [_line(number, line) for number, line in enumerate(lines[end:], end + 1)]
    return Source(name, "markdown", tuple(found), stated, (*warnings, *more))


def _line(number: int, line: str) -> Line:
    heading = _HEADING.fullmatch(line)
    return Line(
        number,
        line,
        heading=len(heading["marks"]) if heading and heading["text"] else 0,
        is_rule=bool(_RULE.fullmatch(line)),
    )


def _front_matter_end(lines: list[str]) -> int:
    if lines[0].rstrip() != "---":
        return 0
    return next((n + 1 for n, line in enumerate(lines) if n and line.rstrip() == "---"), 0)


def _read_front_matter(
    lines: list[str],
) -> tuple[dict[str, Fact], list[str], tuple[str, ...]]:
    """Return the facts, why each line is not part of the statement, and warnings."""
    try:
        facts: Any = yaml.load("\n".join(lines[1:-1]), Loader=yaml.BaseLoader) if lines else {}
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "it is no YAML"
        return {}, ["front matter"] * len(lines), (f"the front matter cannot be read: {problem}",)
    if not isinstance(facts, dict):
        facts = {}
    found: list[tuple[str, str, str]] = []
    outside: list[str] = []
    key = ""
    for number, line in enumerate(lines, 1):
        if begun := _KEY.match(line):
            key = begun["key"]
            found += _stated(key, facts.get(key), f"line {number}")
        meaning = _KEYS.get(key)
        outside.append(f"read as {meaning}" if meaning and line != "---" else "front matter")
    return first_facts(found), outside, ()


def _stated(key: str, value: Any, where: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a key states; a `source` may have keys of its own."""
    if key == "source" and isinstance(value, dict):
        for one, meaning in _KEYS_OF_SOURCE.items():
            yield meaning, _one_value(value.get(one)), where
    elif key in _KEYS:
        text = _one_value(value)
        is_fit = _KEYS[key] != "url" or text.startswith(("https://", "http://"))
        yield _KEYS[key], text if is_fit else "", where


def _one_value(value: Any) -> str:
    """Return a text, or several names with semicolons between them."""
    names = value if isinstance(value, list) else [value]
    return "; ".join(name.strip() for name in names if isinstance(name, str) and name.strip())
