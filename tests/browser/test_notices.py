"""Notices about cited text after every kind of edit, such as two in a day or across answers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_all
from tests.support.projects import CONFIG, build, write_project
from tests.support.server import serve_folder

FIRST_DAY, LATER_DAY = "1700000000", "1702000000"  # 2023-11-14, 2023-12-08

TEXTS = (
    "Good morning to everybody who has come to the lake today.",
    "Question: Whose is the river when it flows under the border bridge?",
    "Ann Example: It belongs to both sides, as the treaty of that year has it.",
    "The treaty can be read by everybody in the library of the province.",
    "Question: Will the price of water rise for the farmers this summer?",
    "Ann Example: Nobody has asked for that, and I would not agree to it.",
    "The farmers have paid the same price for the last eleven years.",
    "What they pay for the pumps is decided by the towns themselves.",
)
EDITED_TWICE, JOINED, WITHDRAWN = "2021-02-01-lake", "2021-02-02-lake", "2021-02-03-lake"
SPEAKER, LONG, REORDERED = "2021-02-04-lake", "2021-02-05-lake", "2021-02-06-lake"
SLUGS = (EDITED_TWICE, JOINED, WITHDRAWN, SPEAKER, LONG, REORDERED)
SENTENCES = [f"The {place} of the gates was looked at in the winter." for place in range(40)]
LONG_WORDS = " ".join([TEXTS[6], *SENTENCES])
TWO_SPEAKERS = CONFIG.replace("unnamed:", "  bob-example:\n    name: Bob Example\nunnamed:")
ACCEPTED = f"""\
{JOINED}/p5: withdrawn
{WITHDRAWN}/answer-2: withdrawn
{LONG}/p1: {WITHDRAWN}/p1
"""


def text_of(place: int) -> str:
    """Return the text of the paragraph with this number."""
    return TEXTS[place - 1].removeprefix("Question: ").removeprefix("Ann Example: ")


def fingerprint_of_places(*places: int) -> str:
    return fingerprint_of_all(fingerprint_of(text_of(place)) for place in places)


OpenPage = Callable[..., Page]


def edit(project: Path, slug: str, old: str, new: str) -> None:
    path = project / f"transcripts/{slug}.md"
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def publish(project: Path, day: str) -> None:
    built = build(project, SOURCE_DATE_EPOCH=day)
    assert built.returncode == 0, built.stdout


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of statements that began with the same text, each edited differently."""
    body = "\n\n".join(TEXTS)
    texts = {
        f"transcripts/{slug}.md": f"---\ntitle: Remarks of {slug}\ndate: {slug[:10]}\n"
        f"speaker: ann-example\n---\n{body}\n"
        for slug in SLUGS
    }
    files = {"config.yaml": TWO_SPEAKERS, **texts}
    project = write_project(tmp_path_factory.mktemp("edited") / "project", dict(files))
    edit(project, LONG, TEXTS[6], LONG_WORDS)
    publish(project, FIRST_DAY)
    edit(project, LONG, "The 39 of the gates", "The last of the gates")
    edit(project, EDITED_TWICE, "belongs to both sides", "belongs to both")
    publish(project, FIRST_DAY)
    edit(project, EDITED_TWICE, "in the library of the province", "in the library")
    publish(project, FIRST_DAY)
    edit(project, JOINED, f"{TEXTS[4]}\n\n", "")
    edit(project, JOINED, "Ann Example: Nobody", "Nobody")
    edit(project, WITHDRAWN, "as the treaty of that year has it", "as the treaty has it")
    edit(project, WITHDRAWN, "\n\n" + "\n\n".join(TEXTS[4:]), "")
    edit(project, LONG, f"{TEXTS[0]}\n\n", "")
    edit(project, REORDERED, f"{TEXTS[6]}\n\n{TEXTS[7]}", f"{TEXTS[7]}\n\n{TEXTS[6]}")
    edit(project, SPEAKER, "Ann Example: It belongs", "Bob Example: It belongs")
    edit(project, SPEAKER, "Ann Example: Nobody", "Question: Nobody")
    (project / "transcripts/withdrawn.yaml").write_text(ACCEPTED, "utf-8")
    publish(project, LATER_DAY)
    return project / "site"


