"""A transcript's Markdown to safe HTML, and to plain text.

The Markdown of transcripts is a part of Markdown, chosen so that no word can vanish: paragraphs,
quotations (`>`), emphasis, links to http, https and mailto addresses, hard line breaks and
backslash escapes. Lists, code, images, HTML and link definitions stay as they were typed, because
each of them would swallow something that was printed (`2018. A year …` would lose its number).
"""

from __future__ import annotations

import html
import re
from functools import cache
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
_TAGS = {"p", "blockquote", "em", "strong", "a", "br"}
_BLOCK_SYNTAX = ("paragraph", "quote")
_INLINE_SYNTAX = (
    "escape",
    "link",
    "autolink",
    "linebreak",
    "not_strong",
    "em_strong",
    "em_strong2",
)
_PLAIN = re.compile(r"[^\\`*_\[\]<>{}#!|~^\n\t\r\x02\x03]*")  # nothing that Markdown would read
_LINE_END = re.compile(r"[^\S\xa0]*\n[^\S\xa0]*")


def to_html(source: str) -> str:
    """Block-level HTML of one paragraph, holding nothing but `p blockquote em strong a br`."""
    if _PLAIN.fullmatch(source) and not source.startswith((" ", "\xa0")):
        return f"<p>{_escape(source.rstrip(' '))}</p>"
    converter = _converter()
    converter.reset()
    rendered = converter.convert(source.replace("&", "&amp;"))
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=set(LINK_SCHEMES),
        link_rel="noopener noreferrer",
    )


def to_text(safe_html: str) -> str:
    """The words of what `to_html` gave, on one line, otherwise as they stand."""
    spaced = safe_html.replace("<br>", "\n")
    bare = html.unescape(re.sub(r"</?[a-z][^>]*>", "", spaced))
    return _LINE_END.sub(" ", bare).strip(" \n")


def _escape(text: str) -> str:
    """Escape as nh3 does, so that both ways through `to_html` give the same bytes."""
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


@cache
def _converter() -> markdown.Markdown:
    converter = markdown.Markdown()
    converter.ESCAPED_CHARS = [*converter.ESCAPED_CHARS, ":"]
    for name in [item.name for item in converter.preprocessors._priority]:
        if name != "normalize_whitespace":
            converter.preprocessors.deregister(name)
    for name in [item.name for item in converter.parser.blockprocessors._priority]:
        if name not in _BLOCK_SYNTAX:
            converter.parser.blockprocessors.deregister(name)
    for name in [item.name for item in converter.inlinePatterns._priority]:
        if name not in _INLINE_SYNTAX:
            converter.inlinePatterns.deregister(name)
    converter.inlinePatterns.register(_PlainLink(LINK_RE, converter), "link", 160)
    return converter


class _PlainLink(LinkInlineProcessor):
    """A link whose address is one; `[sic](twice)` stays what it is: words."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        element, start, end = super().handleMatch(m, data)
        if not isinstance(element, Element):
            return None, None, None
        scheme = element.get("href", "").partition(":")[0].lower()
        if scheme not in LINK_SCHEMES or element.get("title"):
            return None, None, None
        return element, start, end
