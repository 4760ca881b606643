"""After an edit, most files of the index are those of before: told by their hashes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.search import IndexFiles
from onrecord.search.index_entries import Entry
from tools.made_collection import Collection, make_collection

COLLECTION = make_collection(1_500)
Edit = Callable[[tuple[Entry, ...]], tuple[Entry, ...]]


def edited(edit: Edit, number: int) -> Collection:
    """Return the collection with the paragraphs of a statement changed."""
    statements = list(COLLECTION.statements)
    statements[number] = replace(statements[number], entries=edit(statements[number].entries))
    return replace(COLLECTION, statements=tuple(statements))


def contents_of(files: IndexFiles) -> dict[str, bytes]:
    """Return the content of every file by its hash; none have a hash in common."""
    contents = {files.hashes[name]: content for name, content in files.make(files.hashes)}
    assert len(contents) == len(files.hashes)
    return contents


def change_word(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return replace(entries[0], text=f"Unheardof {entries[0].text}"), *entries[1:]


def swap_words(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return replace(entries[0], text=" ".join(reversed(entries[0].text.split()))), *entries[1:]


def change_form(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Change words for others with the same term."""
    text = " ".join(f"{word}s" if word.isalpha() else word for word in entries[0].text.split())
    return replace(entries[0], text=text), *entries[1:]


def change_speaker(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    fields = {**entries[0].fields, "speaker": "Somebody Else"}
    return replace(entries[0], speaker="else", speaker_name="Else", fields=fields), *entries[1:]


def remove_paragraph(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return entries[1:]


EDITS = [change_word, swap_words, change_form, change_speaker, remove_paragraph]


@pytest.fixture(scope="module")
def before() -> dict[str, bytes]:
    """Return the files of the collection by hash."""
    return contents_of(COLLECTION.index_files())


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("number", [0, 40, -1])
def test_files_with_the_same_hash_are_the_same(edit: Edit, number: int, before: dict[str, bytes]):
    after = contents_of(edited(edit, number).index_files())
    shared = before.keys() & after.keys()
    assert {one: after[one] for one in shared} == {one: before[one] for one in shared}
    assert before != after


def test_a_changed_word_leaves_most_files_as_they_were(before: dict[str, bytes]):
    """No paragraph is shorter or longer, so that only what has the words themselves changes."""
    entries = COLLECTION.statements[40].entries
    last = entries[0].text.rpartition(" ")[0]
    collection = edited(lambda old: (replace(old[0], text=f"{last} Unheardof"), *old[1:]), 40)
    after = contents_of(collection.index_files())
    assert len(before.keys() & after.keys()) > 0.8 * len(before)


def test_files_that_are_made_alone_are_the_same_as_those_made_together():
    files = COLLECTION.index_files()
    whole = dict(files.make(files.hashes))
    names = sorted(files.hashes)[::7]
    assert {name: files.read(name) for name in names} == {name: whole[name] for name in names}


def test_files_for_the_disk_are_made_of_pieces_that_are_there():
    files = COLLECTION.index_files()
    whole = dict(files.make(files.hashes))
    scripts = {name for name in files.hashes if name.endswith(".js")}
    asked: list[str] = []

    def read(name: str) -> bytes:
        asked.append(name)
        return whole[name]

    assert dict(files.make(scripts, read)) == {name: whole[name] for name in scripts}
    assert sorted(asked) == sorted(name for name in whole if name.endswith(".bin"))
