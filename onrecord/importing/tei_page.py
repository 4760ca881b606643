"""Reads a TEI transcript, as ParlaMint encodes parliaments: turns, notes and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onrecord.content.parse import is_note
from onrecord.importing.footnotes import as_note
from onrecord.importing.markdown_words import plain
from onrecord.importing.source import Line, Run, Source, Stated
from onrecord.importing.stated_turns import UNNAMED

_NOTES = frozenset({"note", "vocal", "kinesic", "incident", "gap", "writing", "desc"})
_SPACES = re.compile(r"\s+")


def read_tei(root: Any, name: str) -> Source | None:
    """Return the Source of a TEI document with utterances; None for any other."""
    if _tag(root) != "TEI" or next(_all(root, "u"), None) is None:
        return None
    names = _names(root)
    lines = tuple(
        line for text in _all(root, "text") for line in _lines_of(text, names) if line.text.strip()
    )
    return Source(name, "page", lines, _stated(root), is_data=True)


def _lines_of(element: Any, names: dict[str, str]) -> Iterator[Line]:
    printed = ""
    for child in element:
        tag = _tag(child)
        number = child.sourceline or 1
        if tag == "u":
            yield from _utterance(child, names, printed)
            printed = ""
        elif tag == "note" and child.get("type") == "speaker":
            printed = _text(child)
            yield Line(number, printed, outside="read as the label of a turn")
        elif tag == "head":
            yield Line(number, _text(child), runs=(Run(_text(child)),), heading=2, said_by="")
        elif tag in _NOTES:
            yield _note(child)
        elif tag:
            yield from _lines_of(child, names)


def _utterance(element: Any, names: dict[str, str], printed: str) -> Iterator[Line]:
    """Yield the segments of a turn; the first words have its speaker."""
    who = (element.get("who") or "").rpartition("#")[2]
    speaker = names.get(who) or printed.rstrip(": ") or who or UNNAMED
    segments = list(element) if any(_tag(child) == "seg" for child in element) else [element]
    for segment in segments:
        if _tag(segment) in _NOTES:
            yield _note(segment)
            continue
        for line in _segment(segment):
            is_said = bool(line.text) and not is_note(line.text)
            yield replace(line, said_by=speaker) if is_said else line
            speaker = "" if is_said else speaker


def _segment(element: Any) -> Iterator[Line]:
    """The words between notes: notes within a segment are no words of the speaker."""
    words = element.text or ""
    for child in element:
        if _tag(child) in _NOTES:
            yield _words(element, words)
            yield _note(child)
            words = ""
        elif _tag(child):
            words += "".join(child.itertext())
        words += child.tail or ""
    yield _words(element, words)


def _words(element: Any, words: str) -> Line:
    text = _SPACES.sub(" ", words).strip()
    return Line(element.sourceline or 1, text, runs=(Run(text),), said_by="")


def _note(element: Any) -> Line:
    runs = as_note((Run(_text(element)),)) if _text(element) else ()
    return Line(element.sourceline or 1, plain(runs), runs=runs, said_by="")


def _stated(root: Any) -> dict[str, Stated]:
    """Return title, date and language, as the header states them."""
    stated: dict[str, Stated] = {}
    for statement in _all(root, "titleStmt"):
        titles = [_text(title) for title in _all(statement, "title")]
        if titles:
            stated["title"] = Stated(titles[0], "<titleStmt>")
    for place in ("setting", "bibl"):
        for element in _all(root, place):
            for day in _all(element, "date"):
                value = day.get("when") or day.get("from") or _text(day)
                stated.setdefault("date", Stated(value, f"<{place}> of the header"))
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        stated["language"] = Stated(language, "xml:lang")
    return stated


def _names(root: Any) -> dict[str, str]:
    """Return the names of the people in the header, by their ids."""
    names = {}
    for person in _all(root, "person"):
        identifier = person.get("{http://www.w3.org/XML/1998/namespace}id")
        parts = [
            _text(part)
            for kind in ("forename", "nameLink", "surname")
            for part in _all(person, kind)
        ]
        name = " ".join(parts) or next((_text(one) for one in _all(person, "persName")), "")
        if identifier and name:
            names[identifier] = name
    return names


def _all(root: Any, tag: str) -> Iterator[Any]:
    return (element for element in root.iter() if _tag(element) == tag)


def _tag(element: Any) -> str:
    """The name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Any) -> str:
    return _SPACES.sub(" ", "".join(element.itertext())).strip()
