"""Word documents: what is said is read as Word shows it, and nothing else is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from onrecord.errors import ContentError
from onrecord.importing.convert import Imported
from tests.importing.documents import W, paragraph, run, word_document

TITLE = paragraph("Remarks, Springfield, March 3, 2022", style="Title")


def level(number: int, kind: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LISTS = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
{level(0, "decimal", "%1)", start=4)}{level(1, "lowerLetter", "%1%2.")}
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
{level(0, "upperRoman", "Part %1:")}
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
{level(0, "bullet", "•")}
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr>
<w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="heading 1"/>
<w:basedOn w:val="Heading1"/></w:style>
</w:styles>"""


def body(found: Imported) -> list[str]:
    """Return the paragraphs below the front matter."""
    return found.text.partition("\n---\n")[2].rstrip("\n").split("\n\n")


def left_out(found: Imported) -> list[tuple[str, str]]:
    """Return what was left out, with the reasons."""
    return [(e.line.text, e.why) for e in found.entries if e.fate == "left out"]


def test_lists_keep_their_numbers_as_word_shows_them(imported: Callable[..., Imported]) -> None:
    document = TITLE + paragraph("Minister Roe: We need:")
    document += paragraph("steel", item=(1, 0)) + paragraph("old", item=(1, 1))
    document += paragraph("new", item=(1, 1)) + paragraph("stone", item=(1, 0))
    document += paragraph("sand", item=(1, 1)) + paragraph("time", item=(3, 0))
    document += paragraph("again", item=(4, 0)) + paragraph("and again", item=(1, 0))
    found = imported(word_document(document, numbering=LISTS), "a.docx")
    assert body(found) == [
        "Minister Roe: We need:", "4) steel", "4a. old", "4b. new", "5) stone", "5a. sand", "time",
        "1) again", "2) and again",
    ]  # fmt: skip


def test_headings_keep_the_numbers_of_their_style(imported: Callable[..., Imported]) -> None:
    document = TITLE + paragraph("Minister Roe: Good evening.")
    document += paragraph("Bridges", style="Heading1") + paragraph("They are open.")
    document += paragraph("Roads", style="Chapter") + paragraph("They are not.")
    found = imported(word_document(document, numbering=LISTS, styles=STYLES), "a.docx")
    assert body(found) == [
        "Minister Roe: Good evening.",
        "## Part I: Bridges",
        "They are open.",
        "## Part II: Roads",
        "They are not.",
    ]


def test_deleted_moved_hidden_and_struck_out_text_is_never_said(
    imported: Callable[..., Imported],
) -> None:
    deleted = "<w:del w:id='1'><w:r><w:delText> and free</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom w:id='3'>{run(' in May')}</w:moveFrom>"
    inserted = f"<w:ins w:id='2'>{run(' since June')}</w:ins>"
    document = TITLE + paragraph(
        "Minister Roe: It is open",
        deleted,
        moved,
        inserted,
        run(" for ever", "<w:strike/>"),
        run(" (secret)", "<w:vanish/>"),
        run(" here", '<w:vanish w:val="0"/>'),
        ".",
    )
    found = imported(word_document(document), "a.docx")
    assert body(found) == ["Minister Roe: It is open since June here."]
    assert left_out(found) == [
        ("for ever", "struck out"),
        ("and free", "deleted in the document (a tracked change)"),
        ("in May", "moved away in the document (a tracked change)"),
        ("(secret)", "hidden in the document"),
    ]


def test_comments_heads_and_feet_are_left_out_and_reported(
    imported: Callable[..., Imported],
) -> None:
    comment = f'<w:comment w:id="1">{paragraph("Is it?")}</w:comment>'
    document = word_document(
        TITLE + paragraph("Minister Roe: It is open."),
        header1=f"<w:hdr {W}>{paragraph('Draft 3')}</w:hdr>",
        footer1=f"<w:ftr {W}>{paragraph('Page 1')}</w:ftr>",
        comments=f"<w:comments {W}>{comment}</w:comments>",
    )
    found = imported(document, "a.docx")
    assert body(found) == ["Minister Roe: It is open."]
    assert left_out(found) == [
        ("Is it?", "a comment"),
        ("Page 1", "the foot of the document's pages"),
        ("Draft 3", "the head of the document's pages"),
    ]


def test_a_footnote_is_a_note_and_its_mark_no_figure(imported: Callable[..., Imported]) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{paragraph("The report.")}</w:footnote>'
    document = TITLE + paragraph("Minister Roe: We spent 450", mark, " last year.")
    found = imported(
        word_document(document, footnotes=f"<w:footnotes {W}>{note}</w:footnotes>"), "a.docx"
    )
    assert body(found) == ["Minister Roe: We spent 450 last year.", "[1. The report.]"]


