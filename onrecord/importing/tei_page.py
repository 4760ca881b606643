"""Prepares a TEI transcript, as ParlaMint encodes parliaments, to be read as a debate.

A turn gets the name of its speaker, and tagged words become plain text.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.content.parse import is_note
from onrecord.importing.xml_document import XML, text_of

_NOTES = frozenset({"note", "vocal", "kinesic", "incident", "gap", "writing", "desc"})
_BLOCKS = frozenset({"u", "seg", *_NOTES})


def prepare_tei(root: Any, lists: Iterable[Any]) -> None:
    """Prepare the turns of a document; `lists` beside it have the names of people."""
    from lxml import etree

    names = {key: value for one in (*lists, root) for key, value in _names(one)}
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
    above = turn.getprevious()
    is_label = above is not None and above.tag == "note" and above.get("type") == "speaker"
    printed = text_of(above).rstrip(": ") if is_label else ""
    return names.get(who) or printed or who


def _names(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the names of the people in the header, after their ids."""
    for person in root.iter("person"):
        kinds = ("forename", "nameLink", "surname")
        name = " ".join(text_of(part) for kind in kinds for part in person.iter(kind))
        name = name or next(map(text_of, person.iter("persName")), "")
        if name:
            yield person.get(f"{XML}id", ""), name
