"""Pages used by mouse, touch and keyboard, without scripts, from disk and on paper."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.server import serve_folder

STATEMENT = "statements/2021-02-26-atmar/"
KINDS = {
    "home": "",
    "year": "2021/",
    "statement": STATEMENT,
    "report": "statements/2021-07-16-tashkent/",
    "answer": f"{STATEMENT}answer-2/",
    "topics": "topics/",
    "topic": "topics/united-states/",
    "speakers": "speakers/",
    "speaker": "speakers/sergey-lavrov/",
    "search": "search/",
    "quote": "quote/",
    "about": "about/",
    "not found": "404.html",
}

OpenPage = Callable[..., Page]


def is_seen(page: Page, selector: str) -> bool:
    """Return True if an element is visible: not transparent and not clipped away."""
    opacity = page.locator(selector).evaluate("element => getComputedStyle(element).opacity")
    return opacity == "1"


def background_of(page: Page, selector: str) -> str:
    return str(page.locator(selector).evaluate("one => getComputedStyle(one).backgroundColor"))


def test_no_page_scrolls_sideways_on_the_narrowest_screen(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    for kind, address in KINDS.items():
        page.goto(site_url + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (kind, width) == (kind, 320)


def test_a_paragraphs_link_is_visible_under_the_mouse(page: Page, site_url: str) -> None:
    page.goto(site_url + STATEMENT)
    assert not is_seen(page, "#p3 > .address")
    page.locator("#p3 .words").hover()
    assert is_seen(page, "#p3 > .address")


def test_a_paragraphs_link_is_visible_when_focused(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{STATEMENT}#p3")
    page.keyboard.press("Tab")
    expect(page.locator("#p3 > .address")).to_be_focused()
    assert is_seen(page, "#p3 > .address")


def test_a_paragraphs_link_is_always_visible_on_touch_screens(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(site_url + STATEMENT)
    assert is_seen(page, "#p3 > .address")


def test_a_click_on_a_paragraphs_link_copies_it_says_so_and_follows_it(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site_url + STATEMENT)
    page.locator("a.address[href='#answer-2']").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.url == f"{site_url}{STATEMENT}#answer-2"
    assert re.fullmatch(re.escape(page.url) + ":[0-9a-z]{5}", copied)


def test_a_link_that_cannot_be_copied_still_works(open_page: OpenPage, site_url: str) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', {value: null})")
    page.goto(site_url + STATEMENT)
    page.locator("a.address[href='#p3']").click()
    assert page.url == f"{site_url}{STATEMENT}#p3"
    expect(page.get_by_role("status")).to_have_text("")


def test_a_linked_paragraph_is_in_view_and_set_off(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{STATEMENT}#p20")
    expect(page.locator("#p20")).to_be_in_viewport()
    assert background_of(page, "#p20 > .words") != background_of(page, "#p19 > .words")


def test_the_words_that_matched_a_topic_can_be_opened_by_keyboard(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + STATEMENT)
    words = page.locator("#why-7 dd").first
    expect(words).to_be_hidden()
    page.locator("#p7 > .address").focus()
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.locator("#p7").get_by_role("button", name="Why?")).to_be_focused()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    assert words.inner_text().strip("“”") in page.locator("#p7 .words").inner_text()


def test_the_calendar_has_the_statements_of_each_month_and_links_to_the_years(
    page: Page, site_url: str
) -> None:
    page.goto(site_url)
    row = page.locator(".calendar tbody tr").filter(has_text="2021")
    assert row.locator("td").all_inner_texts() == [
        *("", "1 statement", "1 statement", "", "", ""),
        *("1 news report", "", "", "", "", ""),
    ]
    row.get_by_role("link", name="2021").click()
    assert page.url == f"{site_url}2021/"


def test_a_topic_links_to_its_page_and_a_date_there_to_its_passages(
    page: Page, site_url: str
) -> None:
    page.goto(site_url)
    page.locator(".bars").get_by_role("link", name="Syria").click()
    assert page.url == f"{site_url}topics/syria/"
    page.locator(".figures").get_by_role("link", name="26 Feb 2021").click()
    assert page.url == f"{site_url}topics/syria/#in-2021-02-26-atmar"
    expect(page.locator("#in-2021-02-26-atmar")).to_be_in_viewport()


def test_the_search_box_of_the_home_page_opens_the_search(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.get_by_role("searchbox").fill("drug trafficking")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}search/?q=drug+trafficking**")


def test_without_scripts_a_reader_gets_from_home_to_an_answer_and_its_topics(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site_url)
    page.locator(".entry-title a", has_text="Atmar").click()
    page.locator(".contents a", has_text="Several rounds").click()
    assert page.url == f"{site_url}{STATEMENT}#answer-2"
    page.locator("#p14").hover()
    page.locator("#p14 .why").click()
    expect(page.locator("#why-14 dd").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Question 2 of 3").click()
    assert page.url == f"{site_url}{STATEMENT}answer-2/"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Several rounds of talks")


def test_an_answer_links_to_its_neighbours_and_its_context(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{STATEMENT}answer-2/")
    page.locator("a[rel=next]").click()
    page.locator("a[rel=prev]").click()
    page.get_by_role("link", name="See the full transcript").click()
    assert page.url == f"{site_url}{STATEMENT}#answer-2"


def test_the_site_works_below_a_path(page: Page, site: Path) -> None:
    with serve_folder(site, "archive/here") as url:
        page.goto(url)
        page.locator(".entry-title a", has_text="Atmar").click()
        page.locator("#p7 .tags a", has_text="Narcotics").click()
        assert page.url == f"{url}topics/narcotics/"
        expect(page.locator(".masthead")).to_have_css("display", "flex")


def test_from_disk_links_open_pages_and_not_directory_listings(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    expect(page.locator(".masthead")).to_have_css("display", "flex")
    page.locator(".entry-title a", has_text="Atmar").click()
    assert page.url == (site / STATEMENT / "index.html").as_uri()
    page.locator(".contents a", has_text="Several rounds").click()
    assert page.url == (site / STATEMENT / "index.html").as_uri() + "#answer-2"
    page.get_by_role("link", name="Question 2 of 3").click()
    assert page.url == (site / STATEMENT / "answer-2/index.html").as_uri()


def test_the_first_tab_stop_skips_the_navigation(page: Page, site_url: str) -> None:
    page.goto(site_url + STATEMENT)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#p1 > .address")).to_be_focused()


def test_a_printed_page_has_text_numbers_and_source_but_no_navigation(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + STATEMENT)
    page.emulate_media(media="print")
    chrome = (".masthead-nav", ".search-within", ".contents", ".neighbours", "#p7 .tags", ".skip")
    for part in chrome:
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("#p3 .words")).to_be_visible()
    assert is_seen(page, "#p3 > .address")
    printed = page.locator(".provenance a.source").evaluate(
        "one => getComputedStyle(one, '::after').content"
    )
    assert "https://www.mid.ru/en/press_service/" in printed


def test_a_line_of_text_has_60_to_75_characters(page: Page, site_url: str) -> None:
    page.goto(site_url + STATEMENT)
    longest = page.locator("#p7 .words p").evaluate(
        """p => {
            const range = document.createRange();
            const text = p.firstChild;
            const tops = new Map();
            for (let at = 0; at < text.length; at += 1) {
                range.setStart(text, at);
                range.setEnd(text, at + 1);
                const top = Math.round(range.getBoundingClientRect().top);
                tops.set(top, (tops.get(top) ?? 0) + 1);
            }
            const lines = [...tops.values()].slice(0, -1);
            return lines.reduce((sum, count) => sum + count, 0) / lines.length;
        }"""
    )
    assert 60 <= longest <= 75
