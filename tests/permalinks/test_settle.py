"""Merges, reverts and losses are noticed and settled, and no number changes its meaning."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import ContentError
from onrecord.permalinks.record import read_record
from tests.support.git_projects import LAKE, GitProject
from tests.support.projects import files_in
from tests.support.repository import ROOT
from tests.support.sites import built

TEXTS = (
    "Good morning to everybody who has come to the lake today.",
    "The river was measured in spring, and it carries less water than before.",
    "We have asked the three towns on its banks to close their fountains.",
)
RAIN = "It rained for three weeks in the hills above the northern town."
SNOW = "Nobody expected any snow on the passes before the end of November."
QUESTION = "Question: Whose is the river when it flows under the border bridge?"
ANSWER = "Ann Example: It belongs to both sides, as the treaty of that year has it."
SETTLE = "settle the record with `permalinks settle`"


@pytest.fixture
def project(tmp_path: Path) -> GitProject:
    """Return a project that was published with three paragraphs, and committed."""
    project = GitProject(tmp_path / "project")
    project.write(*TEXTS)
    publish(project)
    return project


def publish(project: GitProject) -> None:
    project.build()
    project.commit()


def build_site(project: GitProject, *, is_published: bool = True) -> None:
    """Build a whole site, not only the record."""
    built(
        project.folder,
        project.folder / "site",
        store=project.folder / ".site.store",
        is_published=is_published,
    )


def errors_of(project: GitProject) -> list[str]:
    with pytest.raises(ContentError) as caught:
        project.build()
    return [str(error).removeprefix("transcripts/permalinks/") for error in caught.value.errors]


def texts_of(project: GitProject, slug: str = LAKE) -> dict[str, str]:
    """Return the texts of all numbers in the record."""
    record = read_record(project.record(slug).read_text("utf-8"), path="r", slug=slug)
    return {entry.anchor: entry.text for entry in record.paragraphs}


def numbered(*texts: str) -> dict[str, str]:
    return {f"p{n}": text.partition(": ")[2] or text for n, text in enumerate(texts, 1)}


def test_a_number_is_not_given_again_after_a_revert(project: GitProject) -> None:
    project.write(*TEXTS, RAIN)
    publish(project)
    project.git("revert", "--no-edit", "HEAD")
    project.write(*TEXTS, SNOW)
    (found,) = errors_of(project)
    assert found == (
        f"{LAKE}.jsonl:1: p4 was given by the last build of site/, and is not in this record; "
        f"{SETTLE}, which restores it, or restore the file from an earlier commit"
    )
    shutil.rmtree(project.folder / "site")
    (found,) = errors_of(project)
    assert found == (
        f"{LAKE}.jsonl:1: p4 was given in a committed version of the record, and is not in this "
        f"record; {SETTLE}, which restores it, or restore the file from an earlier commit"
    )
    assert project.settle().done == (f"{LAKE}: restored p4 from git",)
    assert "p4 was published and is missing: “It rained" in errors_of(project)[0]
    (project.folder / "transcripts/withdrawn.yaml").write_text(f"{LAKE}/p4: withdrawn\n")
    project.build()
    assert texts_of(project) == numbered(*TEXTS, RAIN, SNOW)


def test_a_number_of_a_build_whose_record_was_not_committed_is_restored_from_its_site(
    project: GitProject,
) -> None:
    project.write(*TEXTS, QUESTION, ANSWER)
    project.build()
    project.git("checkout", "--", ".")
    project.write(*TEXTS, SNOW)
    assert "p4 to p5, answer-1 was given by the last build of site/" in errors_of(project)[0]
    assert project.settle().done == (f"{LAKE}: restored p4 to p5, answer-1 from site/",)
    assert texts_of(project) == numbered(*TEXTS, QUESTION, ANSWER)
    project.write(*TEXTS, QUESTION, ANSWER, SNOW)
    project.build()
    assert texts_of(project) == numbered(*TEXTS, QUESTION, ANSWER, SNOW)


def test_a_number_that_is_published_is_not_given_on_a_branch_that_is_behind(
    project: GitProject, tmp_path: Path
) -> None:
    remote = tmp_path / "remote.git"
    project.write(*TEXTS, RAIN)
    publish(project)
    project.git("clone", "--bare", str(project.folder), str(remote))
    project.git("remote", "add", "origin", str(remote))
    project.git("fetch", "origin")
    project.git("remote", "set-head", "origin", "main")
    project.git("reset", "--hard", "HEAD~1")
    shutil.rmtree(project.folder / "site")
    project.write(TEXTS[0], f"{TEXTS[1]} Nobody knows why.", TEXTS[2])
    project.build()  # gives no number
    project.write(*TEXTS, SNOW)
    (found,) = errors_of(project)
    assert found == (
        f"{LAKE}.jsonl: p4 is published with other words, on the main branch of the repository; "
        "merge that branch, and build again"
    )
    project.git("checkout", "--", "transcripts/permalinks")
    project.git("merge", "--autostash", "origin/main", check=False)
    project.git("checkout", "--theirs", f"transcripts/{LAKE}.md")
    project.write(*TEXTS, RAIN, SNOW)
    project.build()
    assert texts_of(project) == numbered(*TEXTS, RAIN, SNOW)


def test_no_number_is_given_if_only_the_end_of_the_history_is_known(
    project: GitProject, tmp_path: Path
) -> None:
    project.write(*TEXTS, RAIN)
    publish(project)
    project.git("revert", "--no-edit", "HEAD")
    clone = tmp_path / "clone"
    project.git("clone", "--depth", "1", f"file://{project.folder}", str(clone))
    built(clone, clone / "site")  # gives no number
    shutil.rmtree(clone / "site")
    shutil.copy(project.folder / f"transcripts/{LAKE}.md", tmp_path)
    project.write(*TEXTS, SNOW)
    (project.folder / f"transcripts/{LAKE}.md").rename(clone / f"transcripts/{LAKE}.md")
    before = files_in(clone / "transcripts")
    with pytest.raises(ContentError) as caught:
        built(clone, clone / "site")
    assert str(caught.value) == (
        f"transcripts/permalinks/{LAKE}.jsonl: p4 may be in the history of the record, and this "
        "clone has only the end of it; run `git fetch --unshallow`"
    )
    assert files_in(clone / "transcripts") == before
    project.git("-C", str(clone), "fetch", "--unshallow")
    with pytest.raises(ContentError, match="p4 was given in a committed version of the record"):
        built(clone, clone / "site")


def test_no_number_is_given_if_git_cannot_read_the_history(
    project: GitProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(project.folder / "site")
    monkeypatch.setenv("PATH", "/nowhere")
    build_site(project)  # gives no number
    project.write(*TEXTS, RAIN)
    with pytest.raises(ContentError) as caught:
        build_site(project)
    assert str(caught.value) == (
        f"transcripts/permalinks/{LAKE}.jsonl: p4 may be in the history of the record, and git "
        "cannot read it; see what `git log` says in this folder"
    )


def test_the_history_is_known_from_before_the_project_was_moved_in_its_repository(
    project: GitProject,
) -> None:
    project.write(*TEXTS, RAIN)
    publish(project)
    project.git("revert", "--no-edit", "HEAD")
    shutil.rmtree(project.folder / "site")
    moved, files = project.folder / "a record/é", (".gitignore", "config.yaml", "transcripts")
    moved.mkdir(parents=True)
    for name in files:
        project.git("mv", name, f"a record/é/{name}")
    project.commit()
    project.folder, project.records = moved, moved / "transcripts/permalinks"
    project.write(*TEXTS, SNOW)
    assert "p4 was given in a committed version of the record" in errors_of(project)[0]
    assert project.settle().done == (f"{LAKE}: restored p4 from git",)
    assert texts_of(project) == numbered(*TEXTS, RAIN)


def test_git_is_read_in_a_hook_too(project: GitProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(*TEXTS, RAIN)
    publish(project)
    project.git("revert", "--no-edit", "HEAD")
    shutil.rmtree(project.folder / "site")
    project.write(*TEXTS, SNOW)
    monkeypatch.setenv("GIT_DIR", "elsewhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere/index")
    assert "p4 was given in a committed version of the record" in errors_of(project)[0]


def test_numbers_that_cannot_have_been_given_are_not_made_up(project: GitProject) -> None:
    path = project.record()
    for old, damaged in (('"paragraphs": 3', f'"paragraphs": {10**9}'), ('"p3"', f'"p{10**9}"')):
        path.write_text(path.read_text("utf-8").replace(old, damaged), "utf-8")
        errors_of(project)
    marker = project.folder / "site/.on-record"
    marker.write_text(f"{LAKE} p{10**9} answer-{'9' * 5_000}\n", "utf-8")
    project.settle()
    project.build()
    assert texts_of(project) == numbered(*TEXTS)


@pytest.mark.parametrize("keeps_site", [True, False])
def test_a_first_line_that_nobody_has_is_written_anew(
    project: GitProject, *, keeps_site: bool
) -> None:
    renamed = "2021-02-26-water"
    transcripts = project.folder / "transcripts"
    (transcripts / f"{LAKE}.md").rename(transcripts / f"{renamed}.md")
    project.build()
    if not keeps_site:
        shutil.rmtree(project.folder / "site")
    path = project.record(renamed)
    path.write_text(path.read_text("utf-8").partition("\n")[2], "utf-8")
    errors_of(project)
    assert f"{renamed}: wrote its first line anew" in project.settle().done
    assert project.build().summaries[0].facts.old_slugs == (LAKE,)
    assert texts_of(project, renamed) == numbered(*TEXTS)


def test_a_number_of_which_only_a_site_knows_without_its_words_is_not_given_again(
    project: GitProject,
) -> None:
    project.write(*TEXTS, RAIN)
    project.build()
    shutil.rmtree(project.folder / "site/data")
    project.git("checkout", "--", ".")
    project.settle()
    assert '{"id": "p4", "gone": "' in project.record().read_text("utf-8")
    project.write(*TEXTS, SNOW)
    build_site(project)
    assert texts_of(project) == numbered(*TEXTS, "", SNOW)
    page = (project.folder / f"site/statements/{LAKE}/index.html").read_text("utf-8")
    assert "withdrawn" not in page


def lose_a_line(project: GitProject) -> None:
    lines = project.record().read_text("utf-8").splitlines(keepends=True)
    project.record().write_text("".join(lines[:2] + lines[3:]), "utf-8")


def lose_the_tail(project: GitProject) -> None:
    text = project.record().read_text("utf-8")
    project.record().write_text(text[: text.index('{"id": "p3"')], "utf-8")


def lose_the_first_line(project: GitProject) -> None:
    text = project.record().read_text("utf-8")
    project.record().write_text(text.partition("\n")[2], "utf-8")


def lose_half_a_line(project: GitProject) -> None:
    text = project.record().read_text("utf-8")
    project.record().write_text(text[: len(text) - 20], "utf-8")


def lose_the_file(project: GitProject) -> None:
    project.record().unlink()


def lose_the_folder(project: GitProject) -> None:
    shutil.rmtree(project.records)


LOSSES = (
    lose_a_line,
    lose_the_tail,
    lose_the_first_line,
    lose_half_a_line,
    lose_the_file,
    lose_the_folder,
)


@pytest.mark.parametrize("has_site", [True, False], ids=["site", "no site"])
@pytest.mark.parametrize("lose", LOSSES)
def test_a_lost_part_of_the_record_is_an_error_and_is_restored_from_git(
    project: GitProject, lose, has_site: bool
) -> None:
    before = project.record().read_text("utf-8")
    if not has_site:
        shutil.rmtree(project.folder / "site")
    lose(project)
    assert errors_of(project)
    project.settle()
    assert project.record().read_text("utf-8") == before
    project.build()
    assert project.git("status", "--porcelain") == ""


@pytest.mark.parametrize("lose", [lose_a_line, lose_the_tail, lose_the_file, lose_the_folder])
def test_a_lost_part_of_the_record_is_restored_from_the_site(project: GitProject, lose) -> None:
    shutil.rmtree(project.folder / ".git")
    before = texts_of(project)
    lose(project)
    assert errors_of(project)
    project.settle()
    assert texts_of(project) == before
    project.build()


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "2021-02-26-lake/p2"',
        '{"id": "2021-02-26-lake/p2"}',
        '{"id": "2021-02-26-lake/px", "date": 5, "kind": [], "speaker": {}, "text": 4}',
        '{"id": "2021-02-26-lake/p2", "date": "2021-02-26", "speaker": "../a", "text": "x"}',
        '{"id": "2021-02-26-lake/p2", "date": "2021-02-26", "speaker": "a", "text": "\\ud800"}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_damaged_lines_of_the_site_are_not_used(project: GitProject, line: str) -> None:
    shutil.rmtree(project.folder / ".git")
    path = project.folder / "site/data/paragraphs.jsonl"
    lines = path.read_text("utf-8").splitlines()
    path.write_bytes("\n".join((lines[0], line, lines[2], "")).encode(errors="surrogateescape"))
    lose_the_file(project)
    project.settle()
    assert texts_of(project) == numbered(*TEXTS) | {"p2": ""}


@pytest.mark.parametrize("name", [f"{LAKE}.jsonl", "published.json"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing"])
def test_what_is_no_file_is_an_error_of_settling(project: GitProject, kind: str, name: str) -> None:
    path = project.records / name
    path.unlink()
    make: Callable[[Path], object] = {
        "folder": Path.mkdir,
        "pipe": os.mkfifo,
        "link to nothing": lambda path: path.symlink_to("gone"),
    }[kind]
    make(path)
    with pytest.raises(ContentError) as caught:
        project.settle()
    assert str(caught.value) == (
        f"transcripts/permalinks/{name}: no file; move it away or rename it"
    )


def test_a_record_whose_name_is_no_slug_is_an_error_of_settling(project: GitProject) -> None:
    project.record().rename(project.records / "\x1b[31m\nLake.jsonl")
    with pytest.raises(ContentError) as caught:
        project.settle()
    assert str(caught.value) == (
        r'transcripts/permalinks/\x1b[31m\nLake.jsonl: "\x1b[31m\nLake" is not the slug of a '
        "statement; restore the file name"
    )


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_record_under_another_name_is_one_of_its_own_statement(
    project: GitProject, *, is_committed: bool
) -> None:
    before = project.record().read_text("utf-8")
    project.record().rename(project.record("2021-02-26-water"))
    if is_committed:
        project.commit()
    assert (
        f'the record of "{LAKE}", but the file is named "2021-02-26-water"' in errors_of(project)[0]
    )
    project.settle()
    assert [path.name for path in project.records.glob("*.jsonl")] == [f"{LAKE}.jsonl"]
    assert project.record().read_text("utf-8") == before
    project.build()


def test_a_record_with_a_byte_order_mark_and_one_byte_that_is_not_utf_8_is_restored(
    project: GitProject,
) -> None:
    before = project.record().read_text("utf-8")
    damaged = before.encode().replace(b"spring", b"spr\xffng")
    project.record().write_bytes(b"\xef\xbb\xbf" + damaged)
    project.settle()
    assert project.record().read_text("utf-8") == before


def test_names_that_cannot_be_those_of_statements_are_ignored_in_the_marker(
    project: GitProject,
) -> None:
    marker = project.folder / "site/.on-record"
    noted = f"../../lake p3 answer-1\nLake p3 answer-1\n{LAKE} p3 answer-0 formerly ../x\n"
    marker.write_text(noted, "utf-8")
    assert project.settle().done == ()


def test_a_marker_that_is_damaged_is_an_error(project: GitProject) -> None:
    marker = project.folder / "site/.on-record"
    marker.write_bytes(b"\xff")
    for work in (project.build, project.settle):
        with pytest.raises(ContentError) as caught:
            work()
        assert str(caught.value) == (
            "site/.on-record: damaged; restore it, or delete the folder if git has the whole record"
        )


def test_the_site_of_another_project_is_not_replaced(project: GitProject, tmp_path: Path) -> None:
    other = GitProject(tmp_path / "other")
    other.write(RAIN, slug="2020-01-01-other")
    site = project.folder / "site"
    before = (site / ".on-record").read_text("utf-8")
    with pytest.raises(ContentError, match="if another project was built there, build into"):
        built(other.folder, site)
    assert (site / ".on-record").read_text("utf-8") == before
    assert not other.records.exists()


@pytest.mark.parametrize("kept", ["site and git", "site", "git"])
def test_no_number_is_given_again_if_all_transcripts_are_renamed_and_the_record_is_lost(
    project: GitProject, kept: str
) -> None:
    renamed = "2021-02-26-water"
    lose_the_folder(project)
    (project.folder / f"transcripts/{LAKE}.md").unlink()
    project.write(*TEXTS[1:], TEXTS[0], slug=renamed)
    project.commit()
    if "git" not in kept:
        shutil.rmtree(project.folder / ".git")
    if "site" not in kept:
        shutil.rmtree(project.folder / "site")
    for found in errors_of(project):
        assert found.startswith(
            (
                f": neither {LAKE} nor any other statement that was recorded ",
                "published.json: speakers/ann-example, topics/water was given in a committed ",
            )
        )
        assert SETTLE in found
    project.settle()
    edition = project.build()
    assert texts_of(project, renamed) == numbered(*TEXTS)
    assert edition.summaries[0].facts.old_slugs == (LAKE,)


def test_a_preview_keeps_what_the_last_published_site_notes(project: GitProject) -> None:
    """So does a build that finds the site of a preview as it would write it."""
    marker = project.folder / "site/.on-record"
    project.write(*TEXTS, RAIN)
    build_site(project, is_published=False)
    assert marker.read_text().endswith(f"\n{LAKE} p3 answer-0\n")
    for _ in range(2):
        build_site(project)
        assert marker.read_text().endswith(f"\n{LAKE} p4 answer-0\n")
    build_site(project, is_published=False)
    assert marker.read_text().endswith(f"\n{LAKE} p4 answer-0\n")


def test_an_old_folder_is_moved_by_a_build(project: GitProject) -> None:
    """Until then, a check reads it where it is."""
    before = texts_of(project)
    project.records.rename(project.folder / "transcripts/.addresses")
    project.write(*TEXTS, RAIN)
    project.build()
    assert not (project.folder / "transcripts/.addresses").exists()
    assert texts_of(project) == before | {"p4": RAIN}


def test_two_folders_are_an_error_and_are_united(project: GitProject) -> None:
    old = project.folder / "transcripts/.addresses"
    shutil.copytree(project.records, old)
    project.write(*TEXTS, RAIN)
    old.rename(old.with_name("aside"))
    project.build()
    old.with_name("aside").rename(old)
    with pytest.raises(ContentError, match="the record is in two folders"):
        project.build()
    project.settle()
    assert not old.exists()
    assert texts_of(project) == numbered(*TEXTS, RAIN)
    project.build()


def test_a_transcript_in_the_folder_of_the_record_is_an_error(project: GitProject) -> None:
    (project.records / "2021-03-01-bridge.md").write_text("Good morning.\n")
    with pytest.raises(ContentError, match="this folder is for the permalink record only"):
        project.build()


def branch_and_merge(project: GitProject) -> None:
    """Insert different paragraphs on two branches, build both, and merge; git has conflicts."""
    project.git("checkout", "-b", "other")
    project.write(SNOW, *TEXTS, QUESTION, ANSWER)
    publish(project)
    project.git("checkout", "main")
    shutil.rmtree(project.folder / "site")
    project.write(*TEXTS, RAIN)
    publish(project)
    project.git("merge", "other", check=False)
    project.write(SNOW, *TEXTS, RAIN, QUESTION, ANSWER)  # as the editor resolves the transcript


UNITED = numbered(*TEXTS, RAIN, SNOW, QUESTION, ANSWER)


def test_the_records_of_two_branches_are_united_by_settling(project: GitProject) -> None:
    branch_and_merge(project)
    assert any(f"a merge conflict that is not resolved; {SETTLE}" in e for e in errors_of(project))
    assert project.settle().done == (
        f"{LAKE}: united two versions of the record; p4 is p5 now, p5 is p6 now, p6 is p7 now",
    )
    assert texts_of(project) == UNITED
    publish(project)
    assert texts_of(project) == UNITED


def test_settling_again_changes_nothing(project: GitProject) -> None:
    branch_and_merge(project)
    project.settle()
    project.build()
    before = project.record().read_text("utf-8")
    project.settle()
    assert project.record().read_text("utf-8") == before


def test_what_was_published_keeps_its_numbers_whichever_branch_is_merged(
    project: GitProject, tmp_path: Path
) -> None:
    """The main branch of the remote repository says what was published."""
    remote = tmp_path / "remote.git"
    branch_and_merge(project)
    project.git("merge", "--abort")
    project.git("clone", "--bare", str(project.folder), str(remote))
    project.git("--git-dir", str(remote), "symbolic-ref", "HEAD", "refs/heads/other")
    project.git("remote", "add", "origin", str(remote))
    project.git("fetch", "origin")
    project.git("remote", "set-head", "origin", "other")
    project.git("merge", "other", check=False)
    project.write(SNOW, *TEXTS, RAIN, QUESTION, ANSWER)
    project.settle()
    assert texts_of(project) == numbered(*TEXTS, SNOW, QUESTION, ANSWER, RAIN)


def test_a_record_of_the_wrong_branch_is_an_error_and_is_settled(project: GitProject) -> None:
    branch_and_merge(project)
    project.git("checkout", "--theirs", "transcripts/permalinks")
    (found,) = errors_of(project)
    assert found == (
        f"{LAKE}.jsonl: p4 is published with other words than in this record; "
        f"{SETTLE}, which gives it back to them"
    )
    project.git("add", "--all")
    project.settle()
    assert texts_of(project) == UNITED


def test_markers_without_a_merge_are_settled_too(project: GitProject) -> None:
    branch_and_merge(project)
    project.git("add", "--all")
    assert project.settle().done
    assert texts_of(project) == UNITED


def test_the_merge_driver_leaves_no_conflict_in_the_record(project: GitProject) -> None:
    driver = f"{sys.executable} {ROOT / 'build.py'} --project . permalinks merge %O %A %B %P"
    project.git("config", "merge.permalinks.driver", driver)
    attributes = project.folder / ".git/info/attributes"
    attributes.write_text("transcripts/permalinks/* merge=permalinks\n")
    branch_and_merge(project)
    assert project.git("diff", "--name-only", "--diff-filter=U") == f"transcripts/{LAKE}.md\n"
    assert texts_of(project) == UNITED
    publish(project)


def test_new_statements_of_two_branches_are_all_counted(project: GitProject) -> None:
    driver = f"{sys.executable} {ROOT / 'build.py'} --project . permalinks merge %O %A %B %P"
    project.git("config", "merge.permalinks.driver", driver)
    attributes = project.folder / ".git/info/attributes"
    attributes.write_text("transcripts/permalinks/* merge=permalinks\n")
    project.git("checkout", "-b", "other")
    for slug in ("2021-03-01-one", "2021-03-02-two"):
        project.write(RAIN, slug=slug)
    publish(project)
    project.git("checkout", "main")
    shutil.rmtree(project.folder / "site")
    project.write(SNOW, slug="2021-03-03-three")
    publish(project)
    project.git("merge", "--no-edit", "other")
    published = json.loads((project.records / "published.json").read_text("utf-8"))
    assert published["statements"] == 4


def test_a_number_with_two_meanings_is_given_to_one(project: GitProject) -> None:
    """Both lines were kept by hand."""
    text = project.record().read_text("utf-8")
    line = '{"id": "p3", "speaker": "ann-example", "text": "' + SNOW + '"}\n'
    project.record().write_text(text + line, "utf-8")
    assert any("duplicate id p3" in found for found in errors_of(project))
    assert project.settle().done == (f"{LAKE}: p3 is p4 now",)
    assert texts_of(project) == numbered(*TEXTS, SNOW)


def test_nothing_is_settled_where_nothing_is_wrong(project: GitProject) -> None:
    assert project.settle().done == ()
    assert project.git("status", "--porcelain") == ""


def test_the_command_says_what_it_did(project: GitProject) -> None:
    def run() -> str:
        command = [sys.executable, ROOT / "build.py", "--project", project.folder]
        return subprocess.run(
            [*command, "permalinks", "settle"], capture_output=True, text=True, check=True
        ).stdout

    assert run() == "Nothing to settle\n"
    lose_the_file(project)
    assert re.sub(LAKE, "…", run()) == (
        "…: restored the record from git\n"
        "Build, and commit transcripts/permalinks/ with the transcripts\n"
    )


def test_a_build_that_was_killed_while_it_recorded_a_rename_leaves_nothing_to_do(
    project: GitProject,
) -> None:
    """It may leave the record under both names."""
    before = project.record().read_bytes()
    renamed = "2021-02-26-water"
    transcripts = project.folder / "transcripts"
    (transcripts / f"{LAKE}.md").rename(transcripts / f"{renamed}.md")
    project.build()
    project.record().write_bytes(before)
    project.write(*TEXTS, RAIN, slug=renamed)
    project.build()
    assert [path.stem for path in project.records.glob("*.jsonl")] == [renamed]
    assert texts_of(project, renamed) == numbered(*TEXTS, RAIN)


def test_an_old_name_whose_record_has_more_is_an_error_and_is_united(project: GitProject) -> None:
    """As after a merge of a branch that renamed the transcript and one that went on with it."""
    project.write(*TEXTS, RAIN)
    project.build()
    longer = project.record().read_bytes()
    project.git("checkout", "--", ".")
    shutil.rmtree(project.folder / "site")
    renamed = "2021-02-26-water"
    transcripts = project.folder / "transcripts"
    (transcripts / f"{LAKE}.md").rename(transcripts / f"{renamed}.md")
    project.build()
    project.record().write_bytes(longer)
    project.write(*TEXTS, RAIN, slug=renamed)
    assert f'"{LAKE}" is an old name of {renamed}, and has a record too' in errors_of(project)[0]
    project.settle()
    project.build()
    assert [path.stem for path in project.records.glob("*.jsonl")] == [renamed]
    assert texts_of(project, renamed) == numbered(*TEXTS, RAIN)


@pytest.mark.parametrize("others", [(), (SNOW,)])
def test_two_records_that_name_each_other_are_one(
    project: GitProject, others: tuple[str, ...]
) -> None:
    first, second = "2021-02-26-water", "2021-02-26-river"
    transcripts = project.folder / "transcripts"
    project.write(*TEXTS, *others)
    project.build("site-of-other")
    before = project.record().read_text("utf-8")
    project.git("checkout", "--", ".")
    project.write(*TEXTS, RAIN)
    (transcripts / f"{LAKE}.md").rename(transcripts / f"{first}.md")
    project.build()
    project.record().write_text(
        before.replace('"answers": 0}', f'"answers": 0, "formerly": ["{first}"]}}'), "utf-8"
    )
    (transcripts / f"{first}.md").rename(transcripts / f"{second}.md")
    if others:
        project.write(*TEXTS, RAIN, SNOW, slug=second)
        errors_of(project)
        project.settle()
    assert sorted(project.build().summaries[0].facts.old_slugs) == [LAKE, first]
    assert texts_of(project, second) == numbered(*TEXTS, RAIN, *others)


def test_of_numbers_that_git_doubled_the_published_one_stays(project: GitProject) -> None:
    """Both branches count the same, and insert at different places: git reports no conflict."""
    project.git("checkout", "-b", "other")
    project.write(TEXTS[0], SNOW, *TEXTS[1:])
    publish(project)
    project.git("checkout", "main")
    shutil.rmtree(project.folder / "site")
    project.write(*TEXTS, RAIN)
    publish(project)
    project.git("merge", "--no-edit", "other")
    assert any("duplicate id p4" in found for found in errors_of(project))
    assert project.settle().done == (f"{LAKE}: p4 is p5 now",)
    assert texts_of(project) == numbered(*TEXTS, RAIN, SNOW)
    publish(project)


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_statement_whose_new_name_was_taken_back_keeps_both_names(
    project: GitProject, *, is_committed: bool
) -> None:
    renamed = "2021-02-26-water"
    transcripts = project.folder / "transcripts"
    (transcripts / f"{LAKE}.md").rename(transcripts / f"{renamed}.md")
    project.build()
    assert (
        (project.folder / "site/.on-record")
        .read_text()
        .endswith(f"\n{renamed} p3 answer-0 formerly {LAKE}\n")
    )
    if is_committed:
        project.commit()
        project.git("revert", "--no-edit", "HEAD")
        shutil.rmtree(project.folder / "site")
    else:
        project.git("checkout", "--", ".")
        project.git("clean", "-fd")
    assert f"missing, and {renamed} was recorded" in errors_of(project)[0]
    assert project.settle().done == (
        f"{LAKE}: {renamed}, its name in the meantime, redirects to it now",
    )
    edition = project.build()
    assert edition.summaries[0].facts.old_slugs == (renamed,)


@pytest.mark.parametrize("is_committed", [True, False])
def test_an_old_name_that_the_record_lost_is_an_error_and_is_restored(
    project: GitProject, *, is_committed: bool
) -> None:
    renamed = "2021-02-26-water"
    transcripts = project.folder / "transcripts"
    (transcripts / f"{LAKE}.md").rename(transcripts / f"{renamed}.md")
    project.build()
    (transcripts / f"{renamed}.md").rename(transcripts / f"{LAKE}.md")
    project.build()
    if is_committed:
        project.commit()
        project.git("revert", "--no-edit", "HEAD")
        shutil.rmtree(project.folder / "site")
    else:
        project.git("checkout", "--", ".")
    (found,) = errors_of(project)
    place = "in a committed version of the record" if is_committed else "by the last build of site/"
    assert found.startswith(
        f"{LAKE}.jsonl:1: {renamed} was given {place}, and is not in this record; {SETTLE}"
    )
    assert project.settle().done == (f"{LAKE}: restored its old name {renamed}",)
    assert project.build().summaries[0].facts.old_slugs == (renamed,)


def test_all_names_of_a_statement_that_got_two_new_ones_are_restored(project: GitProject) -> None:
    first, second = "2021-02-26-water", "2021-02-26-river"
    transcripts = project.folder / "transcripts"
    (transcripts / f"{LAKE}.md").rename(transcripts / f"{first}.md")
    project.build()
    (transcripts / f"{first}.md").rename(transcripts / f"{second}.md")
    publish(project)
    project.git("revert", "--no-edit", "HEAD")
    shutil.rmtree(project.folder / "site")
    project.settle()
    assert sorted(project.build().summaries[0].facts.old_slugs) == [second, first]
