"""A spare copy of an older site is made to have the files of a new one, and no others."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import ContentError
from onrecord.publish import atomic_write, new_site
from onrecord.publish.atomic_write import Written, write_site
from onrecord.publish.new_site import Content, NewSite
from onrecord.publish.reuse import Reused, list_folder, stamp_of
from onrecord.publish.site_names import folded


def files_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def folders_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def fill(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def reused(path: Path) -> Reused:
    stamp = stamp_of(str(path))
    assert stamp is not None
    return Reused(str(path), stamp)


OLD = {"a/b/one": "1", "a/two": "2", "c": "3", "d/e/f/four": "4"}


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        {},
        {"a/b/one": "1", "g/h/five": "5"},
        {"a": "a file in place of a folder", "c/d": "a folder in place of a file"},
        {"d/e": "a file in place of a folder with a folder", "a/b/one/x/y": "deep"},
    ],
)
def test_a_spare_has_only_the_new_files(new: dict[str, str], tmp_path: Path) -> None:
    site = NewSite(fill(tmp_path / "spare", OLD))
    for name, text in new.items():
        assert site.add(name, text.encode())
    site.remove_rest()
    assert files_in(tmp_path / "spare") == new
    wanted = {parent.as_posix() for name in new for parent in Path(name).parents} - {"."}
    assert folders_in(tmp_path / "spare") == wanted


def test_a_file_that_is_there_already_is_left_there(tmp_path: Path) -> None:
    live, spare = fill(tmp_path / "live", OLD), tmp_path / "spare"
    (spare / "a/b").mkdir(parents=True)
    (spare / "a/b/one").hardlink_to(live / "a/b/one")
    folder_changed = (spare / "a/b").stat().st_mtime_ns
    site = NewSite(spare)
    assert site.add("a/b/one", reused(live / "a/b/one"))
    site.remove_rest()
    assert (spare / "a/b").stat().st_mtime_ns == folder_changed
    assert (spare / "a/b/one").samefile(live / "a/b/one")


def test_another_file_with_the_same_content_is_replaced_by_a_link(tmp_path: Path) -> None:
    live, spare = fill(tmp_path / "live", OLD), fill(tmp_path / "spare", OLD)
    assert NewSite(spare).add("a/two", reused(live / "a/two"))
    assert (spare / "a/two").samefile(live / "a/two")


def test_a_changed_file_is_not_written_into(tmp_path: Path) -> None:
    """The live site has the same file."""
    live, spare = fill(tmp_path / "live", OLD), tmp_path / "spare"
    spare.mkdir()
    (spare / "c").hardlink_to(live / "c")
    assert NewSite(spare).add("c", b"changed")
    assert ((live / "c").read_text(), (spare / "c").read_text()) == ("3", "changed")


def test_links_to_other_places_are_replaced(tmp_path: Path) -> None:
    elsewhere = fill(tmp_path / "elsewhere", {"one": "kept"})
    spare = tmp_path / "spare"
    spare.mkdir()
    (spare / "a").symlink_to(elsewhere)
    (spare / "b").symlink_to(elsewhere / "one")
    site = NewSite(spare)
    assert site.add("a/one", b"new")
    assert site.add("b", b"new")
    site.remove_rest()
    assert files_in(elsewhere) == {"one": "kept"}
    assert files_in(spare) == {"a/one": "new", "b": "new"}


@pytest.mark.parametrize(
    ("old", "new"), [("a/One", "a/one"), ("A/one", "a/one"), ("A/b/one", "a"), ("A", "a/one")]
)
def test_a_name_that_is_there_in_other_letters_is_replaced(
    old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a system that ignores case, both are one file."""
    spare = fill(tmp_path / "spare", {old: "old", "b": "other"})
    monkeypatch.setattr(
        new_site,
        "lexists",
        lambda path: any(
            folded(one.as_posix()) == folded(path.as_posix()) for one in spare.rglob("*")
        ),
    )
    site = NewSite(spare)
    assert site.add(new, b"new")
    assert files_in(spare) == {new: "new", "b": "other"}
    site.remove_rest()
    assert files_in(spare) == {new: "new"}


