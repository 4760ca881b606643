"""Pages that a project adds without code."""

import pytest

from onrecord.content.own_pages import read_own_page
from onrecord.errors import Errors
from onrecord.model import OwnPage

TEXT = """\
---
title: About us
menu: 2
description: Who makes this archive.
---
We are *the* archive of parks & trees.
It is <b>small</b>.

## What we do
- We read.
- We [write](https://example.org/).

> Quoted.
"""


def read(text: str, path: str = "pages/about-us.md") -> tuple[OwnPage | None, list[str]]:
    errors = Errors()
    page = read_own_page(text, path=path, errors=errors)
    return page, [str(error) for error in errors.noted]


def test_a_page_has_its_title_its_place_in_the_menu_and_its_text() -> None:
    assert read(TEXT) == (
        OwnPage(
            slug="about-us",
            path="pages/about-us.md",
            title="About us",
            menu=2,
            description="Who makes this archive.",
            parts=(
                (
                    "<p>We are <em>the</em> archive of parks &amp; trees.\n"
                    "It is &lt;b&gt;small&lt;/b&gt;.</p>"
                ),
                "<h2>What we do</h2>",
                (
                    "<ul><li>We read.</li><li>We "
                    '<a href="https://example.org/" rel="noopener noreferrer">write</a>.</li></ul>'
                ),
                "<blockquote>\n<p>Quoted.</p>\n</blockquote>",
            ),
        ),
        [],
    )


def test_a_numbered_list_keeps_its_numbers() -> None:
    page, errors = read("---\ntitle: Notes\n---\nFirst:\n\n1. Read.\n2. *Cite.*\n\n7) Check.\n")
    assert errors == []
    assert page is not None
    assert page.parts == (
        "<p>First:</p>",
        '<ol><li value="1">Read.</li><li value="2"><em>Cite.</em></li></ol>',
        '<ol><li value="7">Check.</li></ol>',
    )


def test_lines_that_are_not_all_items_are_a_paragraph() -> None:
    page, _ = read("---\ntitle: Notes\n---\nWe began in\n2. May, as planned.\n")
    assert page is not None
    assert page.parts == ("<p>We began in\n2. May, as planned.</p>",)


def test_a_page_need_not_be_in_the_menu() -> None:
    page, errors = read("---\ntitle: Notes\n---\nNone.\n")
    assert (page and page.menu, errors) == (None, [])


@pytest.mark.parametrize(
    ("text", "path", "error"),
    [
        ("None.\n", "pages/notes.md", "pages/notes.md:1: no front matter"),
        ("---\nmenu: 1\n---\nNone.\n", "pages/notes.md", "pages/notes.md:2: "),
        ("---\ntitle: a\nmenu: first\n---\nA.\n", "pages/notes.md", "pages/notes.md:3: "),
        ("---\ntitle: a\nmenus: 1\n---\nA.\n", "pages/notes.md", "pages/notes.md:3: "),
        ("---\ntitle: a\n---\n\n", "pages/notes.md", "pages/notes.md:3: no text"),
        (TEXT, "pages/About Us.md", 'pages/About Us.md: "About Us" cannot be in an address'),
        (TEXT, "pages/search.md", "pages/search.md: the site has a page of its own at search/"),
        (TEXT, "pages/static.md", "pages/static.md: the site has a page of its own at static/"),
        (TEXT, "pages/2021.md", "pages/2021.md: the site has a page of its own at 2021/"),
        (TEXT, "pages/oldest-first.md", "pages/oldest-first.md: the site has a page of its own"),
    ],
)
def test_a_mistake_is_an_error_with_its_line(text: str, path: str, error: str) -> None:
    page, errors = read(text, path)
    assert page is None
    assert len(errors) == 1
    assert errors[0].startswith(error)
