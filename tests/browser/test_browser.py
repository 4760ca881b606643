"""The browser that other tests rely on: it draws text and reports what goes wrong in a page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.repository import ROOT
from tests.support.server import serve_folder
from tools import chromium
from tools.chromium import NoBrowserError, find_chromium

AXE = ROOT / "node_modules/axe-core/axe.min.js"


def test_each_letter_is_drawn_differently(page: Page) -> None:
    def picture_of(text: str) -> bytes:
        page.set_content(f'<p lang="en" style="font: 40px serif">{text}</p>')
        return page.locator("p").screenshot()

    assert len({picture_of("&nbsp;"), picture_of("illl"), picture_of("ooom")}) == 3


def test_axe_finds_an_image_without_alternative_text(page: Page) -> None:
    page.set_content('<html lang="en"><title>t</title><main><h1>h</h1><img src="data:,">')
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(({violations}) => violations.map(({id}) => id))")
    assert found == ["image-alt"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("<script>console.error('no')</script>", "console error: no"),
        ("<script>console.warn('hm')</script>", "console warning: hm"),
        ("<script>throw new Error('oh')</script>", "exception: oh"),
        (
            "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><p style=x:y>",
            "console error: .*Content Security Policy.*",
        ),
        ("<img src=gone.png alt=>", "console error: Failed to load resource: .*404.*"),
        ("<img src=http://elsewhere.invalid/ alt=>", "request to elsewhere: http://elsewhere.*"),
    ],
)
@pytest.mark.noisy
def test_what_goes_wrong_in_a_page_is_reported(
    open_page: Callable[..., Page],
    errors: list[str],
    tmp_path: Path,
    body: str,
    error: str,
) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><link rel=icon href=data:,>{body}")
    with serve_folder(tmp_path) as url:
        open_page().goto(url, wait_until="networkidle")
    assert any(re.fullmatch(error, seen, re.DOTALL) for seen in errors), errors


def test_a_sound_page_has_no_errors(page: Page, errors: list[str], tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><link rel=icon href=data:,><p>Quiet")
    with serve_folder(tmp_path) as url:
        page.goto(url, wait_until="networkidle")
    assert errors == []


def test_a_missing_browser_fails_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHROME_PATH", "/no/such/chrome")
    with pytest.raises(NoBrowserError) as caught:
        find_chromium()
    assert str(caught.value) == (
        "CHROME_PATH=/no/such/chrome: no such program; "
        "install Chromium or Chrome, or name one in $CHROME_PATH"
    )


def test_no_browser_at_all_fails_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CHROME_PATH", raising=False)
    monkeypatch.setattr(chromium, "_INSTALLED", ("no-such-chrome",))
    monkeypatch.setattr(chromium, "_PACKAGE", tmp_path / "gone")
    with pytest.raises(NoBrowserError) as caught:
        find_chromium()
    assert str(caught.value) == (
        f"no browser on the PATH and none in {tmp_path / 'gone'}; "
        "install Chromium or Chrome, or name one in $CHROME_PATH"
    )


def test_each_page_starts_without_stored_data(
    browser: Browser, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><link rel=icon href=data:,>")
    with serve_folder(tmp_path) as url:
        first, second = open_page(), open_page()
        first.goto(url)
        first.evaluate("localStorage.setItem('seen', 'yes')")
        second.goto(url)
        assert second.evaluate("localStorage.getItem('seen')") is None
    assert browser.is_connected()
