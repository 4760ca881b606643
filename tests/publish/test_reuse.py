"""A file of the earlier site is used again only if it is the one that was written."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.publish import reuse
from onrecord.publish.reuse import EarlierSite, Reused, link, stamp_of
from onrecord.work.store import opened

NAMES = ("a/index.html", "a/b.txt")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "a").mkdir(parents=True)
    for name in NAMES:
        (folder / name).write_text(name)
    return folder


@pytest.fixture
def earlier(site: Path) -> Iterator[EarlierSite]:
    """Yield the site, whose files were noted under the key `a`."""
    with opened(None) as store:
        found = EarlierSite(site, store)
        found.remember("a", NAMES)
        yield found


def touch(path: Path) -> None:
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))


def replace(path: Path) -> None:
    """Put another file with the same size and time in its place."""
    before = path.stat()
    path.rename(path.with_name("other"))
    path.write_text("x" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def lengthen(path: Path) -> None:
    before = path.stat()
    path.write_text(f"{path.read_text()} ")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def turn_into_a_link(path: Path) -> None:
    path.rename(path.with_name("other"))
    path.symlink_to(path.with_name("other"))


def turn_into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES = pytest.mark.parametrize(
    "change", [touch, replace, lengthen, turn_into_a_link, turn_into_a_folder, Path.unlink]
)


def test_files_that_nobody_touched_are_found_by_their_key(site: Path, earlier: EarlierSite) -> None:
    assert earlier.has("a")
    assert list(earlier.files("a")) == [
        (name, Reused(str(site / name), stamp_of(str(site / name)))) for name in NAMES
    ]
    assert not earlier.has("b")
    assert list(earlier.files("b")) == []


@CHANGES
@pytest.mark.parametrize("name", NAMES)
def test_files_are_not_used_again_once_one_of_them_has_changed(
    change: Callable[[Path], object], name: str, site: Path, earlier: EarlierSite
) -> None:
    change(site / name)
    assert not earlier.has("a")


def test_without_the_site_nothing_is_used(site: Path, earlier: EarlierSite) -> None:
    site.rename(site.with_name("moved"))
    assert not earlier.has("a")


def test_a_site_may_be_a_link_to_a_folder(site: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site)
    with opened(None) as store:
        EarlierSite(tmp_path / "link", store).remember("a", NAMES)
        assert EarlierSite(site, store).has("a")


def test_a_file_that_is_used_again_is_the_same_file(site: Path, earlier: EarlierSite) -> None:
    for name, reused in earlier.files("a"):
        path = site.with_name(Path(name).name)
        assert link(reused, str(path))
        assert path.samefile(site / name)


@pytest.mark.parametrize("change", [touch, replace, lengthen])
def test_a_file_that_changes_after_it_was_found_is_noticed(
    change: Callable[[Path], object], site: Path, earlier: EarlierSite
) -> None:
    _, reused = next(earlier.files("a"))
    change(site / NAMES[0])
    assert not link(reused, str(site.with_name("new")))


def test_on_another_file_system_a_file_is_copied(
    site: Path, earlier: EarlierSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(reuse.os, "link", refuse)
    _, reused = next(earlier.files("a"))
    assert link(reused, str(site.with_name("new")))
    assert site.with_name("new").read_text() == NAMES[0]
    touch(site / NAMES[0])
    assert not link(reused, site.with_name("newer"))
