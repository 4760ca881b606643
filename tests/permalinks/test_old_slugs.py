"""Speakers and topics whose slugs change keep the addresses of their pages."""

import json
from pathlib import Path

import pytest
from lxml import html

from onrecord.content.config import read_config
from onrecord.errors import ContentError
from tests.support.projects import CONFIG, build, files_in, write_project

RECORD = "transcripts/permalinks/2021-02-26-water.jsonl"
RENAMED = (
    CONFIG.replace("  ann-example:", "  a-example:\n    formerly: [ann-example]")
    .replace("  journalist:", "  press:\n    formerly: [journalist]")
    .replace("  water:", "  rivers:\n    formerly: [water]")
)


def rename(project: Path, config: str) -> None:
    (project / "config.yaml").write_text(config, "utf-8")
    transcript = project / "transcripts/2021-02-26-water.md"
    text = transcript.read_text("utf-8")
    transcript.write_text(text.replace("speaker: ann-example", "speaker: a-example"), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project that was published."""
    project = write_project(tmp_path / "project", {})
    assert build(project).returncode == 0
    return project


def test_pages_and_feeds_of_old_slugs_redirect_or_stay(project: Path) -> None:
    before = set(files_in(project / "site"))
    rename(project, RENAMED)
    built = build(project)
    assert built.returncode == 0, built.stdout
    site = project / "site"
    lost = {name for name in before - set(files_in(site)) if name.startswith(("top", "speak"))}
    assert not lost
    for old, now in (
        ("speakers/ann-example", "a-example"),
        ("speakers/journalist", "press"),
        ("topics/water", "rivers"),
    ):
        page = html.parse(site / old / "index.html").getroot()
        assert page.get_element_by_id("moved").get("href") == f"../{now}/"
        folder = (site / old).with_name(now)
        assert (site / old / "feed.xml").read_bytes() == (folder / "feed.xml").read_bytes()


def test_readers_are_not_told_of_a_new_slug(project: Path) -> None:
    rename(project, RENAMED)
    assert build(project).returncode == 0
    assert '"speaker": "a-example"' in (project / RECORD).read_text("utf-8")
    assert "earlier" not in (project / RECORD).read_text("utf-8")
    assert not list(project.glob("site/statements/*/history.json"))


def test_a_former_speaker_has_the_present_name_of_the_old_slug(project: Path) -> None:
    config = CONFIG.replace("unnamed:", "  bob-example:\n    name: Bob Example\nunnamed:")
    transcript = project / "transcripts/2021-02-26-water.md"
    text = transcript.read_text("utf-8").replace("Ann Example: Every", "Bob Example: Every")
    transcript.write_text(text, "utf-8")
    (project / "config.yaml").write_text(config, "utf-8")
    assert build(project).returncode == 0
    rename(project, RENAMED.replace("unnamed:", "  bob-example:\n    name: Bob Example\nunnamed:"))
    assert build(project).returncode == 0
    (history,) = project.glob("site/statements/*/history.json")
    earlier = json.loads(history.read_text("utf-8"))["paragraphs"]["p3"]["earlier"]
    assert [one["by"] for one in earlier] == ["Ann Example"]


def test_a_slug_that_changed_without_a_word_is_an_error(project: Path) -> None:
    config = "".join(line for line in RENAMED.splitlines(keepends=True) if "formerly" not in line)
    rename(project, config)
    kept = "and its page must keep working; add `formerly:"
    assert build(project).stdout.splitlines() == [
        f"config.yaml:6: Ann Example was published as ann-example, {kept} [ann-example]`",
        f"config.yaml:9: Journalist was published as journalist, {kept} [journalist]`",
        f"config.yaml:14: Water was published as water, {kept} [water]`",
        "3 errors; site not rebuilt",
    ]


def test_an_old_slug_that_is_there_twice_is_an_error() -> None:
    config = CONFIG.replace("label: Water", "label: Water\n    formerly: [wet, wet]")
    with pytest.raises(ContentError) as caught:
        read_config(config, path="config.yaml", phrase_error=lambda _: None)
    assert str(caught.value) == (
        'config.yaml:16: "wet" is an old slug of water; remove one of the two'
    )


def test_an_old_slug_that_another_one_has_is_an_error(project: Path) -> None:
    config = RENAMED.replace("formerly: [water]", "formerly: [rivers]").replace(
        "formerly: [journalist]", "formerly: [ann-example]"
    )
    rename(project, config)
    assert build(project).stdout.splitlines() == [
        'config.yaml:11: "ann-example" is an old slug of a-example; remove one of the two',
        'config.yaml:17: "rivers" is the slug of rivers; remove one of the two',
        "2 errors; site not rebuilt",
    ]
