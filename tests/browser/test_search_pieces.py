"""The search page with an index of many pieces: what it loads, and how it reports failures."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.quotations import run_judge
from tests.support.server import serve_folder
from tools.made_collection import make_collection

COUNT = 1_000
EXTRAS = "search-extras.js"
PIECES = re.compile(r"/search/\w+/[\w-]+\.bin$")
TERMS = re.compile(r"/search/\w+/terms-\d+\.bin$")


@pytest.fixture(scope="module")
def large_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site's search page with the index of a large collection."""
    folder = tmp_path_factory.mktemp("large") / "site"
    shutil.copytree(site / "static", folder / "static")
    (folder / "search").mkdir()
    shutil.copy(site / "search/index.html", folder / "search")
    shutil.copy(site / "index.html", folder)
    write_index(folder / "search", COUNT)
    return folder


@pytest.fixture(scope="module")
def large_url(large_site: Path) -> Iterator[str]:
    with serve_folder(large_site) as url:
        yield url


def test_a_search_loads_only_the_pieces_that_it_needs(page: Page, large_url: str) -> None:
    asked = watch_pieces(page)
    search_for(page, large_url, "drug trafficking")
    expect(page.locator("#search-status")).to_contain_text("passages in")
    sections = {name.rpartition("-")[0] for name in asked}
    assert sections == {"terms", "texts", "sizes", "statements", "kinds", "speakers", "topics"}
    assert len([name for name in asked if name.startswith("terms-")]) <= 2
    assert len(asked) == len(set(asked))


def test_a_second_search_loads_nothing_again(page: Page, large_url: str) -> None:
    search_for(page, large_url, "drug trafficking")
    asked = watch_pieces(page)
    page.locator("input[name=q]").fill("trafficking drug")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile("q=trafficking"))
    assert asked == []


def test_from_disk_it_finds_the_same_as_on_a_server(
    page: Page, large_site: Path, large_url: str
) -> None:
    for query in ("Afghanistan", "Pakist*", '"drug trafficking"', "trafiking"):
        search_for(page, large_url, query)
        served = said_of(page)
        search_for(page, f"{large_site.as_uri()}/", query, page_name="index.html")
        assert said_of(page) == served


@pytest.mark.noisy
def test_a_piece_that_is_lost_once_is_requested_again(page: Page, large_url: str) -> None:
    fail_first(page, lambda route: route.abort())
    search_for(page, large_url, "Afghanistan")
    expect(page.locator("#search-status")).to_contain_text("passages in")


@pytest.mark.noisy
def test_a_piece_that_arrives_truncated_once_is_requested_again(page: Page, large_url: str) -> None:
    fail_first(page, lambda route: route.fulfill(body=route.fetch().body()[:-9]))
    search_for(page, large_url, "Afghanistan")
    expect(page.locator("#search-status")).to_contain_text("passages in")


def lose(route: Route, _: Path) -> None:
    route.fulfill(status=503, body="busy")


def cut(route: Route, _: Path) -> None:
    route.fulfill(body=route.fetch().body()[:-1])


