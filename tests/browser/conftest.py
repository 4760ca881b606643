"""A real browser, whose pages fail the test if anything goes wrong in them."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tools.chromium import find_chromium

# Waits are generous, because a busy machine is slow and no test measures speed.
expect.set_options(timeout=30_000)

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Renders text in the same way on every machine.
    "--font-render-hinting=none",
    # Uses one process for all pages, because starting one takes longer than most tests.
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one Chromium for all tests of a process."""
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.path,
            args=_ARGUMENTS,
            env={**os.environ, **chromium.environment},
        )
        yield browser
        browser.close()


@pytest.fixture
def errors() -> list[str]:
    """Return what has gone wrong so far in a test's pages."""
    return []


@pytest.fixture
def open_page(
    browser: Browser, errors: list[str], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Open pages in a new context, given Playwright's options for it.

    For instance `open_page(java_script_enabled=False)`, or `open_page(color_scheme="dark",
    viewport={"width": 320, "height": 640})`. When the test is over, errors and warnings on a
    page's console, what its Content-Security-Policy stopped, exceptions, and requests that failed
    or went to another host fail it, unless it is marked `noisy`.
    """
    with ExitStack() as contexts:

        def open_one(**options: Any) -> Page:
            context = browser.new_context(**options)
            contexts.callback(context.close)
            page = context.new_page()
            _watch(page, errors)
            return page

        yield open_one
    _check(errors, request)


@pytest.fixture(scope="session")
def usual_context(browser: Browser) -> BrowserContext:
    """Return the context of `page`. A page left open in it keeps its process running."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    context.new_page()
    return context


@pytest.fixture
def page(
    usual_context: BrowserContext, errors: list[str], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """Return a light page, 1280 wide, with scripts, watched as in `open_page`.

    Permissions and stored data are removed before the next test.
    """
    page = usual_context.new_page()
    _watch(page, errors)
    yield page
    page.close()
    usual_context.clear_cookies()
    usual_context.clear_permissions()
    _check(errors, request)


def _check(errors: list[str], request: pytest.FixtureRequest) -> None:
    if not request.node.get_closest_marker("noisy"):
        assert errors == []


def _watch(page: Page, errors: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        # Chromium reports what a Content-Security-Policy blocks as an error on the console.
        if message.type in ("error", "warning"):
            errors.append(f"console {message.type}: {message.text}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname != "127.0.0.1":
            errors.append(f"request to elsewhere: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: errors.append(f"exception: {error}"))
    page.on("request", on_request)
