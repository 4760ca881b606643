"""The preview of a site that is being edited."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.support.projects import write_project
from tests.support.repository import ROOT

SLUG = "2021-02-26-water"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project for all tests of this file, of which each edits another paragraph."""
    return write_project(tmp_path_factory.mktemp("live"), {})


@pytest.fixture(scope="module")
def live_url(project: Path) -> Iterator[str]:
    """Return the address of the project under `build.py serve`."""
    process = subprocess.Popen(
        [sys.executable, "build.py", "--project", project, "serve", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    with process.stdout as said:
        for line in said:
            if found := re.search(r"Serving (http://\S+)", line):
                yield found[1]
                break
        else:
            pytest.fail("nothing was served")
        process.send_signal(signal.SIGINT)
        rest = said.read()
    process.wait(timeout=10)
    assert "Traceback" not in rest


def edit(project: Path, old: str, new: str) -> None:
    path = project / "transcripts" / f"{SLUG}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_change_is_shown_without_reloading(project: Path, live_url: str, page: Page) -> None:
    page.goto(f"{live_url}statements/{SLUG}/")
    expect(page.locator("#p1")).to_contain_text("Water is scarce.")
    edit(project, "Water is scarce.", "Water is very scarce.")
    expect(page.locator("#p1")).to_contain_text("Water is very scarce.")


@pytest.mark.noisy
def test_an_error_is_shown_with_its_line_and_the_last_good_site_stays(
    project: Path, live_url: str, page: Page
) -> None:
    page.goto(f"{live_url}statements/{SLUG}/")
    expect(page.locator("#p2")).to_contain_text("Whose is the river?")
    edit(project, "Question: ", "Qeustion: ")
    said = page.get_by_role("alert")
    expect(said).to_contain_text(re.compile(rf"transcripts/{SLUG}\.md:\d+: unknown speaker"))
    expect(page.locator("#p2")).to_contain_text("Whose is the river?")
    edit(project, "Qeustion: ", "Question: ")
    expect(said).to_have_count(0)


def test_the_search_finds_new_text(project: Path, live_url: str, page: Page) -> None:
    page.goto(f"{live_url}statements/{SLUG}/")
    edit(project, "Everybody’s.", "Everybody’s, xylophone.")
    expect(page.locator("#p3")).to_contain_text("xylophone")
    page.goto(f"{live_url}search/?q=xylophone")
    expect(page.locator("#results a[data-hit]")).to_have_count(1)


def test_the_preview_script_is_not_in_the_built_site(project: Path, live_url: str) -> None:
    pages = list((project / "site").rglob("*.html"))
    assert pages
    assert all(b"/-/live" not in path.read_bytes() for path in pages)
    assert not (project / "site/static/scripts/live.js").exists()
    with pytest.raises(OSError, match="404"):
        urlopen(f"{live_url}nowhere/")
