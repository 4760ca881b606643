"""For any source, what was kept and what was left out together are the whole source."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.content.layouts import Layout
from onrecord.content.source_lines import UNPRINTABLE
from onrecord.errors import ContentError
from onrecord.importing.convert import Imported
from onrecord.importing.markdown_words import reads_as, write_runs
from onrecord.importing.source import Run
from onrecord.model import Config
from tests.importing.conftest import import_source

# what transcripts and Markdown consist of, and what breaks their parsers
LINES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=40),
    st.sampled_from(
        [
            "",
            "26 February 202117:11",
            "Question: Why?",
            "Sergey Lavrov (speaking after a guest): Because.",
            "Word: not a label",
            "MS. PSAKI:  Good afternoon.",
            "Q    Thank you.",
            "* * *",
            "---",
            "(Laughter.)",
            "[The answer was interpreted]",
            "# not a heading",
            "> not a quotation",
            "*not* _emphasis_ **here**",
            "[not](https://example.org/link)",
            "<https://example.org/>",
            "<b>no tag</b> &amp; &copy;",
            "back\\slash \\* and `code`",
            "12:59",
            "Popular articles",
            "Advanced settings",
            "  • en-GB1 ru-RU1",
            "two  spaces and a\u00a0no-break one",
            "1. one",
            "\ttab\tand\x07bell",
            "Foreign Minister’s remarks, Moscow, February 26, 2021",
            "[00:00:05] Anna Example: Yes",
            "00:12 Anna Example (smiling): No",
            "PREGUNTA.- ¿Sí?",
            "PRESIDENTE. —",
            "MS. PSKAI: a misprint",
            "Le ministre : oui",
            "记者：你好",
            "Madrid, 26 February 2021",
            "20.01.2023 - Artikel",
            "the whole inter-",
            "national situation, in a long-",
            "term view,",
            "- 3 -",
            "               4",
            "Tags",
            "An hon. member: Shame!",
            "Peter Alt, Bundesminister für besondere Aufgaben: Ja.",
            "Abg. Maurer – hebt ein Blatt –: Nein.",
            "Mr RIVERS (Lakeside) (3.18 pm)—I welcome it.",
            "The SPEAKER. Order.",
            "【山田外務大臣】本日は",
            "Will he? [HON. MEMBERS: “No!”] He will.",
            "Anna Berg and Tom Hill: Yes",
            "<<<<<<< HEAD",
            "=======",
            "UNREVISED HANSARD",
            "### Jane Roe:",
            "<del>never said</del> ~~nor this~~",
            "Question No. 12—Ms. Anna Lee: Why?",
            "15 มีนาคม พ.ศ. 2559",
            "Jane Roe — We have a plan.",
            "[Jane Roe] Yes",
            "Q. What?",
            "A. That.",
            "(smiling) Jane Roe: Yes",
            "JANE ROE",
            "Share on Facebook | Tweet | Print",
        ]
    ),
)
TEXTS = st.lists(LINES, max_size=12).map("\n".join)


def run(source: str, name: str, config: Config, layouts: Mapping[str, Layout]) -> Imported | None:
    try:
        return import_source(source.encode(), name, config=config, layouts=layouts)
    except ContentError as error:
        if [one.found for one in error.errors] == ["no text of a statement"]:
            return None
        raise


OF_THE_SOURCE = re.compile(
    r"with nothing said$|^no words below the front matter$|^unknown speaker |^the heading "
    r"|^struck-out text: |^somebody else speaks within |^a merge conflict "
)


def errors_of(imported: Imported) -> list[str]:
    """Return the importer’s own errors, not those of the source that a person settles."""
    return [str(error) for error in imported.errors if not OF_THE_SOURCE.search(error.found)]


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
@given(text=TEXTS)
def test_every_line_of_a_text_is_accounted_for_once(
    text: str, name: str, config: Config, layouts: Mapping[str, Layout]
) -> None:
    found = run(text, name, config, layouts)
    if found is not None:
        assert "\n".join(entry.line.text for entry in found.entries) == text
        assert [entry.line.number for entry in found.entries] == list(
            range(1, text.count("\n") + 2)
        )


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
@given(text=TEXTS)
def test_the_kept_text_is_parsed_with_the_same_words(
    text: str, name: str, config: Config, layouts: Mapping[str, Layout]
) -> None:
    """The importer parses its own transcript and compares the words."""
    found = run(text, name, config, layouts)
    if found is not None:
        assert errors_of(found) == []


@given(text=st.text(max_size=60))
def test_markdown_that_was_written_is_read_as_the_same_words(text: str) -> None:
    words = " ".join(UNPRINTABLE.sub("", text).split())
    assert not words or reads_as(write_runs((Run(words),)), words)


WORDS = st.text("abcdé&<>\"'", min_size=1, max_size=6)
TAGS = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "b",
        "em",
        "a",
        "li",
        "ul",
        "strong",
        "dl",
        "dt",
        "table",
        "tr",
        "td",
        "nav",
        "aside",
        "footer",
        "form",
        "h1",
        "h2",
        "br",
        "blockquote",
        "pre",
        "del",
        "sub",
        "article",
    ]
)
NODES = st.recursive(
    WORDS.map(lambda word: (word, f" {html.escape(word)} ")),
    lambda children: st.tuples(TAGS, st.lists(children, max_size=4)).map(
        lambda node: (
            " ".join(words for words, _ in node[1]),
            f"<{node[0]}>" + "".join(code for _, code in node[1]) + f"</{node[0]}>",
        )
    ),
    max_leaves=12,
)


@given(nodes=st.lists(NODES, max_size=6), closed=st.booleans())
def test_every_word_of_a_page_is_accounted_for_once(
    nodes: list[tuple[str, str]],
    closed: bool,
    config: Config,
    layouts: Mapping[str, Layout],
) -> None:
    code = "".join(part for _, part in nodes)
    page = f"<html><body>{code}</body></html>" if closed else f"<html><body>{code}"
    found = run(page, "page.html", config, layouts)
    if found is not None:
        wanted = Counter(word for words, _ in nodes for word in words.split())
        got = Counter(word for entry in found.entries for word in entry.line.text.split())
        assert got == wanted
        assert errors_of(found) == []


@given(page=st.text("<>/pdivba \"'=&;#!-x\n\x00é", max_size=80))
def test_a_broken_page_does_not_cause_a_crash(
    page: str, config: Config, layouts: Mapping[str, Layout]
) -> None:
    run(f"<p>{page}", "page.html", config, layouts)


def test_a_control_character_is_reported(imported: Callable[..., Imported]) -> None:
    found = imported("We have met.\x07\n\nAnd we have parted.\n")
    assert found.warnings[0] == ("line 1: a character that cannot be printed, U+0007, was left out")


def test_letters_that_a_parser_drops_from_a_broken_page_are_reported(
    imported: Callable[..., Imported],
) -> None:
    deep = "<div>" * 5000 + "<p>Too deep to be read</p>" + "</div>" * 5000
    found = imported(f"<html><body><p>We have met today.</p>{deep}</body></html>", "page.html")
    assert found.warnings[0] == ("the page's HTML is broken: 15 letters could not be read")


def test_a_paragraph_that_is_struck_out_leaves_none(imported: Callable[..., Imported]) -> None:
    found = imported("We have met.\n\n~~We have not met.~~\n\nWe have parted.\n", "page.md")
    assert found.text.endswith("\nWe have met.\n\nWe have parted.\n")
    assert [entry.line.text for entry in found.cut] == ["~~We have not met.~~"]