@pytest.fixture(scope="module")
def edited_url(edited: Path) -> Iterator[str]:
    with serve_folder(edited, "archive") as url:
        yield f"{url}statements/"


def test_an_answer_edited_twice_on_the_day_of_its_publication_shows_each_difference(
    page: Page, edited_url: str
) -> None:
    page.goto(f"{edited_url}{EDITED_TWICE}/#answer-1:{fingerprint_of_places(2, 3, 4)}")
    as_treaty = "as the treaty of that year has it."
    place = "The treaty can be read by everybody in the"
    expect(page.locator("#answer-1 > .cited > p")).to_have_text(
        [
            "Edited since it was cited. It was changed on 14 November 2023.",
            "Paragraph 3:",
            f"It belongs to [removed: both sides,] [added: both,] {as_treaty}",
            "Paragraph 4:",
            f"{place} [removed: library of the province.] [added: library.]",
        ]
    )
    between = f"It belongs to both, {as_treaty}"
    mark = fingerprint_of_all(
        [fingerprint_of(text_of(2)), fingerprint_of(between), fingerprint_of(text_of(4))]
    )
    page.goto(f"{edited_url}{EDITED_TWICE}/#answer-1:{mark}")
    expect(page.locator("#answer-1 > .cited > p").nth(1)).to_have_text("Paragraph 4:")


@pytest.mark.parametrize(
    "link",
    [
        f"#answer-2:{fingerprint_of_places(5, 6, 7, 8)}",
        f"#p6:{fingerprint_of(text_of(6))}",
        f"#p6:{fingerprint_of(text_of(6))}~nobody+has+asked",
    ],
)
def test_a_link_to_a_withdrawn_answer_has_no_notice_on_the_answer_before_it(
    page: Page, edited_url: str, link: str
) -> None:
    page.goto(f"{edited_url}{WITHDRAWN}/#p1:{fingerprint_of(text_of(1))}")
    expect(page.locator("#p1 > .cited")).to_contain_text("Unchanged since it was cited.")
    page.evaluate("link => { location.hash = link }", link)
    expect(page.locator("#answer-1 .tombstone.is-cited")).to_contain_text("withdrawn on 8 December")
    expect(page.locator(".cited, .quoted-note, .exchange.is-cited")).to_have_count(0)


def test_a_tombstone_at_either_end_names_its_neighbour(page: Page, edited_url: str) -> None:
    page.goto(f"{edited_url}{LONG}/#p1")
    expect(page.locator("#p1")).to_have_text(
        f"Paragraph 1 was replaced by paragraph 1 of Remarks of {WITHDRAWN} on 8 December 2023. "
        "This was before paragraph 2."
    )
    page.goto(f"{edited_url}{WITHDRAWN}/#p8")
    expect(page.locator(".tombstone")).to_have_text(
        "Question 2 and its answer (paragraphs 5 to 8) were withdrawn on 8 December 2023. "
        "This was after paragraph 4."
    )


@pytest.mark.parametrize("page_of", ["", "answer-2/"])
def test_an_answer_without_its_withdrawn_question_says_where_its_paragraphs_are(
    page: Page, edited_url: str, page_of: str
) -> None:
    page.goto(f"{edited_url}{JOINED}/{page_of}#answer-2:{fingerprint_of_places(5, 6, 7, 8)}")
    notice = page.locator("#answer-1 .cited")
    expect(notice.locator("> p")).to_have_text(
        [
            "Edited since it was cited. Question 2 was merged into this one on 8 December 2023.",
            "Paragraph 5 was withdrawn on 8 December 2023.",
            "Paragraphs 6, 7 and 8 are unchanged, and are now under question 1.",
        ]
    )
    links = notice.locator("a").evaluate_all("all => all.map((one) => one.hash)")
    assert links == ["#p6", "#p7", "#p8", "#answer-1"]


