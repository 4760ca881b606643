"""Links with a fingerprint of the cited text, opened after the text was edited."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_all
from tests.browser.test_axe import AXE, violations
from tests.quality.test_pages import validate
from tests.support import story
from tests.support.corpora import real_corpus
from tests.support.projects import build
from tests.support.server import serve_folder

OLD, NOW = f"statements/{story.OLD_WATER}/", f"statements/{story.WATER}/"
FINGERPRINTS = {  # fingerprints at first publication
    "p1": fingerprint_of("Good morning to everybody who has come to the lake today."),
    "p2": fingerprint_of(
        "The river was measured in spring, and it carries less water than in any year before."
    ),
    "p5": fingerprint_of("The old dam is to be repaired before the winter."),
    "p7": fingerprint_of(
        "Our engineers have looked at every gate of it. "
        "Two gates leak, and both will be replaced in May."
    ),
    "p8": fingerprint_of("The mayor of the northern town was seen watering his garden at night."),
}

QUESTIONS = {  # of each question with its answer, from its paragraphs' fingerprints
    "answer-1": (
        "Whose is the river when it flows under the border bridge?",
        "It belongs to both sides, as the treaty of that year has it.",
    ),
    "answer-2": (
        "Will the price of water rise for the farmers this summer?",
        "Nobody has asked for that, and I would not agree to it.",
    ),
    "answer-4": (
        "And when will the fountains be opened again?",
        "When the rain has come, and not a day before it.",
    ),
}
EDITED_ANSWER = (
    "and not a day before it.",
    "and not an hour before it.\n\nThe towns have agreed on that too.",
)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the story's site after its second publication, with an answer edited later."""
    project = story.publish(tmp_path_factory.mktemp("cited") / "project")
    story.edit(project)
    story.accept(project)
    story.publish_again(project)
    transcript = project / f"transcripts/{story.WATER}.md"
    transcript.write_text(transcript.read_text("utf-8").replace(*EDITED_ANSWER), "utf-8")
    assert build(project, SOURCE_DATE_EPOCH=str(int(story.LATER_DAY) + 86400)).returncode == 0
    return project / "site"


@pytest.fixture(scope="module")
def edited_url(edited: Path) -> Iterator[str]:
    with serve_folder(edited, "archive/here") as url:
        yield url


def cited(anchor: str) -> str:
    if anchor in QUESTIONS:
        return f"#{anchor}:{fingerprint_of_all(map(fingerprint_of, QUESTIONS[anchor]))}"
    return f"#{anchor}:{FINGERPRINTS[anchor]}"


