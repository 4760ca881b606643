"""Pages on paper: what is printed, and where a sheet ends."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.test_pages import STATEMENT
from tests.browser.test_quote import check

RIGHTS = "The statements belong to their publishers."
LISTS = ["", "2021/", "topics/syria/", "topics/united-states/", "speakers/sergey-lavrov/"]


def last_sheet(page: Page, height: int) -> list[str]:
    """Return the lines on the last of the sheets with this height in cm, in no certain order."""
    reader = PdfReader(BytesIO(page.pdf(width="21cm", height=f"{height}cm")))
    return reader.pages[-1].extract_text().strip().splitlines()


@pytest.mark.parametrize("address", [*LISTS, "about/", STATEMENT])
def test_no_sheet_has_only_the_line_at_the_foot_of_the_page(
    page: Page, site_url: str, address: str
) -> None:
    page.goto(site_url + address)
    for height in range(20, 31):  # so that the text ends anywhere on a sheet
        lines = last_sheet(page, height)
        assert any(line.startswith(RIGHTS) for line in lines), height
        assert len(lines) > 2, height  # more than that line and the sheet's number


def test_who_said_it_is_never_printed_apart_from_the_passage(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}topics/united-states/")
    page.emulate_media(media="print")
    for part in (".group-head", ".passage-by"):
        expect(page.locator(part).first).to_have_css("break-after", "avoid")
    page.goto(site_url)
    page.emulate_media(media="print")
    expect(page.locator(".entry").first).to_have_css("break-inside", "avoid")


def test_a_printed_check_has_the_findings_but_no_form(page: Page, site_url: str) -> None:
    check(page, site_url, "“We are not interested in chaos there.”")
    page.emulate_media(media="print")
    expect(page.locator(".finding-quotation")).to_be_visible()
    for hidden in ("textarea", ".quote-button", ".text-button", ".whole", ".quote-help"):
        for part in page.locator(hidden).all():
            expect(part).to_be_hidden()


def test_printed_results_have_no_filters_and_no_exports(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=Taliban")
    expect(page.locator(".search-export")).to_contain_text("CSV")
    page.emulate_media(media="print")
    expect(page.get_by_role("searchbox")).to_have_value("Taliban")
    expect(page.locator(".passage").first).to_be_visible()
    for hidden in (".search-filters", ".search-export", ".search-order", ".search-quote"):
        expect(page.locator(hidden)).to_be_hidden()
