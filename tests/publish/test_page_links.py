"""Reading a page line by line finds the same links and ids as parsing it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.publish import page_links
from onrecord.publish.page_links import parse_links, read_links
from tests.support.projects import build, files_in
from tests.support.repository import ROOT

# Each is on a line of its own: what is before and after it must mean what it always does.
HOSTILE = [
    "<a href=gone>x</a>",
    "<a href='gone'>x</a>",
    '<A HREF="gone">x</A>',
    '<a Href="gone">x</a>',
    '<a href = "gone">x</a>',
    '<a\nhref="gone">x</a>',
    '<a\thref="gone">x</a>',
    '<a class="a"href="gone">x</a>',
    '<a/href="gone">x</a>',
    '<a href="gone',
    '<a href="gone"',
    '<a href="gone" href="other">x</a>',
    '<a href="gone" id="a" id="b">x</a>',
    '<a href="gone"/>x',
    "<a href>x</a>",
    "<p id>x",
    '<p id="">x',
    '<a href="?a=1&amp;b=2&copy=3&#46;&#x2e;&unknown;">x</a>',
    '<a href="&lt;&gt;&quot;&#34;&#39;">x</a>',
    '<a href="go&#10;ne">x</a>',
    '<a href="go\tne">x</a>',
    '<a href="go\rne">x</a>',
    '<a href="go\x01ne">x</a>',
    '<a href="gone\x00">x</a>',
    '\x00<a href="gone">x</a>',
    '<a title="<b>" href="gone">x</a>',
    '<a title=">" href="gone">x</a>',
    '<a title="> x <" href="gone">x</a>',
    '<a title="> <b href=" id="x">x</a>',
    "<a title='> <b href=\"gone\">' id=\"x\">x</a>",
    "<a title=' href=\"gone\" '>x</a>",
    '<a x=b"c href="gone">x</a>',
    '<a x=b"c title="> <a href="gone">x</a>',
    '<a b"junk>x</a>',
    '<a href="gone" "id="x">x</a>',
    '<!-- <a href="gone"> -->',
    '<!--\n<a href="gone">\n-->',
    '<!--> <a href="gone"> -->',
    "<!-- \n",
    '<![CDATA[ <a href="gone"> ]]>',
    '<svg><![CDATA[ <a href="gone"> ]]></svg>',
    '<?php <a href="gone"> ?>',
    '<!DOCTYPE html><a href="gone">',
    '<!doctype html><a href="gone">',
    '<script>"<a href=\'gone\'>"</script>',
    '<script>\n<a href="gone">\n</script>',
    '<script><!-- <script> <a href="gone"> </script> --></script>',
    '<script>x</script><a href="gone">',
    '<script src="gone"></script>',
    '<script>x</b><a href="gone"></script>',
    '<style><a href="gone"></style>',
    '<style>\n<a href="gone">\n</style>',
    '<title><a href="gone"></title>',
    '<title>\n<a href="gone">',
    '<textarea><a href="gone"></textarea>',
    '<noscript><a href="gone"></noscript>',
    '<noscript>\n<a href="gone">\n</noscript>',
    '<iframe src="gone"><a href="other"></iframe>',
    '<xmp>\n<a href="gone">\n</xmp>',
    '<plaintext>\n<a href="gone">',
    '<template><a href="gone"></template>',
    '<base href="gone">',
    "<base>",
    '<body id="x">',
    '<body class="x">',
    '<html id="x">',
    '<head id="x">',
    '<html lang="en"><html lang="de" id="x">',
    '</a href="gone">',
    '</p id="x">',
    "< a href=\"gone\">",
    '<1 href="gone">',
    "a < b > c",
    'id="x" href="gone"',
    '<p>id="x" href="gone"</p>',
    '<p>" id="x" "</p>',
    '<meta property="og:url" content="gone">',
    '<meta content="gone" property="og:image">',
    '<meta property="og:title" content="gone">',
    '<meta name="og:url" content="gone">',
    '<img srcset="gone 1x, other 2x">',
    '<link imagesrcset="gone 1x">',
    '<svg viewBox="0 0 1 1"><use xlink:href="gone"/></svg>',
    '<svg viewbox="0 0 1 1" preserveAspectRatio="x" id="x"/>',
    '<p id="x"></p><p id="x"></p>',
    '<p id="é"></p>',
    '<select><a href="gone"></select>',
    '<table><a href="gone"><tr><p id="x"></table>',
    '<form action="gone"><form action="other">',
    '<frameset><a href="gone">',
    '<math><a href="gone"></math>',
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the pages of the five statements' site and of the golden ones."""
    sites = {"five": site}
    for project in sorted((ROOT / "tests/golden").iterdir()):
        copy = tmp_path_factory.mktemp(project.name) / project.name
        shutil.copytree(project, copy)
        assert build(copy).returncode == 0
        sites[project.name] = copy / "site"
    files = {
        f"{name}/{file}": content
        for name, folder in sites.items()
        for file, content in files_in(folder).items()
        if file.endswith((".html", ".svg"))
    }
    assert len(files) > 80
    return files


def test_every_page_is_read_as_it_is_parsed(pages: dict[str, bytes]) -> None:
    read = {name: read_links(content) for name, content in pages.items()}
    assert read == {name: parse_links(content) for name, content in pages.items()}
    assert all(one.links and one.ids for name, one in read.items() if name.endswith(".html"))


def test_only_images_and_pages_with_noscript_or_an_inline_script_are_parsed(
    pages: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[bytes] = []
    monkeypatch.setattr(page_links, "parse_links", parsed.append)
    for content in pages.values():
        read_links(content)
    assert set(parsed) == {
        content
        for name, content in pages.items()
        if name.endswith(".svg") or b"<noscript>" in content or b"<script>" in content
    }


@pytest.mark.parametrize("line", HOSTILE)
def test_unusual_html_is_read_as_it_is_parsed(line: str) -> None:
    page = f'<!DOCTYPE html>\n<a href="before">x</a>\n{line}\n<p id="after"><a href="after">x</a>\n'
    assert read_links(page.encode()) == parse_links(page.encode())


@given(st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4))
def test_unusual_html_is_read_as_it_is_parsed_in_any_order(lines: list[str]) -> None:
    page = "\n".join(["<!DOCTYPE html>", *lines, '<p id="after"><a href="after">x</a>'])
    assert read_links(page.encode()) == parse_links(page.encode())


@given(st.text(alphabet="<>\"'= /!-apidhref\n&;", max_size=60))
def test_broken_html_is_read_as_it_is_parsed(text: str) -> None:
    page = f'<p id="before">{text}<a href="after">'.encode()
    assert read_links(page) == parse_links(page)


def test_bytes_that_are_not_utf_8_are_read_as_they_are_parsed() -> None:
    page = b'<p id="caf\xe9"><a href="gone">'
    assert read_links(page) == parse_links(page)
    assert "gone" in read_links(page).links
