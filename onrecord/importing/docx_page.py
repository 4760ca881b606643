"""Reads a Word document: its text by way of mammoth's HTML, and what is on no page of it."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from onrecord.errors import ContentError, Error
from onrecord.importing.docx_numbers import MAIN, NUMBERING, TEXTS, WORD, write_numbers
from onrecord.importing.source import Line, Source

_LARGEST = 100_000_000  # bytes of a part: a document of a thousand pages has a tenth of it
_MOST_PARTS = 10_000
_PART = re.compile(r"(?:word/|_|\[|docProps/).*\.(?:xml|rels)", re.DOTALL)  # that is read
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh\n"
# parts with words that are on no page, or on every page
_BESIDE = (
    (re.compile(r"word/header\d*\.xml"), "the head of the document's pages"),
    (re.compile(r"word/footer\d*\.xml"), "the foot of the document's pages"),
    (re.compile(r"word/comments\.xml"), "a comment"),
)
_CUT = {
    "del": "deleted in the document (a tracked change)",
    "moveFrom": "moved away in the document (a tracked change)",
}
_BACK = re.compile(r"\s*<a href=\"#(?:foot|end)note-ref-[^\"]*\">↑</a>")
_CELL = re.compile(r"(<t[dh][^>]*>)<p>((?:(?!</?p\b|<t[dh]\b|</t[dh]>).)*)</p>(</t[dh]>)", re.S)
_BLOCK_END = re.compile(r"(</(?:p|h[1-6]|li|tr|ol|ul|table)>)")


def read_docx(data: bytes, name: str) -> Source:
    """Return the Source of a Word document; ContentError if it cannot be read."""
    import mammoth  # type: ignore[import-untyped]

    from onrecord.importing.html_page import read_page

    parts = _parts(data, name)
    trees = {part: _tree(parts[part], part, name) for part in parts if part.endswith(".xml")}
    cut = [line for part in TEXTS if part in trees for line in _remove_cut(trees[part])]
    write_numbers(trees)
    written = sum((_letters(trees[part]) for part in TEXTS if part in trees), Counter())
    try:
        html: str = mammoth.convert_to_html(
            io.BytesIO(_zipped(parts, trees)),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
        ).value
    except (KeyError, ValueError, AttributeError, IndexError, TypeError) as error:
        raise _damaged(name, f"{type(error).__name__} {error}") from error
    html = _CELL.sub(r"\1\2\3", _BACK.sub("", html)).replace("\u00ad", "")
    html = _BLOCK_END.sub("\\1\n", html)  # so that a paragraph's number is its line's
    source = read_page(f"<html><body>{html}</body></html>", name, (), is_whole=True)
    beside = [*cut, *_beside(trees)]
    last = max((line.number for line in source.lines), default=0) + 1
    lines = (*source.lines, *(replace(line, number=last) for line in beside))
    warnings = (*source.warnings, *_lost(written, source))
    return replace(source, lines=lines, warnings=warnings)


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """Return the parts of the archive by name; ContentError for one that is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [one for one in archive.infolist() if _PART.fullmatch(one.filename)]
            if len(wanted) > _MOST_PARTS or sum(one.file_size for one in wanted) > _LARGEST:
                raise _damaged(name, "it is far larger than a text")
            parts = {one.filename: _read_part(archive, one, name) for one in wanted}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, RuntimeError,
            NotImplementedError, ValueError) as error:  # fmt: skip
        raise _damaged(name, str(error)) from error
    if MAIN not in parts:
        remedy = "unpack an archive first; save other documents as .docx, HTML or text"
        raise ContentError([Error(name, 0, "a zipped file that is no Word document", remedy)])
    return parts


def _read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(part) as opened:
        content = opened.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise _damaged(name, "it is far larger than a text")
    return content


def _damaged(name: str, why: str) -> ContentError:
    found = f"the document is damaged: {' '.join(why.split())[:100]}"
    return ContentError([Error(name, 0, found, "open it in a word processor and save it again")])


def _tree(content: bytes, part: str, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        tree = etree.fromstring(content, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(name, f"{part}: {error}") from error
    if tree.getroottree().docinfo.doctype:
        raise _damaged(name, f"{part} has a document type")
    return tree


def _remove_cut(tree: Any) -> Iterator[Line]:
    """Remove what nobody said from a part, and yield it: deleted and hidden text."""
    for tag, why in _CUT.items():
        for element in list(tree.iter(f"{WORD}{tag}")):
            parent = element.getparent()
            if parent is None or parent.tag == f"{WORD}rPr":
                continue  # the mark of a paragraph, which mammoth reads
            yield from _taken_out(element, why)
    for run in list(tree.iter(f"{WORD}r")):
        hidden = run.find(f"{WORD}rPr/{WORD}vanish")
        if hidden is not None and hidden.get(f"{WORD}val") not in {"0", "false", "off"}:
            yield from _taken_out(run, "hidden in the document")


def _taken_out(element: Any, why: str) -> Iterator[Line]:
    text = _text(element)
    element.getparent().remove(element)
    if text:
        yield Line(0, text, outside=why)


def _text(element: Any) -> str:
    tags = {f"{WORD}t", f"{WORD}delText"}
    return " ".join("".join(one.text or "" for one in element.iter() if one.tag in tags).split())


def _letters(tree: Any) -> Counter[str]:
    """Count the letters and digits of a part's text, and of its formulas."""
    texts = (one.text or "" for one in tree.iter() if str(one.tag).endswith("}t"))
    return Counter(letter for text in texts for letter in text if letter.isalnum())


def _lost(written: Counter[str], source: Source) -> Iterator[str]:
    """Warn of letters that are in the document and not in what was read of it."""
    read = Counter(letter for line in source.lines for letter in line.text if letter.isalnum())
    lost = sum((written - read).values())
    if lost:
        yield f"{lost} letters of the document could not be read: formulas, or shapes with text?"


def _beside(trees: Mapping[str, Any]) -> Iterator[Line]:
    for part, tree in sorted(trees.items()):
        for pattern, why in _BESIDE:
            if pattern.fullmatch(part):
                paragraphs = (_text(paragraph) for paragraph in tree.iter(f"{WORD}p"))
                yield from (Line(0, text, outside=why) for text in paragraphs if text)


def _zipped(parts: Mapping[str, bytes], trees: Mapping[str, Any]) -> bytes:
    from lxml import etree

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            is_changed = part in TEXTS or part == NUMBERING
            archive.writestr(part, etree.tostring(trees[part]) if is_changed else content)
    return target.getvalue()