def build(out: Path, files: dict[str, str], earlier: tuple[str, ...] = ()) -> Written:
    """Write a site of which some files are the earlier site's."""
    contents: dict[str, Content] = {name: text.encode() for name, text in files.items()}
    contents |= {name: reused(out / name) for name in earlier}
    return write_site(contents.items(), out=out)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(atomic_write, "_MANY", 3)
    return tmp_path / "site"


def spare_of(out: Path) -> Path:
    return out.with_name(".site.store-spare")


def test_of_a_large_site_the_one_before_is_kept_for_the_next_build(out: Path) -> None:
    build(out, OLD)
    assert not spare_of(out).exists()
    build(out, {**OLD, "c": "changed"}, earlier=("a/two", "a/b/one"))
    assert files_in(spare_of(out)) == {**OLD, ".on-record": atomic_write.MARKER_TEXT}
    new = {"a/b/one": "1", "a/two": "changed", "g": "6"}
    build(out, new, earlier=("a/b/one",))
    assert files_in(out) == {**new, ".on-record": atomic_write.MARKER_TEXT}
    assert files_in(spare_of(out))["c"] == "changed"


def test_of_a_small_site_nothing_is_kept(out: Path) -> None:
    for files in (OLD, OLD, {"c": "3"}):
        build(out, files)
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_what_a_failed_build_left_in_the_spare_is_not_in_the_next_site(out: Path) -> None:
    build(out, OLD)
    build(out, OLD)
    with pytest.raises(ContentError):
        build(out, {"c": "half", "x/y": "half", "C": "the same name where case is ignored"})
    assert files_in(spare_of(out))["x/y"] == "half"
    build(out, {}, earlier=tuple(OLD))
    assert files_in(out) == {**OLD, ".on-record": atomic_write.MARKER_TEXT}


def test_what_somebody_put_into_the_site_is_gone_two_builds_later(out: Path) -> None:
    build(out, OLD)
    (out / "a" / "foreign").write_text("mine")
    for _ in range(3):
        build(out, OLD)
        assert "a/foreign" not in files_in(out)


def test_the_listing_of_a_new_site_is_what_its_folder_has(tmp_path: Path) -> None:
    live, spare = fill(tmp_path / "live", OLD), fill(tmp_path / "spare", {"c": "3", "x/y": "old"})
    (spare / "a/b").mkdir(parents=True)
    (spare / "a/b/one").hardlink_to(live / "a/b/one")
    site = NewSite(spare)
    for name in ("a/b/one", "a/two"):
        assert site.add(name, reused(live / name))
    assert site.add("e/new", b"new")
    site.remove_rest()
    assert site.listing() == list_folder(str(spare))


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "a/new").write_text("new"),
        lambda folder: (folder / "d/e/f/four").unlink(),
        lambda folder: (folder / "d/e/new").mkdir(),
        lambda folder: (folder / "c").rename(folder / "a/two"),
        lambda folder: (folder / "d").rename(folder / "g"),
    ],
    ids=["file added", "file removed", "folder added", "file replaced", "folder renamed"],
)
def test_a_listing_shows_a_change_of_names(
    change: Callable[[Path], object], tmp_path: Path
) -> None:
    listing = list_folder(str(fill(tmp_path / "site", OLD)))
    time.sleep(0.02)  # longer than the system's clock for files stands still
    assert listing.is_of(str(tmp_path / "site"))
    change(tmp_path / "site")
    assert not listing.is_of(str(tmp_path / "site"))


def test_a_spare_that_is_not_as_it_was_listed_is_looked_through(tmp_path: Path) -> None:
    listing = list_folder(str(fill(tmp_path / "spare", OLD)))
    time.sleep(0.02)
    fill(tmp_path / "spare", {"d/e/else": "somebody's"})
    site = NewSite(tmp_path / "spare", listing)
    site.add("c", b"new")
    site.remove_rest()
    assert files_in(tmp_path / "spare") == {"c": "new"}
