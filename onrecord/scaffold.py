"""Starts a new project: copies the files of `onrecord/starter/` into a folder."""

from collections.abc import Iterator
from pathlib import Path

from onrecord import __version__, resources
from onrecord.content.project import RECORDS
from onrecord.errors import CallError

# What the files of a new project say of this On Record.
_VALUES = {b"@VERSION@": __version__.encode(), b"@RECORDS@": RECORDS.encode()}


def start_project(folder: Path) -> tuple[str, ...]:
    """Write a new project into the folder, creating it if needed; return the names of its files.

    CallError if it is not an empty folder or a new repository; then nothing is written. OSError
    if the system refuses to write.
    """
    if folder.exists() and (not folder.is_dir() or not _is_empty(folder)):
        raise CallError(f"{folder} is not empty; name a new or an empty folder")
    starter = resources.starter_project()
    names = tuple(_names(starter))
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_with_values((starter / name).read_bytes()))
    return names


def _is_empty(folder: Path) -> bool:
    """Return True if the folder has nothing in it but, at most, what `git init` writes."""
    return all(path.name == ".git" for path in folder.iterdir())


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _with_values(content: bytes) -> bytes:
    for name, value in _VALUES.items():
        content = content.replace(name, value)
    return content
