"""Reads Markdown with or without front matter, line by line as it was typed."""

import re
from typing import Any

import yaml

from onrecord.importing.source import Fact, Line, Source

# what keys of front matter mean elsewhere; others are left out and reported
_KEYS = {
    **{key: key for key in ("title", "date", "place", "publisher")},
    **dict.fromkeys(("published", "published_time"), "published"),
    **dict.fromkeys(("url", "source_url", "canonical", "link", "source"), "url"),
    **dict.fromkeys(("language", "lang"), "language"),
    "location": "place",
    **dict.fromkeys(("speaker", "speakers", "author"), "speaker_name"),
    **dict.fromkeys(("recording", "media", "video", "audio"), "recording"),
}
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
    stated: dict[str, Fact] = {}
    outside: list[str] = []
    key, where = "", 0
    for number, line in enumerate(lines, 1):
        begun = _KEY.match(line)
        if begun:
            key, where = begun["key"], number
        meaning = _KEYS.get(key)
        outside.append(f"read as {meaning}" if meaning and line != "---" else "front matter")
        value = _one_value(facts.get(key))
        is_fit = meaning != "url" or value.startswith(("https://", "http://"))
        if begun and meaning and value and is_fit:
            stated.setdefault(meaning, Fact(value, f"line {where}"))
        elif begun and key == "source" and isinstance(facts.get(key), dict):
            stated = {**_source(facts[key], f"line {where}"), **stated}
    return stated, outside, ()


def _source(found: dict[Any, Any], where: str) -> dict[str, Fact]:
    """Return publisher and address of a `source` with keys of its own."""
    stated: dict[str, Fact] = {}
    for key, meaning in (("publisher", "publisher"), ("name", "publisher"), ("url", "url")):
        value = _one_value(found.get(key))
        if value:
            stated.setdefault(meaning, Fact(value, where))
    return stated


def _one_value(value: Any) -> str:
    """Return a text, or several names with semicolons between them."""
    names = value if isinstance(value, list) else [value]
    return "; ".join(name.strip() for name in names if isinstance(name, str) and name.strip())