def change_a_byte(route: Route, _: Path) -> None:
    body = bytearray(route.fetch().body())
    body[len(body) // 2] ^= 1
    route.fulfill(body=bytes(body))


def send_nothing(route: Route, _: Path) -> None:
    route.fulfill(body=b"")


def send_a_page(route: Route, _: Path) -> None:
    route.fulfill(body="<!DOCTYPE html><title>Home</title>", content_type="text/html")


def send_another_piece(route: Route, site: Path) -> None:
    """Send a sound piece of the same build, but not the one requested."""
    number = int(re.findall(r"terms-(\d+)", route.request.url)[0])
    other = next(site.glob(f"search/*/terms-{1 if number == 0 else 0}.bin"))
    route.fulfill(body=other.read_bytes())


@pytest.mark.noisy
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (lose, r"the server answered 503 for terms-\d+\.bin"),
        (cut, r"terms-\d+ arrived damaged"),
        (change_a_byte, r"terms-\d+ arrived damaged"),
        (send_nothing, r"terms-\d+ arrived damaged"),
        (send_a_page, r"terms-\d+ arrived damaged"),
        (send_another_piece, r"terms-\d+ belongs to another build of the site"),
    ],
)
def test_a_piece_that_never_arrives_intact_is_reported_and_nothing_is_shown(
    page: Page,
    large_site: Path,
    large_url: str,
    error: Callable[[Route, Path], None],
    said: str,
) -> None:
    """The piece is requested twice. Once it arrives, the next search works as usual."""
    times: list[str] = []

    def spoil(route: Route) -> None:
        times.append(route.request.url)
        error(route, large_site)

    page.route(TERMS, spoil)
    page.goto(f"{large_url}search/?q=Afghanistan")  # one search; typing would start another
    settle(page)
    expect(page.locator("#search-status")).to_have_text("Search is unavailable")
    expect(page.locator("#search-remarks")).to_contain_text(re.compile(said))
    expect(page.get_by_role("link", name="statements by date")).to_be_visible()
    assert page.locator("#results > section").count() == 0
    assert len(times) == 2
    page.unroute(TERMS)
    page.locator("input[name=q]").press("Enter")
    expect(page.locator("#search-status")).to_contain_text("passages in")


