"""Citing by mouse, keyboard, touch and without scripts, and the text that links highlight."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from onrecord.permalinks.fingerprint import fingerprint_of
from tests.browser.test_axe import AXE, violations
from tests.support.server import serve_folder

STATEMENT = "statements/2021-02-26-atmar/"
FORMS = [
    "In an article", "Link", "Chicago", "APA", "MLA", "Quotation", "Markdown", "HTML",
    "BibTeX", "RIS", "CSL-JSON",
]  # fmt: skip
WORDS = "regular contacts with all Afghan parties"
ACROSS = "~maintain+regular+contacts-,with+all+Afghan+parties+including,p15:a+secret+Its+about+the"

OpenPage = Callable[..., Page]


@pytest.fixture
def reader(open_page: OpenPage) -> Page:
    return open_page(permissions=["clipboard-read", "clipboard-write"])


def select(page: Page, first: str, words: str, last: str = "", until: str = "") -> None:
    """Select text in one paragraph, or up to text in another one."""
    page.evaluate(
        """([first, words, last, until]) => {
            const text = ":is(.words > p, h1.words, h2.words)";
            const textOf = (id) => document.querySelector(`#${id} ${text}`).firstChild;
            const [from, to] = [textOf(first), textOf(last || first)];
            const end = to.data.indexOf(until || words) + (until || words).length;
            getSelection().setBaseAndExtent(from, from.data.indexOf(words), to, end);
        }""",
        [first, words, last, until],
    )


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def highlights(page: Page) -> list[str]:
    expect(page.locator("mark.quoted, .quoted-note").first).to_be_visible()
    return page.locator("mark.quoted").all_inner_texts()


def test_a_paragraph_is_cited_in_every_form(reader: Page, site_url: str) -> None:
    reader.goto(site_url + STATEMENT)
    reader.locator("#p14 .words").hover()
    reader.get_by_role("button", name="Cite paragraph 14").click()
    dialog = reader.get_by_role("dialog", name="Cite paragraph 14")
    expect(dialog.locator(".citing-name")).to_have_text(FORMS)
    for form in FORMS:
        dialog.get_by_role("button", name=f"Copy {form} of paragraph 14", exact=True).click()
        expect(dialog.get_by_role("status")).to_have_text(f"{form} copied")
    (item,) = json.loads(clipboard(reader))
    mark = fingerprint_of(reader.locator("#p14 .words").inner_text())
    assert item["URL"] == site_url + STATEMENT
    assert item["annote"] == f"Cited: answer 2, para. 14, {item['URL']}#p14:{mark}"
    today = reader.evaluate("[(d => [d.getFullYear(), d.getMonth() + 1, d.getDate()])(new Date())]")
    assert item["accessed"] == {"date-parts": today}


def test_headline_capitals_are_an_option_of_the_citation(reader: Page, site_url: str) -> None:
    reader.goto(site_url + STATEMENT)
    title = reader.locator("h1").inner_text()
    reader.locator("#p14").hover()
    reader.locator("#p14 > .cite").click()
    dialog = reader.get_by_role("dialog", name="Cite paragraph 14")
    shown = [dialog.get_by_role("region", name=f"{name} of") for name in ("Chicago", "APA", "RIS")]
    assert "statement and answers to media questions" in shown[0].inner_text()
    dialog.get_by_label("Capitalise the title as Chicago and MLA do").check()
    texts = [one.inner_text() for one in shown]
    assert "Statement and Answers to Media Questions" in texts[0]
    assert all("statement and answers to media questions" in text for text in texts[1:])
    assert reader.locator("h1").inner_text() == title


def test_a_file_of_a_citation_is_saved(reader: Page, site_url: str) -> None:
    reader.goto(site_url + STATEMENT)
    reader.locator("#p14").hover()
    reader.locator("#p14 > .cite").click()
    with reader.expect_download() as download:
        reader.get_by_role("button", name="Save BibTeX").click()
    assert download.value.suggested_filename == "sergey-lavrov-2021-02-26-atmar-p14.bib"


def test_the_keyboard_opens_and_closes_the_dialog_and_focus_returns(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}{STATEMENT}#p3")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Cite paragraph 3")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Cite paragraph 3")).to_be_focused()


def test_a_question_is_cited_by_its_questioner(page: Page, site_url: str) -> None:
    page.goto(site_url + STATEMENT)
    page.locator("#p13").hover()
    page.locator("#p13 > .cite").click()
    text = page.get_by_role("region", name="Chicago of paragraph 13").inner_text()
    assert text.startswith("Journalist. “Foreign Minister")
    assert "question 2, para. 13. Accessed" in text


def test_an_exchange_quotes_its_answers_and_not_its_question(page: Page, site_url: str) -> None:
    page.goto(site_url + STATEMENT)
    page.locator("#answer-2 .exchange-head").hover()
    page.locator("#answer-2 .exchange-head .cite").click()
    text = page.get_by_role("region", name="Quotation of answer 2").inner_text()
    assert text.startswith("“We maintain regular contacts")
    assert "Several rounds" not in text


@pytest.mark.parametrize(
    ("address", "forms"),
    [
        (STATEMENT, [one for one in FORMS if one not in ("In an article", "Quotation")]),
        (f"{STATEMENT}answer-2/", FORMS),
    ],
)
def test_a_statement_and_an_answer_have_an_expandable_citation(
    page: Page, site_url: str, address: str, forms: list[str]
) -> None:
    page.goto(site_url + address)
    page.locator("details.citing summary").click()
    expect(page.locator("details.citing .citing-name")).to_have_text(forms)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (STATEMENT, "Joint news conference, Moscow, February 26, 2021. Ministry of Foreign"),
        (f"{STATEMENT}answer-2/", "during these meetings with…”, Lavrov said on 26 February 2021"),
    ],
)
def test_without_scripts_a_plain_citation_is_there(
    open_page: OpenPage, site_url: str, address: str, text: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site_url + address)
    expect(page.locator(".provenance")).to_contain_text(text)
    page.locator("details.citing summary").click()
    expect(page.locator("details.citing .citing-text").first).to_contain_text(
        "Ministry of Foreign Affairs of the Russian Federation"
    )


def test_citing_scripts_are_loaded_only_when_a_reader_cites(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(site_url + STATEMENT, wait_until="networkidle")
    assert not {"cite.js", "quoted.js"} & set(asked)
    page.locator("#p14").hover()
    page.locator("#p14 > .cite").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert asked.count("cite.js") == 1


def test_selected_text_gets_a_link_that_highlights_exactly_it(reader: Page, site_url: str) -> None:
    reader.goto(site_url + STATEMENT)
    select(reader, "p14", WORDS)
    reader.get_by_role("button", name="Link to the selected words").click()
    expect(reader.locator("[data-copied]")).to_have_text("Link copied")
    link = clipboard(reader)
    own, _, fragment = link.partition(":~:")
    mark = fingerprint_of(reader.locator("#p14 .words").inner_text())
    assert own == (
        f"{site_url}{STATEMENT}#p14:{mark}~We+maintain-,"
        "regular+contacts+with+all+Afghan+parties,-including+the+government"
    )
    assert fragment == (
        "text=We%20maintain-,regular%20contacts%20with%20all%20Afghan%20parties,"
        "-%2C%20including%20the%20government"
    )
    reader.goto("about:blank")
    reader.goto(link)
    assert highlights(reader) == [WORDS]
    expect(reader.locator("mark.quoted")).to_be_in_viewport()


def test_a_selection_across_two_paragraphs_is_linked_and_highlighted(
    reader: Page, site_url: str
) -> None:
    reader.goto(site_url + STATEMENT)
    select(reader, "p14", "with all", "p15", "about the")
    reader.get_by_role("button", name="Link to the selected words").click()
    expect(reader.locator("[data-copied]")).to_have_text("Link copied")
    link = clipboard(reader)
    assert ACROSS in link
    reader.goto("about:blank")
    reader.goto(link)
    first, last = highlights(reader)
    assert first.startswith("with all")
    assert first.endswith("(as we always do).")
    assert last == "The “message” to the Taliban is not a secret. It’s about the"


def test_tab_moves_from_a_selection_to_its_buttons(page: Page, site_url: str) -> None:
    page.goto(site_url + STATEMENT)
    select(page, "p14", WORDS)
    expect(page.get_by_role("group", name="Selected words")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Cite the selected words")).to_be_focused()
    page.keyboard.press("Enter")
    text = page.get_by_role("region", name="Quotation of the selected words").inner_text()
    assert text.startswith(f"“{WORDS}”")
    mark = fingerprint_of(page.locator("#p14 .words").inner_text())
    assert text.endswith(
        f"{STATEMENT}#p14:{mark}~We+maintain-,"
        "regular+contacts+with+all+Afghan+parties,-including+the+government."
    )


def test_the_buttons_disappear_when_nothing_is_selected(page: Page, site_url: str) -> None:
    page.goto(site_url + STATEMENT)
    select(page, "p14", WORDS)
    expect(page.locator(".selected")).to_be_visible()
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator(".selected")).to_have_count(0)


def test_edited_text_is_highlighted_and_the_page_says_so(page: Page, site_url: str) -> None:
    link = "#p14:zzzzz~We+maintain-,frequent+contacts+with+all+Afghan+parties,-including+the"
    page.goto(site_url + STATEMENT + link)
    assert highlights(page) == [WORDS]
    expect(page.locator("#p14 .quoted-note")).to_contain_text("was edited after it was linked to")


def test_the_page_says_that_linked_text_is_missing(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{STATEMENT}#p14:zzzzz~grain+and+pipelines+to+Termez")
    assert highlights(page) == []
    expect(page.locator("#p14 .quoted-note")).to_contain_text("“grain and pipelines to Termez”")


def test_from_disk_a_citation_has_the_source_and_no_file_address(page: Page, site: Path) -> None:
    page.goto((site / STATEMENT / "index.html").as_uri())
    page.locator("#p14").hover()
    page.locator("#p14 > .cite").click()
    text = page.get_by_role("region", name="Chicago of paragraph 14").inner_text()
    assert "https://www.mid.ru/" in text
    assert "file:" not in text


def test_citing_works_below_a_path(page: Page, site: Path) -> None:
    with serve_folder(site, "archive/here") as url:
        page.goto(url + STATEMENT)
        page.locator("#p14").hover()
        page.locator("#p14 > .cite").click()
        text = page.get_by_role("region", name="Link of paragraph 14").inner_text()
        assert text.startswith(f"{url}{STATEMENT}#p14:")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_in_the_citation_dialog(
    open_page: OpenPage, site_url: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    page = open_page(color_scheme=scheme, viewport=size, bypass_csp=True)
    page.goto(site_url + STATEMENT + "#p14:zzzzz~" + "frequent+contacts+with+all+Afghan+parties")
    highlights(page)
    select(page, "p15", "message")
    expect(page.locator(".selected")).to_be_visible()
    page.evaluate(AXE)
    assert violations(page) == []
    page.locator(".selected-cite").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
