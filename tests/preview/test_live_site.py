"""A preview serves the same site as a build writes."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import onrecord.preview.live_site as live_site_module
from onrecord import statement_steps
from onrecord.errors import ContentError
from onrecord.model import Statement
from onrecord.preview.live_site import live_site
from onrecord.statement_steps import PublishTask
from onrecord.work.steps import Steps
from onrecord.work.workers import started
from tests.support.projects import CONFIG, TRANSCRIPT, files_in, write_project
from tests.support.repository import ROOT
from tests.support.sites import built, steps

PROJECTS = sorted(path for path in (ROOT / "tests/golden").iterdir() if path.is_dir())
NOT_SERVED = ".on-record"  # marks a folder that a build wrote
RIVERS = "transcripts/2021-03-01-rivers.md"


@pytest.fixture
def runner() -> Iterator[Steps]:
    with steps() as made:
        yield made


def differing(site: Path, read: Callable[[str], bytes | None]) -> list[str]:
    """Return the files of the site that are served with other bytes."""
    files = files_in(site)
    del files[NOT_SERVED]
    return [name for name, content in files.items() if read(name) != content]


@pytest.mark.parametrize("project", [ROOT, *PROJECTS], ids=lambda project: project.name)
def test_every_file_is_served_with_the_same_bytes(
    project: Path, tmp_path: Path, runner: Steps
) -> None:
    built(project, tmp_path / "site", is_published=False)

    assert differing(tmp_path / "site", live_site(project, runner)) == []


@pytest.mark.parametrize(
    "name",
    [
        "data/collection.zip",
        "data/paragraphs.jsonl",
        "data/statements.csv",
        "sitemap.xml",
        "feed.xml",
        "topics/water/index.html",
        "statements/2021-02-26-water/answer-1/index.html",
    ],
)
def test_a_file_is_the_same_if_it_is_requested_first(
    name: str, tmp_path: Path, runner: Steps
) -> None:
    project = write_project(tmp_path / "project", {})
    config = (project / "config.yaml").read_text("utf-8")
    (project / "config.yaml").write_text(
        config.replace("  title: A", "  address: https://example.org/\n  title: A", 1), "utf-8"
    )
    built(project, tmp_path / "site", is_published=False)

    assert live_site(project, runner)(name) == (tmp_path / "site" / name).read_bytes()


def test_files_that_a_build_does_not_write_are_not_served(tmp_path: Path, runner: Steps) -> None:
    read = live_site(write_project(tmp_path, {}), runner)

    names = [
        "",
        "gone/index.html",
        "2021/13/index.html",
        "statements/index.html",
        "statements/2021-02-26-water/answer-2/index.html",
        "topics/water/2021/index.html",
        "static/gone.css",
    ]
    assert [read(name) for name in names] == [None] * len(names)


def test_after_a_change_every_file_is_served_as_a_build_would_write_it(
    tmp_path: Path, runner: Steps
) -> None:
    project = write_project(tmp_path / "project", {})
    live_site(project, runner)("data/collection.zip")
    (project / RIVERS).write_text(
        TRANSCRIPT.replace("Water is scarce.", "Rivers are long.").replace("02-26", "03-01"),
        "utf-8",
    )
    built(project, tmp_path / "site", is_published=False)

    assert differing(tmp_path / "site", live_site(project, runner)) == []
    page = tmp_path / "site/statements/2021-03-01-rivers/index.html"
    assert b"Rivers are long." in page.read_bytes()


def test_the_store_of_a_build_gives_the_same_bytes_and_is_not_changed(tmp_path: Path) -> None:
    project, store = write_project(tmp_path / "project", {}), tmp_path / "kept"
    built(project, tmp_path / "site", store=store, is_published=False)
    before = store.read_bytes()

    with started(store, is_private=True) as runner:
        assert differing(tmp_path / "site", live_site(project, runner)) == []

    assert store.read_bytes() == before


def test_a_change_in_one_transcript_repeats_the_steps_for_it_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runner: Steps
) -> None:
    other = TRANSCRIPT.replace("02-26", "03-01")
    project = write_project(tmp_path / "project", {RIVERS: other})
    built(project, tmp_path / "site")
    done: list[str] = []

    def counted(name: str) -> Callable[..., object]:
        step = getattr(statement_steps, name)

        def run(*inputs: object, **named: object) -> object:
            done.append(name)
            return step(*inputs, **named)

        return run

    for name in ("parse_transcript", "with_tags", "assign_numbers", "summarise", "write_record"):
        monkeypatch.setattr(statement_steps, name, counted(name))
    live_site(project, runner)
    assert sorted(set(done)) == sorted(done)[::2]
    done.clear()

    with (project / RIVERS).open("a", encoding="utf-8") as transcript:
        transcript.write("\nNobody’s.\n")
    live_site(project, runner)

    assert done == ["parse_transcript", "with_tags", "assign_numbers", "write_record", "summarise"]


def test_a_page_is_made_without_publishing_other_statements(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runner: Steps
) -> None:
    other = TRANSCRIPT.replace("02-26", "03-01")
    project = write_project(tmp_path / "project", {RIVERS: other})
    published: list[str] = []
    plan = statement_steps.plan_published

    def noted(statement: Statement, *rest: object) -> object:
        published.append(statement.slug)
        return plan(statement, *rest)

    monkeypatch.setattr(statement_steps, "plan_published", noted)
    read = live_site(project, runner)
    assert all(read(name) for name in ("index.html", "2021/index.html", "topics/index.html"))
    assert published == []

    assert read("statements/2021-03-01-rivers/index.html")
    assert read("statements/2021-03-01-rivers/answer-1/index.html")
    assert published == ["2021-03-01-rivers"]


def test_after_an_error_the_site_is_served_again_once_it_is_fixed(
    tmp_path: Path, runner: Steps
) -> None:
    project = write_project(tmp_path, {})
    shutil.copy(project / "transcripts/2021-02-26-water.md", tmp_path / "kept.md")
    live_site(project, runner)
    (project / "transcripts/2021-02-26-water.md").write_text("no front matter")

    with pytest.raises(ContentError):
        live_site(project, runner)

    shutil.copy(tmp_path / "kept.md", project / "transcripts/2021-02-26-water.md")
    assert live_site(project, runner)("index.html")


def test_an_error_in_a_script_is_raised_before_anything_is_served(
    tmp_path: Path, runner: Steps
) -> None:
    project = write_project(tmp_path, {"static/scripts/entries/site.ts": "let a b\n"})

    with pytest.raises(ContentError) as caught:
        live_site(project, runner)

    assert caught.value.errors[0].path == "static/scripts/entries/site.ts"


def test_what_a_build_published_with_social_cards_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = CONFIG.replace("  title: A", "  address: https://example.org/\n  title: A", 1)
    other = TRANSCRIPT.replace("02-26", "03-01")
    project = write_project(tmp_path / "project", {RIVERS: other, "config.yaml": config})
    built(project, tmp_path / "site", store=tmp_path / "kept")
    (project / RIVERS).write_text(other.replace("is scarce", "is very scarce"), "utf-8")
    done: list[str] = []
    publish = live_site_module.publish_statement

    def counted(task: PublishTask) -> object:
        done.append(task.source.slug)
        assert not task.has_cards
        return publish(task)

    monkeypatch.setattr(live_site_module, "publish_statement", counted)
    with started(tmp_path / "kept", is_private=True) as runner:
        read = live_site(project, runner)
        assert b"is very scarce" in (read("data/paragraphs.jsonl") or b"")
        page = read("statements/2021-02-26-water/index.html") or b""

    assert done == ["2021-03-01-rivers", "2021-02-26-water"]
    assert b"og:image" not in page
