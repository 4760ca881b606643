"""Reads debates in XML: Akoma Ntoso, TEI, and what parliaments publish their Hansards in.

The dialects are in `onrecord/data/xml_dialects.yaml`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.content.parse import is_note
from onrecord.importing.asides import as_note
from onrecord.importing.markdown_words import cut, merged, plain, single_spaced
from onrecord.importing.source import Line, Run, Source
from onrecord.importing.stated_turns import UNNAMED
from onrecord.importing.xml_document import XML, facts_at, folded, text_of, texts_at
from onrecord.word_lists import word_maps, words_in

_PATHS = ("turns", "own_label", "asks", "notes", "headings", "beside")
# elements within the words of a paragraph
_INLINE = words_in(
    "a abbr b i u em strong span sub sup ref rref mref def term person role organization location"
    " date time quantity event concept object entity process docDate docTitle docNumber inline ins"
    " phrase emphasis hi Affiliation Document Query B I Sup Sub Quote name EMPHAS ital bold"
    " membercontribution embeddedText quote br eol lb img image col num"
)
_STRONG = frozenset({"b", "strong", "B", "bold"})
_EMPHASIS = frozenset({"i", "em", "I", "ital", "EMPHAS"})
_BREAKS = frozenset({"br", "eol", "lb"})
_AFTER_LABEL = re.compile(r"[:：—–-]\s*(?=\S)")  # `: asked whether`, `—The bridge is open`
_MARK = "the mark after a label"
_NOTES = frozenset({"note", "vocal", "kinesic", "incident", "gap", "writing", "desc"})
_BLOCKS = frozenset({"u", "seg", *_NOTES})
# the printed label since the turn before; there may be other notes between it and its turn
_LABEL_OF_TURN = (
    "preceding-sibling::*[self::u or self::note[@type = 'speaker']][1][@type = 'speaker']"
)


def read_debate(root: Any, name: str) -> Source | None:
    """Return the Source of a debate in XML; None if it is in no known dialect."""
    for paths in word_maps("xml_dialects").values():
        if root.xpath(paths["recognised_by"]):
            reader = _Reader(root, paths)
            stated = facts_at(root, paths.get("facts", {}))
            return Source(name, "page", tuple(reader.lines()), stated, is_data=True)
    return None


@dataclass(slots=True)
class _Reader:
    root: Any
    paths: Mapping[str, Any]
    found: dict[str, set[Any]] = field(default_factory=dict)
    speaker: str = ""  # of the turn that goes on
    asks: bool = False
    is_begun: bool = False  # its first words were read
    number: str = ""  # of an item, before its words

    def lines(self) -> Iterator[Line]:
        """Yield every word of the document."""
        for kind in _PATHS:
            path = self.paths.get(kind)
            self.found[kind] = set(self.root.xpath(path)) if path else set()
        for element in self.root.xpath(self.paths.get("text", ".")):
            yield from self._element(element)
        yield from self._number_alone(self.root)

    def _element(self, element: Any) -> Iterator[Line]:
        is_turn = element in self.found["turns"]
        if is_turn or element in self.found["notes"] or element in self.found["headings"]:
            yield from self._number_alone(element)
        if element in self.found["beside"]:
            yield from _beside(element, "no part of the debate")
        elif element in self.found["own_label"]:
            if is_turn:  # what follows is said, up to the next label
                self._begin(self._label(element), asks=False)
            yield from _beside(element, "read as the label of a turn")
        elif element in self.found["notes"]:
            yield from self._note(element)
        elif element in self.found["headings"]:
            yield from self._heading(element)
        elif is_turn:
            yield from self._turn(element)
        else:
            yield from self._content(element)

    def _turn(self, element: Any) -> Iterator[Line]:
        """Yield what one person says; whoever is interrupted by it speaks on after it."""
        outer = self.speaker, self.asks
        self._begin(self._label(element), asks=element in self.found["asks"])
        yield from self._content(element)
        if self.paths.get("continues") != "yes":
            self._begin(outer[0], asks=outer[1])

    def _begin(self, speaker: str, *, asks: bool) -> None:
        self.speaker, self.asks, self.is_begun = speaker, asks, False

    def _label(self, element: Any) -> str:
        found = map(folded, texts_at(element, self.paths["label"], turn=element))
        return next(filter(None, found), UNNAMED)

    def _heading(self, element: Any) -> Iterator[Line]:
        text = text_of(element)
        if self.paths.get("continues") == "yes":
            self._begin("", asks=False)
        if text:
            yield self._line(element, (Run(text),), heading=2)

    def _content(self, element: Any) -> Iterator[Line]:
        """Yield the words of an element, in blocks, with the elements between them."""
        runs: list[Run] = [Run(element.text or "")]
        for child in element:
            is_within = child.tag in _INLINE and not self._has_own(child)
            if is_within and child.tag == "num":
                self.number = f"{self.number} {text_of(child)}".strip()
            elif is_within:
                runs += _inline(child)
            else:
                yield from self._words(element, runs)
                runs = []
                yield from self._element(child)
            runs.append(Run(child.tail or ""))
        yield from self._words(element, runs)

    def _has_own(self, element: Any) -> bool:
        """True if the element is a note, a turn or the like, or has one in it."""
        return any(one in found for one in element.iter() for found in self.found.values())

    def _words(self, element: Any, runs: Sequence[Run]) -> Iterator[Line]:
        """Yield words; outside of turns nobody says them."""
        runs = single_spaced(runs)
        if not plain(runs):
            return
        if self.number:
            runs = merged((Run(f"{self.number} "), *runs))
            self.number = ""
        if not self.speaker:
            yield self._line(element, as_note(runs))
            return
        mark = _AFTER_LABEL.match(plain(runs))
        if mark and not self.is_begun:
            yield Line(element.sourceline or 1, mark[0].strip(), outside=_MARK)
            runs = cut(runs, mark.end())
        yield self._line(element, runs, said_by="" if self.is_begun else self.speaker)
        self.is_begun = True

    def _number_alone(self, element: Any) -> Iterator[Line]:
        """Yield a number that has no words after it."""
        number, self.number = self.number, ""
        yield from self._words(element, (Run(number),))

    def _note(self, element: Any) -> Iterator[Line]:
        text = text_of(element)
        if text:
            yield self._line(element, as_note((Run(text),)))

    def _line(
        self, element: Any, runs: tuple[Run, ...], *, heading: int = 0, said_by: str = ""
    ) -> Line:
        number, asks = element.sourceline or 1, self.asks and bool(said_by)
        return Line(number, plain(runs), runs=runs, heading=heading, said_by=said_by, asks=asks)


def _beside(element: Any, why: str) -> Iterator[Line]:
    """Yield the words of an element that are no part of the text, a line for each piece."""
    for text in element.itertext():
        if words := folded(text):
            yield Line(element.sourceline or 1, words, outside=why)


def _inline(element: Any) -> Iterator[Run]:
    """Yield the words of an element within a paragraph, with its type."""
    tag = element.tag
    if tag in _BREAKS:
        yield Run(" ")
    strong, emphasis = tag in _STRONG, tag in _EMPHASIS
    yield Run(element.text or "", strong, emphasis)
    for child in element:
        for run in _inline(child):
            yield Run(run.text, strong or run.strong, emphasis or run.emphasis)
        yield Run(child.tail or "", strong, emphasis)


def prepare_tei(root: Any, lists: Iterable[Any]) -> None:
    """Prepare the turns of a document; `lists` beside it have the names of people.

    A name in the document counts before one in a list, and that before one in a later list.
    """
    from lxml import etree

    names = {key: value for one in reversed((root, *lists)) for key, value in _names(one)}
    for word in root.iter("w", "pc"):
        word.text = "".join(word.itertext()).strip()
        word.tail = "" if word.get("join") in {"right", "both"} else " "
        word[:] = []
    for turn in root.iter("u"):
        etree.strip_tags(turn, *({one.tag for one in turn.iter()} - _BLOCKS))
        turn.set("speaker", _speaker(turn, names))
        for segment in turn.iter("seg"):
            segment.tag = "note" if is_note(text_of(segment)) else "seg"


def _speaker(turn: Any, names: dict[str, str]) -> str:
    who = (turn.get("who") or "").rpartition("#")[2]
    labels = turn.xpath(_LABEL_OF_TURN)
    printed = text_of(labels[0]).rstrip(": ") if labels else ""
    return names.get(who) or printed or who


def _names(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the names of the people in the header, after their ids."""
    for person in root.iter("person"):
        kinds = ("forename", "nameLink", "surname")
        name = " ".join(text_of(part) for kind in kinds for part in person.iter(kind))
        name = name or next(map(text_of, person.iter("persName")), "")
        if name and person.get(f"{XML}id"):
            yield person.get(f"{XML}id"), name
