"""Reads a TEI transcript, as ParlaMint encodes parliaments: turns, notes and headings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from onrecord.content.parse import is_note
from onrecord.importing.footnotes import as_note
from onrecord.importing.markdown_words import plain
from onrecord.importing.source import Line, Run, Source, Stated
from onrecord.importing.stated_turns import UNNAMED

_NOTES = frozenset({"note", "vocal", "kinesic", "incident", "gap", "writing", "desc"})
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ID, _LANGUAGE = f"{_XML}id", f"{_XML}lang"
_TOKENS = frozenset({"w", "pc"})
_SPACES = re.compile(r"\s+")


def read_tei(root: Any, name: str, lists: Iterable[Any] = ()) -> Source | None:
    """Return the Source of a TEI document with utterances; None for any other.

    `lists` are documents beside it that have the names of people.
    """
    if _tag(root) != "TEI" or next(_all(root, "u"), None) is None:
        return None
    names = _names(root)
    for one in lists:
        names = {**_names(one), **names}
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
            words += _inner_text(child)
        words += "" if _tag(child) in _TOKENS else child.tail or ""
    yield _words(element, words)


def _inner_text(element: Any) -> str:
    """Return the text of an element; of tagged words, with spaces where there were some."""
    if _tag(element) in _TOKENS:
        is_joined = element.get("join") in {"right", "both"}
        return "".join(element.itertext()).strip() + ("" if is_joined else " ")
    if next((one for one in element.iter() if _tag(one) in _TOKENS), None) is None:
        return "".join(element.itertext())
    return "".join(_inner_text(child) for child in element if _tag(child))


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
        title = _title(list(_all(statement, "title")), root.get(_LANGUAGE) or "")
        if title:
            stated["title"] = Stated(title, "<titleStmt>")
    for place in ("setting", "bibl"):
        for element in _all(root, place):
            for day in _all(element, "date"):
                value = day.get("when") or day.get("from") or _text(day)
                stated.setdefault("date", Stated(value, f"<{place}> of the header"))
    for element in _all(root, "bibl"):
        addresses = [_text(one) for one in _all(element, "idno") if one.get("type") == "URI"]
        if addresses and addresses[0].startswith(("https://", "http://")):
            stated.setdefault("url", Stated(addresses[0], "<bibl> of the header"))
    for element in _all(root, "setting"):
        for name in _all(element, "name"):
            if name.get("type") == "city" and _text(name):
                stated.setdefault("place", Stated(_text(name), "<setting> of the header"))
    language = root.get(_LANGUAGE)
    if language:
        stated["language"] = Stated(language, "xml:lang")
    return stated


def _title(titles: list[Any], language: str) -> str:
    """Return the title in the text's language; of a ParlaMint file, that of the session."""
    own = [one for one in titles if (one.get(_LANGUAGE) or language) == language] or titles
    main = next((_text(one) for one in own if one.get("type") != "sub"), "")
    sub = next((_text(one) for one in own if one.get("type") == "sub"), "")
    return sub if sub and "ParlaMint" in main else main or sub


def _names(root: Any) -> dict[str, str]:
    """Return the names of the people in the header, by their ids."""
    names = {}
    for person in _all(root, "person"):
        identifier = person.get(_ID)
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
