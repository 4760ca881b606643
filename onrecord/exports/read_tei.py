"""A file that `onrecord.exports.tei` wrote to the statement that it was written from.

Topics are left out: config.yaml's rules give them anew. So are the numbers of lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lxml import etree
from lxml.etree import _Element as Element

from onrecord.exports.front_matter_lines import read_moment
from onrecord.exports.source_edits import Typed, decoded
from onrecord.exports.spans import Inline, Span, html_of, joined, plain_text
from onrecord.exports.tei import APPLICATION, NAMESPACE, TAG_OF_KIND, TYPED
from onrecord.model import (
    PARAGRAPH_KINDS,
    Exchange,
    Heading,
    Note,
    Paragraph,
    ParagraphKind,
    Source,
    Speech,
    Statement,
)

_NAMES = {"t": NAMESPACE}
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_KIND_OF_TAG = {tag: kind for kind, tag in TAG_OF_KIND.items()}


def read_statement_tei(content: bytes) -> tuple[Statement, Typed | None]:
    """The statement, and how it was typed; ValueError where the file holds something else."""
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if not is_statement_tei(root):
        raise ValueError("no TEI that On Record wrote")
    typed = _text(root, f"t:teiHeader/t:xenoData[@type='{TYPED}']")
    return _statement(root), decoded(typed) if typed else None


def is_statement_tei(root: Element) -> bool:
    """Whether the document says that it was written here."""
    written_by = root.find(f".//t:appInfo/t:application[@ident='{APPLICATION}']", _NAMES)
    return root.tag == f"{{{NAMESPACE}}}TEI" and written_by is not None


def _parser() -> etree.XMLParser:
    """One that fetches nothing and expands nothing."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )


def _statement(root: Element) -> Statement:
    title = _text(root, ".//t:titleStmt/t:title[@type='main']")
    published = _attribute(root, ".//t:sourceDesc/t:bibl/t:date", "when")
    slug = _text(root, ".//t:publicationStmt/t:idno[@type='slug']")
    is_report = _attribute(root, ".//t:textClass/t:catRef", "target") == "#kind-report"
    divisions = root.findall("t:text/t:body/t:div", _NAMES)
    opening = [one for one in divisions if one.get("subtype") == "opening"]
    exchanges = [one for one in divisions if one.get("subtype") == "exchange"]
    return Statement(
        slug=slug,
        path=f"{slug}.md",
        title=title,
        short_title=_text(root, ".//t:titleStmt/t:title[@type='short']") or title,
        date=date.fromisoformat(_attribute(root, ".//t:setting/t:date", "when")),
        speaker=_slug(_attribute(root, ".//t:titleStmt/t:author", "ref")),
        kind="report" if is_report else "statement",
        published=read_moment(published) if published else None,
        occasion=_text(root, ".//t:setting/t:activity"),
        place=_text(root, ".//t:setting/t:name"),
        with_whom=_note(root, "with"),
        language=_attribute(root, ".//t:langUsage/t:language", "ident"),
        other_languages=tuple(_note(root, "other-languages").split()),
        source=_source(root),
        notes=_note(root, "record"),
        quotes=tuple(
            map(_slug, _attribute(root, ".//t:notesStmt/t:note[@type='quotes']", "target").split())
        ),
        checks_off=tuple(_note(root, "checks-off").split()),
        opening=tuple(part for one in opening for part in _parts(one)),
        exchanges=tuple(_exchange(number, one) for number, one in enumerate(exchanges, 1)),
    )


def _source(root: Element) -> Source | None:
    publisher = _text(root, ".//t:sourceDesc/t:bibl/t:publisher")
    url = _text(root, ".//t:sourceDesc/t:bibl/t:idno")
    return Source(publisher, url) if publisher else None


def _exchange(number: int, division: Element) -> Exchange:
    speeches = tuple(part for part in _parts(division) if isinstance(part, Speech))
    if not speeches:
        raise ValueError(f"the exchange {number} has no question")
    return Exchange(number, speeches[0], speeches[1:])


def _parts(division: Element) -> Iterator[Speech | Note | Heading]:
    printed = ""
    for element in division:
        if element.get("type") == "speaker":
            printed = _words(element)
        elif _name_of(element) == "u":
            yield _speech(element, printed)
            printed = ""
        elif _name_of(element) != "anchor":
            yield _aside(element)


def _speech(turn: Element, printed: str) -> Speech:
    kind = turn.get("ana", "").removeprefix("#kind-")
    if kind not in PARAGRAPH_KINDS:
        raise ValueError(f"a turn of the kind “{kind}”")
    speaker = _slug(turn.get("who", ""))
    blocks = tuple(
        _paragraph(one, kind, speaker) if _name_of(one) == "seg" else _aside(one) for one in turn
    )
    return Speech(kind, speaker, "", "", printed, blocks, line=0)


def _paragraph(segment: Element, kind: ParagraphKind, speaker: str) -> Paragraph:
    parts = _inlines(segment)
    number = segment.get(_ID, "").removeprefix("p")
    if not number.isdecimal():
        raise ValueError(f"a paragraph without a number, “{plain_text(parts)[:40]}”")
    return Paragraph(int(number), kind, speaker, html_of(parts), plain_text(parts), line=0)


def _inlines(element: Element) -> tuple[Inline, ...]:
    parts: list[Inline] = [element.text or ""]
    for child in element:
        if _name_of(child) != "anchor":
            parts.append(_span(child))
        parts.append(child.tail or "")
    return joined(parts)


def _span(element: Element) -> Span:
    kind = _KIND_OF_TAG.get((_name_of(element), element.get("rend", "")))
    if not kind:
        raise ValueError(f"an element “{_name_of(element)}” among words")
    return Span(kind, _inlines(element), element.get("target", ""))


def _aside(element: Element) -> Note | Heading:
    kind = element.get("type", "")
    if _name_of(element) == "head" or kind == "heading":
        return Heading(_words(element), int(element.get("n", "2")), line=0)
    return Note(_words(element).strip("\n"), line=0, is_separator=kind == "separator")


def _note(root: Element, kind: str) -> str:
    return _text(root, f".//t:notesStmt/t:note[@type='{kind}']")


def _text(root: Element, path: str) -> str:
    found = root.find(path, _NAMES)
    return "" if found is None else _words(found)


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip(" \n")


def _attribute(root: Element, path: str, name: str) -> str:
    found = root.find(path, _NAMES)
    return "" if found is None else found.get(name, "")


def _slug(pointer: str) -> str:
    return pointer.removeprefix("#speaker-")


def _name_of(element: Element) -> str:
    """The element's name without its namespace; nothing for what is no element, as a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
