"""The pipeline's first half, which a build shares with the preview, `check` and `quote`."""

from pathlib import Path

import pytest

from onrecord.content.project import read_project
from onrecord.errors import ContentError
from onrecord.pipeline import build_site, prepare
from tests.support.projects import files_in, write_project


def test_a_collection_is_prepared_with_topics_and_permanent_numbers(tmp_path: Path) -> None:
    edition = prepare(read_project(write_project(tmp_path, {})))

    (statement,) = edition.corpus.statements
    assert [paragraph.anchor for paragraph in statement.paragraphs] == ["p1", "p2", "p3"]
    assert [[tag.topic for tag in paragraph.tags] for paragraph in statement.paragraphs] == [
        ["water"],
        ["water"],
        [],
    ]
    assert edition.new_statements == 1


def test_the_errors_of_all_permalink_records_are_reported_at_once(tmp_path: Path) -> None:
    folder = "transcripts/.addresses"
    project = write_project(tmp_path, {f"{folder}/a.jsonl": "{", f"{folder}/b.jsonl": "[]\n"})

    with pytest.raises(ContentError) as caught:
        prepare(read_project(project))

    paths = {error.path for error in caught.value.errors}
    assert paths == {f"{folder}/a.jsonl", f"{folder}/b.jsonl"}


def test_a_published_site_is_recorded_and_a_preview_is_not(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {})
    records = project / "transcripts/.addresses"

    previewed = build_site(project, tmp_path / "preview", is_published=False)
    assert not records.exists()
    published = build_site(project, tmp_path / "site", is_published=True)

    assert list(files_in(records)) == ["2021-02-26-water.jsonl"]
    assert files_in(tmp_path / "preview") == files_in(tmp_path / "site")
    assert previewed.pages == published.pages
