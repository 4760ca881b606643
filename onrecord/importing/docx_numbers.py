"""Writes the numbers of a Word document's lists and headings into its text, as Word shows them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.importing.html_lists import list_number, read_integer

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
TEXTS = (MAIN, "word/footnotes.xml", "word/endnotes.xml")
NUMBERING = "word/numbering.xml"
_KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_NUMBERED = f"{WORD}pPr/{WORD}numPr"
_SILENT = {"bullet", "none"}
_MOST_STYLES = 20  # that a style is based on, one on the other


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str  # `decimal`, `lowerRoman`
    start: int
    text: str  # `%1.%2)`


@dataclass(slots=True)
class _Counting:
    """The levels of each list, and how far it has counted."""

    levels: dict[str, dict[int, _Level]]  # by the list's number
    shared: dict[str, str]  # the numbers of lists that count together
    restarted: dict[str, dict[int, int]]  # where a list begins anew
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next(self, number: str, level: int) -> str:
        """Return what is printed before the next item of a list."""
        levels = self.levels.get(number, {})
        if level not in levels or levels[level].kind in _SILENT:
            return ""
        counts = self.counts.setdefault(self.shared[number], {})
        if number not in self.begun:
            self.begun.add(number)
            for one, start in self.restarted.get(number, {}).items():
                counts[one] = start - 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        return re.sub(
            r"%(\d)", lambda m: self._shown(levels, counts, int(m[1]) - 1), levels[level].text
        )

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        found = levels.get(level, _Level("decimal", 1, ""))
        count = counts.setdefault(level, found.start)
        if found.kind == "decimalZero":
            return f"{count:02}"
        return list_number(count, _KINDS.get(found.kind, "1"))


def write_numbers(trees: Mapping[str, Any]) -> None:
    """Write the number of each item before its text, and leave no numbering to do."""
    numbering = trees.get(NUMBERING)
    if numbering is None:
        return
    counting = _counting(numbering)
    styles = _styles(trees.get("word/styles.xml"))
    for part in TEXTS:
        for paragraph in trees[part].iter(f"{WORD}p") if part in trees else ():
            number, level = _numbering_of(paragraph, styles)
            printed = counting.next(number, level) if number else ""
            if printed and "".join(paragraph.itertext(f"{WORD}t")).strip():
                _insert(paragraph, f"{printed} ")
    for child in list(numbering):
        numbering.remove(child)


def _counting(numbering: Any) -> _Counting:
    abstract = {
        one.get(f"{WORD}abstractNumId"): _levels(one)
        for one in numbering.iter(f"{WORD}abstractNum")
    }
    counting = _Counting({}, {}, {})
    for num in numbering.iter(f"{WORD}num"):
        number, found = num.get(f"{WORD}numId"), num.find(f"{WORD}abstractNumId")
        key = _value(found)
        levels, restarted = dict(abstract.get(key, {})), {}
        for change in num.iter(f"{WORD}lvlOverride"):
            place = read_integer(change.get(f"{WORD}ilvl"), 0)
            levels |= _levels(change)
            start = change.find(f"{WORD}startOverride")
            if start is not None:
                restarted[place] = read_integer(_value(start), 1)
        counting.levels[number], counting.shared[number] = levels, key
        counting.restarted[number] = restarted
    return counting


def _levels(element: Any) -> dict[int, _Level]:
    return {
        read_integer(level.get(f"{WORD}ilvl"), 0): _Level(
            _value(level.find(f"{WORD}numFmt")) or "decimal",
            read_integer(_value(level.find(f"{WORD}start")), 1),
            _value(level.find(f"{WORD}lvlText")),
        )
        for level in element.iter(f"{WORD}lvl")
    }


def _styles(tree: Any) -> dict[str, tuple[str, str, int]]:
    """Return each paragraph style's base, and the list and level that it numbers by."""
    return {
        style.get(f"{WORD}styleId") or "": (
            _value(style.find(f"{WORD}basedOn")),
            _value(style.find(f"{_NUMBERED}/{WORD}numId")),
            read_integer(_value(style.find(f"{_NUMBERED}/{WORD}ilvl")), 0),
        )
        for style in (tree.iter(f"{WORD}style") if tree is not None else ())
    }


def _numbering_of(paragraph: Any, styles: Mapping[str, tuple[str, str, int]]) -> tuple[str, int]:
    """Return the list that a paragraph is in, and its level; its own before its style's."""
    style = _value(paragraph.find(f"{WORD}pPr/{WORD}pStyle"))
    base, number, level = styles.get(style, ("", "", 0))
    for _ in range(_MOST_STYLES):
        if number or not base:
            break
        base, number, level = styles.get(base, ("", "", 0))
    number = _value(paragraph.find(f"{_NUMBERED}/{WORD}numId")) or number
    level = read_integer(_value(paragraph.find(f"{_NUMBERED}/{WORD}ilvl")), level)
    return ("" if number == "0" else number), level


def _insert(paragraph: Any, text: str) -> None:
    run = paragraph.makeelement(f"{WORD}r")
    words = paragraph.makeelement(f"{WORD}t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    first = paragraph.find(f"{WORD}pPr")
    paragraph.insert(0 if first is None else list(paragraph).index(first) + 1, run)


def _value(element: Any) -> str:
    return (element.get(f"{WORD}val") or "") if element is not None else ""
