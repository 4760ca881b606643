"""The page that checks quotations, on the five transcripts."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page, Request, expect

from tests.support.server import serve_folder

ARTICLE = """\
The minister spoke in Tashkent. “We are not interested in chaos there,” he said, “Not only because \
we don’t want it to spill over into neighboring allied countries.”

He went on: "Drug production has never reached record heights." The 'Moscow format' includes all \
key players. "It is up to the Afghans alone to paint the moon green before Christmas."
"""
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "“<b>We are not interested in chaos there</b>”",
    "__proto__ constructor toString hasOwnProperty valueOf",
    "“__proto__ constructor toString hasOwnProperty valueOf”",
    "\u202eWe are not interested in chaos there",
    "🙂🙂🙂🙂 🙂🙂",
    "\ud83d",
    '"' * 10_000,
    "“" * 10_000,
    "‘a " * 3_000,
    "“a” " * 2_500,
    "> " * 5_000,
    "… " * 5_000,
    "[" * 10_000,
    "x" * 10_000,
    "We are not interested in chaos there. " * 260,
    "“" + "Afghanistan peace " * 550 + "”",
    "\n" * 500,
    "peace\n\n" * 300,
    "\x00\x01\x02",
]


def check(page: Page, site_url: str, text: str) -> None:
    """Open the page, paste a text and check it."""
    page.goto(f"{site_url}quote/")
    paste(page, text)


def paste(page: Page, text: str) -> None:
    """Paste a text into the open page and check it."""
    page.get_by_label("Quotation or article").fill(text)
    page.get_by_role("button", name="Check", exact=True).click()
    settle(page)


def settle(page: Page) -> None:
    """Wait until everything is checked."""
    expect(page.locator("#findings")).to_have_attribute("aria-busy", "false", timeout=30_000)


def verdicts(page: Page) -> list[str]:
    """Return the verdicts as shown."""
    return page.locator(".finding h3").all_inner_texts()


def test_each_quotation_of_an_article_is_judged(page: Page, site_url: str) -> None:
    check(page, site_url, ARTICLE)
    assert verdicts(page) == [
        "Word for word",
        "Altered: “never” was added",
        "Too short to judge",
        "Not found here",
    ]
    expect(page.locator("#quote-status")).to_have_text("4 quotations checked")
    tally = page.locator(".quote-tally li").all_inner_texts()
    assert [text.split("\n") for text in tally] == [
        ["Word for word", "1"],
        ["Altered", "1"],
        ["Not found here", "1"],
        ["Too short to judge", "1"],
    ]
    page.get_by_role("link", name="Not found here").click()
    expect(page.locator("#quotation-4")).to_be_in_viewport()


def test_a_sentence_without_quotation_marks_is_checked(page: Page, site_url: str) -> None:
    check(page, site_url, "lavrov noted that moscow is not interested in chaos in Afghanistan!")
    assert verdicts(page) == ["Paraphrase in a report"]
    expect(page.locator(".finding-meaning")).to_have_text(
        "This is the reporter’s own text, not a quotation."
    )


def test_differing_words_are_highlighted_and_announced(page: Page, site_url: str) -> None:
    check(page, site_url, "“Drug production has never reached any record heights.”")
    expect(page.locator(".finding del")).to_have_text(
        ["only in the quotation: never", "only in the quotation: any"]
    )
    expect(page.locator(".finding-quotation")).to_contain_text("Drug production has")
    expect(page.locator("#quote-legend")).to_be_visible()


def test_the_quotations_wrong_words_are_struck_and_the_records_words_underlined(
    page: Page, site_url: str
) -> None:
    check(page, site_url, "“Now 95% of all drugs in the world come from Afghanistan.”")
    struck, underlined = page.locator(".finding del"), page.locator(".finding ins")
    expect(struck).to_have_text("only in the quotation: 95")
    expect(underlined).to_have_text("only in the record: 90")
    style = "one => getComputedStyle(one).textDecorationLine"
    assert (struck.evaluate(style), underlined.evaluate(style)) == ("line-through", "underline")


def test_a_shortened_quotation_shows_what_was_left_out(page: Page, site_url: str) -> None:
    check(page, site_url, "“Drug production has reached record heights … come from Afghanistan.”")
    assert verdicts(page) == ["Shortened"]
    expect(page.locator(".finding-left-out")).to_have_text(
        "left out: . Now 90% of all drugs in the world"
    )
    expect(page.locator(".finding-context mark")).to_have_text(
        ["Drug production has reached record heights", "come from Afghanistan"]
    )
    expect(page.locator(".finding-source")).to_have_count(1)


def test_a_spliced_quotation_says_where_it_jumps(page: Page, site_url: str) -> None:
    check(
        page,
        site_url,
        "“We have a common view that ISIS is a serious factor. We are not interested in chaos.”",
    )
    assert verdicts(page) == ["Spliced"]
    expect(page.locator(".finding-gap")).to_have_text(
        "Here the quotation jumps from 26 February 2021 to 16 July 2021."
    )
    expect(page.locator(".finding-meaning")).to_have_text(
        "The quotation runs separate passages together without showing a gap. "
        "The parts are from different statements. "
        "The words of 16 July 2021 are from a news report, not a transcript. "
        "The sentence goes on in the record."
    )


def test_the_name_in_the_article_is_read(page: Page, site_url: str) -> None:
    check(page, site_url, "“We are not interested in chaos there,” Lavrov said.")
    assert verdicts(page) == ["Word for word"]
    paste(page, "“What is Russia’s role in achieving national reconciliation,” Lavrov said.")
    assert verdicts(page) == ["Asked by a journalist"]


def test_a_place_links_to_its_paragraph_and_has_its_citation(page: Page, site_url: str) -> None:
    check(page, site_url, "We are not interested in chaos there.")
    link = page.locator(".finding-source a")
    expect(link).to_have_text(
        "Sergey Lavrov, as quoted in News report from the Tashkent conference, 16 July 2021, "
        "paragraph 5"
    )
    link.click()
    expect(page).to_have_url(re.compile(r"/statements/2021-07-16-tashkent/#p5:eh099~"))
    expect(page.locator("#p5 mark")).to_have_text(["We are not interested in chaos there"])


def test_a_citation_is_copied(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    check(page, site_url, "We are not interested in chaos there.")
    page.get_by_role("button", name="Copy citation").click()
    expect(page.locator("#quote-status")).to_contain_text("Citation copied.")
    citation = (
        "Sergey Lavrov, as quoted in News report from the Tashkent conference, 16 July 2021, "
        f"paragraph 5. {site_url}statements/2021-07-16-tashkent/#p5:eh099"
    )
    assert page.evaluate("navigator.clipboard.readText()") == citation
    page.get_by_role("button", name="Copy the whole check").click()
    expect(page.locator("#quote-status")).to_contain_text("The whole check is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("1. “We are not interested in chaos there.”\n   Word for word. ")
    assert citation in copied


def test_the_context_of_a_quotation_is_shown(page: Page, site_url: str) -> None:
    check(page, site_url, "“Drug production has reached record heights.”")
    expect(page.locator(".finding-context mark")).to_have_text(
        "Drug production has reached record heights"
    )
    expect(page.locator(".finding-context")).to_contain_text("Now 90% of all drugs in the world")
    page.get_by_text("Show in context").click()
    expect(page.locator(".whole-text p").first).to_contain_text("the US mission in Afghanistan")


def test_the_check_can_be_limited_to_one_speaker(page: Page, site_url: str) -> None:
    sentence = "What is Russia’s role in the Afghan settlement?"
    page.goto(f"{site_url}quote/")
    page.get_by_label("Said by").select_option("Sergey Lavrov")
    paste(page, sentence)
    assert verdicts(page) in (["Asked by a journalist"], ["Not found here"])
    paste(page, "We are not interested in chaos there.")
    assert verdicts(page) == ["Word for word"]
    expect(page.locator(".finding-meaning")).to_contain_text(
        "The source is a news report of 16 July 2021, not a transcript."
    )


def test_not_found_is_never_worded_as_not_said(page: Page, site_url: str) -> None:
    check(page, site_url, "“We shall paint the moon green before the next Olympic Games.”")
    text = page.locator("#findings").inner_text().lower()
    assert "not found here" in text
    assert "may have been said elsewhere" in text
    assert not re.search(r"not said|never said|did not say|didn.t say|fake|false", text)


def test_ctrl_enter_starts_the_check(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}quote/")
    page.locator("#quotation").fill("We are not interested in chaos there.")
    page.keyboard.press("Control+Enter")
    settle(page)
    assert verdicts(page) == ["Word for word"]


def test_an_empty_box_is_not_checked(page: Page, site_url: str) -> None:
    check(page, site_url, "  \n ")
    expect(page.locator("#quote-status")).to_have_text("Paste a quotation or an article first.")
    assert verdicts(page) == []


def test_pasted_text_stays_in_the_page(page: Page, site_url: str) -> None:
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    page.on("request", note)
    check(page, site_url, ARTICLE)
    words = {word.lower() for word in re.findall(r"\w{5,}", ARTICLE)}
    asked = [unquote_plus(request.url.removeprefix(site_url)).lower() for request in requests]
    assert [address for address in asked if any(word in address for word in words)] == []
    assert {request.method for request in requests} == {"GET"}
    assert [request.post_data for request in requests if request.post_data] == []
    assert page.url == f"{site_url}quote/"
    assert page.evaluate("history.state") is None
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    assert page.evaluate("document.title") == "Check a quotation · On Record"


def test_links_in_results_send_nothing_of_the_text(page: Page, site_url: str) -> None:
    check(page, site_url, ARTICLE)
    links = page.locator("#findings a").evaluate_all("all => all.map(one => one.href)")
    assert links
    assert [link for link in links if not re.fullmatch(r"[^?#]+#p\d+:[0-9a-z]{5}~.+", link)] == []
    sent = " ".join(link.partition("#")[0] for link in links).lower()
    assert [word for word in re.findall(r"\w{6,}", ARTICLE.lower()) if word in sent] == ["tashkent"]


def test_hostile_text_does_no_harm(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}quote/")
    made = []
    for text in HOSTILE:
        paste(page, text)
        made.append(page.locator("#findings :is(script, img, b, style, iframe)").count())
    assert made == [0] * len(HOSTILE)
    paste(page, "We are not interested in chaos there.")
    assert verdicts(page) == ["Word for word"]


def test_a_new_text_replaces_one_still_being_checked(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}quote/")
    page.locator("#quotation").fill("“The moon is made of very old cheese.” " * 100)
    page.get_by_role("button", name="Check", exact=True).click()
    paste(page, "We are not interested in chaos there.")
    assert verdicts(page) == ["Word for word"]


def test_every_quotation_of_a_long_article_is_checked(page: Page, site_url: str) -> None:
    check(page, site_url, "“We are not interested in chaos there.” he said.\n" * 250)
    assert len(verdicts(page)) == 250
    expect(page.locator("#quote-status")).to_have_text("250 quotations checked")


def test_it_works_from_disk(page: Page, site: Path) -> None:
    page.goto(f"{site.as_uri()}/quote/index.html")
    paste(page, "We are not interested in chaos there.")
    assert verdicts(page) == ["Word for word"]
    page.locator(".finding-source a").click()
    expect(page).to_have_url(
        re.compile(r"/statements/2021-07-16-tashkent/index\.html#p5:eh099~.*not")
    )


@pytest.mark.noisy
def test_an_index_that_fails_to_load_is_reported_and_retried(
    page: Page, site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    away = folder / "search/index.json"
    content = away.read_bytes()
    away.unlink()
    with serve_folder(folder) as url:
        check(page, url, "We are not interested in chaos there.")
        expect(page.locator("#quote-status")).to_contain_text("Checking is unavailable")
        away.write_bytes(content)
        paste(page, "We are not interested in chaos there.")
        assert verdicts(page) == ["Word for word"]


def test_without_scripts_it_says_what_to_do(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site_url}quote/")
    expect(page.locator("noscript p")).to_contain_text("Checking needs JavaScript")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_does_not_scroll_sideways(
    open_page: Callable[..., Page], site_url: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 700})
    check(page, site_url, ARTICLE + "“" + "verylongword" * 50 + " is not one of his at all”")
    assert page.evaluate("document.documentElement.scrollWidth") == width
