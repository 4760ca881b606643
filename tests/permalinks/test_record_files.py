"""Record files are written when a build succeeds, and only if something changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import ContentError
from onrecord.permalinks.record_files import recording
from tests.support.projects import build, files_in, write_project
from tests.support.repository import run_python

RECORD = "transcripts/permalinks/2021-02-26-water.jsonl"
LINES = """\
{"statement": "2021-02-26-water", "title": "Remarks on water", "date": "2021-02-26", \
"since": "2023-11-14", "paragraphs": 3, "answers": 1}
{"id": "p1", "speaker": "ann-example", "text": "Water is scarce."}
{"id": "answer-1", "question": "p2"}
{"id": "p2", "exchange": "answer-1", "speaker": "journalist", "text": "Whose is the river?"}
{"id": "p3", "exchange": "answer-1", "speaker": "ann-example", "text": "Everybody’s."}
"""


def record(folder: Path, files: dict[str, str]) -> None:
    with recording(files, folder=folder, old=folder.with_name("old")) as write:
        write()


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def test_changed_records_are_written_and_unused_ones_removed(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "records"
    record(folder, {"a.jsonl": "1\n", "b.jsonl": "2\n", "c.jsonl": "3\n"})
    os.utime(folder / "a.jsonl", (1, 1))
    (folder / "notes.txt").write_text("mine")
    record(folder, {"a.jsonl": "1\n", "b.jsonl": "two\n"})
    found = {"a.jsonl": b"1\n", "b.jsonl": b"two\n", "notes.txt": b"mine"}
    assert files_in(folder) == found
    assert (folder / "a.jsonl").stat().st_mtime == 1


def test_nothing_is_written_if_the_block_fails(tmp_path: Path) -> None:
    record(tmp_path, {"a.jsonl": "1\n"})
    files = {"a.jsonl": "2\n", "b.jsonl": ""}
    with pytest.raises(KeyError), recording(files, folder=tmp_path, old=tmp_path / "old"):
        raise KeyError
    assert files_in(tmp_path) == {"a.jsonl": b"1\n"}


def test_the_record_is_moved_from_its_old_folder(tmp_path: Path) -> None:
    """It stays there, unchanged, if the build fails."""
    old, folder = tmp_path / ".addresses", tmp_path / "permalinks"
    before = {"a.jsonl": b"1\n", "notes.txt": b"mine"}
    write_files(old, before)
    files = {"a.jsonl": "2\n", "b.jsonl": "3\n"}
    with recording(files, folder=folder, old=old):
        pass
    assert files_in(tmp_path) == {f".addresses/{name}": text for name, text in before.items()}
    with recording(files, folder=folder, old=old) as write:
        write()
    now = {"a.jsonl": b"2\n", "b.jsonl": b"3\n", "notes.txt": b"mine"}
    assert files_in(tmp_path) == {f"permalinks/{name}": text for name, text in now.items()}


def test_temporary_files_are_removed_if_their_build_no_longer_runs(
    tmp_path: Path,
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    mine = f".a.jsonl.{os.getppid()}"
    for name in (f".a.jsonl.{ended.pid}", mine, ".a.jsonl.old"):
        (tmp_path / name).write_text("half")
    record(tmp_path, {"a.jsonl": "1\n"})
    assert list(files_in(tmp_path)) == [mine, ".a.jsonl.old", "a.jsonl"]


def test_a_folder_that_cannot_be_written_is_an_error_before_the_block_runs(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.write_text("a file")
    files, old = {"a.jsonl": "1\n"}, tmp_path / "old"
    with pytest.raises(ContentError) as caught, recording(files, folder=folder, old=old):
        pytest.fail("the block must not run")
    assert str(caught.value) == (
        f"{folder}: the permalink record cannot be written: File exists ({folder})"
    )


def test_a_build_records_what_it_publishes_with_the_date(tmp_path: Path) -> None:
    project = write_project(tmp_path, {})
    assert build(project, SOURCE_DATE_EPOCH="1700000000").returncode == 0
    assert (project / RECORD).read_text("utf-8") == LINES


def test_a_check_and_a_failed_build_record_nothing(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"templates/not-found.html": '<a href="gone/">x</a>'})
    assert run_python("build.py", "--project", project, "check").returncode == 0
    assert build(project).returncode == 1
    assert not list(project.glob("transcripts/permalinks/*"))


def test_an_invalid_date_is_a_usage_error(tmp_path: Path) -> None:
    built = build(write_project(tmp_path, {}), SOURCE_DATE_EPOCH="yesterday")
    assert built.returncode == 2
    assert 'SOURCE_DATE_EPOCH is "yesterday", which is not a number of seconds' in built.stdout


def test_a_record_that_is_out_of_date_is_a_warning(tmp_path: Path) -> None:
    """There is no warning before the first build, or right after a build."""
    project = write_project(tmp_path, {})
    assert "unrecorded" not in run_python("build.py", "--project", project, "check").stdout
    assert build(project).returncode == 0
    assert "unrecorded" not in run_python("build.py", "--project", project, "check").stdout
    with (project / "transcripts/2021-02-26-water.md").open("a") as transcript:
        transcript.write("\nNobody’s.\n")
    assert (
        "transcripts/2021-02-26-water.md:1: the permalink record is out of date for this file; "
        "build the site, and commit transcripts/permalinks [unrecorded]"
    ) in run_python("build.py", "--project", project, "check").stdout.splitlines()


def test_our_own_records_are_up_to_date() -> None:
    checked = run_python("build.py", "check")
    assert checked.returncode == 0
    assert "unrecorded" not in checked.stdout
