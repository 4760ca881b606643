"""The store returns what was put in, or nothing; it is never wrong, and it can be deleted."""

import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import ContentError, Error
from onrecord.work.store import DamagedStoreError, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".site.store"


def keep(path: Path | None, **values: bytes) -> None:
    with opened(path) as store:
        store.put(values.items())
        store.save()


def kept(path: Path, *keys: str) -> list[bytes | None]:
    """Return the values with the keys, as a build that writes nothing finds them."""
    with opened(path, is_private=True) as store:
        return [store.get(key) for key in keys]


def change(path: Path, statement: str) -> None:
    """Change the file behind the store's back."""
    database = sqlite3.connect(path)
    with database:
        database.execute(statement)
    database.close()


def test_values_are_there_in_the_next_build(path: Path) -> None:
    keep(path, a=b"one", b=b"", c=b"\x00\xff" * 100_000)
    assert kept(path, "a", "b", "c", "d") == [b"one", b"", b"\x00\xff" * 100_000, None]


def test_a_value_is_replaced_by_another_with_the_same_key(path: Path) -> None:
    keep(path, a=b"one")
    keep(path, a=b"two")
    assert kept(path, "a") == [b"two"]


def test_values_of_this_build_are_there_before_they_are_saved(path: Path) -> None:
    with opened(path) as store:
        store.put([("a", b"one")])
        assert (store.get("a"), store.has("a"), store.has("b")) == (b"one", True, False)


def test_what_was_not_saved_is_lost(path: Path) -> None:
    keep(path, a=b"one")
    with opened(path) as store:
        store.put([("a", b"two"), ("b", b"new")])
    assert kept(path, "a", "b") == [b"one", None]


def test_a_build_that_saves_nothing_leaves_no_file(path: Path) -> None:
    with opened(path) as store:
        store.put([("a", b"one")])
    assert list(path.parent.iterdir()) == []


def test_the_folder_of_a_store_is_made(path: Path) -> None:
    below = path.with_name("deep") / "er" / path.name
    keep(below, a=b"one")
    assert kept(below, "a") == [b"one"]


def test_values_that_a_build_does_not_use_are_dropped_when_it_is_saved(path: Path) -> None:
    keep(path, read=b"1", asked=b"2", put=b"3", unused=b"4")
    with opened(path) as store:
        assert store.get("read")
        assert store.has("asked")
        store.put([("put", b"5")])
        store.save()
    assert kept(path, "read", "asked", "put", "unused") == [b"1", b"2", b"5", None]


def test_a_store_without_a_file_keeps_values_for_one_build(tmp_path: Path) -> None:
    with opened(None) as store:
        store.put([("a", b"one")])
        store.save()
        assert store.get("a") == b"one"
    with opened(None) as store:
        assert store.get("a") is None
    assert list(tmp_path.iterdir()) == []


def test_a_private_store_reads_the_file_and_does_not_change_it(path: Path) -> None:
    keep(path, a=b"one")
    before = path.read_bytes()
    with opened(path, is_private=True) as store:
        store.put([("a", b"two"), ("b", b"new")])
        store.save()
        assert [store.get(key) for key in ("a", "b")] == [b"two", b"new"]
    assert path.read_bytes() == before
    assert kept(path, "a", "b") == [b"one", None]


def test_a_private_store_makes_no_file(path: Path) -> None:
    with opened(path, is_private=True) as store:
        store.put([("a", b"one")])
        store.save()
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    ["UPDATE kept SET value = CAST(value || 'x' AS BLOB)", "UPDATE kept SET value = x''"],
    ids=["longer", "empty"],
)
def test_a_damaged_value_is_not_returned(path: Path, damage: str) -> None:
    keep(path, a=b"one", b=b"two")
    change(path, f"{damage} WHERE key = 'a'")
    assert kept(path, "a", "b") == [None, b"two"]


@pytest.mark.parametrize(
    "content",
    [b"no database", b"SQLite format 3\0" + bytes(2_000), b"\xff" * 10_000, b""],
    ids=["text", "header alone", "other bytes", "empty"],
)
def test_a_file_that_is_no_database_is_made_anew(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    keep(path, a=b"one")
    assert kept(path, "a") == [b"one"]


def test_damage_inside_the_file_is_noticed(path: Path) -> None:
    keep(path, **{f"key{number}": bytes(3_000) for number in range(100)})
    content = bytearray(path.read_bytes())
    page = int.from_bytes(content[16:18])
    content[page:] = b"\xff" * (len(content) - page)  # all pages but the first
    path.write_bytes(content)
    with pytest.raises(DamagedStoreError), opened(path) as store:
        store.get("key1")


def test_a_build_beside_another_keeps_its_values_for_itself(path: Path) -> None:
    keep(path, a=b"one")
    with opened(path) as first, opened(path) as second:
        first.put([("b", b"first")])
        second.put([("b", b"second"), ("c", b"third")])
        assert [second.get(key) for key in ("a", "b", "c")] == [b"one", b"second", b"third"]
        second.save()
        assert first.get("a") == b"one"
        first.save()
    assert kept(path, "a", "b", "c") == [b"one", b"first", None]


def test_values_are_read_while_another_build_writes_many(path: Path) -> None:
    keep(path, a=b"one")
    with opened(path) as writing:
        writing.put((f"key{number}", bytes(100_000)) for number in range(100))
        assert kept(path, "a", "key1") == [b"one", None]
        with opened(path) as other:
            assert other.get("a") == b"one"
        assert writing.get("a") == b"one"
        writing.save()
    assert kept(path, "a", "key99") == [b"one", bytes(100_000)]


def test_only_one_of_two_first_builds_writes_the_file(path: Path) -> None:
    with opened(path) as first, opened(path) as second:
        first.put((f"key{number}", bytes(100_000)) for number in range(100))
        second.put([("b", b"second")])
        assert (second.get("key1"), second.get("b")) == (None, b"second")
        second.save()
        assert kept(path, "key1") == [None]
        first.save()
    assert kept(path, "key99", "b") == [bytes(100_000), None]


def test_what_a_killed_first_build_has_written_is_dropped(path: Path) -> None:
    whole = path.with_name("whole")
    with opened(whole) as store:
        store.put((f"key{number}", bytes(100_000)) for number in range(100))
        path.write_bytes(whole.read_bytes())  # as a killed build leaves it
    assert path.stat().st_size
    assert kept(path, "key1") == [None]
    keep(path, a=b"one")
    assert kept(path, "a", "key1") == [b"one", None]


def test_a_first_build_with_an_error_in_the_content_keeps_what_it_made(path: Path) -> None:
    def build() -> None:
        with opened(path) as store:
            store.put([("a", b"one")])
            raise ContentError([Error("transcripts/one.md", 1, "wrong")])

    with pytest.raises(ContentError):
        build()
    assert kept(path, "a") == [b"one"]


def test_a_file_that_cannot_be_written_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught, opened(tmp_path):
        pass
    assert str(caught.value) == (
        f"{tmp_path}: the results of the build cannot be kept: unable to open database file; "
        "delete this file, and see that the disk has room"
    )