def test_the_copied_link_of_a_paragraph_has_its_fingerprint(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    statement = next(s for s in real_corpus().statements if s.slug == "2021-02-26-atmar")
    page.goto(f"{site_url}statements/{statement.slug}/")
    for paragraph in statement.paragraphs[:6]:
        page.locator(f"a.address[href='#{paragraph.anchor}']").first.click()
        expect(page.get_by_role("status").last).to_have_text("Link copied")
        address = f"{site_url}statements/{statement.slug}/#{paragraph.anchor}"
        assert page.url == address
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{address}:{fingerprint_of(paragraph.text)}"


def test_the_copied_link_of_an_answer_has_its_fingerprint(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    statement = next(s for s in real_corpus().statements if s.slug == "2021-02-26-atmar")
    page.goto(f"{site_url}statements/{statement.slug}/")
    for exchange in statement.exchanges:
        page.locator(f"#{exchange.anchor} .exchange-head > a.address").click()
        expect(page.get_by_role("status").last).to_have_text("Link copied")
        marks = [fingerprint_of(p.text) for speech in exchange.speeches for p in speech.paragraphs]
        copied = page.evaluate("navigator.clipboard.readText()")
        address = f"{site_url}statements/{statement.slug}/#{exchange.anchor}"
        assert copied == f"{address}:{fingerprint_of_all(marks)}"
        page.goto("about:blank")
        page.goto(copied)
        expect(page.locator(f"#{exchange.anchor} > .cited")).to_have_text(
            "Unchanged since it was cited."
        )


EDITED = [
    "Edited since it was cited. It was changed on 9 December 2023.",
    "Paragraph 17:",
    "When the rain has come, and not [removed: a day] [added: an hour] before it.",
    "Paragraph 20 was added later.",
]


@pytest.mark.parametrize("page_of", ["", "answer-4/"])
def test_a_link_to_an_edited_answer_shows_what_became_of_it_on_both_its_pages(
    page: Page, edited_url: str, page_of: str
) -> None:
    page.goto(f"{edited_url}{NOW}{page_of}{cited('answer-4')}")
    expect(page.locator("#answer-4 .cited > p")).to_have_text(EDITED)
    expect(page.locator("#answer-4 .cited")).to_be_in_viewport()


@pytest.mark.parametrize("page_of", ["", "answer-2/"])
def test_a_link_to_a_merged_answer_says_where_its_text_is(
    page: Page, edited_url: str, page_of: str
) -> None:
    page.goto(f"{edited_url}{NOW}{page_of}{cited('answer-2')}")
    expect(page.locator("#answer-1 .cited > p")).to_have_text(
        "The text is unchanged. It is now in paragraphs 12 and 13. "
        "Until 8 December 2023 the speaker of paragraph 12 was given as Journalist."
    )


def test_a_link_to_an_answer_with_an_unknown_fingerprint_says_so(
    page: Page, edited_url: str
) -> None:
    page.goto(f"{edited_url}{NOW}#answer-1:00000")
    expect(page.locator("#answer-1 > .cited")).to_contain_text(
        "This text differs from what the link cites."
    )


def test_a_paragraph_on_an_answers_own_page_says_what_became_of_it(
    page: Page, edited_url: str
) -> None:
    mark = fingerprint_of(QUESTIONS["answer-4"][1])
    page.goto(f"{edited_url}{NOW}answer-4/#p17:{mark}")
    expect(page.locator("#p17 > .cited ins")).to_have_text("[added: an hour]")


@pytest.mark.parametrize("page_of", ["", "answer-1/"])
def test_without_scripts_a_link_to_unchanged_text_opens_it(
    open_page: OpenPage, edited_url: str, page_of: str
) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 800, "height": 100})
    page.goto(f"{edited_url}{NOW}{page_of}#p11:{fingerprint_of(QUESTIONS['answer-1'][1])}")
    expect(page.locator("#p11 > .words")).to_be_in_viewport()


def test_a_link_to_unchanged_text_shows_it_says_so_and_keeps_its_address(
    page: Page, edited_url: str
) -> None:
    page.goto(f"{edited_url}{NOW}{cited('p1')}")
    expect(page.locator("#p1 > .cited")).to_have_text("Unchanged since it was cited.")
    expect(page.locator("#p1")).to_be_in_viewport()
    assert page.url == f"{edited_url}{NOW}{cited('p1')}"
    colour = "one => getComputedStyle(one).backgroundColor"
    set_off = page.locator("#p1 > .words").evaluate(colour)
    assert set_off != page.locator("#p3 > .words").evaluate(colour)


def test_a_link_to_edited_text_shows_the_difference_on_screen_and_to_screen_readers(
    page: Page, edited_url: str
) -> None:
    page.goto(f"{edited_url}{NOW}{cited('p2')}")
    notice = page.locator("#p2 > .cited")
    expect(notice.locator("p").first).to_have_text(
        "Edited since it was cited. It was changed on 8 December 2023. The differences:"
    )
    expect(notice.locator("del")).to_have_text("[removed: year before.]")
    expect(notice.locator("ins")).to_have_text("[added: of the last ten years.]")
    expect(notice).to_have_attribute("role", "status")


def test_a_link_to_a_merged_paragraph_opens_the_other_and_says_so(
    page: Page, edited_url: str
) -> None:
    page.goto(f"{edited_url}{NOW}{cited('p5')}")
    expect(page.locator("#p6 > .cited")).to_have_text(
        "Unchanged since it was cited. Paragraph 5 was merged into this one on 8 December 2023."
    )
    expect(page.locator("#p6")).to_be_in_viewport()


def test_a_link_to_a_split_paragraph_says_where_its_text_is(page: Page, edited_url: str) -> None:
    page.goto(f"{edited_url}{NOW}{cited('p7')}")
    expect(page.locator("#p7 > .cited")).to_have_text(
        "Unchanged since it was cited. It was divided: the text is now in paragraphs 19 and 7."
    )


