"""The built files pass through; a link that leads nowhere is an error, told when all have passed.

Links between pages are relative, so that the site works below any prefix and from a disk. Links out
of the site are taken as they stand, when their scheme is http, https or mailto.
"""

import re
from collections.abc import Iterable, Iterator
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import etree

from onrecord.errors import Errors

_SCHEMES = frozenset({"http", "https", "mailto"})
_LINKS = frozenset({"href", "src", "action", "formaction", "poster", "data", "cite", "xlink:href"})
_SOURCE_SETS = frozenset({"srcset", "imagesrcset"})
_LINKING_PROPERTIES = frozenset({"og:url", "og:image"})
# `https:`, `javascript:`
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):", re.IGNORECASE)
# what browsers pass over: they see a scheme in " java\nscript:"
_IGNORED = re.compile(r"^[\x00- ]+|[\x00- ]+$|[\t\n\r]+")
# `small.png 400w, large.png 800w`
_SOURCE_SET_PART = re.compile(r"\s*(?P<address>\S+?)(?:\s+[^,]*)?(?:,|$)")

Target = tuple[str, str]  # the file and the anchor that a link leads to


def checked(
    files: Iterable[tuple[str, bytes]], *, address: str = ""
) -> Iterator[tuple[str, bytes]]:
    """The same files one by one, and ContentError at their end when a link or an id is wrong.

    `address` is where the site will stand, with a slash at the end: links that begin with it, or
    with its path, must lead somewhere too.
    """
    links = _Links(address)
    for name, content in files:
        links.add_file(name, content)
        yield name, content
    links.find_broken()
    links.errors.raise_if_any()


class _Links:
    """What pages there are, and where their links lead."""

    def __init__(self, address: str) -> None:
        self.errors = Errors()
        self._parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        # `https://example.org/on-record/` and `/on-record/`, as the page for errors needs it
        self._roots = (address, urlsplit(address).path) if address else ()
        self._anchors: dict[str, frozenset[str]] = {}  # by file; empty for what has none
        self._pages_to: dict[Target, list[str]] = {}  # the pages that link there, the first two

    def add_file(self, name: str, content: bytes) -> None:
        """Take in a file; pages and drawings are read, of others only the name is kept."""
        self._anchors[name] = frozenset()
        if not name.endswith((".html", ".svg")) or not content or content.isspace():
            return
        links, ids = self._links_and_ids(name, content)
        self._anchors[name] = frozenset(ids)
        if len(self._anchors[name]) < len(ids):
            self._note_repeated(name, ids)
        for link in sorted(links):
            self._add_link(link, name)

    def find_broken(self) -> None:
        """Note each place that a link leads to and that is not there."""
        for (file, anchor), pages in self._pages_to.items():
            if file not in self._anchors:
                found = f'a link leads to "{file}", which is not there'
            elif anchor and anchor not in self._anchors[file]:
                found = f'a link leads to "{file}#{anchor}", and nothing there has this id'
            else:
                continue
            others = "; other pages have it too" if len(pages) > 1 else ""
            self.errors.add(pages[0], 0, found + others)

    def _links_and_ids(self, name: str, content: bytes) -> tuple[set[str], list[str]]:
        """The links of a page, each once, and its ids as often as they stand there."""
        links: set[str] = set()
        ids: list[str] = []
        # One pass in Python: XPath joins its results in a time that grows with their square.
        for element in etree.fromstring(content, self._parser).iter(etree.Element):
            for attribute, value in element.items():
                if attribute in _LINKS:
                    links.add(value)
                elif attribute == "id":
                    ids.append(value)
                elif attribute in _SOURCE_SETS:
                    links |= {part["address"] for part in _SOURCE_SET_PART.finditer(value)}
                elif attribute == "content" and element.get("property") in _LINKING_PROPERTIES:
                    links.add(value)
            if element.tag == "base":
                remedy = "take it out: links are relative to the page"
                self.errors.add(name, 0, "an element <base>", remedy)
        return links, ids

    def _add_link(self, link: str, page: str) -> None:
        target = self._target(link, page)
        if target:
            pages = self._pages_to.setdefault(target, [])
            if len(pages) < 2:
                pages.append(page)

    def _target(self, link: str, page: str) -> Target | None:
        """Where in the site a link leads; None when it leads out of it or is an error."""
        link = _IGNORED.sub("", link)
        for root in self._roots:
            if link.startswith(root) and not link.startswith("//"):
                return self._in_site(link.removeprefix(root), "index.html", page)
        scheme = _SCHEME.match(link)
        if scheme:
            if scheme["scheme"].lower() not in _SCHEMES:
                self._refuse(link, page, "a link with a scheme that no link may have")
            return None
        if link.startswith(("/", "\\")):
            self._refuse(link, page, "a link that is not relative to the page")
            return None
        return self._in_site(link, page, page)

    def _in_site(self, link: str, base: str, page: str) -> Target | None:
        """The target of a link that is relative to the file `base`."""
        path, _, anchor = link.partition("#")
        path = path.partition("?")[0]
        if "%" in link:
            path, anchor = unquote(path), unquote(anchor)
        if not path:
            return base, _place(anchor)
        folder, slash, _ = base.rpartition("/")
        file = normpath(folder + slash + path)
        if file == ".." or file.startswith("../"):
            self._refuse(link, page, "a link that leads out of the site's folder")
            return None
        if path.endswith("/") or path.rpartition("/")[2] in (".", ".."):
            file = "index.html" if file == "." else f"{file}/index.html"
        return file, _place(anchor)

    def _refuse(self, link: str, page: str, what: str) -> None:
        shown = link if len(link) <= 80 else link[:79] + "…"
        self.errors.add(page, 0, f'{what}: "{shown}"')

    def _note_repeated(self, name: str, ids: list[str]) -> None:
        seen: set[str] = set()
        for one in ids:
            if one in seen:
                self.errors.add(name, 0, f'the id "{one}" stands twice', "an id may stand once")
            seen.add(one)


def _place(anchor: str) -> str:
    """The id that an anchor means: a browser finds the top, and words in a text, without one."""
    anchor = anchor.partition(":~:")[0]
    return "" if anchor == "top" else anchor
