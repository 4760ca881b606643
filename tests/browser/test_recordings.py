"""A recording on a statement's page, in a real browser, under the preview's own server."""

import re
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from onrecord.preview.live_site import live_site
from onrecord.preview.server import LiveSite, address_of, previewing
from tests.browser.test_axe import AXE, violations
from tests.support.projects import CONFIG, write_project
from tests.support.recordings import tone
from tests.support.sites import steps

STATEMENT = "statements/2021-02-26-water/"
LONG = "Water is scarce, and so it goes on for a while. " * 40
TRANSCRIPT = f"""\
---
title: Remarks on water
date: 2021-02-26
speaker: ann-example
recording: talk.wav
---
[00:00:00] {LONG}

[00:00:02] Question: Whose is the river?

[00:00:04] Ann Example: Everybody’s.

{LONG}

[00:00:06.5] {LONG}
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the preview of a project with a recording."""
    files = {
        "config.yaml": CONFIG,
        "transcripts/2021-02-26-water.md": TRANSCRIPT,
        "transcripts/talk.wav": tone(10),
    }
    project = write_project(tmp_path_factory.mktemp("project"), files)
    with steps() as runner:
        site = LiveSite()
        site.show(live_site(project, runner))
        with previewing(site, port=0) as server:
            thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
            thread.start()
            yield address_of(server)
            server.shutdown()
            thread.join()


def time_of(page: Page) -> float:
    time = page.evaluate("document.querySelector('.recording-player').currentTime")
    assert isinstance(time, float | int)
    return time


def test_a_click_on_a_time_plays_from_there(page: Page, url: str) -> None:
    page.goto(f"{url}{STATEMENT}")
    link = page.get_by_role("link", name="Listen from 0:04")

    link.click()

    expect(link).to_have_attribute("aria-current", "true")
    expect(page.locator("#p3")).to_have_class(re.compile("is-playing"))
    assert 4 <= time_of(page) < 6
    assert page.url == f"{url}{STATEMENT}"


def test_the_keyboard_plays_from_a_time(page: Page, url: str) -> None:
    page.goto(f"{url}{STATEMENT}")
    link = page.get_by_role("link", name="Listen from 0:02")

    link.focus()
    page.keyboard.press("Enter")

    expect(link).to_have_attribute("aria-current", "true")
    expect(link).to_be_focused()


def test_the_text_follows_the_playing(page: Page, url: str) -> None:
    page.goto(f"{url}{STATEMENT}")
    page.get_by_role("link", name="Listen from 0:04").click()
    page.evaluate("document.querySelector('.recording-player').currentTime = 6.2")

    last = page.locator("#p5")
    expect(last).to_have_class(re.compile("is-playing"))
    expect(last).to_be_in_viewport()
    expect(page.locator(".is-playing")).to_have_count(1)


def test_a_reader_who_scrolled_elsewhere_is_left_there(page: Page, url: str) -> None:
    page.goto(f"{url}{STATEMENT}")
    page.get_by_role("link", name="Listen from 0:04").click()
    expect(page.locator("#p3")).to_have_class(re.compile("is-playing"))
    page.evaluate("window.scrollTo(0, 0)")
    page.evaluate("document.querySelector('.recording-player').currentTime = 6.5")

    expect(page.locator("#p5")).to_have_class(re.compile("is-playing"))
    page.wait_for_timeout(300)
    assert page.evaluate("window.scrollY") == 0


@pytest.mark.parametrize(("address", "time"), [("#answer-1", 2), ("#p5", 6.5), ("answer-1/", 2)])
def test_a_link_to_an_answer_or_a_paragraph_carries_its_time(
    address: str, time: float, page: Page, url: str
) -> None:
    page.goto(f"{url}{STATEMENT}{address}")

    page.wait_for_function(
        "time => document.querySelector('.recording-player').currentTime === time", arg=time
    )


def test_without_scripts_a_time_is_a_link(open_page: Callable[..., Page], url: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{url}{STATEMENT}")

    link = page.get_by_role("link", name="Listen from 0:04")
    expect(link).to_have_attribute("href", "talk.wav#t=4")
    expect(page.locator("audio")).to_be_visible()


def test_the_player_stays_in_sight(open_page: Callable[..., Page], url: str) -> None:
    for width in (360, 1280):
        page = open_page(viewport={"width": width, "height": 640})
        page.goto(f"{url}{STATEMENT}")
        expect(page.locator(".recording-player")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_citation_of_a_paragraph_has_its_time(page: Page, url: str) -> None:
    page.goto(f"{url}{STATEMENT}")
    page.locator("#p3").hover()
    page.locator("#p3 button.cite").click()

    chicago = page.get_by_role("region", name="Chicago of paragraph 3")
    expect(chicago).to_contain_text("answer 1, para. 3, 0:04")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_while_a_paragraph_is_played(
    scheme: Literal["light", "dark"], width: int, open_page: Callable[..., Page], url: str
) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page.goto(f"{url}{STATEMENT}")
    page.get_by_role("link", name="Listen from 0:04").click()
    expect(page.locator(".is-playing")).to_have_count(1)
    page.evaluate(AXE)
    assert violations(page) == []


def test_prints_have_no_player(page: Page, url: str) -> None:
    page.goto(f"{url}{STATEMENT}")
    page.emulate_media(media="print")

    expect(page.locator(".recording")).to_be_hidden()
