"""Layouts: what makes one publisher's pages different, read from config.yaml's `layouts:`.

A phrase matches a whole line, whatever its capitals: `Advanced settings`. `…` at its beginning or
end matches anything (`Photo: …`), and `/…/` is a regular expression for the whole line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from onrecord.content.yaml_lines import InvalidValueError, LinedValue, read_yaml, validate
from onrecord.errors import Errors

DateOrder = Literal["DMY", "MDY", "YMD"]


def matches_phrase(phrases: tuple[str, ...], line: str) -> bool:
    """True if a phrase matches the whole line."""
    return bool(phrases) and _patterns(phrases).fullmatch(" ".join(line.split())) is not None


def read_layouts(text: str, *, path: str) -> Mapping[str, Layout]:
    """The layouts of a config.yaml, by name; ContentError with every error otherwise."""
    errors = Errors()
    lined = read_yaml(text, path=path, first_line=1, errors=errors)
    errors.raise_if_any()
    assert lined is not None
    section = (lined.value or {}).get("layouts") if isinstance(lined.value, dict) else None
    lines = {place: line for place, line in lined.lines.items() if place[:1] == ("layouts",)}
    found = validate(
        _Section, LinedValue({"layouts": section or {}}, lines), path=path, errors=errors
    )
    errors.raise_if_any()
    assert found is not None
    return {slug: Layout(slug=slug, **entry.model_dump()) for slug, entry in found.layouts.items()}


def _checked_phrase(value: str) -> str:
    _checked_expression(_expression(value))
    return value


def _checked_expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise InvalidValueError(f"no regular expression ({error})", "check its brackets") from None
    return value


def _checked_turn_pattern(value: str) -> str:
    if "name" not in re.compile(_checked_expression(value)).groupindex:
        raise InvalidValueError("no `(?P<name>…)` for the label", "add it to the expression")
    return value


Phrase = Annotated[str, AfterValidator(_checked_phrase)]
TurnPattern = Annotated[str, AfterValidator(_checked_turn_pattern)]
Expression = Annotated[str, AfterValidator(_checked_expression)]


class LayoutEntry(BaseModel):
    """How the pages of one publisher are imported: `layouts`, by slug."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    publisher: str = ""  # who publishes the pages
    # a host of the page’s address, or phrases for a line in it
    recognised_by: tuple[Phrase, ...] = ()
    # phrases for lines that belong to the page; they are left out
    furniture: tuple[Phrase, ...] = ()
    ends_at: tuple[Phrase, ...] = ()  # phrases: this line and everything below belongs to the page
    remarks: tuple[Phrase, ...] = ()  # phrases for lines that go into the transcript’s notes
    labels: tuple[Expression, ...] = ()  # regular expressions for labels with a colon
    bare_labels: tuple[str, ...] = ()  # labels without a colon
    # regular expressions for a label without a colon and its punctuation, with `(?P<name>…)`
    turns: tuple[TurnPattern, ...] = ()
    date_order: DateOrder | None = None  # how to read 04-03-2021
    date_alone: Literal["said", "published"] = "published"  # what a date on a line by itself means
    # lines above the first time of day say where it was said
    dateline: bool = False
    occasions: tuple[str, ...] = ()  # words of a title that name the occasion
    # columns at which paragraphs are broken into lines
    wrapped: int = Field(default=0, ge=0, le=1000)
    kind: Literal["statement", "report"] = "statement"  # `report` for news reports
    speaker: str = ""  # slug of whoever speaks where no label says otherwise
    unlabelled: str = ""  # name of whoever speaks in a text without labels
    language: str = ""  # the language of the texts


class Layout(LayoutEntry):
    """A layout with its name; every part may be empty."""

    slug: str = ""


NO_LAYOUT = Layout()


class _Section(BaseModel):
    layouts: dict[str, LayoutEntry]


@cache
def _patterns(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_expression(phrase) for phrase in phrases))


def _expression(phrase: str) -> str:
    """The phrase as an expression for a whole line: `Photo: …`, `/[0-9-]+/`."""
    if len(phrase) > 2 and phrase.startswith("/") and phrase.endswith("/"):
        return f"(?:{phrase[1:-1]})"
    parts = (re.escape(" ".join(part.split())) for part in phrase.split("…"))
    return r"(?is:" + r"\s*.*\s*".join(parts) + ")"
