"""The built files pass through; a link that leads nowhere is a fault, told when all have passed.

Links between pages are relative, so that the site works below any prefix and from a disk. Links out
of the site are taken as they stand, when their scheme is http, https or mailto.
"""

import re
from collections.abc import Iterable, Iterator
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import etree

from onrecord.errors import Faults

_SCHEMES = frozenset({"http", "https", "mailto"})
_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "cite")  # one address each
_LINKS = etree.XPath(
    " | ".join(f"//@{name}" for name in _ATTRIBUTES)
    + " | //@*[local-name()='xlink:href'] | //@*[local-name()='href']"
    + " | //meta[@property='og:url' or @property='og:image']/@content",
    smart_strings=False,
)
_SOURCE_SETS = etree.XPath("//@srcset | //@imagesrcset", smart_strings=False)
_IDS = etree.XPath("//@id | //a/@name", smart_strings=False)
_BASES = etree.XPath("//base")
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
    links.faults.raise_if_any()


class _Links:
    """What pages there are, and where their links lead."""

    def __init__(self, address: str) -> None:
        self.faults = Faults()
        # `https://example.org/on-record/` and `/on-record/`, as the page for errors needs it
        self._roots = (address, urlsplit(address).path) if address else ()
        self._anchors: dict[str, frozenset[str]] = {}  # by file; empty for what has none
        self._pages_to: dict[Target, list[str]] = {}  # the pages that link there, the first two

    def add_file(self, name: str, content: bytes) -> None:
        """Take in a file; pages and drawings are read, of others only the name is kept."""
        self._anchors[name] = frozenset()
        if not name.endswith((".html", ".svg")) or not content.strip():
            return
        tree = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", huge_tree=True))
        ids = _IDS(tree)
        self._anchors[name] = frozenset(ids)
        if len(self._anchors[name]) < len(ids):
            self._note_repeated(name, ids)
        if _BASES(tree):
            remedy = "take it out: links are relative to the page"
            self.faults.add(name, 0, "an element <base>", remedy)
        addresses = set(_LINKS(tree))
        for source_set in _SOURCE_SETS(tree):
            addresses.update(part["address"] for part in _SOURCE_SET_PART.finditer(source_set))
        for link in sorted(addresses):
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
            self.faults.add(pages[0], 0, found + others)

    def _add_link(self, link: str, page: str) -> None:
        target = self._target(link, page)
        if target:
            pages = self._pages_to.setdefault(target, [])
            if len(pages) < 2:
                pages.append(page)

    def _target(self, link: str, page: str) -> Target | None:
        """Where in the site a link leads; None when it leads out of it or is a fault."""
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
        file = normpath(f"{base.rpartition('/')[0]}/{path}").lstrip("/") if path else base
        if file == ".." or file.startswith("../"):
            self._refuse(link, page, "a link that leads out of the site's folder")
            return None
        if path.endswith("/") or path.rpartition("/")[2] in (".", ".."):
            file = "index.html" if file in ("", ".") else f"{file}/index.html"
        anchor = anchor.partition(":~:")[0]
        return file, "" if anchor == "top" else anchor

    def _refuse(self, link: str, page: str, what: str) -> None:
        shown = link if len(link) <= 80 else link[:79] + "…"
        self.faults.add(page, 0, f'{what}: "{shown}"')

    def _note_repeated(self, name: str, ids: list[str]) -> None:
        seen: set[str] = set()
        for one in ids:
            if one in seen:
                self.faults.add(name, 0, f'the id "{one}" stands twice', "an id may stand once")
            seen.add(one)
