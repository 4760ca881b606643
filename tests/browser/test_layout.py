"""Pages at the widths of a phone, a tablet and two desktops: nothing overlaps, nothing is tiny."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import KINDS, STATEMENT
from tests.support.projects import CONFIG, build, write_project
from tests.support.repository import ROOT
from tests.support.server import serve_folder

OpenPage = Callable[..., Page]

TOUCH: dict[str, Any] = {"has_touch": True, "is_mobile": True}
WIDTHS = {1440: {}, 1200: {}, 768: TOUCH, 360: TOUCH}
ALL = {**KINDS, "short topic": "topics/middle-east/"}
STATEMENTS = [f"statements/{path.stem}/" for path in sorted(ROOT.glob("transcripts/*.md"))]

FAULTS = """() => {
  const name = (one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`;
  const isSeen = (one) =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !one.closest(".hidden, .skip, noscript");
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: parent, data } = texts.currentNode;
    if (data.trim() && isSeen(parent) && parseFloat(getComputedStyle(parent).fontSize) < 12) {
      found.push(`smaller than 12 px: ${name(parent)}`);
    }
  }
  const links = [...document.querySelectorAll("a, button, input, select, summary, textarea")]
    .filter((one) => isSeen(one) && one.type !== "hidden")
    .map((one) => [one, [...one.getClientRects()]]);
  const meet = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
  links.forEach(([one, boxes], place) => {
    for (const [other, others] of links.slice(place + 1)) {
      const isInside = one.contains(other) || other.contains(one);
      if (!isInside && boxes.some((box) => others.some((each) => meet(box, each)))) {
        found.push(`overlap: ${name(one)} / ${name(other)}`);
      }
    }
    // A link in a sentence is as high as its line, a box to tick is in a label that is higher.
    const isInText = getComputedStyle(one).display === "inline" &&
      [...one.parentElement.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 1);
    const box = (one.closest("label") ?? one).getBoundingClientRect();
    if (!isInText && box.height < 23.5) {
      found.push(`lower than 24 px: ${box.height} ${name(one)}`);
    }
  });
  return found;
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ALL.values(), ids=ALL.keys())
def test_no_links_overlap_and_none_is_small(
    open_page: OpenPage, site_url: str, address: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900}, **WIDTHS[width])
    page.goto(site_url + address)
    assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("address", STATEMENTS)
@pytest.mark.parametrize("width", [320, 360, 390, 430])
def test_on_phones_a_paragraphs_number_is_on_the_line_of_its_last_word(
    open_page: OpenPage, site_url: str, address: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 740}, **TOUCH)
    page.goto(site_url + address)
    alone = page.evaluate(
        """() => [...document.querySelectorAll(".paragraph > .address")].filter((number) => {
            const lines = [...number.parentElement.querySelector(".words").getClientRects()];
            const { top, bottom } = number.getBoundingClientRect();
            const middle = (top + bottom) / 2;
            return !lines.some((line) => line.top < middle && middle < line.bottom);
        }).map((number) => number.textContent)"""
    )
    assert alone == []


@pytest.mark.parametrize("address", ["", STATEMENT, "search/"])
def test_the_menu_is_on_one_line_on_a_phone(
    open_page: OpenPage, site_url: str, address: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, **TOUCH)
    page.goto(site_url + address)
    tops = {one.bounding_box()["y"] for one in page.locator(".masthead-nav a").all()}  # type: ignore[index]
    assert len(tops) == 1


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("topic", ["security", "terrorism", "united-states"])
def test_a_topics_figures_fit_into_a_phone_with_each_date_on_at_most_two_lines(
    open_page: OpenPage, site_url: str, topic: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 740}, **TOUCH)
    page.goto(f"{site_url}topics/{topic}/")
    for date in page.locator(".figures thead a").all():
        box = date.bounding_box()
        assert box is not None
        assert box["width"] >= 24
        assert 24 <= box["height"] < 3 * 16
    frame = page.locator(".figures-frame")
    assert frame.evaluate("one => one.scrollWidth <= one.clientWidth")


LONG = "Grundwasserneubildungsgeschwindigkeitsmessungsverordnung"


@pytest.fixture(scope="module")
def long_words_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a site whose titles, speakers and topics have a very long word."""
    config = CONFIG.replace("Ann Example", f"Ann {LONG}").replace("label: Water", f"label: {LONG}")
    config = config.replace(LONG, f"{LONG} and the rivers of all the towns by the lake", 1)
    files: dict[str, str | bytes] = {"config.yaml": config}
    for day in (1, 2, 3):
        files[f"transcripts/2021-02-0{day}-lake.md"] = (
            f"---\ntitle: Remarks number {day} on the {LONG} of the lake\ndate: 2021-02-0{day}\n"
            f"speaker: ann-example\nplace: Town of {LONG}\n---\n"
            f"Water is water, and {LONG} is water too.\n\n"
            f"Question: Whose is the water of the {LONG}?\n\n"
            f"Ann {LONG} and the rivers of all the towns by the lake: The water is everybody’s.\n"
        )
    project = write_project(tmp_path_factory.mktemp("long-words") / "project", files)
    (project / "transcripts/2021-02-26-water.md").unlink()
    built = build(project)
    assert built.returncode == 0, built.stdout
    with serve_folder(project / "site") as url:
        yield url


LONG_PAGES = [
    *("", "2021/", "topics/", "topics/water/", "speakers/", "speakers/ann-example/", "about/"),
    *("statements/2021-02-02-lake/", "statements/2021-02-02-lake/answer-1/", "search/?q=lake"),
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", LONG_PAGES)
def test_a_word_wider_than_a_phone_is_broken(
    open_page: OpenPage, long_words_url: str, address: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900}, **WIDTHS[width])
    page.goto(long_words_url + address)
    if "?" in address:
        expect(page.locator("#results a[data-hit]").first).to_be_visible()
        expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_on_a_phone_the_words_that_matched_keep_the_edges_of_the_text(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, **TOUCH)
    page.goto(site_url + STATEMENT)
    page.locator("#p15 > .address").tap()
    page.locator("#p15 .why").tap()
    panel = page.locator("#why-15").bounding_box()
    assert panel is not None
    assert (panel["x"], panel["x"] + panel["width"]) == (16, 360 - 16)


def test_on_a_phone_the_sentence_of_an_article_is_seen_without_scrolling(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, **TOUCH)
    page.goto(site_url + STATEMENT)
    page.locator("#p14 > .address").tap()
    page.locator("#p14 > .cite").tap()
    sentence = page.get_by_role("dialog").locator(".citing-text").first
    expect(sentence).to_contain_text("Lavrov said on")
    assert sentence.evaluate("one => one.scrollHeight <= one.clientHeight")