@pytest.mark.noisy
def test_a_site_rebuilt_in_the_meantime_is_reported(
    page: Page, large_url: str, tmp_path: Path
) -> None:
    """The page has the old build's manifest, and the server has the new build's pieces."""
    write_index(tmp_path, COUNT - 100)
    search_for(page, large_url, "Afghanistan")
    new = {path.name: path for path in tmp_path.glob("*/terms-*.bin")}

    def send_new(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        route.fulfill(body=new.get(name, new["terms-0.bin"]).read_bytes())

    page.route(TERMS, send_new)
    page.locator("input[name=q]").fill("Uzbekistan")
    page.keyboard.press("Enter")
    expect(page.locator("#search-remarks")).to_contain_text("belongs to another build of the site")


@pytest.mark.noisy
def test_an_updated_site_is_searched_although_the_browser_has_kept_its_old_manifest(
    page: Page, large_url: str, tmp_path: Path
) -> None:
    write_index(tmp_path, COUNT - 100)
    kept = (tmp_path / "index.js").read_text("utf-8")
    page.route(re.compile(r"/search/index\.js$"), lambda route: route.fulfill(body=kept))
    search_for(page, large_url, "Afghanistan")
    expect(page.locator("#search-status")).to_contain_text("passages in")


def test_a_plain_query_shows_its_hits_before_what_filters_need_is_requested(
    page: Page, large_url: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{large_url}search/?q=Afghanistan")
    settle(page)
    texts = [place for place, name in enumerate(asked) if name.startswith("texts-")]
    assert texts
    for later in (EXTRAS, "statements-0.bin", "kinds-0.bin", "speakers-0.bin", "topics-0.bin"):
        assert asked.count(later) == 1
        assert max(texts) < asked.index(later)


@pytest.mark.noisy
def test_without_the_second_script_plain_words_are_found_as_they_are_typed(
    page: Page, large_url: str
) -> None:
    page.route(re.compile(EXTRAS), lambda route: route.abort())
    page.goto(f"{large_url}search/")
    page.locator("input[name=q]").type("Afghanistan")
    expect(page.locator("#search-status")).to_contain_text("passages in")
    expect(page.locator("#search-remarks")).to_have_text(
        f"Filters and exports are unavailable ({EXTRAS} did not arrive). Try again."
    )
    expect(page.locator("#search-filters")).to_be_hidden()
    page.unroute(re.compile(EXTRAS))
    page.keyboard.press("Enter")
    expect(page.locator("#search-filters")).to_be_visible()
    expect(page.locator("#search-remarks")).to_be_empty()


@pytest.mark.noisy
@pytest.mark.parametrize("asked", ["?q=%22drug+trafficking%22", "?q=Afghanistan&kind=answer"])
def test_a_query_that_needs_the_second_script_says_that_it_did_not_arrive(
    page: Page, large_url: str, asked: str
) -> None:
    page.route(re.compile(EXTRAS), lambda route: route.abort())
    page.goto(f"{large_url}search/{asked}")
    expect(page.locator("#search-status")).to_have_text("Search is unavailable")
    expect(page.locator("#search-remarks")).to_contain_text(f"{EXTRAS} did not arrive")
    page.unroute(re.compile(EXTRAS))
    page.locator("input[name=q]").press("Enter")
    expect(page.locator("#search-status")).to_contain_text("passages in")


def test_what_is_typed_before_the_script_arrives_is_kept(page: Page, large_url: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/search\.js$"), hold)
    page.goto(f"{large_url}search/", wait_until="commit")
    page.locator("input[name=q]").fill("Afghanistan")
    held[0].continue_()
    expect(page.locator("#search-status")).to_contain_text("passages in")
    expect(page.locator("input[name=q]")).to_have_value("Afghanistan")


@pytest.mark.noisy
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<!DOCTYPE html>", "index.json is damaged"),
        ('{"format": 99}', "the index is of another version than this page"),
        ("null", "the index is of another version than this page"),
    ],
)
def test_an_invalid_manifest_is_reported(page: Page, large_url: str, body: str, said: str) -> None:
    page.route(re.compile(r"/search/index\.js(on)?$"), lambda route: route.fulfill(body=body))
    search_for(page, large_url, "Afghanistan")
    expect(page.locator("#search-remarks")).to_contain_text(said)
    expect(page.get_by_role("link", name="statements by date")).to_be_visible()


@pytest.mark.noisy
def test_a_file_missing_on_disk_is_reported(page: Page, large_site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(large_site, folder)
    for path in folder.glob("search/*/terms-*.js"):
        path.unlink()
    search_for(page, f"{folder.as_uri()}/", "Afghanistan", page_name="index.html")
    expect(page.locator("#search-remarks")).to_contain_text("terms-0.js could not be read")


def test_only_the_manifest_can_change_at_its_address(large_site: Path) -> None:
    """Every other file has the build's name in its address."""
    build = json.loads((large_site / "search/index.json").read_text("utf-8"))["build"]
    assert sorted(path.name for path in (large_site / "search").iterdir()) == sorted(
        [build, "index.html", "index.js", "index.json"]
    )


def write_index(folder: Path, count: int) -> None:
    run_judge.write_index(make_collection(count).index_files(), folder)


def watch_pieces(page: Page) -> list[str]:
    """Return a list that grows by the name of each piece requested."""
    asked: list[str] = []
    page.on(
        "request",
        lambda request: (
            asked.append(request.url.rpartition("/")[2].removesuffix(".bin"))
            if PIECES.search(request.url)
            else None
        ),
    )
    return asked


def fail_first(page: Page, act: Callable[[Route], None]) -> None:
    """Make every piece fail when it is first requested."""
    failed: set[str] = set()

    def spoil(route: Route) -> None:
        is_first = route.request.url not in failed
        failed.add(route.request.url)
        act(route) if is_first else route.continue_()

    page.route(PIECES, spoil)


def search_for(page: Page, url: str, query: str, *, page_name: str = "") -> None:
    page.goto(f"{url}search/{page_name}")
    page.locator("input[name=q]").fill(query)
    page.keyboard.press("Enter")
    settle(page)


def settle(page: Page) -> None:
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")


def said_of(page: Page) -> tuple[str, str, list[str]]:
    """Return the status, the remarks and the texts of the hits."""
    return (
        page.locator("#search-status").inner_text(),
        page.locator("#search-remarks").inner_text(),
        page.locator("#results .passage-text").all_inner_texts(),
    )
