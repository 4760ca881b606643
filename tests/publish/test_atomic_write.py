"""The site's folder is replaced as a whole or not at all."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest

from onrecord.errors import ContentError, visible
from onrecord.publish import atomic_write
from onrecord.publish.atomic_write import write_site
from tests.support.repository import ROOT

OLD = [("index.html", b"old"), ("a/index.html", b"old a")]
NEW = [("index.html", b"new"), ("b/index.html", b"new b")]
OLD_FILES = {".on-record": atomic_write.MARKER_TEXT.encode(), **dict(OLD)}
NEW_FILES = {".on-record": atomic_write.MARKER_TEXT.encode(), **dict(NEW)}


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a folder with the old site."""
    folder = tmp_path / "site"
    write_site(OLD, out=folder)
    return folder


def error_of(files: list[tuple[str, bytes]], out: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        write_site(files, out=out)
    return [str(error).removeprefix(f"{out.parent}/") for error in caught.value.errors]


def test_a_site_is_written_with_its_marker_and_leaves_no_other_files(tmp_path: Path) -> None:
    assert write_site(NEW, out=tmp_path / "deep" / "site").files == 2
    assert files_in(tmp_path) == {f"deep/site/{name}": text for name, text in NEW_FILES.items()}
    assert names_in(tmp_path / "deep") == ["site"]


def test_a_new_site_replaces_the_whole_old_one(out: Path) -> None:
    write_site(NEW, out=out)
    assert files_in(out) == NEW_FILES
    assert names_in(out.parent) == ["site"]


def test_an_empty_folder_may_become_the_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write_site(NEW, out=tmp_path / "site")
    assert files_in(tmp_path / "site") == NEW_FILES


def test_the_old_site_is_in_place_until_all_files_have_been_read(out: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield from NEW
        assert files_in(out) == OLD_FILES

    write_site(files(), out=out)
    assert files_in(out) == NEW_FILES


def test_a_build_that_fails_leaves_the_old_site(out: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield NEW[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_site(files(), out=out)
    assert files_in(out) == OLD_FILES
    assert names_in(out.parent) == ["site"]


def test_a_folder_with_other_files_is_refused_and_unchanged(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("years of work")
    assert error_of(NEW, tmp_path / "site") == [
        (
            "site: contains files that are not a site of On Record, and a build would delete them; "
            "choose an empty folder, or empty it"
        )
    ]
    assert files_in(tmp_path) == {"site/thesis.txt": b"years of work"}


def test_a_file_is_refused_and_unchanged(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    assert error_of(NEW, tmp_path / "site") == [
        "site: is a file, but the site needs a folder; choose another name"
    ]
    assert files_in(tmp_path) == {"site": b"a file"}


def test_a_symbolic_link_to_the_folder_is_kept(out: Path) -> None:
    link = out.parent / "public"
    link.symlink_to("site")
    write_site(NEW, out=link)
    assert link.is_symlink()
    assert files_in(out) == NEW_FILES


def test_an_error_of_the_system_is_reported_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "site"
    with pytest.raises(ContentError) as caught:
        write_site(NEW, out=out)
    assert str(caught.value) == (
        f"{out}: the site cannot be written: File exists ({tmp_path / 'file'})"
    )


@pytest.mark.parametrize(
    "name",
    [
        *("", "/etc/passwd", "../up", "a/../b", "a//b", "./a", "a/", "a\\b", "a\0b", "a\nb"),
        *("C:x", "a.", "a /b", "ends ", "x" * 256, "\udcff"),
    ],
)
def test_unsafe_names_are_refused(out: Path, name: str) -> None:
    assert error_of([(name, b"")], out) == [
        f"{visible(name)}: not a valid file name for a site; rename it".removeprefix(
            f"{out.parent}/"
        )
    ]
    assert files_in(out) == OLD_FILES


IGNORING_CASE = "on systems that ignore case; rename one of the two"


@pytest.mark.parametrize(
    ("names", "error"),
    [
        (["a", "a"], "a: is written twice; rename one of the two"),
        (["a", "A"], f'A: has the same name as "a" {IGNORING_CASE}'),
        (["a", "a/b"], f'a/b: has the same name as "a" {IGNORING_CASE}'),
        (["a/b", "a"], f'a: has the same name as "a" {IGNORING_CASE}'),
        (["a/b", "A/c"], f'A/c: has the same name as "a" {IGNORING_CASE}'),
        (
            ["\N{LATIN SMALL LETTER E WITH ACUTE}", "e\N{COMBINING ACUTE ACCENT}"],
            (
                "e\N{COMBINING ACUTE ACCENT}: has the same name as "
                f'"\N{LATIN SMALL LETTER E WITH ACUTE}" {IGNORING_CASE}'
            ),
        ),
        ([".on-record"], ".on-record: is written twice; rename one of the two"),
    ],
)
def test_names_that_a_file_system_could_confuse_are_refused(
    out: Path, names: list[str], error: str
) -> None:
    assert error_of([(name, b"") for name in names], out) == [error]
    assert files_in(out) == OLD_FILES


def test_a_second_build_is_refused_while_one_is_writing(out: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield from NEW
        assert error_of(NEW, out) == [
            "site: another build is writing this site; wait until it has finished"
        ]

    write_site(files(), out=out)
    assert files_in(out) == NEW_FILES
    write_site(OLD, out=out)
    assert files_in(out) == OLD_FILES


def test_builds_of_two_sites_in_one_folder_do_not_block_each_other(out: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield from NEW
        write_site(OLD, out=out.parent / "other")

    write_site(files(), out=out)
    assert names_in(out.parent) == ["other", "site"]


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from onrecord.publish import atomic_write

def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

def files(last):
    for number in range(20):
        if number == last:
            die()
        yield f"{number}/index.html", b"new"

point, out = sys.argv[1], Path(sys.argv[2])
if point == "before the swap":
    atomic_write._put_in_place = die
elif point == "after the swap":
    exchange = atomic_write.exchange
    atomic_write.exchange = lambda one, other: exchange(one, other) and die()
elif point == "between the two moves":
    atomic_write.exchange = lambda one, other: False
    rename = Path.rename
    Path.rename = lambda path, target: die() if path.name == "new" else rename(path, target)
atomic_write.write_site(files(int(point) if point.isdigit() else None), out=out)
"""


@pytest.mark.parametrize(
    ("point", "left"),
    [
        ("0", OLD_FILES),
        ("7", OLD_FILES),
        ("19", OLD_FILES),
        ("before the swap", OLD_FILES),
        ("after the swap", {f"{number}/index.html": b"new" for number in range(20)}),
        ("between the two moves", {}),
    ],
)
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_cleans_up(
    out: Path, point: str, left: dict[str, bytes]
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_BUILD, point, out], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    left = {**left, ".on-record": atomic_write.MARKER_TEXT.encode()} if left else {}
    assert (files_in(out) if out.exists() else {}) == left
    assert names_in(out.parent)[0] == ".site.building"

    def files() -> Iterator[tuple[str, bytes]]:
        assert files_in(out) == (left or OLD_FILES)  # the old site is restored if it was moved away
        yield from NEW

    write_site(files(), out=out)
    assert files_in(out) == NEW_FILES
    assert names_in(out.parent) == ["site"]


def test_if_folders_cannot_be_exchanged_the_site_is_replaced_by_two_moves(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_write, "exchange", lambda *_: False)
    write_site(NEW, out=out)
    assert files_in(out) == NEW_FILES
    assert names_in(out.parent) == ["site"]


def test_if_the_second_move_fails_the_old_site_is_restored(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse_new(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(atomic_write, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refuse_new)
    new = out.parent / ".site.building" / "new"
    assert error_of(NEW, out) == [f"site: the site cannot be written: Permission denied ({new})"]
    assert files_in(out) == OLD_FILES
    assert names_in(out.parent) == ["site"]


def test_two_folders_are_exchanged_atomically_on_this_system(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name)
    assert atomic_write.exchange(tmp_path / "one", tmp_path / "other")
    assert files_in(tmp_path) == {"one/name": b"other", "other/name": b"one"}


def test_a_reader_always_finds_a_whole_site(out: Path) -> None:
    """A process that reads continuously while sites are replaced sees only whole sites."""
    stop = out.parent / "stop"
    command = [sys.executable, "-c", WATCHER, str(out / "index.html"), str(stop)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout is not None
        assert watcher.stdout.readline() == "watching\n"
        for number in range(40):
            write_site(NEW if number % 2 == 0 else OLD, out=out)
        stop.touch()
        assert set(watcher.stdout.read().split()) == {"new", "old"}


WATCHER = """
import pathlib, sys
index, stop = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
seen = set()
print("watching", flush=True)
while not stop.exists():
    try:
        seen.add(index.read_text())
    except OSError as error:
        seen.add(type(error).__name__)
print(*seen)
"""


class FakeWindows:
    """What Windows has for locking files: a second lock is refused."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.locked: set[int] = set()

    def locking(self, descriptor: int, mode: int, size: int) -> None:
        assert (mode, size) == (self.LK_NBLCK, 1)
        number = os.fstat(descriptor).st_ino
        if number in self.locked:
            raise OSError(errno.EACCES, "Permission denied")
        self.locked.add(number)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeWindows:
    """Let the module take this system for Windows: no locks on folders, no exchange."""
    fake = FakeWindows()
    monkeypatch.setitem(sys.modules, "msvcrt", cast(ModuleType, fake))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(atomic_write, "_WAIT", 0)
    return fake


def test_on_windows_a_site_is_replaced_and_no_lock_is_left(out: Path, windows: FakeWindows) -> None:
    write_site(NEW, out=out)
    assert files_in(out) == NEW_FILES
    assert len(windows.locked) == 1
    assert names_in(out.parent) == ["site"]


def test_on_windows_a_second_build_is_refused_too(out: Path, windows: FakeWindows) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        with pytest.raises(ContentError, match="another build is writing this site"):
            write_site(NEW, out=out)
        yield from NEW

    write_site(files(), out=out)
    assert files_in(out) == NEW_FILES


def test_on_windows_a_folder_that_is_being_read_is_moved_later(
    out: Path, windows: FakeWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = refuse_moves(monkeypatch, times=5)
    write_site(NEW, out=out)
    assert files_in(out) == NEW_FILES
    assert refusals == []


def test_on_windows_a_folder_that_is_always_being_read_is_an_error_and_the_old_site_stays(
    out: Path, windows: FakeWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_moves(monkeypatch, times=10_000)
    with pytest.raises(ContentError, match="the site cannot be written: Access is denied"):
        write_site(NEW, out=out)
    assert files_in(out) == OLD_FILES


def refuse_moves(monkeypatch: pytest.MonkeyPatch, *, times: int) -> list[int]:
    """Let the system refuse to move folders as often; return the refusals that are left."""
    rename, left = Path.rename, list(range(times))

    def refuse(path: Path, to: Path) -> Path:
        if left:
            left.pop()
            raise PermissionError(errno.EACCES, "Access is denied", str(path))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refuse)
    return left
