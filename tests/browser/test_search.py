"""The search page, on the five transcripts."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect


def search_for(page: Page, site_url: str, query: str) -> None:
    """Open the search page, type a query and press Enter."""
    page.goto(f"{site_url}search/")
    page.locator("input[type=search][name=q]").fill(query)
    page.keyboard.press("Enter")
    settle(page)


def settle(page: Page) -> None:
    """Wait until the search is done."""
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")


def hits_of(page: Page) -> list[str]:
    """Return the paragraphs shown, such as `2021-02-26-atmar/p14`, sorted."""
    addresses = page.locator("#results a[data-hit]").evaluate_all("all => all.map(a => a.href)")
    found = [re.search(r"statements/([^/]+)/#(p\d+)$", address) for address in addresses]
    return sorted(f"{match[1]}/{match[2]}" for match in found if match)


def number_of_hits(page: Page) -> int:
    """Return the number of hits that the page states."""
    said = re.match(r"(\d+) passages?", page.locator("#search-status").inner_text())
    return int(said[1]) if said else 0


def paragraphs_with(site: Path, *words: str) -> list[str]:
    """Return the paragraphs of the collection that contain all of the words, sorted."""
    lines = (site / "data/paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    paragraphs = [json.loads(line) for line in lines]
    return sorted(
        paragraph["id"]
        for paragraph in paragraphs
        if all(re.search(rf"\b{word}\b", paragraph["text"]) for word in words)
    )


def test_a_word_finds_every_paragraph_that_has_it(page: Page, site_url: str, site: Path) -> None:
    search_for(page, site_url, "Turkey")
    assert hits_of(page) == paragraphs_with(site, "Turkey")
    assert len(hits_of(page)) == 3
    expect(page.locator("#search-status")).to_have_text("3 passages in 2 statements")


def test_words_are_joined_by_and(page: Page, site_url: str, site: Path) -> None:
    search_for(page, site_url, "Troika Qatar")
    assert (
        hits_of(page)
        == paragraphs_with(site, "Troika", "Qatar")
        == ["2021-03-30-istanbul-process/p4"]
    )


def test_a_hit_shows_highlights_statement_date_speaker_and_paragraph(
    page: Page, site_url: str
) -> None:
    search_for(page, site_url, "Karachi")
    group = page.locator("#results > section")
    expect(group).to_have_count(1)
    expect(group.locator("h3 a")).to_have_text("Joint news conference with Khawaja Muhammad Asif")
    expect(group.locator("time")).to_have_text("20 February 2018")
    expect(group.locator("mark")).to_have_text(["Karachi"])
    expect(group.locator(".passage-by")).to_have_text("Sergey Lavrov · Paragraph 8")


def test_a_statement_is_one_group_in_reading_order_with_each_question_once(
    page: Page, site_url: str
) -> None:
    search_for(page, site_url, "Moscow format")
    statements = page.locator("#results h3 a").evaluate_all("all => all.map(a => a.href)")
    assert len(statements) == len(set(statements)) > 2
    group = page.locator("#results > section").filter(has_text="Mohammad Haneef Atmar")
    expect(group.locator(".group-head p")).to_have_text("26 February 2021 · 3 passages")
    expect(group.locator("a[data-hit]")).to_have_text(
        ["Paragraph 5", "Paragraph 11", "Paragraph 16"]
    )
    asked = group.locator(".asked a").evaluate_all("all => all.map(a => a.href)")
    assert asked == [f"{site_url}statements/2021-02-26-atmar/#answer-1"]


def test_a_hit_links_to_its_paragraph_and_highlights_the_words_there(
    page: Page, site_url: str
) -> None:
    search_for(page, site_url, "separatism card")
    page.locator("#results a[data-hit]").click()
    expect(page).to_have_url(re.compile(r"/statements/2021-02-26-atmar/#p\d+$"))
    target = page.locator(".paragraph:target")
    expect(target).to_be_in_viewport()
    expect(target.locator("mark")).to_have_text(["separatism", "card"])


def test_a_phrase_finds_its_words_in_order(page: Page, site_url: str, site: Path) -> None:
    search_for(page, site_url, '"on the ground"')
    assert hits_of(page) == paragraphs_with(site, "on the ground")
    expect(page.locator("#results mark").first).to_have_text("on the ground")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ISIS -north -northern", "without"),
        ("+Naghlu hydroelectric", "2017-02-07-rabbani/p4"),
        ("text:Naghlu", "2017-02-07-rabbani/p4"),
        ("Naghl*", "2017-02-07-rabbani/p4"),
        ("Naghlo~1", "2017-02-07-rabbani/p4"),
        ("title:atmar Naghlu", "nothing"),
        ("Naghlu^3", "2017-02-07-rabbani/p4"),
    ],
)
def test_operators_of_lunr_work(
    page: Page, site_url: str, site: Path, query: str, expected: str
) -> None:
    search_for(page, site_url, query)
    if expected == "without":
        others = {*paragraphs_with(site, "north"), *paragraphs_with(site, "northern")}
        assert hits_of(page)
        named = {
            *paragraphs_with(site, "ISIS"),
            *paragraphs_with(site, "Islamic State"),
        }  # config.yaml says so
        assert hits_of(page) == sorted(named - others)
    else:
        assert hits_of(page) == ([] if expected == "nothing" else [expected])


def test_if_no_paragraph_has_all_words_those_with_some_are_offered(
    page: Page, site_url: str
) -> None:
    search_for(page, site_url, "Naghlu Karachi")
    assert hits_of(page) == []
    expect(page.locator("#search-remarks")).to_contain_text("No passage contains all these words.")
    page.get_by_role("button", name="Show 2 that contain some of them").click()
    settle(page)
    assert len(hits_of(page)) == 2
    assert parse_qs(urlsplit(page.url).query) == {"q": ["Naghlu Karachi"], "any": ["1"]}


def test_an_unknown_word_is_named_and_a_known_one_suggested(page: Page, site_url: str) -> None:
    search_for(page, site_url, "talibn")
    expect(page.locator("#search-status")).to_have_text("No results for “talibn”")
    expect(page.locator("#search-remarks p")).to_have_text(["Did you mean: taliban"])
    page.get_by_role("button", name="taliban").click()
    settle(page)
    expect(page.locator("input[name=q]")).to_have_value("taliban")
    assert len(hits_of(page)) > 0


def test_only_a_word_that_the_heading_does_not_name_is_named_below_it(
    page: Page, site_url: str
) -> None:
    search_for(page, site_url, "moonlanding")
    expect(page.locator("#search-status")).to_have_text("No results for “moonlanding”")
    expect(page.locator("#search-remarks")).to_be_empty()
    search_for(page, site_url, "Taliban moonlanding")
    expect(page.locator("#search-remarks p").first).to_have_text("No results for “moonlanding”.")


def test_filters_show_counts_narrow_the_hits_and_appear_in_the_address(
    page: Page, site_url: str
) -> None:
    search_for(page, site_url, "ISIS")
    every = len(hits_of(page))
    year = page.get_by_role("group", name="Year").get_by_role("checkbox", name="2018")
    count = page.get_by_role("group", name="Year").locator("label", has_text="2018")
    shown = int(count.locator(".filter-count").inner_text())
    year.check()
    settle(page)
    assert len(hits_of(page)) == shown < every
    assert {hit[:4] for hit in hits_of(page)} == {"2018"}
    assert parse_qs(urlsplit(page.url).query) == {"q": ["ISIS"], "year": ["2018"]}
    expect(page.get_by_role("checkbox", name="2018")).to_be_focused()
    page.get_by_role("link", name="Clear filters").click()
    settle(page)
    assert len(hits_of(page)) == every


def test_counts_of_topics_say_what_is_about_them_first(
    page: Page, site_url: str, site: Path
) -> None:
    search_for(page, site_url, "ISIS")
    found = set(hits_of(page))
    assert len(found) == number_of_hits(page)
    lines = (site / "data/paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    hits = [one for one in map(json.loads, lines) if one["id"] in found]
    about = Counter(topic for one in hits for topic in one["about_topics"])
    mentioned = Counter(topic for one in hits for topic in one["topics"]) - about
    group = page.get_by_role("group", name="Topic about + mentioned")
    if (more := group.get_by_role("button", name="Show all")).count():
        more.click()
    shown = {
        one.locator("input").input_value(): one.locator(".filter-count").inner_text()
        for one in group.locator("label").all()
    }
    assert shown == {
        topic: f"{about[topic]} + {mentioned[topic]}" if mentioned[topic] else str(about[topic])
        for topic in about | mentioned
    }
    order = [about[topic] for topic in shown]
    assert order == sorted(order, reverse=True)


def test_an_address_restores_its_state(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=ISIS&kind=question&order=date")
    settle(page)
    expect(page.get_by_role("checkbox", name="Questions")).to_be_checked()
    expect(page.locator("#search-order [aria-current]")).to_have_text("Newest first")
    assert page.locator(".passage-by").all_inner_texts()
    assert all(", asking" in text for text in page.locator(".passage-by").all_inner_texts())


def test_back_and_forward_move_through_the_searches(page: Page, site_url: str) -> None:
    search_for(page, site_url, "Karachi")
    first = hits_of(page)
    page.locator("input[name=q]").fill("Naghlu")
    page.keyboard.press("Enter")
    settle(page)
    second = hits_of(page)
    page.go_back()
    expect(page.locator("input[name=q]")).to_have_value("Karachi")
    settle(page)
    assert hits_of(page) == first
    page.go_forward()
    expect(page.locator("input[name=q]")).to_have_value("Naghlu")
    settle(page)
    assert hits_of(page) == second != first


@pytest.mark.parametrize(
    ("name", "order", "is_reversed"),
    [("Newest first", ["date"], True), ("Oldest first", ["oldest"], False)],
)
def test_statements_are_sorted_by_date_from_either_end(
    page: Page, site_url: str, name: str, order: list[str], is_reversed: bool
) -> None:
    search_for(page, site_url, "Taliban")
    page.get_by_role("link", name=name).click()
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["Taliban"], "order": order}
    dates = page.locator("#results time").evaluate_all("all => all.map(t => t.dateTime)")
    assert dates == sorted(dates, reverse=is_reversed)
    assert len(set(dates)) > 2


def test_an_unfinished_word_finds_hits_while_it_is_typed(
    page: Page, site_url: str, site: Path
) -> None:
    page.goto(f"{site_url}search/")
    page.locator("input[name=q]").press_sequentially("separati")
    expect(page.locator("#results a[data-hit]")).to_have_count(1)
    assert hits_of(page) == paragraphs_with(site, "separatism")


def test_slash_focuses_the_box_and_arrows_move_through_the_hits(page: Page, site_url: str) -> None:
    search_for(page, site_url, "Taliban")
    page.locator("#search-status").click()
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()
    links = page.locator("#results a[data-hit]")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    address = links.nth(0).evaluate("a => a.href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)


def test_only_the_manifest_is_loaded_before_search_is_used(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{site_url}search/")
    page.wait_for_load_state("networkidle")
    before = [path for path in asked if path.startswith("/search/") and path != "/search/"]
    page.locator("input[name=q]").fill("Karachi")
    page.keyboard.press("Enter")
    settle(page)
    after = [path for path in asked if path.startswith("/search/") and path != "/search/"]
    assert before == ["/search/index.js"]
    assert len(after) > 1
    assert "/search/index.json" not in after


@pytest.mark.noisy
def test_an_index_that_cannot_be_loaded_offers_the_list_of_statements(
    page: Page, site_url: str
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.goto(f"{site_url}search/")
    page.route(re.compile(r"/search/."), refuse)
    page.locator("input[name=q]").fill("Karachi")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator("#search-status")).to_have_text("Search is unavailable")
    page.get_by_role("link", name="statements by date").click()
    expect(page).to_have_url(site_url)


def test_without_scripts_the_page_says_so_and_links_to_other_pages(
    open_page: Callable[..., Page], site_url: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site_url}search/?q=Karachi")
    said = "Search needs JavaScript. You can still browse statements by date"
    assert said in page.locator("main").inner_text()


def test_the_form_on_the_home_page_opens_the_hits(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator("input[type=search]").fill("Karachi")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_url}search/?q=Karachi")
    settle(page)
    assert hits_of(page) == ["2018-02-20-asif/p8"]


def test_bars_show_frequencies_and_filter_the_hits(page: Page, site_url: str) -> None:
    search_for(page, site_url, "ISIS")
    every = len(hits_of(page))
    bar = page.locator(".chart-bar").filter(has_text="7 Feb 2017")
    expect(bar).to_contain_text("mentions")
    bar.click()
    settle(page)
    assert {hit[:10] for hit in hits_of(page)} == {"2017-02-07"}
    expected = {"q": ["ISIS"], "from": ["2017-02-07"], "to": ["2017-02-07"]}
    assert parse_qs(urlsplit(page.url).query) == expected
    expect(page.get_by_label("First day")).to_have_value("2017-02-07")
    page.locator(".chart-bar[aria-pressed=true]").click()
    settle(page)
    assert len(hits_of(page)) == every


def test_a_drag_across_bars_selects_a_period(page: Page, site_url: str) -> None:
    search_for(page, site_url, "Taliban")
    page.locator(".chart-bar").nth(2).drag_to(page.locator(".chart-bar").nth(4))
    settle(page)
    expect(page).to_have_url(re.compile(r"from=2021-02-26&to=2021-07-16"))
    assert {hit[:4] for hit in hits_of(page)} == {"2021"}


def test_mentions_equal_a_plain_count(page: Page, site_url: str, site: Path) -> None:
    search_for(page, site_url, "Taliban")
    lines = (site / "data/paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    text = " ".join(
        paragraph["text"]
        for paragraph in map(json.loads, lines)
        if paragraph["statement"] == "2021-02-26-atmar"
    )
    mentions = len(re.findall(r"\bTaliban\b", text))
    bar = page.locator(".chart-bar").filter(has_text="26 Feb 2021")
    expect(bar).to_contain_text(f"{mentions} mentions")


def test_the_whole_answer_is_one_click_away(page: Page, site_url: str) -> None:
    search_for(page, site_url, "separatism")
    page.get_by_text("Show the whole answer").click()
    whole = page.locator(".whole-text p")
    expect(whole).to_have_count(5)
    expect(whole.first).to_contain_text("What do you think about last night’s US air strikes")
    expect(page.locator(".whole-text mark")).to_have_text(["separatism"])


def test_hits_are_exported_as_text_csv_and_json(
    open_page: Callable[..., Page], site_url: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    search_for(page, site_url, "Karachi")
    page.get_by_role("button", name="Copy with citations").click()
    expect(page.locator("#search-export")).to_contain_text("1 passage copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(
        "— Sergey Lavrov, Joint news conference with Khawaja Muhammad Asif, 20 February 2018, "
        f"paragraph 8. {site_url}statements/2018-02-20-asif/#p8:bdpt8\n"
    )
    with page.expect_download() as taken:
        page.get_by_role("button", name="JSON").click()
    (row,) = json.loads(taken.value.path().read_text(encoding="utf-8"))
    assert row["id"] == "2018-02-20-asif/p8"
    assert "Karachi to Lahore" in row["text"]
    assert row["address"] == f"{site_url}statements/2018-02-20-asif/#p8:bdpt8"
    assert taken.value.suggested_filename == "karachi.json"
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").click()
    table = taken.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [one["text"] for one in rows] == [row["text"]]


@pytest.mark.parametrize(
    ("address", "label", "name", "value"),
    [
        ("statements/2018-02-20-asif/", "Search this statement", "statement", "2018-02-20-asif"),
        ("topics/terrorism/", "Search this topic", "topic", "terrorism"),
        ("speakers/journalist/", "Search these paragraphs", "speaker", "journalist"),
    ],
)
def test_a_search_can_be_limited_to_a_statement_a_topic_or_a_speaker(
    page: Page, site_url: str, address: str, label: str, name: str, value: str
) -> None:
    page.goto(site_url + address)
    page.get_by_label(label).fill("Afghanistan")
    page.keyboard.press("Enter")
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["Afghanistan"], name: [value]}
    expect(page.locator(f"#search-filters input[name={name}][value='{value}']")).to_be_checked()
    within = number_of_hits(page)
    page.get_by_role("link", name="Clear filters").click()
    settle(page)
    assert 0 < within < number_of_hits(page)


def test_a_quoted_speaker_counts_is_named_and_can_be_left_out(
    open_page: Callable[..., Page], site_url: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{site_url}search/?q=chaos+neighboring&speaker=sergey-lavrov")
    settle(page)
    assert hits_of(page) == ["2021-07-16-tashkent/p5"]
    expect(page.locator(".passage-by")).to_have_text(
        "Sergey Lavrov, as quoted in a news report · Paragraph 5"
    )
    expect(page.locator(".chart-bar").filter(has_text="16 Jul 2021")).to_contain_text("2 mentions")
    page.get_by_role("button", name="Copy with citations").click()
    expect(page.locator("#search-export")).to_contain_text("1 passage copied.")
    assert "— Sergey Lavrov, as quoted in News report from the Tashkent conference" in (
        page.evaluate("navigator.clipboard.readText()")
    )
    chip = page.get_by_role("link", name="Including quotations in news reports")
    chip.click()
    settle(page)
    assert hits_of(page) == []
    expect(chip).to_have_count(0)
    assert parse_qs(urlsplit(page.url).query)["quoted"] == ["0"]
    page.get_by_role("checkbox", name="Including quotations in news reports").check()
    settle(page)
    assert hits_of(page) == ["2021-07-16-tashkent/p5"]


@pytest.mark.parametrize("width", [360, 1440])
def test_filters_in_use_are_chips_that_remove_them(
    open_page: Callable[..., Page], site_url: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 740})
    page.goto(f"{site_url}search/?q=Taliban&year=2021&topic=reconciliation&from=2021-02&to=2021-03")
    settle(page)
    chips = page.locator("#search-chips a")
    expect(chips).to_have_text(
        [
            re.compile("2021"),
            re.compile("Afghan reconciliation"),
            re.compile("1 February 2021 to 31 March 2021"),
            "Clear filters",
        ]
    )
    within = number_of_hits(page)
    page.get_by_role("link", name="1 February 2021 to 31 March 2021").click()
    settle(page)
    expect(page.locator("#search-status h2")).to_be_focused()
    assert number_of_hits(page) > within
    assert parse_qs(urlsplit(page.url).query) == {
        "q": ["Taliban"],
        "year": ["2021"],
        "topic": ["reconciliation"],
    }
    page.get_by_role("link", name="Clear filters").click()
    settle(page)
    expect(chips).to_have_count(0)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["Taliban"]}


def test_what_somebody_said_over_time_is_two_clicks_away(page: Page, site_url: str) -> None:
    search_for(page, site_url, "Taliban")
    page.get_by_role("checkbox", name="Sergey Lavrov").check()
    settle(page)
    page.get_by_role("link", name="Oldest first").click()
    settle(page)
    dates = page.locator("#results time").all_inner_texts()
    assert dates == ["7 February 2017", "26 February 2021", "30 March 2021", "16 July 2021"]
    shown = set(page.locator(".passage-by").all_inner_texts())
    assert all(text.startswith("Sergey Lavrov") for text in shown)
    assert len(hits_of(page)) == number_of_hits(page) > 4


def test_a_search_of_a_topic_or_a_speaker_offers_its_feed(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?topic=reconciliation")
    settle(page)
    feed = page.get_by_role("link", name="Feed: Afghan reconciliation")
    address = feed.evaluate("a => a.href")
    assert address == f"{site_url}topics/reconciliation/feed.xml"
    assert page.request.get(address).ok
    page.goto(f"{site_url}search/?q=Taliban&speaker=sergey-lavrov")
    settle(page)
    address = page.get_by_role("link", name="Feed: Sergey Lavrov").evaluate("a => a.href")
    assert page.request.get(address).ok


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("query", ["", "?q=Taliban&speaker=sergey-lavrov"])
def test_results_push_down_nothing_that_a_reader_sees(
    open_page: Callable[..., Page], site_url: str, width: int, query: str
) -> None:
    page = open_page(viewport={"width": width, "height": 740})
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(f"{site_url}search/{query}", wait_until="networkidle")
    settle(page)
    if query:
        expect(page.locator("#search-export button").first).to_be_attached()
    assert page.evaluate("moved") < 0.05


def test_search_tips_are_open_until_something_is_searched_for(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/")
    tips = page.get_by_text("exactly these words, in this order")
    expect(tips).to_be_visible()
    search_for(page, site_url, "Taliban")
    expect(tips).to_be_hidden()


def test_results_have_targets_of_24_pixels(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(f"{site_url}search/?q=Taliban&speaker=sergey-lavrov")
    settle(page)
    page.locator("#search-filters summary").click()
    low = page.locator("main :is(a, button, summary, label.filter-value)").evaluate_all(
        """all => all.filter(one => one.checkVisibility() && !one.closest("p"))
          .map(one => [one.textContent, one.getBoundingClientRect().height])
          .filter(([, height]) => height < 24)"""
    )
    assert low == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_hits_inside_a_statement_are_stepped_through(page: Page, site_url: str) -> None:
    search_for(page, site_url, "Taliban")
    group = page.locator("#results > section").filter(has_text="Mohammad Haneef Atmar")
    links = group.locator("a[data-hit]")
    anchors = links.evaluate_all("all => all.map(a => a.hash)")
    searched = page.url
    links.nth(1).click()
    status = page.locator(".hit-steps [role=status]")
    expect(status).to_have_text(f"Result 2 of {len(anchors)}")
    page.keyboard.press("n")
    expect(status).to_have_text(f"Result 3 of {len(anchors)}")
    expect(page).to_have_url(re.compile(f"{anchors[2]}$"))
    expect(page.locator(f"{anchors[2]} mark").first).to_have_text(re.compile("Taliban"))
    expect(page.locator(anchors[2])).to_be_in_viewport()
    page.keyboard.press("p")
    page.get_by_role("button", name="Previous", exact=True).click()
    expect(status).to_have_text(f"Result 1 of {len(anchors)}")
    expect(page).to_have_url(re.compile(f"{anchors[0]}$"))
    page.get_by_role("button", name="Close").click()
    expect(status).to_have_count(0)
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(f"{anchors[0]}$"))
    page.go_back()
    expect(page).to_have_url(searched)


def test_hits_inside_a_statement_include_other_names(page: Page, site_url: str) -> None:
    search_for(page, site_url, "Daesh OR hydroelectric")
    group = page.locator("#results > section").filter(has_text="Salahuddin Rabbani")
    count = group.locator("a[data-hit]").count()
    assert count > 1
    group.locator("a[data-hit]").first.click()
    expect(page.locator(".hit-steps [role=status]")).to_have_text(f"Result 1 of {count}")
