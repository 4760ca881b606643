"""Every kind of page meets WCAG 2.2 AA, both wide and light and narrow and dark."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import KINDS
from tests.support.repository import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
OPTIONS = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
        "best-practice",
    ],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

QUOTED = (
    "“We are interested in chaos there.” “Drug production has … come from Afghanistan.” "
    "“We are ready to resume the work of the Moscow format. Not only because we don’t want it.” "
    "“Moscow is not interested in chaos in Afghanistan.” “Nobody here has ever said this at all.”"
)


def violations(page: Page) -> list[tuple[str, Any]]:
    """Return what axe finds: each rule and the first element that breaks it."""
    found = page.evaluate("options => axe.run(document, options)", OPTIONS)
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_axe_finds_nothing(open_page: Callable[..., Page], site_url: str, address: str) -> None:
    page = open_page(bypass_csp=True)
    page.goto(site_url + address)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.evaluate(AXE)
    for scheme, width in (("light", 1280), ("dark", 320)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        assert (scheme, width, violations(page)) == (scheme, width, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_linked_paragraph(
    open_page: Callable[..., Page], site_url: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, bypass_csp=True)
    page.goto(f"{site_url}statements/2021-02-26-atmar/#p3")
    page.evaluate(AXE)
    assert violations(page) == []


SCHEMES = [("light", 1280), ("dark", 360)]


@pytest.mark.parametrize(("scheme", "width"), SCHEMES)
def test_axe_finds_nothing_on_the_search_page_with_results(
    open_page: Callable[..., Page], site_url: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    page = open_page(color_scheme=scheme, viewport=size, bypass_csp=True)
    page.goto(f"{site_url}search/?q=Taliban&speaker=sergey-lavrov&from=2021")
    expect(page.locator("#search-export button").first).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.evaluate(AXE)
    assert violations(page) == []
    page.locator("#results a[data-hit]").first.click()
    expect(page.locator(".hit-steps")).to_be_visible()
    page.evaluate(AXE)
    assert violations(page) == []


@pytest.mark.parametrize(("scheme", "width"), SCHEMES)
def test_axe_finds_nothing_on_checked_quotations(
    open_page: Callable[..., Page], site_url: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    page = open_page(color_scheme=scheme, viewport=size, bypass_csp=True)
    page.goto(f"{site_url}quote/")
    page.get_by_label("Quotation or article").fill(QUOTED)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#quote-status")).to_have_text("5 quotations checked")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.evaluate(AXE)
    assert violations(page) == []


def test_axe_finds_text_with_too_little_contrast(page: Page) -> None:
    body = '<main><h1>Ink</h1><p style="color: #888">This ink is too pale.</p></main>'
    page.set_content(f'<html lang="en"><title>t</title>{body}')
    page.evaluate(AXE)
    assert [rule for rule, _ in violations(page)] == ["color-contrast"]


@pytest.mark.parametrize("address", ["topics/united-states/", "search/?q=Taliban"])
def test_statements_in_a_list_are_no_landmarks(page: Page, site_url: str, address: str) -> None:
    """Many have the same title, and a reader of a list moves by its headings."""
    page.goto(site_url + address)
    groups = page.locator(".group")
    expect(groups.first.get_by_role("heading")).to_have_count(1)
    expect(groups.and_(page.get_by_role("region"))).to_have_count(0)


def test_findings_are_no_landmarks(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}quote/")
    page.get_by_label("Quotation or article").fill(QUOTED)
    page.get_by_role("button", name="Check", exact=True).click()
    findings = page.locator(".finding")
    expect(findings).to_have_count(5, timeout=30_000)
    expect(findings.and_(page.get_by_role("region"))).to_have_count(0)
