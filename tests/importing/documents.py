"""Makes small documents of Word and PDF, in the form that programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
Placed = tuple[int, int, str]  # from the left and from the bottom, in points


def word_document(body: str, **parts: str) -> bytes:
    """Return a .docx with the body's XML and other parts, by name: `footnotes`, `header1`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        names = {name.rstrip("0123456789"): f"{name}.xml" for name in parts}
        archive.writestr("word/_rels/document.xml.rels", _relations(names))
        document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return target.getvalue()


def paragraph(*parts: str, style: str = "", item: tuple[int, int] | None = None) -> str:
    """Return a paragraph of texts and of runs' XML; `item` is its list and level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if item:
        numbering = f'<w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/>'
        properties += f"<w:numPr>{numbering}</w:numPr>"
    runs = "".join(part if part.startswith("<") else run(part) for part in parts)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return words in one type."""
    return (
        f"<w:r><w:rPr>{properties}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r>'
    )  # fmt: skip


def pdf_document(pages: Sequence[Sequence[Placed]]) -> bytes:
    """Return a PDF with the texts of each page at their places."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _font()]
    kids = []
    for page in pages:
        objects.append(_stream(page))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, b"".join(places))
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n" % (len(objects) + 1)
    return written + table + trailer + b"%d\n%%%%EOF" % len(written)


def text_page(lines: Sequence[str], *, left: int = 60, top: int = 780) -> list[Placed]:
    """Return the lines placed one below the other; an empty one leaves a gap."""
    return [(left, top - 14 * place, line) for place, line in enumerate(lines) if line]


def _relations(names: dict[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in names.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _font() -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
        b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /ff] >> >>"
    )


def _stream(page: Sequence[Placed]) -> bytes:
    shown = b"BT /F1 10 Tf\n"
    for left, bottom, text in page:
        ligatures = text.replace("ﬁ", "\x01").replace("ﬀ", "\x02")
        coded = ligatures.encode("cp1252")
        for mark in (b"\\", b"(", b")"):
            coded = coded.replace(mark, b"\\" + mark)
        shown += b"1 0 0 1 %d %d Tm (%s) Tj\n" % (left, bottom, coded)
    shown += b"ET"
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown)