def selected(page: Page, address: str) -> tuple[str, list[str]]:
    """Return the highlighted text, its paragraph and the note about it."""
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("mark.quoted, .quoted-note").first).to_be_visible()
    marks = page.locator("mark.quoted")
    where = marks.evaluate_all(
        "all => all.map(one => [one.closest('.paragraph').id, one.innerText])"
    )
    told = page.locator(".quoted-note").all_inner_texts()
    return " ".join(f"{anchor}: {text}" for anchor, text in where), told


EDITED_SINCE = "This text was edited after it was linked to. The closest wording is highlighted."


@pytest.mark.parametrize(
    ("anchor", "words", "where", "told"),
    [
        ("p2", "spring-,and+it+carries+less+water,-than", "p2: and it carries less water", []),
        (
            "p2",
            "less+water-,than+in+any+year+before",
            "p2: than in any",
            [EDITED_SINCE],
        ),
        ("p5", "the+old+dam-,is+to+be+repaired,-before", "p6: is to be repaired", []),
        (
            "p5",
            "repaired+before+the+winter,p6:it+will+cost",
            "p6: repaired before the winter. It will cost",
            [],
        ),
        ("p7", "our-,engineers+have+looked", "p19: engineers have looked", []),
        ("p7", "every-,gate+of+it+two+gates,-leak", "p19: gate of it. p7: Two gates", []),
    ],
)
def test_selected_text_is_highlighted_after_its_paragraph_was_edited_merged_or_split(
    page: Page, edited_url: str, anchor: str, words: str, where: str, told: list[str]
) -> None:
    assert selected(page, f"{edited_url}{NOW}{cited(anchor)}~{words}") == (where, told)


def test_withdrawn_selected_text_is_not_searched_for_elsewhere(page: Page, edited_url: str) -> None:
    page.goto(f"{edited_url}{NOW}{cited('p8')}~the+mayor+of+the+northern+town")
    expect(page.locator("#p8")).to_be_in_viewport()
    expect(page.locator("mark.quoted")).to_have_count(0)


def test_a_link_to_withdrawn_text_opens_its_former_place(page: Page, edited_url: str) -> None:
    page.goto(f"{edited_url}{NOW}{cited('p8')}")
    expect(page.locator("#p8")).to_be_in_viewport()
    expect(page.locator("#p8")).to_have_text(
        re.compile(r"Paragraph 8 was withdrawn on 8 December 2023\. This was between .* 7 and 9\.")
    )
    expect(page.locator(".cited")).to_have_count(0)


def test_a_link_with_an_unknown_fingerprint_says_so(page: Page, edited_url: str) -> None:
    page.goto(f"{edited_url}{NOW}#p1:00000")
    expect(page.locator("#p1 > .cited")).to_contain_text(
        "This text differs from what the link cites."
    )


@pytest.mark.parametrize("below", ["", "answer-1/"])
def test_an_old_address_redirects_with_its_fragment(
    page: Page, edited_url: str, below: str
) -> None:
    page.goto(f"{edited_url}{OLD}{below}{cited('p2')}")
    page.wait_for_url(f"{edited_url}{NOW}{below}{cited('p2')}")


def test_a_merged_exchange_redirects_to_the_page_of_the_other(page: Page, edited_url: str) -> None:
    page.goto(f"{edited_url}{OLD}answer-2/")
    page.wait_for_url(f"{edited_url}{NOW}answer-1/")