def test_paragraphs_moved_to_another_answer_are_listed_with_their_place(
    page: Page, edited_url: str
) -> None:
    first = (
        "Moved since it was cited. It was moved on 8 December 2023. Until 8 December 2023 the "
        "speaker of paragraphs 6, 7 and 8 was given as Ann Example."
    )
    link = f"#answer-2:{fingerprint_of_places(5, 6, 7, 8)}"
    page.goto(f"{edited_url}{SPEAKER}/{link}")
    expect(page.locator("#answer-2 > .cited > p")).to_have_text(
        [first, "Paragraphs 6, 7 and 8 are unchanged, and are now under question 3."]
    )
    page.goto(f"{edited_url}{SPEAKER}/answer-2/{link}")
    expect(page.locator("#answer-2 .cited > p").last).to_have_text(
        "Paragraphs 6, 7 and 8 are now elsewhere in the transcript."
    )
    page.locator("#answer-2 .cited a").first.click()
    page.wait_for_url(f"{edited_url}{SPEAKER}/#p6:{fingerprint_of(text_of(6))}")


def test_an_answer_with_reordered_paragraphs_says_so(page: Page, edited_url: str) -> None:
    page.goto(f"{edited_url}{REORDERED}/#answer-2:{fingerprint_of_places(5, 6, 7, 8)}")
    expect(page.locator("#answer-2 > .cited > p")).to_have_text(
        [
            "Edited since it was cited. It was changed on 8 December 2023.",
            "Its paragraphs are unchanged, but were in another order.",
        ]
    )


UNTIL = "The text is unchanged. Until 8 December 2023"


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (f"#p3:{fingerprint_of(text_of(3))}", f"{UNTIL} its speaker was given as Ann Example."),
        (f"#p6:{fingerprint_of(text_of(6))}", f"{UNTIL} its speaker was given as Ann Example."),
        (
            f"#p3:{fingerprint_of(text_of(3))}~it+belongs+to+both+sides,p4:library+of+the+province",
            f"{UNTIL} the speaker of paragraphs 3 and 4 was given as Ann Example.",
        ),
        (
            f"#answer-1:{fingerprint_of_places(2, 3, 4)}",
            f"{UNTIL} the speaker of paragraphs 3 and 4 was given as Ann Example.",
        ),
    ],
)
def test_text_attributed_to_another_speaker_names_the_earlier_one(
    page: Page, edited_url: str, link: str, told: str
) -> None:
    page.goto("about:blank")
    page.goto(f"{edited_url}{SPEAKER}/{link}")
    expect(page.locator(".cited")).to_have_text(told)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("", ".cited"),
        ("~The+farmers+have+paid+the+same,in+the+winter,-The+39+of", ".cited"),
        ("~looked+at-,in+the+winter+The+39,-of+the+gates", "mark.quoted"),
    ],
)
def test_on_a_phone_a_long_paragraph_shows_the_linked_text_first(
    open_page: OpenPage, edited_url: str, words: str, first: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 640}, color_scheme="dark")
    page.goto(f"{edited_url}{LONG}/#p7:{fingerprint_of(LONG_WORDS)}{words}")
    notice = page.locator("#p7 > .cited")
    expect(notice).to_contain_text("It was changed on 14 November 2023.")
    expect(notice.locator("ins")).to_have_text("[added: last]")
    if words:
        expect(page.locator("mark.quoted").first).to_be_visible()
    expect(page.locator(first).first).to_be_in_viewport()
    above = "one => one.compareDocumentPosition(document.querySelector('#p7 > .words'))"
    assert notice.evaluate(above) == 4  # the text follows


