"""Reads the pages that a project adds without code: `pages/about-us.md`.

A page begins with front matter: a title, and if it is to be in the menu, its place there. Its text
has the Markdown of transcripts (`onrecord.content.markup`), headings and simple lists. The name of
the file is the address: `about-us/`.
"""

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord import urls
from onrecord.content.config import Line, Strict
from onrecord.content.markup import to_html, to_line
from onrecord.content.parse import end_of_front_matter
from onrecord.content.slugs import SLUG
from onrecord.content.source_lines import split_lines
from onrecord.content.yaml_lines import read_yaml, validate
from onrecord.errors import Errors
from onrecord.model import OwnPage, SafeHtml, Slug

_HEADING = re.compile(r"(?P<signs>#{1,6}) +(?P<words>.*?)[ #]*")
_ITEM = re.compile(r"[-*] +(?P<words>.*)")
_NUMBERED = re.compile(r"(?P<number>[0-9]{1,3})[.)] +(?P<words>.*)")
_YEAR = re.compile(r"[0-9]{1,4}")
_OURS = [address for name, address in vars(urls).items() if name.isupper() and name[0] != "_"]
_OURS += [urls.oldest_first(urls.HOME), urls.of_static("")]
_TAKEN = {address.partition("/")[0] for address in _OURS}


class _FrontMatter(Strict):
    """The front matter of a page."""

    title: Line  # the headline, and the text of links to the page
    menu: int | None = None  # its place in the menu after ours; left out, it is not in the menu
    description: Line | None = None  # one sentence for search engines


def read_own_page(text: str, *, path: str, errors: Errors) -> OwnPage | None:
    """Return the page in a file, or None with every error noted."""
    slug = Slug(Path(path).stem)
    count = len(errors)
    if wrong := _name_error(slug):
        errors.add(path, 0, *wrong)
    lines = split_lines(text, path=path, errors=errors)
    end = end_of_front_matter(lines, path, errors) if len(errors) == count else 0
    if not end:
        return None
    lined = read_yaml("\n".join(lines[1:end]), path=path, first_line=2, errors=errors)
    front = validate(_FrontMatter, lined, path=path, errors=errors) if lined else None
    parts = tuple(_parts(lines[end + 1 :]))
    if not parts:
        errors.add(path, end + 1, "no text below the front matter", "write some")
    if front is None or len(errors) > count:
        return None
    return OwnPage(slug, path, front.title, front.menu, front.description or "", parts)


def _name_error(slug: Slug) -> tuple[str, str] | None:
    if not SLUG.fullmatch(slug):
        return (
            f'"{slug}" cannot be in an address',
            "name the file with lower-case letters, digits and single hyphens",
        )
    if slug in _TAKEN or _YEAR.fullmatch(slug):
        return f"the site has a page of its own at {slug}/", "give the file another name"
    return None


def _parts(lines: Sequence[str]) -> Iterator[SafeHtml]:
    """Yield the headings, lists and paragraphs."""
    for block in _blocks(lines):
        heading = _HEADING.fullmatch(block[0])
        if heading and len(block) == 1:
            level = min(max(len(heading["signs"]), 2), 4)
            words = html.escape(to_line(heading["words"]), quote=False)
            yield SafeHtml(f"<h{level}>{words}</h{level}>")
        else:
            yield (
                _list("ul", _ITEM, block)
                or _list("ol", _NUMBERED, block)
                or to_html("\n".join(block))
            )


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines between empty ones; a heading is a block by itself."""
    block: list[str] = []
    for line in (*lines, ""):
        is_heading = _HEADING.fullmatch(line.strip())
        if (not line.strip() or is_heading) and block:
            yield block
            block = []
        if is_heading:
            yield [line.strip()]
        elif line.strip():
            block.append(line)


def _list(tag: str, form: re.Pattern[str], block: Sequence[str]) -> SafeHtml | None:
    """Return the list of a block whose lines all have the form of an item, or None."""
    items = [item for line in block if (item := form.fullmatch(line))]
    inner = "".join(map(_item, items))
    return SafeHtml(f"<{tag}>{inner}</{tag}>") if len(items) == len(block) else None


def _item(match: re.Match[str]) -> str:
    number = match.groupdict().get("number")
    text = to_html(match["words"]).removeprefix("<p>").removesuffix("</p>")
    return f'<li value="{number}">{text}</li>' if number else f"<li>{text}</li>"
