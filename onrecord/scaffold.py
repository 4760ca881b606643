"""Starts a new project: copies the files of `onrecord/starter/` into a folder."""

from collections.abc import Iterator
from pathlib import Path

from onrecord import resources


class NotEmptyError(Exception):
    """The folder for a new project is not empty."""


def start_project(folder: Path) -> tuple[str, ...]:
    """Write a new project into the folder, creating it if needed; return the names of its files.

    NotEmptyError if it is not an empty folder; then nothing is written. OSError if the system
    refuses to write.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmptyError(str(folder))
    starter = resources.starter_project()
    names = tuple(_names(starter))
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((starter / name).read_bytes())
    return names


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()
