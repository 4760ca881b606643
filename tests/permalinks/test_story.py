"""A collection is published, edited in many ways and published again; its old addresses work."""

import json
import re
import shutil
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from lxml import etree, html

from onrecord import urls
from onrecord.preview.live_site import live_site
from tests.support import story
from tests.support.projects import build, files_in
from tests.support.sites import steps

WITHDRAWN_TEXTS = ("watering his garden", "broken the agreement", "no proof of it")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project after its second build; `first` has the site of the first."""
    project = story.publish(tmp_path_factory.mktemp("story") / "project")
    shutil.copytree(project / "site", project / "first")
    story.edit(project)
    story.accept(project)
    story.publish_again(project)
    return project


def addresses_of(site: Path) -> Iterator[tuple[str, str]]:
    """Yield every address of a text on the site, and the text."""
    for path in sorted((site / "statements").rglob("index.html")):
        page = html.parse(path).getroot()
        folder = f"{path.parent.relative_to(site)}/"
        yield folder, ""
        for part in page.iter():
            anchor = part.get("id") or ""
            if re.fullmatch(r"(p|answer-)\d+", anchor):
                found = part.find_class("words")
                yield f"{folder}#{anchor}", found[0].text_content() if found else ""


def follow(site: Path, address: str) -> tuple[html.HtmlElement, html.HtmlElement | None]:
    """Return the page that an address leads a reader to, and the place on it."""
    path, _, anchor = address.partition("#")
    page = html.parse(site / urls.file_of(path)).getroot()
    moved = page.get_element_by_id("moved", None)
    if moved is not None:
        to, _, place = moved.get("href").partition("#")
        folder = (site / path / to).resolve().relative_to(site.resolve())
        return follow(site, f"{folder}/#{place or anchor}")
    return page, page.get_element_by_id(anchor, None) if anchor else None


def test_every_published_address_links_to_a_place_or_a_page_that_explains(
    project: Path,
) -> None:
    for address, _ in addresses_of(project / "first"):
        page, place = follow(project / "site", address)
        assert page.find_class("lead-text") or page.find_class("words"), address
        is_answer = "answer-" in address.partition("#")[0]  # its paragraphs may be elsewhere now
        assert "#" not in address or is_answer or place is not None, address


def test_a_published_address_links_to_its_text_or_says_that_it_was_withdrawn(
    project: Path,
) -> None:
    fates = {}
    for address, words in addresses_of(project / "first"):
        folder, _, anchor = address.removeprefix("statements/").partition("/#")
        if anchor.startswith("p") and "/" not in folder:
            _, place = follow(project / "site", address)
            assert place is not None
            fates[f"{folder}#{anchor}"] = fate_of(words, place)
    water = {f"{story.OLD_WATER}#p{number}": "same" for number in range(1, 18)}
    assert fates == water | {
        f"{story.OLD_WATER}#p2": "edited",
        f"{story.OLD_WATER}#p7": "edited",  # its first sentence is a paragraph of its own
        f"{story.OLD_WATER}#p8": "Paragraph 8 was withdrawn on 8 December 2023.",
        **dict.fromkeys(
            (f"{story.OLD_WATER}#p14", f"{story.OLD_WATER}#p15"),
            "Question 3 and its answer (paragraphs 14 and 15) were withdrawn on 8 December 2023.",
        ),
        **{f"{story.BRIDGE}#p{n}": BRIDGE_WAS_WITHDRAWN for n in (1, 2, 3)},
        **{f"{story.ROAD}#p{n}": ROAD_WAS_REPLACED for n in (1, 2, 3)},
        **{f"{story.PARK}#p{n}": "same" for n in (1, 2, 3)},
    }


BRIDGE_WAS_WITHDRAWN = (
    "This statement of 1 March 2021 was published here until 8 December 2023, "
    "when it was withdrawn."
)
ROAD_WAS_REPLACED = (
    "This statement of 1 April 2021 was published here until 8 December 2023, "
    "when it was replaced by Remarks in the park."
)


def fate_of(words: str, place: html.HtmlElement) -> str:
    """Return what happened to a text, by the place that its address links to."""
    if place.getparent().find_class("lead-text"):
        return " ".join(place.getparent().find_class("lead-text")[0].text_content().split())
    block = place.getparent() if place.get("class") == "earlier" else place
    if block.get("class") == "tombstone":
        return str(block.cssselect("p")[0].text_content()).partition(" This was ")[0]
    now = block.find_class("words")[0].text_content()
    if words in now:
        return "same"
    return "edited" if SequenceMatcher(None, words.split(), now.split()).ratio() > 0.5 else "other"


def test_files_of_a_renamed_statement_are_also_published_under_its_old_name(project: Path) -> None:
    old, now = (
        project / f"site/statements/{slug}/{slug}" for slug in (story.OLD_WATER, story.WATER)
    )
    first = project / f"first/statements/{story.OLD_WATER}"
    endings = sorted(path.name.removeprefix(old.name) for path in first.glob(f"{old.name}.*"))
    assert ".tei.xml" in endings
    for ending in endings:
        assert Path(f"{old}{ending}").read_bytes() == Path(f"{now}{ending}").read_bytes()


def test_withdrawn_text_is_nowhere_in_the_site(project: Path) -> None:
    for name, content in files_in(project / "site").items():
        for text in WITHDRAWN_TEXTS:
            assert text.encode() not in content, name


def test_nothing_is_published_if_withdrawals_are_not_confirmed(tmp_path: Path) -> None:
    project = story.publish(tmp_path / "project")
    before = files_in(project)
    story.edit(project)
    built = build(project, SOURCE_DATE_EPOCH=story.LATER_DAY)
    yaml, record = "transcripts/withdrawn.yaml", "transcripts/permalinks"
    assert built.stdout.splitlines() == [
        *(
            f"transcripts/{story.WATER}.md:{line}: {named} was published and is missing: "
            f"“{words}…”; restore it, or add to {yaml}: `{story.WATER}/{anchor}: withdrawn`, "
            f"or `{story.WATER}/{anchor}: …` with its replacement"
            for line, anchor, named, words in (
                (22, "p8", "p8", "The mayor of the northern town was seen watering"),
                (
                    32,
                    "answer-3",
                    "answer-3 (p14, p15)",
                    "Is it true that the northern town has broken the",
                ),
            )
        ),
        *(
            f"{record}/{slug}.jsonl: {slug} was published, and its transcript is missing; restore "
            f"it, or add to {yaml}: `{slug}: withdrawn`, or `{slug}: …` with the slug of its "
            "replacement"
            for slug in (story.BRIDGE, story.ROAD)
        ),
        "4 errors; site not rebuilt",
    ]
    now = files_in(project)
    unchanged = [name for name in before if name.startswith(("site/", record))]
    assert unchanged
    assert {name: now.get(name) for name in unchanged} == {n: before[n] for n in unchanged}


def test_later_builds_with_the_record_are_the_same(project: Path, tmp_path: Path) -> None:
    again = tmp_path / "project"
    shutil.copytree(project, again, ignore=shutil.ignore_patterns("site", "first"))
    assert build(again, SOURCE_DATE_EPOCH="1900000000").returncode == 0
    assert files_in(again / "site") == files_in(project / "site")
    records = "transcripts/permalinks"
    assert files_in(again / records) == files_in(project / records)


def test_only_published_statements_have_records(project: Path) -> None:
    slugs = (story.WATER, story.BRIDGE, story.ROAD, story.PARK)
    records = [f"{slug}.jsonl" for slug in slugs]
    assert list(files_in(project / "transcripts/permalinks")) == [*records, "published.json"]


def test_the_sitemap_lists_no_address_that_redirects(tmp_path: Path, project: Path) -> None:
    again = tmp_path / "project"
    shutil.copytree(project, again, ignore=shutil.ignore_patterns("site", "first"))
    config = again / "config.yaml"
    address = "site:\n  address: https://example.org/\n"
    config.write_text(config.read_text().replace("site:\n", address, 1))
    assert build(again).returncode == 0
    listed = (again / "site/sitemap.xml").read_text()
    assert story.WATER in listed
    assert story.OLD_WATER not in listed
    assert story.BRIDGE not in listed
    old = (again / f"site/statements/{story.OLD_WATER}/index.html").read_text()
    assert f'<link rel="canonical" href="https://example.org/statements/{story.WATER}/">' in old
    assert f'<noscript><meta http-equiv="refresh" content="0; url=../{story.WATER}/">' in old


def test_a_history_has_former_wordings_but_not_withdrawn_text(project: Path) -> None:
    text = (project / f"site/statements/{story.WATER}/history.json").read_text()
    paragraphs = json.loads(text)["paragraphs"]
    assert list(paragraphs) == ["p2", "p5", "p6", "p7", "p8", "p12", "p14", "p15"]
    assert paragraphs["p8"] == {
        "gone": "2023-12-08",
        "earlier": [{"mark": "tjc6s", "since": "2023-11-14", "until": "2023-12-08"}],
    }
    assert [(one["text"], one["by"]) for one in paragraphs["p12"]["earlier"]] == [
        ("Will the price of water rise for the farmers this summer?", "Journalist")
    ]
    script = (project / f"site/statements/{story.WATER}/history.js").read_text()
    assert script == "onRecordHistory = " + text.rstrip() + ";\n"


def test_citations_of_an_answer_stay_available_under_old_names_and_numbers(
    project: Path,
) -> None:
    folder = project / "site/statements"
    own = (folder / f"{story.WATER}/answer-1/{story.WATER}-answer-1.bib").read_bytes()
    assert b"annote = {Cited: answer 1}" in own
    for slug in (story.WATER, story.OLD_WATER):
        for anchor in ("answer-1", "answer-2"):  # the second was merged into the first
            assert (folder / f"{slug}/{anchor}/{slug}-{anchor}.bib").read_bytes() == own
    assert (folder / f"{story.OLD_WATER}/{story.OLD_WATER}.csl.json").is_file()


def test_the_feed_has_the_date_of_an_edit(project: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    updated = {}
    for site in ("first", "site"):
        feed = etree.parse(project / site / "feed.xml").getroot()
        updated[site] = (
            feed.findtext(f"{atom}updated"),
            {
                entry.findtext(f"{atom}title"): entry.findtext(f"{atom}updated")
                for entry in feed.iter(f"{atom}entry")
            },
        )
    park, water = "2021-05-01T00:00:00Z", "2021-02-26T00:00:00Z"
    first = {"Remarks in the park": park, "Remarks on water": water}
    assert updated["first"][0] == park
    assert updated["first"][1].items() >= first.items()
    edited = "2023-12-08T00:00:00Z"
    assert updated["site"] == (edited, first | {"Remarks on water": edited})


def test_a_statement_without_edits_has_no_history(project: Path) -> None:
    assert not list((project / f"site/statements/{story.PARK}").glob("history.*"))


def test_a_preview_serves_old_addresses_and_histories_too(project: Path) -> None:
    built = files_in(project / "site")
    del built[".on-record"]
    with steps() as runner:
        read = live_site(project, runner)
        assert [name for name, content in built.items() if read(name) != content] == []