def hold_histories(page: Page) -> list[Route]:
    """Hold requests for histories, and return them to be continued later."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/history.json", hold)
    return held


def test_a_late_notice_does_not_scroll_a_reader_back(page: Page, edited_url: str) -> None:
    held = hold_histories(page)
    with page.expect_request("**/history.json"):
        page.goto(f"{edited_url}{LONG}/#p7:{fingerprint_of(LONG_WORDS)}")
    expect(page.locator("#p7.is-cited")).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(page.locator("h1")).to_be_in_viewport()
    for route in held:
        route.continue_()
    expect(page.locator("#p7 > .cited ins")).to_have_count(1)
    expect(page.locator("h1")).to_be_in_viewport()


def test_a_notice_that_arrives_after_the_next_link_does_not_scroll(
    page: Page, edited_url: str
) -> None:
    held = hold_histories(page)
    with page.expect_request("**/history.json"):
        page.goto(f"{edited_url}{LONG}/#p7:{fingerprint_of(LONG_WORDS)}")
    page.evaluate("location.hash = '#p2'")
    expect(page.locator("#p2 > .words")).to_be_in_viewport()
    expect(page.locator(".cited")).to_have_count(0)
    place = page.evaluate("scrollY")
    with page.expect_response("**/history.json"):
        held[0].continue_()
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == place


@pytest.mark.parametrize("colon", ["%3A", "%253A"])
def test_a_link_that_was_percent_encoded_still_works(
    page: Page, edited_url: str, colon: str
) -> None:
    page.goto("about:blank")
    page.goto(f"{edited_url}{EDITED_TWICE}/#p7{colon}{fingerprint_of(text_of(7))}")
    expect(page.locator("#p7.is-cited > .cited")).to_contain_text("Unchanged since it was cited.")
    words = "%7Ethe+farmers-%2Chave+paid%2C-the+same"
    page.goto(f"{edited_url}{EDITED_TWICE}/#p7{colon}{fingerprint_of(text_of(7))}{words}")
    expect(page.locator("#p7 mark.quoted")).to_have_text("have paid")


ASTRAY = {
    "#p99:aaaaa": "This page has no paragraph 99.",
    "#p99": "This page has no paragraph 99.",
    "#answer-9:aaaaa~words": "This page has no question 9.",
    "#nowhere": "This page does not have the place that the link names.",
}


@pytest.mark.parametrize(("link", "told"), ASTRAY.items())
def test_a_link_to_a_place_that_never_existed_says_so_at_the_top(
    page: Page, edited_url: str, link: str, told: str
) -> None:
    page.goto("about:blank")
    page.goto(f"{edited_url}{EDITED_TWICE}/{link}")
    notice = page.locator(".head > .cited")
    expect(notice).to_have_text(f"{told} The link may be damaged.")
    expect(notice).to_be_in_viewport()
    page.evaluate("location.hash = '#p3'")
    expect(page.locator("#p3 > .words")).to_be_in_viewport()
    expect(page.locator(".cited")).to_have_count(0)


def test_a_paragraph_missing_from_an_answers_page_links_to_the_full_statement(
    page: Page, edited_url: str
) -> None:
    link = f"#p1:{fingerprint_of(text_of(1))}"
    page.goto(f"{edited_url}{EDITED_TWICE}/answer-2/{link}")
    notice = page.locator(".head > .cited")
    expect(notice).to_have_text("This page has no paragraph 1. It may be in the full transcript.")
    notice.get_by_role("link").click()
    page.wait_for_url(f"{edited_url}{EDITED_TWICE}/{link}")
    expect(page.locator("#p1 > .cited")).to_contain_text("Unchanged since it was cited.")


@pytest.mark.parametrize("rest", [":yg8", ":YG8J0", ":yg8j0z"])
def test_a_link_with_a_damaged_fingerprint_opens_its_paragraph_and_says_so(
    page: Page, edited_url: str, rest: str
) -> None:
    page.goto("about:blank")
    page.goto(f"{edited_url}{EDITED_TWICE}/#p7{rest}")
    expect(page.locator("#p7.is-cited > .words")).to_be_in_viewport()
    expect(page.locator("#p7 > .cited")).to_contain_text("or the link is damaged")


def test_a_link_with_a_full_stop_after_it_opens_its_paragraph(page: Page, edited_url: str) -> None:
    page.goto(f"{edited_url}{EDITED_TWICE}/#p7.")
    expect(page.locator("#p7.is-cited > .words")).to_be_in_viewport()
