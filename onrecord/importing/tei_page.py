"""Reads a TEI transcript, as ParlaMint encodes parliaments: turns, notes and headings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from onrecord.content.parse import is_note
from onrecord.importing.footnotes import as_note
from onrecord.importing.markdown_words import plain
from onrecord.importing.source import Line, Run, Source, Stated
from onrecord.importing.stated_turns import UNNAMED
from onrecord.importing.xml_document import XML, folded, text_of

_NOTES = frozenset({"note", "vocal", "kinesic", "incident", "gap", "writing", "desc"})
_TOKENS = frozenset({"w", "pc"})
# facts with the part of the header and the elements in it that state them
_FACTS = (
    ("date", "setting", "date"),
    ("date", "bibl", "date"),
    ("url", "bibl", "idno[@type = 'URI'][starts-with(., 'http')]"),
    ("place", "setting", "name[@type = 'city']"),
)


def read_tei(root: Any, name: str, lists: Iterable[Any] = ()) -> Source | None:
    """Return the Source of a TEI document with utterances; None for any other.

    `lists` are documents beside it that have the names of people.
    """
    if root.tag != "TEI" or root.find(".//u") is None:
        return None
    names = {key: value for one in (*lists, root) for key, value in _names(one)}
    texts = root.xpath("//text[not(ancestor::text)]")
    lines = (line for text in texts for line in _lines_of(text, names) if line.text.strip())
    return Source(name, "page", tuple(lines), _stated(root), is_data=True)


def _lines_of(element: Any, names: Mapping[str, str]) -> Iterator[Line]:
    printed = ""
    for child in element:
        number = child.sourceline or 1
        if child.tag == "u":
            yield from _utterance(child, names, printed)
            printed = ""
        elif child.tag == "note" and child.get("type") == "speaker":
            printed = text_of(child)
            yield Line(number, printed, outside="read as the label of a turn")
        elif child.tag == "head":
            yield Line(number, text_of(child), runs=(Run(text_of(child)),), heading=2, said_by="")
        elif child.tag in _NOTES:
            yield _note(child)
        else:
            yield from _lines_of(child, names)


def _utterance(element: Any, names: Mapping[str, str], printed: str) -> Iterator[Line]:
    """Yield the segments of a turn; the first words have its speaker."""
    who = (element.get("who") or "").rpartition("#")[2]
    speaker = names.get(who) or printed.rstrip(": ") or who or UNNAMED
    segments = [element] if element.find("seg") is None else list(element)
    for segment in segments:
        if segment.tag in _NOTES:
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
        if child.tag in _NOTES:
            yield _words(element, words)
            yield _note(child)
            words = ""
        else:
            words += _inner_text(child)
        words += "" if child.tag in _TOKENS else child.tail or ""
    yield _words(element, words)


def _inner_text(element: Any) -> str:
    """Return the text of an element; of tagged words, with spaces where there were some."""
    if element.tag in _TOKENS:
        is_joined = element.get("join") in {"right", "both"}
        return "".join(element.itertext()).strip() + ("" if is_joined else " ")
    if next(element.iter(*_TOKENS), None) is None:
        return "".join(element.itertext())
    return "".join(map(_inner_text, element))


def _words(element: Any, words: str) -> Line:
    text = folded(words)
    return Line(element.sourceline or 1, text, runs=(Run(text),), said_by="")


def _note(element: Any) -> Line:
    runs = as_note((Run(text_of(element)),)) if text_of(element) else ()
    return Line(element.sourceline or 1, plain(runs), runs=runs, said_by="")


def _stated(root: Any) -> dict[str, Stated]:
    """Return title, date and language, as the header states them."""
    language = root.get(f"{XML}lang", "")
    found = [("title", _title(root, language), "<titleStmt>"), ("language", language, "xml:lang")]
    for fact, part, path in _FACTS:
        for one in root.xpath(f"//{part}//{path}"):
            value = one.get("when") or one.get("from") or text_of(one)
            found.append((fact, value, f"<{part}> of the header"))
    stated: dict[str, Stated] = {}
    for fact, value, where in found:
        if value:
            stated.setdefault(fact, Stated(value, where))
    return stated


def _title(root: Any, language: str) -> str:
    """Return the title in the text's language; of a ParlaMint file, that of the session."""
    titles = root.findall(".//titleStmt/title")
    own = [one for one in titles if one.get(f"{XML}lang", language) == language] or titles
    main = next((text_of(one) for one in own if one.get("type") != "sub"), "")
    sub = next((text_of(one) for one in own if one.get("type") == "sub"), "")
    return sub if sub and "ParlaMint" in main else main or sub


def _names(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the names of the people in the header, after their ids."""
    for person in root.iter("person"):
        kinds = ("forename", "nameLink", "surname")
        name = " ".join(text_of(part) for kind in kinds for part in person.iter(kind))
        name = name or next(map(text_of, person.iter("persName")), "")
        if name:
            yield person.get(f"{XML}id", ""), name