def test_without_scripts_an_old_address_redirects_too(open_page: OpenPage, edited_url: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{edited_url}{OLD}")
    page.wait_for_url(f"{edited_url}{NOW}")


def test_going_back_from_a_redirect_does_not_redirect_again(page: Page, edited_url: str) -> None:
    page.goto(edited_url)
    page.goto(f"{edited_url}{OLD}")
    page.wait_for_url(f"{edited_url}{NOW}")
    page.go_back()
    assert page.url == edited_url


def test_each_link_followed_on_a_page_gets_its_own_notice(page: Page, edited_url: str) -> None:
    page.goto(f"{edited_url}{NOW}{cited('p2')}")
    expect(page.locator("#p2 > .cited ins")).to_have_count(1)
    page.evaluate(f"location.hash = '{cited('p1')}'")
    expect(page.locator("#p1 > .cited")).to_contain_text("Unchanged")
    expect(page.locator(".cited")).to_have_count(1)
    page.evaluate("location.hash = '#p3'")
    expect(page.locator(".is-cited")).to_have_count(0)
    page.evaluate(f"location.hash = '{cited('p2')}'")
    expect(page.locator("#p2 > .cited ins")).to_have_count(1)


def test_from_disk_an_old_link_redirects_and_shows_the_difference(page: Page, edited: Path) -> None:
    page.goto((edited / OLD / "index.html").as_uri() + cited("p2"))
    page.wait_for_url((edited / NOW / "index.html").as_uri() + cited("p2"))
    expect(page.locator("#p2 > .cited ins")).to_have_text("[added: of the last ten years.]")


@pytest.mark.parametrize(
    "address", [f"{NOW}{cited('p2')}", f"{NOW}answer-3/", "statements/2021-03-01-bridge/"]
)
def test_axe_finds_nothing_on_pages_with_notices(
    open_page: OpenPage, edited_url: str, address: str
) -> None:
    page = open_page()
    page.add_init_script(AXE)
    page.goto(edited_url + address)
    if "#" in address:
        expect(page.locator(".cited ins")).to_have_count(1)
    assert violations(page) == []


def test_html_validate_finds_nothing_on_pages_with_changes(edited: Path) -> None:
    assert validate(edited / "statements") == (0, "")


def notice_of(page: Page) -> str:
    notice = page.locator(".cited")
    expect(notice).not_to_be_empty()
    return re.sub(r"\s+", " ", notice.inner_text()).strip()


PARK_TEXT = "The park belongs to those who walk in it every day."


@pytest.mark.parametrize(
    ("anchor", "start"),
    [
        ("p3", "Not the text that was cited."),
        ("p99", "This page has no paragraph 99."),
        ("answer-4", "Not the text that was cited."),
    ],
)
def test_text_that_is_at_another_place_of_the_page_is_found_by_its_fingerprint(
    page: Page, edited_url: str, anchor: str, start: str
) -> None:
    page.goto(f"{edited_url}{NOW}#{anchor}:{FINGERPRINTS['p1']}")
    assert notice_of(page) == f"{start} These words are now in: paragraph 1"
    page.locator(".cited a").click()
    expect(page.locator(".cited")).to_contain_text("Unchanged since it was cited.")
    expect(page).to_have_url(f"{edited_url}{NOW}#p1:{FINGERPRINTS['p1']}")


@pytest.mark.parametrize("is_on_disk", [False, True])
def test_text_that_is_in_another_statement_is_found_by_its_fingerprint(
    page: Page, edited: Path, edited_url: str, *, is_on_disk: bool
) -> None:
    mark = fingerprint_of(PARK_TEXT)
    address = f"{edited.as_uri()}/{NOW}index.html" if is_on_disk else f"{edited_url}{NOW}"
    page.goto(f"{address}#p1:{mark}")
    assert notice_of(page).startswith(
        "Not the text that was cited. These words are now in: paragraph 1 of 2021-05-01-park"
    )
    page.locator(".cited a").click()
    page.wait_for_url(re.compile(f"{story.PARK}/(index.html)?#p\\d+:{mark}$"))
    expect(page.locator(".cited")).to_contain_text("Unchanged since it was cited.")


def test_a_quotation_that_was_cut_off_is_a_damaged_link_and_no_edit(
    page: Page, edited_url: str
) -> None:
    link = f"#p1:{FINGERPRINTS['p1']}~Good+morning+to+everybody+who+has+com"
    page.goto(f"{edited_url}{NOW}{link}")
    expect(page.locator(".quoted-note")).to_have_text(
        "The link was damaged. The paragraph is unchanged; the closest wording is highlighted."
    )
    page.goto(f"{edited_url}{NOW}#p1:{FINGERPRINTS['p1']}~xqzwv+kjhgf+plmnb")
    expect(page.locator(".quoted-note")).to_have_text(
        "The link was damaged. The paragraph is unchanged, without this text: “xqzwv kjhgf plmnb”"
    )
