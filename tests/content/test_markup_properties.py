"""What holds for the HTML and the text of every paragraph."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.content import markup
from tests.support.examples import examples
from tests.support.paragraph_html import strangers

words = st.sampled_from(
    ["one", "2018", "снег", "王毅", "سلام", "e\u0301", "😀", "a_b", "https://x.y/"]
)
emphasis = st.sampled_from(["*", "**", "_", "__", "`", "\\", "\n> ", "  \n", "\n"])
brackets = st.sampled_from(["[", "](", ")", "<", ">", "<b>", "<script>", "-->", "&amp;", '"', "'"])
links = st.sampled_from(["[a](https://x.y/z)", "](mailto:", "](javascript:", "<https://x.y>"])
syntax = emphasis | brackets | links
spaces = st.sampled_from([" ", "  ", "\xa0", "\t", "\u3000"])
characters = st.characters(
    codec="utf-8", exclude_categories=["Cc"], exclude_characters="\u2028\u2029"
)
plain = st.lists(words | spaces | st.text(characters, max_size=5), max_size=12).map("".join)
marked = st.lists(words | spaces | syntax | st.text(characters, max_size=5), max_size=25).map(
    "".join
)


@examples(250)
@given(plain)
def test_the_short_way_gives_the_bytes_of_the_long_one(source: str) -> None:
    if source.strip():
        assert markup.to_html(source) == markup._convert(source.strip())


@examples(250)
@given(marked)
def test_html_has_only_the_tags_and_attributes_of_a_paragraph(source: str) -> None:
    assert strangers(markup.to_html(source)) == []


@examples(250)
@given(marked)
def test_the_text_is_what_a_browser_shows(source: str) -> None:
    safe = markup.to_html(source)
    shown = html.unescape(re.sub(r"<[^>]*>", "", safe.replace("<br>", " ")))

    assert markup.to_text(safe).split() == shown.split()


@examples(250)
@given(plain)
def test_text_without_marks_comes_out_as_it_went_in(source: str) -> None:
    if not any(mark in source for mark in "*_[]<>\\"):
        assert markup.to_text(markup.to_html(source)) == source.strip()


@examples(250)
@given(marked)
def test_what_is_escaped_comes_out_as_it_went_in(source: str) -> None:
    escaped = re.sub(r"[\\`*_{}\[\]()>#+\-.!:<~|]", r"\\\g<0>", " ".join(source.split()))

    assert markup.to_text(markup.to_html(escaped)) == " ".join(source.split())
