"""Pages and templates of a project's own, and pages of speakers who have no word any more."""

import json
from pathlib import Path

import lxml.html
import pytest

from onrecord.errors import ContentError
from tests.support.projects import CONFIG, TRANSCRIPT, build, write_project
from tests.support.repository import run_python
from tests.support.sites import built, checked

PAGE = "---\ntitle: About us\nmenu: 1\n---\nWe are [few](https://example.org/).\n"
NOTES = "---\ntitle: Notes\n---\nNone.\n"
WITH_ADDRESS = CONFIG.replace("speakers:", "  address: https://example.org/\nspeakers:", 1)


def test_a_page_of_the_project_is_in_the_site_its_menu_and_the_sitemap(tmp_path: Path) -> None:
    files = {"config.yaml": WITH_ADDRESS, "pages/about-us.md": PAGE, "pages/notes.md": NOTES}
    site = tmp_path / "site"
    built(write_project(tmp_path / "project", files), site)

    page = lxml.html.fromstring((site / "about-us/index.html").read_bytes())
    assert page.findtext(".//h1") == "About us"
    assert [menu_of(site / name) for name in ("index.html", "about-us/index.html")] == [
        [("About", "about/", None), ("About us", "about-us/", None)],
        [("About", "../about/", None), ("About us", "./", "page")],
    ]
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "https://example.org/about-us/" in sitemap
    assert "https://example.org/notes/" in sitemap


def menu_of(path: Path) -> list[tuple[str, str, str | None]]:
    """Return the last two entries of the menu."""
    links = lxml.html.fromstring(path.read_bytes()).cssselect(".masthead-nav a")
    return [(one.text or "", one.get("href"), one.get("aria-current")) for one in links[-2:]]


def test_a_changed_page_of_the_project_is_made_again(tmp_path: Path) -> None:
    project, site = (
        write_project(tmp_path / "project", {"pages/notes.md": NOTES}),
        tmp_path / "site",
    )
    built(project, site, store=tmp_path / "store")
    (project / "pages/notes.md").write_text(NOTES.replace("None.", "One."), "utf-8")

    built(project, site, store=tmp_path / "store")

    assert "One." in (site / "notes/index.html").read_text("utf-8")


def test_a_page_of_the_project_that_was_published_is_not_lost(tmp_path: Path) -> None:
    files = {"pages/notes.md": NOTES, "pages/about-us.md": PAGE}
    project = write_project(tmp_path / "project", files)
    assert build(project).returncode == 0
    record = project / "transcripts/permalinks/published.json"
    assert json.loads(record.read_text("utf-8"))["pages"] == ["about-us", "notes"]
    (project / "pages/notes.md").unlink()

    result = build(project)

    assert result.returncode == 1
    assert (
        "pages/notes.md: this page was published, and its address must keep working; "
        "restore the file; it can say where its text is now"
    ) in result.stdout
    assert (project / "site/notes/index.html").is_file()


def test_a_mistake_in_a_page_of_the_project_stops_the_build(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {"pages/search.md": PAGE})

    with pytest.raises(ContentError, match=r"pages/search\.md: the site has a page of its own"):
        built(project, tmp_path / "site")


def test_a_template_that_overrides_nothing_is_reported(tmp_path: Path) -> None:
    files = {
        "templates/colophon.html": "<p>Ours.</p>",
        "templates/parts/colophon.html": '{% include "parts/ours.html" %}',
        "templates/parts/ours.html": "<p>Ours.</p>",
    }
    project = write_project(tmp_path / "project", files)
    warning = (
        "templates/colophon.html:1: this template overrides none of ours, and no other template "
        "uses it; give it the name of the template that it is to override, or remove it "
        "[unused-template]"
    )

    assert [str(one) for one in checked(project).warnings if "templates" in one.path] == [warning]
    result = build(project)
    assert result.returncode == 0
    assert warning in result.stdout.splitlines()


def test_the_page_of_a_speaker_who_has_no_word_any_more_redirects(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {})
    record = project / "transcripts/permalinks/published.json"
    site = project / "site"
    assert run_python("build.py", "--project", project).returncode == 0
    assert json.loads(record.read_text())["speakers"] == ["ann-example", "journalist"]
    page = site / "speakers/journalist/index.html"
    assert "url=../" not in page.read_text("utf-8")
    without = TRANSCRIPT.replace("Question: Whose is the river?\n\nAnn Example: ", "")
    (project / "transcripts/2021-02-26-water.md").write_text(without, "utf-8")
    gone = "2021-02-26-water/answer-1: withdrawn\n2021-02-26-water/p2: withdrawn\n"
    (project / "transcripts/withdrawn.yaml").write_text(gone, "utf-8")

    result = run_python("build.py", "--project", project)

    assert result.returncode == 0, result.stderr
    assert lxml.html.fromstring(page.read_bytes()).cssselect("#moved")[0].get("href") == "../"
    assert (site / "speakers/journalist/feed.xml").is_file()
    assert json.loads(record.read_text())["speakers"] == ["ann-example", "journalist"]
    others = [path for path in site.rglob("*.html") if path != page]
    assert [path for path in others if "speakers/journalist" in path.read_text("utf-8")] == []


def test_a_site_of_an_older_build_had_a_page_for_every_speaker(tmp_path: Path) -> None:
    config = CONFIG.replace("speakers:", "speakers:\n  bo-silent: {name: Bo Silent}", 1)
    project = write_project(tmp_path / "project", {"config.yaml": config})
    site = project / "site"
    assert run_python("build.py", "--project", project).returncode == 0
    assert not (site / "speakers/bo-silent").exists()
    record = project / "transcripts/permalinks/published.json"
    older = json.loads(record.read_text())
    del older["speakers"]
    record.write_text(json.dumps(older))

    assert run_python("build.py", "--project", project).returncode == 0

    assert (site / "speakers/bo-silent/index.html").is_file()
