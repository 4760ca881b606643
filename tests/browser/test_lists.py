"""Home, lists, topics and speakers, with few statements and with many."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.browser.test_axe import AXE, violations
from tests.support.projects import CONFIG, write_project
from tests.support.server import serve_folder
from tests.support.sites import built

PUT_NUMBERS = """cells => cells.forEach(cell => {
  const number = document.createElement("span");
  number.className = "calendar-number";
  number.textContent = "8";
  cell.replaceChildren(number);
})"""
OpenPage = Callable[..., Page]
NAMES = (
    *("Ada Ames", "Bo Bell", "Cy Cole", "Di Dunn", "Ed Eads", "Flo Ford", "Gus Gray", "Hal Holt"),
    *("Ida Ives", "Jo Jensen", "Kai Kerr", "Lou Núñez", "Max Moss", "Ned Nash"),
)
BODY = """\
The river is old.

The river is wide.

Water is scarce.

Question: Whose is it?

{name}: Everybody’s. It is a lake.
"""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site of 121 statements, 41 of them in one month."""
    folder = tmp_path_factory.mktemp("crowd")
    speakers = "".join(f"  s{n}:\n    name: {name}\n" for n, name in enumerate(NAMES))
    config = CONFIG.replace("speakers:\n", f"speakers:\n{speakers}", 1)
    days = [f"2021-03-{n % 28 + 1:02}" for n in range(40)]
    days += [f"{2018 + n // 24}-{n % 12 + 1:02}-05" for n in range(80)]
    files: dict[str, str | bytes] = {"config.yaml": config}
    for n, day in enumerate(sorted(days)):
        head = f"---\ntitle: Remarks {n}\ndate: {day}\nspeaker: s{n % 14}\n---\n"
        files[f"transcripts/{day}-{n}.md"] = head + BODY.format(name=NAMES[n % 14])
    built(write_project(folder / "project", files), folder / "site", is_published=False)
    with serve_folder(folder / "site") as url:
        yield url


def dates_of(page: Page) -> list[str]:
    times = page.locator(":is(.entry, .group) time")
    return times.evaluate_all("all => all.map(one => one.dateTime)")


def boxes(page: Page, selector: str) -> list[FloatRect]:
    return page.locator(selector).evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect())"
        ".map(({x, y, width, height}) => ({x, y, width, height}))"
    )


@pytest.mark.parametrize("address", ["", "2021/", "topics/terrorism/", "speakers/sergey-lavrov/"])
def test_a_list_has_the_latest_first_and_a_link_to_the_oldest_first(
    open_page: OpenPage, site_url: str, address: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site_url + address)
    latest = dates_of(page)
    assert len(latest) > 1
    page.get_by_role("link", name="Oldest first").click()
    oldest = dates_of(page)
    page.get_by_role("link", name="Latest first").click()
    assert page.url == site_url + address
    main = [day for day in latest if day != "2021-07-16"]  # a report quotes a speaker, at the end
    assert main == sorted(main, reverse=True)
    assert [day for day in oldest if day != "2021-07-16"] == sorted(main)


def test_questions_on_the_home_page_link_into_their_statements(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator(".entry-questions a", has_text="Several rounds").click()
    assert page.url == f"{site_url}statements/2021-02-26-atmar/#answer-2"


def test_the_home_page_of_many_statements_is_about_two_screens_long(
    open_page: OpenPage, crowd: str
) -> None:
    page = open_page(viewport={"width": 1440, "height": 900})
    page.goto(crowd)
    assert page.locator(".entry").count() == 6
    assert page.evaluate("document.documentElement.scrollHeight") < 2.5 * 900


def test_each_figure_of_the_table_of_months_opens_its_month(
    open_page: OpenPage, crowd: str
) -> None:
    """Figures of two digits do not touch each other, and can be hit with a finger."""
    page = open_page()
    for width in (320, 768, 1200, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(crowd)
        places = boxes(page, ".months td a")
        assert (width, len(places)) == (width, 44)
        assert all(box["width"] >= 24 and box["height"] >= 24 for box in places)
        rows = [(one, two) for one, two in pairwise(places) if one["y"] == two["y"]]
        assert all(one["x"] + one["width"] <= two["x"] + 0.1 for one, two in rows)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.get_by_role("link", name="March 2021: 41 statements").click()
        assert page.url == f"{crowd}2021/03/"
        expect(page.locator(".entry")).to_have_count(41)


def test_a_month_without_a_page_of_its_own_is_on_the_page_of_its_year(
    page: Page, crowd: str
) -> None:
    page.goto(crowd)
    page.get_by_role("link", name="February 2020: 2 statements").click()
    assert page.url == f"{crowd}2020/#month-02"
    expect(page.locator("#month-02 .entry")).to_have_count(2)


def test_numbers_of_the_calendar_fit_their_months(open_page: OpenPage, site_url: str) -> None:
    page = open_page(viewport={"width": 320, "height": 900})
    page.goto(site_url)
    page.locator(".calendar tbody td").evaluate_all(PUT_NUMBERS)
    for cell, number in zip(
        boxes(page, ".calendar tbody td"), boxes(page, ".calendar-number"), strict=True
    ):
        assert cell["x"] <= number["x"]
        assert number["x"] + number["width"] <= cell["x"] + cell["width"]


def test_speakers_are_found_by_a_part_of_their_name(page: Page, crowd: str) -> None:
    page.goto(f"{crowd}speakers/")
    entries = page.locator(".tally li:visible")
    expect(entries).to_have_count(16)
    page.get_by_role("searchbox", name="Filter by name").fill("nunez")
    expect(entries).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 speaker")
    page.get_by_role("searchbox", name="Filter by name").fill("")
    expect(entries).to_have_count(16)


def test_without_scripts_all_speakers_are_listed_by_name_or_by_amount(
    open_page: OpenPage, crowd: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{crowd}speakers/")
    names = page.locator(".tally a").all_inner_texts()
    assert names == [
        *sorted((*NAMES, "Ann Example"), key=lambda name: name.split()[1]),
        "Journalist",
    ]
    page.get_by_role("link", name="By amount").click()
    amounts = page.locator(".tally").first.locator("li > span:last-child").all_inner_texts()
    numbers = [int(amount.split()[0]) for amount in amounts]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) > 1


def test_a_topic_with_many_passages_has_its_latest_and_its_years(page: Page, crowd: str) -> None:
    page.goto(f"{crowd}topics/water/")
    assert page.locator(".passage").count() >= 12
    page.locator(".parts a", has_text="2021").click()
    assert page.url == f"{crowd}topics/water/2021/"
    expect(page.get_by_role("heading", level=1)).to_have_text("Water, 2021")


@pytest.mark.parametrize(
    "address", ["", "2021/", "2021/03/", "topics/", "topics/water/", "speakers/", "speakers/s1/"]
)
def test_axe_finds_nothing_where_there_are_many_statements(
    open_page: OpenPage, crowd: str, address: str
) -> None:
    page = open_page(bypass_csp=True)
    page.goto(crowd + address)
    page.evaluate(AXE)
    for scheme, width in (("light", 1280), ("dark", 320)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        assert (scheme, width, violations(page)) == (scheme, width, [])
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_from_disk_too_the_order_can_be_changed(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Oldest first").click()
    assert page.url == (site / "oldest-first/index.html").as_uri()
