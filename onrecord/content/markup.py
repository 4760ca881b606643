"""A transcript's Markdown to safe HTML, and to plain text.

The Markdown of transcripts is a part of Markdown, chosen so that no word can vanish: paragraphs,
quotations (`>`), emphasis, links to http, https and mailto addresses, hard line breaks and
backslash escapes. Lists, code, images, HTML and link definitions stay as they were typed, because
each of them would swallow something that was printed (`2018. A year …` would lose its number).
"""

import html
import re
from functools import cache
from typing import Self
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.treeprocessors import build_treeprocessors
from markdown.util import Registry

from onrecord.model import SafeHtml

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
_TAGS = {"p", "blockquote", "em", "strong", "a", "br"}
_ESCAPED_BESIDES = (":", "：", "<", "~", "|", "—", "–")
_MAX_QUOTE_DEPTH = 4
_ADDRESS = r"(?i:https?://|mailto:)[^\s()<>\\\x02\x03]"
# `[the ministry](https://mid.ru/en/)`; the address may hold brackets, `…/Troika_(talks)`
_LINK = (
    r"\[(?P<text>[^\[\]<]{1,1000})\]"
    rf"\((?P<address>{_ADDRESS}(?:[^\s()<>\\\x02\x03]|\([^\s()<>\\\x02\x03]*\))*)\)"
)
# `<https://mid.ru/en/>`
_AUTOLINK = rf"<(?P<address>{_ADDRESS}+)>"
# `Signed: ______`, `*****`: too many for emphasis, and slow to find that out
_RUN_OF_MARKS = re.compile(r"(?<!\\)[*_]{4,}")
_MARK = re.compile(r"\\.|[*_]", re.DOTALL)  # `*`, or an escaped character
_SYNTAX = re.compile(r"[\s*_\\\[\]()<>]+")
_PLAIN = re.compile(r"[^\\*_\[\]<>\n\r\x02\x03]*")  # nothing that Markdown would read
_ITS_OWN = re.compile(r"[\x02\x03\r]")  # characters that the Markdown library keeps for itself
# `<a href="https://mid.ru/" rel="…">the ministry</a>`
_LINKED = re.compile(r'<a href="(?P<address>[^"]*)"[^>]*>(?P<words>.*?)</a>', re.DOTALL)
_TAG = re.compile(r"</?[a-z][^>]*>")  # `<p>`, `</a>`: in safe HTML a `<` is a tag's


def to_html(source: str) -> SafeHtml:
    """Block-level HTML of one paragraph, holding nothing but `p blockquote em strong a br`."""
    source = source.strip()
    is_plain = _PLAIN.fullmatch(source)
    return SafeHtml(f"<p>{_escape(source)}</p>" if is_plain else _convert(source))


def to_text(safe_html: str) -> str:
    """The words of what `to_html` gave, on one line, otherwise as they stand."""
    bare = html.unescape(_TAG.sub("", safe_html.replace("<br>", "\n")))
    lines = (line.strip(" \t") for line in bare.split("\n"))
    return " ".join(line for line in lines if line)


def to_line(source: str) -> str:
    """The words of a heading or a note, which has no links: an address stands after its link."""
    return to_text(_LINKED.sub(_with_address, to_html(source)))


def _with_address(link: re.Match[str]) -> str:
    is_the_same = html.unescape(link["address"]) == to_text(link["words"])
    return link["words"] if is_the_same else f"{link['words']} ({link['address']})"


def _escape(text: str) -> str:
    """Escape as nh3 does, so that both ways through `to_html` give the same bytes."""
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


def _convert(source: str) -> str:
    own = _RUN_OF_MARKS.sub(lambda run: "\\" + "\\".join(run[0]), _ITS_OWN.sub("", source))
    rendered = _render(own)
    if _signs(to_text(_LINKED.sub(_with_address, rendered))) == _signs(own):
        return rendered
    return _render(_MARK.sub(lambda mark: f"\\{mark[0][-1]}", own))


def _render(source: str) -> str:
    converter = _converter()
    converter.reset()
    return _clean(converter.convert(source.replace("&", "&amp;")))


def _signs(text: str) -> str:
    """All that is no part of the syntax: the library drops the third `a` of `*a**a*ab`."""
    return _SYNTAX.sub("", text)


def _clean(rendered: str) -> str:
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=set(LINK_SCHEMES),
        link_rel="noopener noreferrer",
    )


@cache
def _converter() -> markdown.Markdown:
    return _TranscriptMarkdown()


class _TranscriptMarkdown(markdown.Markdown):
    """The library with the part of its syntax that transcripts have, and no more."""

    def build_parser(self) -> Self:
        """Register what is read; whatever else looks like Markdown stays as it was typed."""
        super().build_parser()
        self.ESCAPED_CHARS = [*self.ESCAPED_CHARS, *_ESCAPED_BESIDES]
        self.preprocessors = Registry()
        blocks: Registry[BlockProcessor] = Registry()
        blocks.register(_Quote(self.parser), "quote", 20)
        blocks.register(self.parser.blockprocessors["paragraph"], "paragraph", 10)
        self.parser.blockprocessors = blocks
        inline: Registry[Pattern] = Registry()
        inline.register(self.inlinePatterns["escape"], "escape", 180)
        inline.register(_Link(_LINK, self), "link", 160)
        inline.register(_Link(_AUTOLINK, self), "autolink", 120)
        inline.register(self.inlinePatterns["linebreak"], "linebreak", 100)
        inline.register(self.inlinePatterns["em_strong"], "em_strong", 60)
        self.inlinePatterns = inline
        self.treeprocessors = build_treeprocessors(self)
        return self


class _Quote(BlockQuoteProcessor):
    """A quotation, in quotations as far as people go; `>` upon `>` stays as it was typed."""

    def test(self, parent: Element, block: str) -> bool:
        """True if a quotation begins in the block."""
        is_shallow = self.parser.state.count("blockquote") < _MAX_QUOTE_DEPTH
        return is_shallow and super().test(parent, block)


class _Link(InlineProcessor):
    """A link whose address is one; `[sic](twice)` stays what it is: words.

    The library's own looks for the closing bracket again from every opening one: a line of
    20,000 brackets takes it half a minute.
    """

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the link, and where it begins and ends."""
        if not _is_kept(m["address"]):
            return None, None, None
        element = Element("a", href=m["address"])
        element.text = m.groupdict().get("text") or m["address"]
        return element, m.start(), m.end()


def _is_kept(address: str) -> bool:
    """True if the cleaner leaves the address in a link: what it takes out would be lost."""
    return " href=" in _clean(f'<a href="{html.escape(address)}"></a>')
