"""Citing several speakers: no words are attributed to the wrong person."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_all
from tests.browser.test_citing import clipboard, select
from tests.support.projects import build, write_project
from tests.support.server import serve_folder

CONFIG = """\
site: {title: A small record, description: What was said in public., publisher: A small press}
speakers:
  ann-example: {name: Ann Example, family_name: Example}
  bob-roe: {name: Bob Roe, family_name: Roe, other_names: [Mr. Roe]}
unnamed:
  journalist: {name: Journalist, labels: [Question], asks: true}
  reporter: {name: Reporter}
topics: {water: {label: Water, about: Rivers., words: [water]}}
"""
CONFERENCE = """\
---
title: News conference in Rivertown
date: 2021-02-26
speaker: ann-example
occasion: joint news conference
place: Hilltown
source: {publisher: A ministry, url: "https://example.org/water"}
---
Water is scarce.

Question: Who owns the river?

Ann Example: The “message” to them is "clear".

Nobody owns it.

Mr. Roe: We pay for it.

Question: Who says so?

Question: And when?
"""
REPORT = """\
---
title: On the river
date: 2021-03-01
kind: report
speaker: reporter
quotes: [ann-example]
occasion: news report, with quotations
place: Rivertown
---
The minister said that water is scarce.
"""
STATEMENT = "statements/2021-02-26-water/"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def small_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files: dict[str, str | bytes] = {
        "config.yaml": CONFIG,
        "transcripts/2021-02-26-water.md": CONFERENCE,
        "transcripts/2021-03-01-report.md": REPORT,
    }
    project = write_project(tmp_path_factory.mktemp("several") / "project", files)
    built = build(project)
    assert built.returncode == 0, built.stdout
    with serve_folder(project / "site") as url:
        yield url


@pytest.fixture
def reader(open_page: OpenPage) -> Page:
    return open_page(permissions=["clipboard-read", "clipboard-write"])


def form(page: Page, name: str) -> str:
    return page.get_by_role("region", name=f"{name} of ", exact=False).first.inner_text()


def cite_selected(page: Page, *selected: str) -> None:
    select(page, *selected)
    page.get_by_role("button", name="Cite the selected words").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_each_selected_turn_is_quoted_with_its_label(page: Page, small_url: str) -> None:
    page.goto(small_url + STATEMENT)
    cite_selected(page, "p3", "The", "p5", "We pay")
    quotation, _, source = form(page, "Quotation").partition("\n\n— ")
    assert quotation == (
        "Ann Example: “The ‘message’ to them is 'clear'.\n\n“Nobody owns it.”\n\nMr. Roe: “We pay”"
    )
    assert source.startswith("Example, Ann, and Bob Roe. “News conference in Rivertown.” Joint ")
    assert "A small record, answer 1, paras. 3–5. Accessed" in source
    assert form(page, "Markdown").startswith(
        '> **Ann Example:** The “message” to them is "clear".\n>\n'
        "> Nobody owns it.\n>\n> **Mr. Roe:** We pay\n\n— Example, Ann, and Bob Roe."
    )
    assert "    <p><b>Mr. Roe:</b> We pay</p>\n" in form(page, "HTML")


def test_reference_managers_get_one_work_and_a_note_with_all_speakers(
    reader: Page, small_url: str
) -> None:
    reader.goto(small_url + STATEMENT)
    cite_selected(reader, "p3", "The", "p5", "We pay")
    reader.get_by_role("button", name="Copy CSL-JSON of the selected words").click()
    expect(reader.get_by_role("dialog").get_by_role("status")).to_have_text("CSL-JSON copied")
    (item,) = json.loads(clipboard(reader))
    cited = "Cited: answer 1, paras. 3–5 by Ann Example and Bob Roe, "
    assert item["author"] == [{"family": "Example", "given": "Ann"}]  # of the whole statement
    assert item["annote"].startswith(cited)
    assert "  author = {Example, Ann},\n" in form(reader, "BibTeX")
    assert f"  annote = {{{cited}" in form(reader, "BibTeX")
    assert f"N1  - {cited}" in form(reader, "RIS")


def test_a_question_with_its_answer_is_cited_by_the_answerer(page: Page, small_url: str) -> None:
    page.goto(small_url + STATEMENT)
    cite_selected(page, "p2", "river", "p3", "The")
    quotation, _, source = form(page, "Quotation").partition("\n\n— ")
    assert quotation == "Question: “river?”\n\nAnn Example: “The”"
    assert source.startswith("Example, Ann. “News")
    assert "question and answer 1, paras. 2–3." in source


def test_two_questioners_are_kept_apart(page: Page, small_url: str) -> None:
    page.goto(small_url + STATEMENT)
    cite_selected(page, "p6", "Who", "p7", "And when")
    quotation, _, source = form(page, "Quotation").partition("\n\n— ")
    assert quotation == "Question: “Who says so?”\n\nQuestion: “And when”"
    assert "A small record, paras. 6–7." in source


def test_a_quotation_from_one_speaker_has_no_label(page: Page, small_url: str) -> None:
    page.goto(small_url + STATEMENT)
    cite_selected(page, "p3", "is", "p4", "Nobody")
    assert form(page, "Quotation").startswith("“is 'clear'.\n\n“Nobody”\n\n— Example, Ann. “News")


@pytest.mark.parametrize("address", ["", "answer-1/", "answer-2/"])
def test_the_pages_of_a_statement_and_its_answers_know_the_same_of_it(
    page: Page, small_url: str, address: str
) -> None:
    page.goto(f"{small_url}{STATEMENT}{address}")
    page.locator("details.citing summary").click()
    ris = form(page, "RIS").replace("\r\n", "\n")
    assert ris.startswith(
        "TY  - RPRT\nAU  - Example, Ann\nTI  - News conference in Rivertown\nPY  - 2021\n"
        "DA  - 2021/02/26\nCY  - Hilltown\nPB  - A ministry\n"
        "M3  - Joint news conference transcript\nM2  - event-date: 2021-02-26\n"
        "DP  - A small record\nLA  - en\n"
    )
    assert "N1  - Source: https://example.org/water\n" in ris


@pytest.mark.parametrize("address", [STATEMENT, f"{STATEMENT}answer-1/"])
def test_an_answer_by_two_speakers_is_cited_by_both(
    page: Page, small_url: str, address: str
) -> None:
    page.goto(small_url + address)
    if address == STATEMENT:
        page.locator("#answer-1 .exchange-head").hover()
        page.locator("#answer-1 .exchange-head .cite").click()
    else:
        page.locator("details.citing summary").click()
    quotation, _, source = form(page, "Quotation").partition("\n\n— ")
    assert quotation == (
        "Ann Example: “The ‘message’ to them is 'clear'.\n\n“Nobody owns it.”\n\n"
        "Mr. Roe: “We pay for it.”"
    )
    assert source.startswith("Example, Ann, and Bob Roe. “News")
    said = page.locator("#answer-1 .words").all_inner_texts()
    mark = fingerprint_of_all(map(fingerprint_of, said))
    assert source.endswith(f" {small_url}{STATEMENT}#answer-1:{mark}.")


def test_without_scripts_an_answer_by_two_speakers_is_cited_by_both(
    open_page: OpenPage, small_url: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{small_url}{STATEMENT}answer-1/")
    authors = page.locator("meta[name=citation_author]").evaluate_all(
        "all => all.map(a => a.content)"
    )
    assert authors == ["Example, Ann"]  # of the whole statement
    extra = page.locator("meta[name='z:extra']").get_attribute("content") or ""
    assert "\nCited answer 1 by Ann Example and Bob Roe" in extra
    page.locator("details.citing summary").click()
    expect(page.locator("details.citing .citing-text")).to_contain_text(
        "Example, Ann, and Bob Roe. “News conference in Rivertown.”"
    )
    linked = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    answers = linked["mainEntity"]["acceptedAnswer"]
    assert [(one["author"]["name"], one["text"].split()[0]) for one in answers] == [
        ("Ann Example", "The"), ("Bob Roe", "We"),
    ]  # fmt: skip


def test_a_news_report_is_cited_as_one(page: Page, small_url: str) -> None:
    page.goto(f"{small_url}statements/2021-03-01-report/")
    page.locator("#p1").hover()
    page.locator("#p1 > .cite").click()
    shown = [form(page, name).replace("\r\n", "\n") for name in ("Chicago", "APA", "MLA", "RIS")]
    start = "“On the river.” News report, Rivertown, March 1, 2021. A small record, para. 1. "
    assert shown[0].startswith(start)
    assert shown[1].startswith("On the river [News report]. (2021, March 1). A small record. ")
    assert shown[2].endswith(" News report.")
    assert "M3  - News report\n" in shown[3]


def test_without_scripts_a_news_report_is_cited_as_one(open_page: OpenPage, small_url: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{small_url}statements/2021-03-01-report/")
    page.locator("details.citing summary").click()
    expect(page.locator(".citing-first, .citing-text")).to_have_text(
        [
            "“On the river.” News report, Rivertown, March 1, 2021. A small record.",
            "On the river [News report]. (2021, March 1). A small record.",
            "“On the river.” 1 Mar. 2021, Rivertown. A small record. News report.",
        ]
    )
