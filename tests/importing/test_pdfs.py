"""PDFs: the text is read in reading order, without what each page repeats."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from onrecord.errors import ContentError
from onrecord.importing.convert import Imported
from tests.importing.documents import pdf_document, text_page
from tests.importing.test_word_documents import body, left_out

TITLE = ["Remarks, Springfield, March 3, 2022", ""]


def lines(text: str) -> list[str]:
    """Return the lines of a text without their indentation."""
    return [line.strip() for line in text.strip().split("\n")]


def test_columns_are_read_one_after_the_other(imported: Callable[..., Imported]) -> None:
    left = """
        Minister Roe: The bridge is open
        since the first of May, and it
        will stay open.

        Question: And the road, which
        is closed?"""
    right = """
        Minister Roe: The road is open
        as well, but for the part from
        the school to the
        market.

        Question: Thank you very much."""
    columns = [*text_page(lines(left), top=760), *text_page(lines(right), left=320, top=760)]
    # a program may write the lines of both columns by their height
    page = sorted([(60, 800, TITLE[0]), *columns], key=lambda placed: -placed[1])
    found = imported(pdf_document([page]), "a.pdf")
    assert body(found) == [
        "Minister Roe: The bridge is open since the first of May, and it will stay open.",
        "Question: And the road, which is closed?",
        "Minister Roe: The road is open as well, but for the part from the school to the market.",
        "Question: Thank you very much.",
    ]


def test_labels_in_the_margin_are_no_column(imported: Callable[..., Imported]) -> None:
    said = """
        Is the bridge open, and will it stay
        open until the winter comes?
        It is open, and
        it will stay open.
        And what of the road that is closed
        between school and market?"""
    labels = [(60, 760, "Question:"), (60, 732, "Minister Roe:"), (60, 704, "Question:")]
    page = [(60, 800, TITLE[0]), *labels, *text_page(lines(said), left=170, top=760)]
    found = imported(pdf_document([page]), "a.pdf")
    assert body(found) == [
        "Question: Is the bridge open, and will it stay open until the winter comes?",
        "Minister Roe: It is open, and it will stay open.",
        "Question: And what of the road that is closed between school and market?",
    ]


def test_a_paragraph_is_indented_from_the_margin_of_the_text(
    imported: Callable[..., Imported],
) -> None:
    said = """
        Minister Roe: The bridge is open since the first of May of this
        year. It will stay open, as we have said so often in this house.
        We will say it again until the last of us has heard it with his
        own ears, here and in every other place."""
    starts = (190, 170, 190, 170)
    text = [
        (left, 760 - 14 * place, line)
        for place, (left, line) in enumerate(zip(starts, lines(said), strict=True))
    ]
    found = imported(pdf_document([[(60, 800, TITLE[0]), *text]]), "a.pdf")
    assert body(found) == [" ".join(lines(said)[:2]), " ".join(lines(said)[2:])]


def test_running_heads_page_numbers_and_hyphens_of_pages_are_left_out(
    imported: Callable[..., Imported],
) -> None:
    parts = (
        "Minister Roe: The bridge is open since May of this year, and it will take the inter-",
        "national traffic without any delay, as we have said so often in this very house, and",
        "we will say it again until the last of us has heard it with his own ears.",
    )
    pages = [
        [(60, 810, f"Debates of 3 March 2022 {number}"), (60, 780, part), (290, 40, str(number))]
        for number, part in enumerate(parts, 12)
    ]
    found = imported(pdf_document([[(60, 800, TITLE[0])], *pages]), "a.pdf")
    assert "\n\n".join(body(found)) == (
        "Minister Roe: The bridge is open since May of this year, and it will take the "
        "international traffic without any delay, as we have said so often in this very house, "
        "and we will say it again until the last of us has heard it with his own ears."
    )
    assert [why for _, why in left_out(found)] == ["running head", "page number"] * 3


def test_numbers_of_lines_in_the_margin_are_left_out(imported: Callable[..., Imported]) -> None:
    said = """
        Minister Roe: In 2022 we built
        3 bridges, and 4 roads, and we
        will build 5 more of
        them before the
        winter.
        Question: Why?"""
    numbers = [(60, 760 - 14 * place, str(place + 1)) for place in range(6)]
    page = [*text_page(lines(said), left=100, top=760), *numbers]
    found = imported(pdf_document([[(60, 800, TITLE[0])], page]), "a.pdf")
    assert body(found) == [
        (
            "Minister Roe: In 2022 we built 3 bridges, and 4 roads, and we will build 5 more of "
            "them before the winter."
        ),
        "Question: Why?",
    ]
    assert left_out(found) == [(str(one), "line number in the margin") for one in range(1, 7)]


def test_ligatures_and_soft_hyphens_are_letters(imported: Callable[..., Imported]) -> None:
    page = text_page([*TITLE, "Minister Roe: The oﬀice is ﬁne, and the parlia\u00ad", "ment too."])
    found = imported(pdf_document([page]), "a.pdf")
    assert body(found) == ["Minister Roe: The office is fine, and the parliament too."]


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("L", (20, 20), 255).save(target, "PDF")
    return target.getvalue()


def test_a_scan_is_refused(imported: Callable[..., Imported]) -> None:
    with pytest.raises(ContentError) as raised:
        imported(picture(), "a.pdf")
    assert str(raised.value) == (
        "a.pdf: this PDF has no text: its pages are pictures; recognise its text first (OCR), for "
        "example with `ocrmypdf`, and import the result"
    )


def test_a_page_without_text_is_reported(imported: Callable[..., Imported]) -> None:
    writer = PdfWriter()
    writer.append(io.BytesIO(pdf_document([text_page([*TITLE, "Minister Roe: It is open."])])))
    writer.append(io.BytesIO(picture()))
    target = io.BytesIO()
    writer.write(target)
    found = imported(target.getvalue(), "a.pdf")
    assert body(found) == ["Minister Roe: It is open."]
    assert found.warnings[0] == "page 2 of the PDF without text: pictures?"


def encrypted(password: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf_document([text_page([*TITLE, "Roe: Yes."])]))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_pdf_with_a_password_is_refused(imported: Callable[..., Imported]) -> None:
    with pytest.raises(ContentError) as raised:
        imported(encrypted("secret"), "a.pdf")
    assert str(raised.value) == (
        "a.pdf: this PDF is protected by a password; open it with the password, and print or save "
        "it without one"
    )


def test_a_pdf_that_anybody_may_open_is_read(imported: Callable[..., Imported]) -> None:
    assert body(imported(encrypted(""), "a.pdf")) == ["Roe: Yes."]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_truncated_pdf_is_refused_or_read_without_a_crash(
    share: float, imported: Callable[..., Imported]
) -> None:
    whole = pdf_document([text_page([*TITLE, "Minister Roe: It is open."])])
    with pytest.raises(ContentError, match=r"a\.pdf: (the PDF is damaged|this PDF has no text)"):
        imported(whole[: int(share * len(whole))], "a.pdf")
