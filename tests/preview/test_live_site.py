"""A preview serves the same site as a build writes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.errors import ContentError
from onrecord.pipeline import build_site
from onrecord.preview.cache import Memory
from onrecord.preview.live_site import live_site
from tests.support.projects import TRANSCRIPT, files_in, write_project
from tests.support.repository import ROOT

PROJECTS = sorted(path for path in (ROOT / "tests/golden").iterdir() if path.is_dir())
NOT_SERVED = ".on-record"  # marks a folder that a build wrote


@pytest.mark.parametrize("project", [ROOT, *PROJECTS], ids=lambda project: project.name)
def test_every_file_is_served_with_the_same_bytes(project: Path, tmp_path: Path) -> None:
    build_site(project, tmp_path, is_published=False)
    built = files_in(tmp_path)
    del built[NOT_SERVED]

    read = live_site(project, Memory())

    assert [name for name, content in built.items() if read(name) != content] == []


def test_files_that_a_build_does_not_write_are_not_served(tmp_path: Path) -> None:
    read = live_site(write_project(tmp_path, {}), Memory())

    names = [
        "",
        "gone/index.html",
        "2021/13/index.html",
        "statements/index.html",
        "static/gone.css",
    ]
    assert [read(name) for name in names] == [None] * len(names)


def test_after_a_change_every_file_is_served_as_a_build_would_write_it(tmp_path: Path) -> None:
    project, memory = write_project(tmp_path / "project", {}), Memory()
    live_site(project, memory)
    (project / "transcripts/2021-03-01-rivers.md").write_text(
        TRANSCRIPT.replace("Water is scarce.", "Rivers are long.").replace("02-26", "03-01")
    )
    build_site(project, tmp_path / "site", is_published=False)

    read = live_site(project, memory)

    built = files_in(tmp_path / "site")
    del built[NOT_SERVED]
    assert b"Rivers are long." in built["statements/2021-03-01-rivers/index.html"]
    assert [name for name, content in built.items() if read(name) != content] == []


def test_a_change_in_one_transcript_repeats_the_steps_for_it_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = TRANSCRIPT.replace("02-26", "03-01")
    project = write_project(tmp_path / "project", {"transcripts/2021-03-01-rivers.md": other})
    build_site(project, tmp_path / "site", is_published=True)
    done: list[str] = []

    def counted(name: str) -> Callable[..., object]:
        step = getattr(pipeline, name)

        def run(*inputs: object, **named: object) -> object:
            done.append(name)
            return step(*inputs, **named)

        return run

    steps = ("_parse", "_read_config", "_read_record", "assign_numbers", "compile_topics")
    for name in (*steps, "with_tags"):
        monkeypatch.setattr(pipeline, name, counted(name))
    memory = Memory()
    live_site(project, memory)
    assert done.count("_parse") == done.count("_read_record") == 2
    done.clear()

    with (project / "transcripts/2021-03-01-rivers.md").open("a") as transcript:
        transcript.write("\nNobody’s.\n")
    live_site(project, memory)

    assert done == ["_parse", "with_tags", "assign_numbers"]


def test_after_an_error_the_site_is_served_again_once_it_is_fixed(tmp_path: Path) -> None:
    project, memory = write_project(tmp_path, {}), Memory()
    shutil.copy(project / "transcripts/2021-02-26-water.md", tmp_path / "kept.md")
    live_site(project, memory)
    (project / "transcripts/2021-02-26-water.md").write_text("no front matter")

    with pytest.raises(ContentError):
        live_site(project, memory)

    shutil.copy(tmp_path / "kept.md", project / "transcripts/2021-02-26-water.md")
    assert live_site(project, memory)("index.html")


def test_an_error_in_a_script_is_raised_before_anything_is_served(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"static/scripts/entries/site.ts": "let a b\n"})

    with pytest.raises(ContentError) as caught:
        live_site(project, Memory())

    assert caught.value.errors[0].path == "static/scripts/entries/site.ts"
