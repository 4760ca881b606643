"""Pages of topics and speakers, and recordings, do not lose their addresses unnoticed."""

import json
import shutil
from pathlib import Path

import pytest

from onrecord.errors import ContentError
from tests.support.git_projects import HEAD, LAKE, GitProject
from tests.support.projects import CONFIG

TEXT = "The river carries less water than in any year before, says Ann Example today."
WITHDRAWN = "transcripts/withdrawn.yaml"
WITHOUT_TOPIC = CONFIG[: CONFIG.index("topics:")]
OTHER_NAMES = CONFIG.replace("  water:", "  rivers:").replace("label: Water", "label: Rivers")


@pytest.fixture
def project(tmp_path: Path) -> GitProject:
    """Return a project with a recording that was published and committed."""
    project = GitProject(tmp_path / "project")
    (project.folder / "transcripts/lake.mp3").write_bytes(b"sound")
    write(project, recording="recording: lake.mp3\n", time="[00:00:01] ")
    project.build()
    project.commit()
    return project


def write(project: GitProject, *, recording: str = "", time: str = "") -> None:
    text = HEAD.replace("---\n", f"---\n{recording}", 1) + f"{time}{TEXT}\n"
    (project.folder / f"transcripts/{LAKE}.md").write_text(text, "utf-8")


def configure(project: GitProject, config: str) -> None:
    (project.folder / "config.yaml").write_text(config, "utf-8")


def give_up(project: GitProject, *lines: str) -> None:
    (project.folder / WITHDRAWN).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def errors_of(project: GitProject) -> list[str]:
    with pytest.raises(ContentError) as caught:
        project.build()
    return [*map(str, caught.value.errors)]


def published(project: GitProject) -> dict[str, object]:
    return json.loads((project.records / "published.json").read_text("utf-8"))


@pytest.mark.parametrize("config", [WITHOUT_TOPIC, OTHER_NAMES])
def test_a_topic_that_is_gone_or_has_another_slug_and_name_is_an_error(
    project: GitProject, config: str
) -> None:
    configure(project, config)
    (found,) = errors_of(project)
    assert found.partition(": ")[2] == (
        "Water was published as water, and its page must keep working; restore it, add `formerly: "
        "[water]` to the topic that it is now, or add to transcripts/withdrawn.yaml: "
        "`topics/water: withdrawn`"
    )


def test_a_speaker_with_another_slug_and_name_is_an_error(project: GitProject) -> None:
    configure(project, CONFIG.replace("ann-example", "ann-roe").replace("Ann Example", "Ann Roe"))
    path = project.folder / f"transcripts/{LAKE}.md"
    path.write_text(path.read_text("utf-8").replace("ann-example", "ann-roe"), "utf-8")
    (found,) = errors_of(project)
    assert "Ann Example was published as ann-example, and its page must keep working" in found
    assert "`speakers/ann-example: withdrawn`" in found


def test_an_old_slug_that_config_yaml_names_no_more_is_an_error(project: GitProject) -> None:
    renamed = CONFIG.replace("  water:", "  rivers:\n    formerly: [water]")
    configure(project, renamed)
    project.build()
    configure(project, renamed.replace("    formerly: [water]\n", ""))
    (found,) = errors_of(project)
    assert found == (
        "config.yaml:14: Water was published as water, and its page must keep working; "
        "add `formerly: [water]`"
    )


def test_a_topic_that_was_given_up_redirects_to_all_topics(project: GitProject) -> None:
    configure(project, OTHER_NAMES)
    give_up(project, "topics/water: withdrawn")
    assert project.build().index.former_topics == ("water",)
    (project.folder / WITHDRAWN).unlink()
    assert project.build().index.former_topics == ("water",)
    assert published(project)["withdrawn"] == ["topics/water"]
    configure(project, CONFIG + OTHER_NAMES[OTHER_NAMES.index("  rivers:") :])
    assert project.build().index.former_topics == ()
    assert "withdrawn" not in published(project)


def test_a_recording_and_its_times_that_are_gone_are_errors(project: GitProject) -> None:
    write(project)
    restore = "published, and must keep working; restore"
    line = f"or add to {WITHDRAWN}: `{LAKE}"
    assert errors_of(project) == [
        f"transcripts/{LAKE}.md: its times were {restore} them, {line}/times: withdrawn`",
        (
            f"transcripts/{LAKE}.md: lake.mp3, its recording, was {restore} it, "
            f"{line}/lake.mp3: withdrawn`"
        ),
    ]
    give_up(project, f"{LAKE}/lake.mp3: withdrawn", f"{LAKE}/times: withdrawn")
    project.build()
    (project.folder / WITHDRAWN).unlink()
    project.build()


def test_a_recording_is_looked_for_under_the_new_name_of_a_statement(project: GitProject) -> None:
    write(project)
    transcript = project.folder / f"transcripts/{LAKE}.md"
    transcript.rename(transcript.with_name("2021-02-26-water.md"))
    assert len(errors_of(project)) == 2
    give_up(project, f"{LAKE}/lake.mp3: withdrawn", "2021-02-26-water/times: withdrawn")
    project.build()


def test_lines_that_settle_nothing_are_errors(project: GitProject) -> None:
    give_up(
        project,
        "topics/water: withdrawn",
        "topics/watre: withdrawn",
        f"{LAKE}/river.mp3: withdrawn",
    )
    assert errors_of(project) == [
        (
            f"{WITHDRAWN}:1: the line settles nothing, since topics/water is published; "
            "remove this line"
        ),
        f'{WITHDRAWN}:2: topics/watre was never published; did you mean "topics/water"?',
        f'{WITHDRAWN}:3: {LAKE}/river.mp3 was never published; did you mean "{LAKE}/lake.mp3"?',
    ]
    give_up(project, "topics/water: topics/rivers")
    assert errors_of(project) == [
        (
            f'{WITHDRAWN}:1: "topics/water" cannot be replaced; write `withdrawn`, or add its '
            "slug to `formerly` of what replaces it in config.yaml"
        )
    ]


def test_what_was_published_is_restored_from_git(project: GitProject) -> None:
    (project.folder / "pages").mkdir()
    (project.folder / "pages/notes.md").write_text("---\ntitle: Notes\n---\nHere.\n", "utf-8")
    project.build()
    project.commit()
    before = published(project)
    configure(project, WITHOUT_TOPIC)
    path = project.records / "published.json"
    lost = {**before, "topics": {}, "recordings": {}, "pages": []}
    path.write_text(json.dumps(lost), "utf-8")
    project.commit()
    shutil.rmtree(project.folder / "site")
    assert errors_of(project) == [
        (
            f"transcripts/permalinks/published.json: {LAKE}/lake.mp3, {LAKE}/times, pages/notes, "
            "topics/water was given in a committed version of the record, and is not in it; "
            "settle the record with `permalinks settle`, which restores it, or restore the file "
            "from an earlier commit"
        )
    ]
    assert project.settle().done == (
        (
            f"published.json: restored {LAKE}/lake.mp3, {LAKE}/times, pages/notes, topics/water "
            "from git"
        ),
    )
    assert published(project) == before
    assert "`topics/water: withdrawn`" in errors_of(project)[0]
