"""Checks the links of all pages; broken links are errors.

Links between pages are relative, so that the site works under any prefix and from a disk. Links to
other sites are not followed; their scheme must be http, https or mailto.

A file is checked by itself as far as possible: `links_of` returns what is left to check once all
files are known. `merged` shrinks that for some files together, such as those of a statement, and
`find_broken` reports what no file has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from onrecord.errors import ContentError, Error
from onrecord.publish.page_links import PageLinks, read_links
from onrecord.urls import NOT_FOUND

_SCHEMES = frozenset({"http", "https", "mailto"})
# `https:`, `javascript:`
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):", re.IGNORECASE)
_TIME = re.compile(r"t=[0-9]+(?:\.[0-9]+)?")
# What browsers ignore: to them, " java\nscript:" is a scheme.
_IGNORED = re.compile(r"^[\x00- ]+|[\x00- ]+$|[\t\n\r]+")

_BETWEEN = "\0"  # two ids: a character that no id can have
Target = tuple[str, str]  # the file and the anchor that a link points to


@dataclass(frozen=True, slots=True)
class FileLinks:
    """What one or several files have that can be linked to, and which of their links are open."""

    ids: Mapping[str, str]  # by file, as one text, which takes a tenth of the memory of a set
    open: Mapping[Target, tuple[str, ...]]  # the first two files with a link to something else
    errors: tuple[Error, ...]  # what is wrong whatever the other files have


def links_of(name: str, content: bytes, *, address: str = "") -> FileLinks:
    """Return the links and ids of a file; only pages and SVG images have any.

    `address` is the site's address, with a slash at the end. Links that begin with it, or with its
    path, are checked too.
    """
    if not name.endswith((".html", ".svg")):
        return without_links([name])
    if name == NOT_FOUND and not address:
        address = "/"  # its links begin at the server's root: a server shows it at any address
    page = read_links(content)
    ids = frozenset(page.ids)
    errors = [*_errors_of(name, page)] if page.has_base or len(ids) < len(page.ids) else []
    targets: dict[Target, tuple[str, ...]] = {}
    here = (name,)
    for link in page.links:
        try:
            target = _target(link, name, address)
        except _LinkError as error:
            errors.append(Error(name, 0, str(error)))
        else:
            if target and (target[0] != name or (target[1] and target[1] not in ids)):
                targets[target] = here
    return FileLinks({name: _BETWEEN.join(dict.fromkeys(page.ids))}, targets, tuple(errors))


def without_links(names: Iterable[str]) -> FileLinks:
    """Return what files have that have neither links nor ids."""
    return FileLinks(dict.fromkeys(names, ""), {}, ())


def merged(parts: Iterable[FileLinks]) -> FileLinks:
    """Return the links and ids of all the files; links that are found in them are left out."""
    ids: dict[str, str] = {}
    targets: dict[Target, tuple[str, ...]] = {}
    errors: list[Error] = []
    for part in parts:
        ids |= part.ids
        errors += part.errors
        for target, pages in part.open.items():
            known = targets.get(target, ())
            if len(known) < 2:
                targets[target] = (known + pages)[:2]
    found = set(_found(targets, ids))
    left = {target: pages for target, pages in targets.items() if target not in found}
    return FileLinks(ids, left, tuple(errors))


def _found(targets: Iterable[Target], ids: Mapping[str, str]) -> Iterator[Target]:
    """Yield the targets that are there."""
    for file, of_file in groupby(sorted(targets), itemgetter(0)):
        if file in ids:
            known = {"", *ids[file].split(_BETWEEN)}
            yield from (target for target in of_file if target[1] in known)


def find_broken(parts: Iterable[FileLinks]) -> None:
    """Raise ContentError if any of the files, which are all files of the site, has an error."""
    site = merged(parts)
    errors = list(site.errors)
    for (file, anchor), pages in site.open.items():
        others = "; other pages have this link too" if len(pages) > 1 else ""
        found = (
            f'broken link to "{file}#{anchor}": no such id in the file'
            if file in site.ids
            else f'broken link to "{file}": no such file'
        )
        errors.append(Error(pages[0], 0, found + others))
    if errors:
        raise ContentError(errors)


def _errors_of(name: str, page: PageLinks) -> Iterator[Error]:
    if page.has_base:
        yield Error(name, 0, "an element <base>", "remove it: links are relative to the page")
    for one, times in Counter(page.ids).items():
        if times > 1:
            yield Error(name, 0, f'repeated id "{one}"', "an id must be unique on a page")


class _LinkError(Exception):
    """A link that no site may have; the message says what is wrong with it."""


class _Path(NamedTuple):
    """A link to a file of the site, without regard to the page that has the link."""

    is_from_root: bool  # the link begins with the site's address
    ups: int  # how many folders it goes up
    file: str  # the file from there; empty for a link to the page itself
    anchor: str  # the id in the file, or empty


def _target(link: str, page: str, address: str) -> Target | None:
    """Return the link's target in the site; None if it is on another site."""
    path = _read_link(link, address)
    if path is None:
        return None
    base = "index.html" if path.is_from_root else page
    if not path.file:
        return base, path.anchor
    folders = _folders(base)
    if path.ups >= len(folders):
        raise _LinkError(f"a link to a place outside the site's folder: {_shown(link)}")
    return folders[path.ups] + path.file, path.anchor


@lru_cache(maxsize=2)  # for all links of a page: those from it, and those from the root
def _folders(page: str) -> list[str]:
    """Return the folder of a page and those above it: `a/b/`, `a/`, and an empty string."""
    parts = page.split("/")[:-1]
    return ["".join(f"{part}/" for part in parts[:n]) for n in reversed(range(len(parts) + 1))]


@lru_cache(maxsize=1 << 13)  # many pages have the same links
def _read_link(link: str, address: str) -> _Path | None:
    """Return the path to the link's target; None if it is on another site."""
    link = _IGNORED.sub("", link)
    # `https://example.org/on-record/`, and `/on-record/`, which the 404 page uses
    for root in (address, urlsplit(address).path) if address else ():
        if link.startswith(root) and not link.startswith("//"):
            return _path(link.removeprefix(root), is_from_root=True)
    scheme = _SCHEME.match(link)
    if scheme:
        if scheme["scheme"].lower() not in _SCHEMES:
            raise _LinkError(f"a link with a scheme that is not allowed: {_shown(link)}")
        return None
    if link.startswith(("/", "\\")):
        raise _LinkError(f"a link that is not relative to the page: {_shown(link)}")
    return _path(link, is_from_root=False)


def _path(link: str, *, is_from_root: bool) -> _Path:
    path, _, anchor = link.partition("#")
    path = path.partition("?")[0]
    if "%" in link:
        path, anchor = unquote(path), unquote(anchor)
    if not path:
        return _Path(is_from_root, 0, "", _id_of(anchor))
    is_folder = path.endswith("/") or path.rpartition("/")[2] in (".", "..")
    parts = normpath(f"./{path}").split("/")
    ups = parts.count("..")  # all at the beginning
    file = "/".join([*(part for part in parts[ups:] if part != "."), *(["index.html"] * is_folder)])
    return _Path(is_from_root, ups, file, _id_of(anchor))


def _id_of(anchor: str) -> str:
    """Return the id that an anchor needs.

    The top of a page, a text fragment and a time in a recording (`t=754.5`) need none.
    """
    anchor = anchor.partition(":~:")[0]
    return "" if anchor == "top" or _TIME.fullmatch(anchor) else anchor


def _shown(link: str) -> str:
    shown = link if len(link) <= 80 else link[:79] + "…"
    return f'"{shown}"'
