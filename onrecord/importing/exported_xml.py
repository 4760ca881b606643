"""Reduces a statement's TEI or Akoma Ntoso, as On Record exports it, to the form of its JSON.

Where each of them has what is in `onrecord/data/exported_xml.yaml`. Akoma Ntoso has no place for
short titles, other languages, levels of headings and the like. What its preface says of the
occasion, the place, the participants and the record has no names there: it is read if all four are
stated, and reported if not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from onrecord.exports.spans import (
    Inline,
    Span,
    SpanKind,
    placed_spans,
    plain_text,
    with_joined_texts,
)
from onrecord.exports.statement_json import span_record
from onrecord.importing.exported import Exported
from onrecord.importing.exported_document import read_document
from onrecord.importing.xml_document import texts_at
from onrecord.word_lists import word_maps

# what elements within a paragraph are, by their names and `rend`
_SPANS: dict[tuple[str, str], SpanKind] = {
    ("p", ""): "paragraph",
    **dict.fromkeys((("quote", ""), ("embeddedText", "")), "quotation"),
    **dict.fromkeys((("hi", "italic"), ("i", "")), "emphasis"),
    **dict.fromkeys((("hi", "bold"), ("b", "")), "strong"),
    **dict.fromkeys((("ref", ""), ("a", "")), "link"),
    **dict.fromkeys((("lb", ""), ("eol", "")), "break"),
}
_POINTER = "#speaker-"


def paths_of(root: Any) -> Mapping[str, Any] | None:
    """Return where the document, without namespaces, has what is exported; None for any other."""
    formats = word_maps("exported_xml").values()
    return next((paths for paths in formats if root.xpath(paths["recognised_by"])), None)


def read_xml_document(root: Any, paths: Mapping[str, Any], name: str) -> Exported:
    """Return the statement; ValueError if the document has another form."""
    exported = read_document(_Reader(root, paths).document(), name)
    unnamed = texts_at(root, paths.get("unnamed", ()))
    warnings = (f"the preface says “{text.strip()}”, but not which fact it is" for text in unnamed)
    return replace(exported, warnings=tuple(warnings))


@dataclass(frozen=True, slots=True)
class _Reader:
    root: Any
    paths: Mapping[str, Any]

    def document(self) -> dict[str, Any]:
        """Return the document in the form of the JSON; it may have errors."""
        root, paths = self.root, self.paths
        source = _values(root, paths["source"])
        lists = _values(root, paths.get("lists", {}))
        return {
            **_values(root, paths["facts"]),
            **dict.fromkeys(("quotes", "other_languages"), ()),
            **{key: text.replace(_POINTER, "").split() for key, text in lists.items()},
            "source": source if source["publisher"] else None,
            "speakers": [self._speaker(one) for one in root.xpath(paths["speakers"])],
            "opening": [part for one in root.xpath(paths["opening"]) for part in self._parts(one)],
            "exchanges": [self._exchange(one) for one in root.xpath(paths["exchanges"])],
        }

    def _speaker(self, element: Any) -> dict[str, Any]:
        offices = element.xpath(self.paths["offices"])
        held = [_values(one, self.paths["office"]) for one in offices]
        return {**_values(element, self.paths["speaker"]), "offices": held}

    def _exchange(self, element: Any) -> dict[str, Any]:
        speeches = [*self._parts(element)]
        question = next(iter(speeches), None)
        return {**self._block(element), "question": question, "answers": speeches[1:]}

    def _parts(self, element: Any) -> Iterator[dict[str, Any]]:
        """Yield the parts of a division or a speech."""
        for child in element:
            kinds = (kind for kind, path in self.paths["parts"].items() if child.xpath(path))
            kind = next(kinds, child.tag)
            if kind == "speech":
                speech = _values(child, self.paths["speech"])
                yield {"type": kind, **speech, "blocks": [*self._parts(child)]}
            elif kind == "paragraph":
                yield {"type": kind, **self._block(child), **_rich_text(child)}
            elif kind != "beside":
                level = self._block(child).get("level") or 2
                yield {"type": kind, **_values(child, {"text": "."}), "level": level}

    def _block(self, element: Any) -> dict[str, Any]:
        also = element.xpath("anchor/@xml:id")
        values = _values(element, self.paths["block"])
        return {"also": also, **{key: value for key, value in values.items() if value}}


def _values(element: Any, paths: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
    """Return the values of an element by their keys; an empty text for one that it has not."""
    return {
        key: next(filter(None, (text.strip(" \n") for text in texts_at(element, path))), "")
        for key, path in paths.items()
    }


def _rich_text(element: Any) -> dict[str, Any]:
    parts = _inlines(element)
    if element.find("embeddedText") is not None:
        parts = _with_blocks(parts)
    return {"text": plain_text(parts), "marks": [span_record(span) for span in placed_spans(parts)]}


def _with_blocks(parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return what is beside the quotations of Akoma Ntoso as paragraphs, and what is in them."""
    blocks: list[Inline] = []
    beside: list[Inline] = []
    for part in (*parts, Span("quotation")):
        if isinstance(part, str) or part.kind != "quotation":
            beside.append(part)
            continue
        text = _without_breaks(beside)
        blocks += [Span("paragraph", text)] if text else []
        blocks += [Span("quotation", (Span("paragraph", part.parts),))] if part.parts else []
        beside = []
    return tuple(blocks)


def _without_breaks(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the parts without breaks and spaces at both ends."""
    kept = list(parts)
    for end in (0, -1):
        while kept and (kept[end] == Span("break") or kept[end] in {" ", "\n"}):
            kept.pop(end)
    return tuple(kept)


def _inlines(element: Any) -> tuple[Inline, ...]:
    """Return the text of an element with its spans; anchors of other parts are none."""
    parts: list[Inline] = [element.text or ""]
    for child in element:
        if child.tag != "anchor":
            kind = cast(SpanKind, _SPANS.get((child.tag, child.get("rend", "")), child.tag))
            address = child.get("target") or child.get("href", "")
            parts.append(Span(kind, _inlines(child), address))
        parts.append(child.tail or "")
    return with_joined_texts(parts)
