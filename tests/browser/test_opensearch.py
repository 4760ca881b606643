"""Searching the site from a browser's address bar."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

import lxml.html
import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from tests.support.projects import CONFIG, TRANSCRIPT, build, write_project
from tests.support.server import serve_folder

QUESTION = "“Whose” is the river & the lake?"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("opensearch")


@pytest.fixture(scope="module")
def url(project: Path) -> Iterator[str]:
    """Return the address of a site that has it in its config.yaml."""
    with serve_folder(project / "site", prefix="archive/here") as url:
        files = {
            "config.yaml": CONFIG.replace("  title: A", f"  address: {url}\n  title: A", 1),
            "transcripts/2021-02-26-water.md": TRANSCRIPT.replace("Whose is the river?", QUESTION),
        }
        built = build(write_project(project, files))
        assert built.returncode == 0, built.stdout
        yield url


def test_every_page_links_to_the_description(url: str, project: Path) -> None:
    pages = [lxml.html.parse(path) for path in (project / "site").rglob("*.html")]
    links = [page.findall(".//link[@rel='search']") for page in pages]
    assert len(pages) > 10
    assert [len(found) for found in links] == [1] * len(pages)
    assert {found[0].get("type") for found in links} == {"application/opensearchdescription+xml"}


@pytest.mark.parametrize("words", ["Whose river", '"the river & the lake"', "“Whose”"])
def test_the_templates_address_finds_the_query(words: str, url: str, page: Page) -> None:
    page.goto(f"{url}speakers/ann-example/")
    link = page.locator("link[rel=search]").evaluate("link => link.href")
    description = etree.fromstring(page.request.get(link).body())
    template = description.find("{*}Url").get("template")
    page.goto(template.replace("{searchTerms}", quote_plus(words)))
    expect(page.locator("input[type=search][name=q]")).to_have_value(words)
    hit = page.locator("#results a[data-hit]")
    expect(hit).to_have_count(1)
    address = urlsplit(hit.evaluate("hit => hit.href"))
    assert (address.path, address.fragment) == (
        "/archive/here/statements/2021-02-26-water/",
        "p2",
    )


def test_the_icon_in_the_description_exists(url: str, page: Page) -> None:
    description = etree.fromstring(page.request.get(f"{url}opensearch.xml").body())
    icon = page.request.get(description.findtext("{*}Image"))
    assert (icon.status, icon.headers["content-type"]) == (200, "image/svg+xml")