def test_the_cells_of_a_row_are_one_paragraph(imported: Callable[..., Imported]) -> None:
    row = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("2021", "3 bridges"))
    table = f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
    document = TITLE + paragraph("Minister Roe: We built these.") + table
    found = imported(word_document(document), "a.docx")
    assert body(found) == ["Minister Roe: We built these.", "2021 3 bridges"]


def test_labels_in_a_column_of_a_table_begin_turns(imported: Callable[..., Imported]) -> None:
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(who)}</w:tc><w:tc>{paragraph(said)}</w:tc></w:tr>"
        for who, said in (("Question:", "Is it open?"), ("Minister Roe:", "It is."))
    )
    found = imported(word_document(f"{TITLE}<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert body(found) == ["Question: Is it open?", "Minister Roe: It is."]


def test_a_text_box_is_read(imported: Callable[..., Imported]) -> None:
    box = (
        '<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent></v:textbox></w:pict></w:r>"
    )
    found = imported(
        word_document(TITLE + paragraph("Minister Roe: Beside.", box) + paragraph("Below.")),
        "a.docx",
    )
    assert body(found) == ["Minister Roe: Beside.", "In the box.", "Below."]


def test_letters_that_are_not_read_are_reported(imported: Callable[..., Imported]) -> None:
    formula = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>ab</m:t></m:r></m:oMath>"
    )
    found = imported(word_document(TITLE + paragraph("Minister Roe: So", formula, ".")), "a.docx")
    assert found.warnings == (
        "2 letters of the document could not be read: formulas, or shapes with text?",
    )


def test_a_soft_hyphen_is_no_letter(imported: Callable[..., Imported]) -> None:
    soft = "<w:r><w:t>Minister Roe: The par</w:t><w:softHyphen/><w:t>lia\u00adment.</w:t></w:r>"
    found = imported(word_document(TITLE + paragraph(soft)), "a.docx")
    assert body(found) == ["Minister Roe: The parliament."]


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return target.getvalue()


SAVE_AGAIN = "open it in a word processor and save it again"


@pytest.mark.parametrize(
    ("data", "found", "remedy"),
    [
        (
            zipped(xl__workbook=b"<x/>"),
            "a zipped file that is no Word document",
            "unpack an archive first; save other documents as .docx, HTML or text",
        ),
        (
            zipped(word__document=b" " * 100_000_001),
            "the document is damaged: it is far larger than a text",
            SAVE_AGAIN,
        ),
        (
            zipped(word__document=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            "the document is damaged: word/document.xml has a document type",
            SAVE_AGAIN,
        ),
        (
            word_document(TITLE)[:400],
            "the document is damaged: File is not a zip file",
            SAVE_AGAIN,
        ),
    ],
    ids=["another archive", "a zip bomb", "entities", "truncated"],
)
def test_a_damaged_or_dangerous_document_is_refused(
    data: bytes, found: str, remedy: str, imported: Callable[..., Imported]
) -> None:
    with pytest.raises(ContentError) as raised:
        imported(data, "a.docx")
    assert str(raised.value) == f"a.docx: {found}; {remedy}"


def test_names_with_times_of_a_recording_begin_turns(imported: Callable[..., Imported]) -> None:
    document = TITLE + "".join(
        paragraph(run(name, "<w:b/>"), run(f"   {time}"), "<w:r><w:br/></w:r>", text)
        for name, time, text in (
            ("Minister Roe", "0:03", "Good evening."),
            ("Tom Hill", "0:09", "Is it open?"),
            ("Minister Roe", "1:00:12", "It is."),
        )
    )
    found = imported(word_document(document), "a.docx")
    assert body(found) == [
        "[00:00:03] Minister Roe:", "Good evening.", "[00:00:09] Tom Hill:", "Is it open?",
        "[01:00:12] Minister Roe:", "It is.",
    ]  # fmt: skip


def test_times_before_names_on_lines_of_their_own_begin_turns(
    imported: Callable[..., Imported],
) -> None:
    document = TITLE + "".join(
        paragraph(text)
        for text in (
            "00:00:03 Minister Roe", "Good evening.", "00:00:09 Speaker 2", "Is it open?",
            "00:01:00 Minister Roe", "It is.",
        )
    )  # fmt: skip
    found = imported(word_document(document), "a.docx")
    assert body(found) == [
        "[00:00:03] Minister Roe:", "Good evening.", "[00:00:09] SPEAKER 2:", "Is it open?",
        "[00:01:00] Minister Roe:", "It is.",
    ]  # fmt: skip
    assert 'unknown speaker "SPEAKER 2"' in {error.found for error in found.errors}
