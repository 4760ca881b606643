"""Small projects and the whole of what is built from each, to be read and compared.

`tests/golden/<project>/` holds config.yaml, transcripts/ and, in expected/, the list of all files
of the site, its data files, feeds and statements as they are, and each page as a reader without
styles finds it: a line for each part, with links and ids. What stands above and below the text of
all pages is kept of the home page and of 404.html only. A file that is missing, stale or different
fails. After a change that is meant to be seen, write them anew, and read what git shows before it
is committed:

    REFRESH_GOLDEN=1 make test ARGS="-k golden"
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.support.projects import build, files_in
from tests.support.repository import ROOT

PROJECTS = sorted(path for path in (ROOT / "tests/golden").iterdir() if path.is_dir())
AS_THEY_ARE = re.compile(
    r"data/(?!collection\.zip).*|.*feed\.xml|robots\.txt|sitemap\.xml|opensearch\.xml"
    r"|statements/.*\.(?:txt|md|json|xml)"
)
# `search/1bee62fc7395/`, which is named by a hash of its content
_INDEX_FOLDER = re.compile(r"^search/[0-9a-f]{12}/")
_PARTS = re.compile(
    r"address|article|aside|blockquote|body|caption|dd|details|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|header|hgroup|legend|li|main|nav|ol|optgroup|option|p|search|section"
    r"|select|summary|table|tbody|td|th|thead|tr|ul"
)


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_a_golden_site_is_built_as_it_was(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / project.name
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("expected"))
    built = build(copy)
    assert built.returncode == 0, built.stdout
    found = dict(as_read(files_in(copy / "site")))
    expected = project / "expected"
    if os.environ.get("REFRESH_GOLDEN"):
        refresh(expected, found)
    assert {name: text.decode() for name, text in files_in(expected).items()} == found


def as_read(site: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield what is compared, by its name in `expected`."""
    names = [_INDEX_FOLDER.sub("search/…/", name) for name in site]
    yield "files.txt", "".join(f"{name}\n" for name in names)
    for name, content in site.items():
        if AS_THEY_ARE.fullmatch(name):
            yield name, content.decode()
        elif name.endswith(".html"):
            is_whole = name in ("index.html", "404.html")
            yield f"{name.removesuffix('.html')}.txt", page_as_read(content, is_whole=is_whole)


def page_as_read(content: bytes, *, is_whole: bool) -> str:
    """Return the title, the metadata, and the parts of a page from top to bottom."""
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    head, shown = root.find("head"), root.find(".//body" if is_whole else ".//main")
    assert head is not None
    assert shown is not None
    lines = [f"{key}: {value}" for key, value in facts(root, head)]
    for line in "".join(pieces(shown)).split("\n"):
        if words := " ".join(line.split()):
            lines.append(words)
    return "\n".join(lines) + "\n"


def facts(root: etree._Element, head: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield `title: …`, `canonical: …` and so on."""
    yield "language", f"{root.get('lang')} {root.get('dir') or ''}".strip()
    for element in head.iter(etree.Element):
        key = element.get("rel") or element.get("property") or element.get("name")
        value = element.get("href") or element.get("content")
        if element.tag == "title":
            yield "title", element.text or ""
        elif element.tag in ("link", "meta") and key and value:
            yield key, value
        elif element.tag == "script":
            yield "script", element.get("src", "")


def pieces(element: etree._Element) -> Iterator[str]:
    """Yield the text below an element; each part begins a line."""
    is_part = bool(_PARTS.fullmatch(str(element.tag))) or element.get("id") is not None
    yield f"\n{opening(element)}" if is_part else ""
    yield folded(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from pieces(child)
        yield folded(child.tail)
    for name in ("href", "src", "action"):
        if element.get(name) is not None:
            yield f" → {element.get(name)} "
    yield "\n" if is_part else ""


def opening(element: etree._Element) -> str:
    """Return `h2 #answer-1 ` before a part that is more than a line of text."""
    anchor = f"#{element.get('id')} " if element.get("id") else ""
    name = str(element.tag)
    return f"{name} {anchor}" if anchor or re.fullmatch(r"h[1-6]", name) else ""


def folded(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def refresh(expected: Path, found: dict[str, str]) -> None:
    shutil.rmtree(expected, ignore_errors=True)
    for name, text in found.items():
        path = expected / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
