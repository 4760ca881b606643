"""Pages give the addresses of their pictures, and the pictures exist."""

from pathlib import Path

import lxml.html
import pytest

from onrecord import resources
from onrecord.social_cards.card_files import plan_cards
from tests.support.corpora import corpus_of
from tests.support.projects import CONFIG, build, files_in, write_project
from tests.support.repository import ROOT
from tests.support.sites import built

ADDRESS = "https://example.org/record/"
WITH_ADDRESS = CONFIG.replace("  title: A", f"  address: {ADDRESS}\n  title: A", 1)
ARABIC = """\
---
title: Remarks on rivers
date: 2021-03-01
speaker: ann-example
language: ar
---
الماء قليل.

Question: Whose is the river?

Ann Example: للجميع.

Question: And the lake?

Ann Example: Yours.
"""
TEXTS = {"2021-05-02-oak": "Question: Who pays?\n\nJane Doe: The city.", "2021-06-01-elm": "So."}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    project = write_project(
        tmp_path_factory.mktemp("pictures"),
        {"config.yaml": WITH_ADDRESS, "transcripts/2021-03-01-rivers.md": ARABIC},
    )
    run = build(project)
    assert run.returncode == 0, run.stdout
    return files_in(project / "site")


def metas(page: bytes) -> dict[str, str]:
    """Return what the page's meta elements say about its picture."""
    elements = lxml.html.document_fromstring(page).cssselect("meta")
    named = {(e.get("property") or e.get("name")): e.get("content") for e in elements}
    return {
        name: content
        for name, content in named.items()
        if name and name.startswith(("og:image", "twitter:"))
    }


def test_an_answer_gives_the_full_address_of_its_picture(site: dict[str, bytes]) -> None:
    assert metas(site["statements/2021-02-26-water/answer-1/index.html"]) == {
        "og:image": f"{ADDRESS}statements/2021-02-26-water/answer-1/card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Whose is the river? Ann Example, 26 February 2021: Everybody’s.",
        "twitter:card": "summary_large_image",
    }


def test_a_statement_gives_the_address_of_its_picture(site: dict[str, bytes]) -> None:
    found = metas(site["statements/2021-02-26-water/index.html"])
    assert found["og:image"] == f"{ADDRESS}statements/2021-02-26-water/card.png"
    assert found["og:image:alt"] == "Ann Example, 26 February 2021: Remarks on water"


def test_a_card_that_cannot_be_drawn_is_left_out(site: dict[str, bytes]) -> None:
    assert [name for name in site if name.endswith(".png")] == [
        "statements/2021-02-26-water/answer-1/card.png",
        "statements/2021-02-26-water/card.png",
        "statements/2021-03-01-rivers/answer-2/card.png",
        "statements/2021-03-01-rivers/card.png",
    ]
    assert metas(site["statements/2021-03-01-rivers/answer-1/index.html"]) == {}


def test_every_picture_belongs_to_one_page(site: dict[str, bytes]) -> None:
    named = [metas(page).get("og:image") for n, page in site.items() if n.endswith(".html")]
    drawn = [f"{ADDRESS}{name}" for name in site if name.endswith(".png")]
    assert sorted(filter(None, named)) == drawn


@pytest.mark.parametrize(
    "config",
    [CONFIG, WITH_ADDRESS.replace("  title: A", "  pictures: false\n  title: A", 1)],
    ids=["without an address", "with `pictures: false`"],
)
def test_pages_of_a_site_without_pictures_mention_none(config: str, tmp_path: Path) -> None:
    project = write_project(tmp_path, {"config.yaml": config})
    assert build(project).returncode == 0
    site = files_in(project / "site")
    assert [name for name in site if name.endswith(".png")] == []
    assert metas(site["statements/2021-02-26-water/index.html"]) == {}


def test_a_site_that_is_not_published_has_no_pictures(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"config.yaml": WITH_ADDRESS})
    built(project, project / "site", is_published=False)
    assert [name for name in files_in(project / "site") if name.endswith(".png")] == []


def test_a_missing_typeface_is_reported_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "ROOT", tmp_path / "own")
    (tmp_path / "own").mkdir()
    (tmp_path / "own/templates").symlink_to(ROOT / "templates")
    (tmp_path / "own/static").symlink_to(ROOT / "static")
    run = build(write_project(tmp_path / "project", {"config.yaml": WITH_ADDRESS}))
    assert run.returncode == 2
    assert run.stdout == (
        f"build.py: the typeface Source Serif 4 is not in {tmp_path}/own/node_modules;"
        " run `make site`, which installs it\n"
    )


def test_a_site_without_pictures_needs_no_typeface(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "ROOT", tmp_path)
    corpus = corpus_of(TEXTS)
    assert [plan_cards(one, corpus.config) for one in corpus.statements] == [{}, {}]
