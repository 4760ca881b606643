"""Reading a statement or an answer: what is where, and what appears when it is wanted."""

import gzip
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from onrecord.permalinks.fingerprint import fingerprint_of
from tests.browser.test_citing import select
from tests.browser.test_pages import KINDS, STATEMENT, background_of
from tests.support.projects import CONFIG, build, write_project
from tests.support.repository import ROOT
from tests.support.server import serve_folder

OpenPage = Callable[..., Page]

SLUGS = sorted(path.stem for path in ROOT.glob("transcripts/*.md"))
TEXTS = [f"statements/{slug}/" for slug in SLUGS] + [f"{STATEMENT}answer-2/"]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
TOUCH: dict[str, Any] = {"has_touch": True, "is_mobile": True}


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return dict(found)


def top_of_text(page: Page) -> float:
    """Return where the transcript begins; on the page of an answer, its question."""
    return box(page, ".record-text .words")["y"]


# What is visible only when it is wanted.
def is_seen(page: Page, selector: str) -> bool:
    return bool(
        page.locator(selector).evaluate(
            "one => getComputedStyle(one).visibility === 'visible'"
            " && getComputedStyle(one).opacity === '1' && one.getClientRects().length > 0"
        )
    )


@pytest.fixture(scope="module")
def long_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a statement with 110 questions."""
    asked = [
        f"Question: What about the water of the village number {n}, and who pays for it?\n\n"
        f"Ann Example: The village number {n} pays for the water as all others do."
        for n in range(1, 110)
    ]
    body = "\n\n".join(["Good morning.", *asked, "Question: Thank you.", "Ann Example: Goodbye."])
    text = f"---\ntitle: Remarks\ndate: 2021-02-26\nspeaker: ann-example\n---\n{body}\n"
    files = {"config.yaml": CONFIG, "transcripts/2021-02-26-lake.md": text}
    project = write_project(tmp_path_factory.mktemp("long") / "project", files)
    built = build(project)
    assert built.returncode == 0, built.stdout
    with serve_folder(project / "site") as url:
        yield f"{url}statements/2021-02-26-lake/"


def tops_of_texts(page: Page, site_url: str) -> dict[str, float]:
    """Return where each text begins."""
    tops = {}
    for address in TEXTS:
        page.goto(site_url + address)
        tops[address] = top_of_text(page)
    return tops


def test_each_text_begins_in_the_upper_part_of_a_window(open_page: OpenPage, site_url: str) -> None:
    tops = tops_of_texts(open_page(viewport=DESKTOP), site_url)
    assert {address: top for address, top in tops.items() if top > 0.4 * 900} == {}


def test_each_text_begins_on_the_first_screen_of_a_phone(
    open_page: OpenPage, site_url: str
) -> None:
    tops = tops_of_texts(open_page(viewport=PHONE, **TOUCH), site_url)
    last = 740 - 40  # with its first line
    assert {address: top for address, top in tops.items() if top > last} == {}


def test_with_110_questions_the_contents_are_folded_on_a_phone(
    open_page: OpenPage, long_url: str
) -> None:
    page = open_page(viewport=PHONE, **TOUCH)
    page.goto(long_url)
    assert top_of_text(page) <= 740 - 40
    expect(page.locator(".contents li").first).to_be_hidden()
    page.locator(".contents summary", has_text="Contents (110 questions)").click()
    page.locator(".contents a", has_text="number 97").click()
    expect(page.locator("#answer-97")).to_be_in_viewport()


def test_contents_are_beside_the_text_and_stay_while_it_is_read(
    open_page: OpenPage, long_url: str
) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(long_url)
    for place in ("", "#answer-90"):
        page.goto(long_url + place)
        page.wait_for_timeout(300)
        contents, text = box(page, ".contents"), box(page, ".record-text")
        assert contents["x"] + contents["width"] < text["x"]
        expect(page.locator(".contents nav")).to_be_in_viewport()
        search = box(page, ".contents input[type=search]")
        assert 0 < search["y"] < 900 - search["height"]


def test_long_contents_follow_the_reading(open_page: OpenPage, long_url: str) -> None:
    page = open_page(viewport=DESKTOP, reduced_motion="reduce")
    page.goto(long_url)
    current = page.locator(".contents [aria-current=location]")
    expect(current).to_have_text("Opening statement")
    for number in (90, 12, 100):
        page.locator(f"#answer-{number}").evaluate("one => one.scrollIntoView()")
        expect(current).to_contain_text(f"number {number},")
        expect(current).to_be_in_viewport(ratio=1)
    page.locator(".contents details").hover()  # the reader looks around in the contents
    page.mouse.wheel(0, -1_000)
    page.locator("#answer-101").evaluate("one => one.scrollIntoView()")
    expect(current).to_contain_text("number 101,")
    expect(current).not_to_be_in_viewport()


def test_contents_skip_a_question_that_says_nothing(page: Page, long_url: str) -> None:
    page.goto(long_url)
    expect(page.locator("#answer-110 h2")).to_have_text("Thank you.")
    expect(page.locator(".contents li a", has_text="Thank you")).to_have_count(0)
    expect(page.locator(".contents-number")).to_have_count(109)


def test_a_question_is_the_heading_in_the_page_the_contents_and_on_its_own_page(
    page: Page, site_url: str
) -> None:
    question = "What is Russia’s role in achieving national reconciliation in Afghanistan?"
    page.goto(site_url + STATEMENT)
    expect(page.locator("#answer-1").get_by_role("heading", level=2)).to_have_text(question)
    expect(page.locator(".contents a[href='#answer-1']")).to_contain_text(question)
    assert page.locator("#answer-1").inner_text().count("Question") == 1
    page.get_by_role("link", name="Question 1 of 3").click()
    assert page.url == f"{site_url}{STATEMENT}answer-1/"
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    assert page.title() == f"{question} · 26 February 2021 · On Record"
    line, heading = box(page, ".exchange-head p"), box(page, "h1")
    assert line["y"] + line["height"] <= heading["y"]
    expect(page.locator(".exchange-head p")).to_have_text("Question 1 of 3")


def test_number_and_tools_appear_under_the_mouse(open_page: OpenPage, site_url: str) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(site_url + STATEMENT)
    tools = ("#p10 > .address", "#p10 > .cite", "#p10 .why")
    assert [is_seen(page, tool) for tool in tools] == [False, False, False]
    page.locator("#p10 .words").hover()
    assert [is_seen(page, tool) for tool in tools] == [True, True, True]
    page.locator("#p10 > .cite").hover()
    assert is_seen(page, "#p10 > .cite")


def test_number_and_tools_are_reached_by_keyboard_in_the_order_of_the_page(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(site_url + STATEMENT)
    page.locator("#p10 > .address").focus()
    names = []
    for _ in range(5):
        names.append(
            page.evaluate("document.activeElement.ariaLabel || document.activeElement.text")
        )
        assert page.evaluate("getComputedStyle(document.activeElement).visibility") == "visible"
        page.keyboard.press("Tab")
    assert names == [
        "Link to paragraph 10",
        "Cite paragraph 10",
        "Afghan reconciliation",
        "Why? Words that matched",
        "Link to paragraph 11",
    ]


@pytest.mark.parametrize("width", [360, 768])
def test_on_touch_screens_the_number_is_there_and_a_tap_shows_the_tools(
    open_page: OpenPage, site_url: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900}, **TOUCH)
    page.goto(site_url + STATEMENT)
    assert is_seen(page, "#p10 > .address")
    assert not is_seen(page, "#p10 > .cite")
    page.locator("#p10 > .address").tap()
    for tool in ("#p10 > .cite", "#p10 .why"):
        assert is_seen(page, tool)
        target = box(page, tool)
        assert min(target["width"], target["height"]) >= 24


def test_the_tools_never_touch_the_text(open_page: OpenPage, site_url: str) -> None:
    page = open_page()
    page.goto(site_url + STATEMENT)
    for width, anchor in product((1440, 1200, 768, 710), ("p13", "p14")):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(f"#{anchor}").hover()
        text = box(page, f"#{anchor} > .words")
        for tool in ("address", "cite"):
            own = box(page, f"#{anchor} > .{tool}")
            assert (width, own["x"] >= 0) == (width, True)
            assert (width, own["x"] + own["width"] <= text["x"] - 8) == (width, True)


def test_opening_why_and_cite_moves_nothing(open_page: OpenPage, site_url: str) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(f"{site_url}{STATEMENT}#p15")
    page.locator("#p15 .words").hover()
    places = """[...document.querySelectorAll(".paragraph, .tags")].map(
        (one) => one.getBoundingClientRect().toJSON()
    )"""
    before = page.evaluate(places)
    page.locator("#p15 .why").click()
    expect(page.locator("#why-15")).to_be_visible()
    expect(page.locator("#why-15")).to_contain_text("“Taliban”")
    assert page.evaluate(places) == before
    page.keyboard.press("Escape")
    page.locator("#p15 > .cite").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate(places) == before


def test_the_words_that_matched_open_beside_their_button(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(site_url + STATEMENT)
    page.locator("#p15 .words").hover()
    page.locator("#p15 .why").click()
    button, panel = box(page, "#p15 .why"), box(page, "#why-15")
    assert 0 <= panel["y"] - button["y"] - button["height"] < 24
    assert panel["x"] + panel["width"] <= 1440


def test_the_margin_names_topics_only_where_they_change(open_page: OpenPage, site_url: str) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(site_url + STATEMENT)

    def seen(anchor: str) -> list[str]:
        links = page.locator(f"#{anchor} .tags a")
        return [link.inner_text() for link in links.all() if link.is_visible()]

    assert seen("p13") == ["Afghan reconciliation"]
    assert seen("p14") == []
    assert seen("p15") == ["Security situation", "United Nations"]
    page.locator("#p15 .words").hover()
    assert seen("p15") == ["Security situation", "United Nations", "Afghan reconciliation"]


CUT_OFF = """() => {
    const isScrolled = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX);
    const inScroller = (one) => one && (isScrolled(one) || inScroller(one.parentElement));
    const isHidden = (one) => one.closest(".hidden, .skip, [popover]");
    return [...document.querySelectorAll("body *")].filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 1 && (left < 0 || right > 768) && !inScroller(one) && !isHidden(one);
    }).map((one) => one.outerHTML.slice(0, 80));
}"""


def test_nothing_is_cut_off_at_768_pixels(open_page: OpenPage, site_url: str) -> None:
    page = open_page(viewport={"width": 768, "height": 1024})
    for kind, address in KINDS.items():
        page.goto(site_url + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (kind, width, page.evaluate(CUT_OFF)) == (kind, 768, [])


@pytest.mark.parametrize(
    ("address", "prefix"),
    [("", ""), ("https://example.org/on-record/", "on-record"), ("", "archive/here")],
    ids=["without address", "with address", "without address, below a path"],
)
@pytest.mark.noisy  # the page itself is a 404
def test_the_404_page_is_styled_and_its_links_work_at_any_depth(
    page: Page, tmp_path: Path, address: str, prefix: str
) -> None:
    config = CONFIG.replace("site:\n", f'site:\n  address: "{address}"\n', 1)
    text = "---\ntitle: Remarks\ndate: 2021-02-26\nspeaker: ann-example\n---\nGood morning.\n"
    files = {"config.yaml": config, "transcripts/2021-02-26-lake.md": text}
    project = write_project(tmp_path / "project", files)
    built = build(project)
    assert built.returncode == 0, built.stdout
    with serve_folder(project / "site", prefix) as url:
        for depth in ("gone", "a/b/c/", "statements/2021-02-26-atmar/answer-99/"):
            response = page.goto(url + depth)
            assert response is not None
            assert response.status == 404
            expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
            expect(page.locator(".masthead")).to_have_css("display", "flex")
            page.get_by_role("link", name="All statements by date").click()
            assert page.url == url


@pytest.mark.parametrize("address", [STATEMENT, f"{STATEMENT}answer-2/"])
def test_previous_and_next_are_on_one_line(
    open_page: OpenPage, site_url: str, address: str
) -> None:
    page = open_page()
    page.goto(site_url + address)
    for width in (1440, 768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        previous, following = box(page, "[rel=prev]"), box(page, "[rel=next]")
        assert (width, previous["y"]) == (width, following["y"])
        assert previous["x"] + previous["width"] <= following["x"]


def test_the_citation_panel_begins_with_the_sentence_of_an_article(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + STATEMENT)
    page.locator("#p15").hover()
    page.locator("#p15 > .cite").click()
    mark = fingerprint_of(page.locator("#p15 .words").inner_text())
    expect(page.locator("dialog .citing-name").first).to_have_text("In an article")
    expect(page.locator("dialog .citing-text").first).to_have_text(
        "“The ‘message’ to the Taliban is not a secret. It’s about the need to avoid escalation on "
        "the ground, to respect the already agreed upon terms and conditions for…”, Lavrov said "
        f"on 26 February 2021 ({site_url}{STATEMENT}#p15:{mark})"
    )


def test_the_sentence_of_a_news_report_names_whom_it_quotes(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}statements/2021-07-16-tashkent/")
    publisher = "Group of Strategic Vision “Russia – Islamic World”, based on TASS"
    page.locator("#p5").hover()
    page.locator("#p5 > .cite").click()
    sentence = page.locator("dialog .citing-text").first
    expect(sentence).to_contain_text(f"”, {publisher} reported on 16 July 2021, quoting Lavrov (")
    page.keyboard.press("Escape")
    select(page, "p5", "We are not interested in chaos there.")
    page.get_by_role("button", name="Cite the selected words").click()
    expect(sentence).to_contain_text(
        "“We are not interested in chaos there”, Lavrov said, "
        f"as quoted by {publisher} on 16 July 2021 ("
    )
    page.keyboard.press("Escape")
    page.goto(f"{site_url}statements/2021-07-16-tashkent/")
    page.locator("#p4").hover()
    page.locator("#p4 > .cite").click()
    expect(sentence).to_contain_text(f"”, {publisher} reported on 16 July 2021 (")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_sentence_is_the_same_with_and_without_scripts(
    page: Page, site_url: str, number: int
) -> None:
    page.goto(f"{site_url}{STATEMENT}answer-{number}/")
    plain = page.locator(".citing-first").inner_text()
    page.locator("details.citing summary").click()
    expect(page.locator(".citing-name").first).to_have_text("In an article")
    sentence, _, link = page.locator(".citing-text").first.inner_text().partition(" (")
    assert sentence == plain
    assert link.startswith(f"{site_url}{STATEMENT}#answer-{number}:")


@pytest.mark.parametrize("address", [STATEMENT, f"{STATEMENT}answer-2/"])
def test_one_click_on_the_line_above_a_question_copies_the_link_of_the_answer(
    open_page: OpenPage, site_url: str, address: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site_url + address)
    page.locator("#answer-2 .exchange-head").hover()
    page.get_by_role("link", name="Link to question 2 and its answer").click()
    expect(page.get_by_role("status").last).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{site_url}{address}#answer-2:")
    page.goto("about:blank")
    page.goto(copied)
    expect(page.locator("#answer-2 .cited")).to_have_text("Unchanged since it was cited.")


def test_a_page_opened_by_a_link_is_printed_with_its_notices(page: Page, site_url: str) -> None:
    link = "#p14:zzzzz~We+maintain-,frequent+contacts+with+all+Afghan+parties,-including+the"
    page.goto(site_url + STATEMENT + link)
    expect(page.locator("#p14 > .cited")).to_contain_text("This text differs from what the link")
    page.emulate_media(media="print")
    for part in ("#p14 > .cited", "#p14 > .quoted-note", "#p14 mark.quoted", "#p14 > .address"):
        expect(page.locator(part)).to_be_visible()
    assert background_of(page, "#p14 > .words") == "rgba(0, 0, 0, 0)"


def test_a_printed_statement_has_its_details_but_no_downloads(page: Page, site_url: str) -> None:
    page.goto(site_url + STATEMENT)
    page.emulate_media(media="print")
    rows = page.locator(".provenance dt").all()
    assert [row.inner_text() for row in rows if row.is_visible()] == [
        "Original title",
        "Date",
        "Occasion",
        "Source",
        "Published",
        "Also published in",
        "Editor’s note",
        "This page",
        "Cite",
    ]
    for row in page.locator(".provenance dd").all():
        assert not row.is_visible() or row.inner_text().strip()
    for head in page.locator(".exchange-head").all():
        above = "one => one.parentElement.previousElementSibling.getBoundingClientRect().bottom"
        found = head.bounding_box()
        assert found is not None
        assert found["y"] - float(head.evaluate(above)) > 24  # printed headings keep their distance


@pytest.mark.parametrize("address", ["", "topics/", f"{STATEMENT}answer-2/"])
def test_no_printed_page_has_an_empty_line_for_its_address(
    page: Page, site_url: str, address: str
) -> None:
    page.goto(site_url + address)
    page.emulate_media(media="print")
    for line in page.get_by_text("This page:").all():
        assert line.inner_text().removeprefix("This page:").strip()


def test_nothing_moves_while_a_statement_loads(page: Page, site_url: str) -> None:
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(site_url + STATEMENT, wait_until="networkidle")
    expect(page.locator(".cite").first).to_be_attached()
    assert page.evaluate("moved") == 0


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_of_a_statement_is_small(site: Path, slug: str) -> None:
    content = (site / f"statements/{slug}/index.html").read_bytes()
    assert len(gzip.compress(content)) <= 10 * 1024
