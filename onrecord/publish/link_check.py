"""Checks the links of all pages while they are being written; broken links are errors.

Links between pages are relative, so that the site works under any prefix and from a disk. Links to
other sites are not followed; their scheme must be http, https or mailto.
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
# What browsers ignore: to them, " java\nscript:" is a scheme.
_IGNORED = re.compile(r"^[\x00- ]+|[\x00- ]+$|[\t\n\r]+")
# `small.png 400w, large.png 800w`
_SOURCE_SET_PART = re.compile(r"\s*(?P<address>\S+?)(?:\s+[^,]*)?(?:,|$)")

Target = tuple[str, str]  # the file and the anchor that a link points to


def checked(
    files: Iterable[tuple[str, bytes]], *, address: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Yield the same files; then raise ContentError if there are broken links or repeated ids.

    `address` is the site's address, with a slash at the end. Links that begin with it, or with its
    path, are checked too.
    """
    links = _Links(address)
    for name, content in files:
        links.add_file(name, content)
        yield name, content
    links.find_broken()
    links.errors.raise_if_any()


class _Links:
    """The files of the site with their ids, and the targets of all links."""

    def __init__(self, address: str) -> None:
        self.errors = Errors()
        self._parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        # `https://example.org/on-record/`, and `/on-record/`, which the 404 page uses
        self._roots = (address, urlsplit(address).path) if address else ()
        self._anchors: dict[str, frozenset[str]] = {}  # the ids in each file
        self._pages_to: dict[Target, list[str]] = {}  # the first two pages that link to a target

    def add_file(self, name: str, content: bytes) -> None:
        """Add a file; only pages and SVG images are parsed."""
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
        """Add an error for each target that does not exist."""
        for (file, anchor), pages in self._pages_to.items():
            if file not in self._anchors:
                found = f'broken link to "{file}": no such file'
            elif anchor and anchor not in self._anchors[file]:
                found = f'broken link to "{file}#{anchor}": no such id in the file'
            else:
                continue
            others = "; other pages have this link too" if len(pages) > 1 else ""
            self.errors.add(pages[0], 0, found + others)

    def _links_and_ids(self, name: str, content: bytes) -> tuple[set[str], list[str]]:
        """Return the links of a page without duplicates, and its ids with duplicates."""
        links: set[str] = set()
        ids: list[str] = []
        # A loop, because XPath takes quadratic time to join its results.
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
                remedy = "remove it: links are relative to the page"
                self.errors.add(name, 0, "an element <base>", remedy)
        return links, ids

    def _add_link(self, link: str, page: str) -> None:
        target = self._target(link, page)
        if target:
            pages = self._pages_to.setdefault(target, [])
            if len(pages) < 2:
                pages.append(page)

    def _target(self, link: str, page: str) -> Target | None:
        """Return the link's target in the site; None if it is on another site or an error."""
        link = _IGNORED.sub("", link)
        for root in self._roots:
            if link.startswith(root) and not link.startswith("//"):
                return self._in_site(link.removeprefix(root), "index.html", page)
        scheme = _SCHEME.match(link)
        if scheme:
            if scheme["scheme"].lower() not in _SCHEMES:
                self._refuse(link, page, "a link with a scheme that is not allowed")
            return None
        if link.startswith(("/", "\\")):
            self._refuse(link, page, "a link that is not relative to the page")
            return None
        return self._in_site(link, page, page)

    def _in_site(self, link: str, base: str, page: str) -> Target | None:
        """Return the target of a link that is relative to the file `base`."""
        path, _, anchor = link.partition("#")
        path = path.partition("?")[0]
        if "%" in link:
            path, anchor = unquote(path), unquote(anchor)
        if not path:
            return base, _place(anchor)
        folder, slash, _ = base.rpartition("/")
        file = normpath(folder + slash + path)
        if file == ".." or file.startswith("../"):
            self._refuse(link, page, "a link to a place outside the site's folder")
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
                self.errors.add(name, 0, f'repeated id "{one}"', "an id must be unique on a page")
            seen.add(one)


def _place(anchor: str) -> str:
    """Return the id that an anchor needs; none for the top of a page or a text fragment."""
    anchor = anchor.partition(":~:")[0]
    return "" if anchor == "top" else anchor
