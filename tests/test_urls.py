"""Addresses of pages and files, and links from one page to another."""

from datetime import date
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import urls
from onrecord.model import Exchange, Paragraph, Speech, Statement

STATEMENT = Statement("2021-02-26-atmar", "a.md", "Title", "Title", date(2021, 2, 26), "li")
QUESTION = Speech("question", "journalist", "Question", "", "Question:", (), 1)
EXCHANGE = Exchange(QUESTION, (), 2)
PARAGRAPH = Paragraph("answer", "li", "<p>a</p>", "a", 1, (), 14)


def test_every_kind_of_page_has_its_address() -> None:
    assert urls.HOME == ""
    assert urls.of_year(2021) == "2021/"
    assert urls.of_month(2021, 2) == "2021/02/"
    assert urls.of_statement(STATEMENT) == "statements/2021-02-26-atmar/"
    assert urls.of_exchange(STATEMENT, EXCHANGE) == "statements/2021-02-26-atmar/#answer-2"
    assert urls.of_answer(STATEMENT, EXCHANGE) == "statements/2021-02-26-atmar/answer-2/"
    assert urls.of_answer_format(STATEMENT, "answer-2", "bib") == (
        "statements/2021-02-26-atmar/answer-2/2021-02-26-atmar-answer-2.bib"
    )
    assert urls.of_paragraph(STATEMENT, PARAGRAPH) == "statements/2021-02-26-atmar/#p14"
    assert urls.of_topic("syria") == "topics/syria/"
    assert urls.of_speaker("sergey-lavrov") == "speakers/sergey-lavrov/"
    assert (urls.SEARCH, urls.ABOUT, urls.NOT_FOUND) == ("search/", "about/", "404.html")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "index.html"),
        ("2021/", "2021/index.html"),
        ("statements/a/#p14", "statements/a/index.html"),
        ("search/?q=a#b", "search/index.html"),
        ("#top", "index.html"),
        ("404.html", "404.html"),
        ("data/statements.json", "data/statements.json"),
    ],
)
def test_a_server_sends_a_file_for_an_address(address: str, file: str) -> None:
    assert urls.file_of(address) == file


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("", "", "./"),
        ("2021/", "", "2021/"),
        ("", "2021/", "../"),
        ("", "statements/a/answer-2/", "../../../"),
        ("statements/a/", "statements/a/", "./"),
        ("statements/a/#p1", "statements/a/", "#p1"),
        ("statements/a/#p1", "statements/a/answer-1/", "../#p1"),
        ("statements/b/#p1", "statements/a/", "../b/#p1"),
        ("#top", "2021/", "../#top"),
        ("feed.xml", "topics/syria/", "../../feed.xml"),
        ("feed.xml", "", "feed.xml"),
        ("topics/syria/", "404.html", "topics/syria/"),
        ("", "404.html", "./"),
        ("data/statements.json", "about/", "../data/statements.json"),
        ("2021/02/", "2021/", "02/"),
    ],
)
def test_a_link_is_relative_to_its_page(target: str, page: str, link: str) -> None:
    assert urls.relative(target, page=page) == link


FOLDERS = st.lists(st.sampled_from(["a", "b", "2021"]), max_size=4).map(
    lambda names: "".join(f"{name}/" for name in names)
)


@given(FOLDERS, st.sampled_from(["", "#p1", "feed.xml"]), FOLDERS, st.sampled_from(["", "c.html"]))
def test_a_browser_resolves_a_link_to_its_target(
    folder: str, rest: str, page_folder: str, page_file: str
) -> None:
    page = page_folder + page_file
    link = urls.relative(folder + rest, page=page)
    assert urljoin(f"https://example.org/{page}", link) == f"https://example.org/{folder}{rest}"
