"""A folder comes in; it goes out as a new project that can be built at once.

What a new project holds are the files of `onrecord/starter/`, as they stand there.
"""

from collections.abc import Iterator
from pathlib import Path

STARTER = Path(__file__).resolve().parent / "starter"


class NotEmptyError(Exception):
    """There is something already where a new project was asked for."""


def start_project(folder: Path) -> tuple[str, ...]:
    """Write a new project into the folder, which may not be there yet; the names of its files.

    NotEmptyError when something is in it, or it is no folder; then nothing is written. OSError when
    the system does not let us write.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmptyError(str(folder))
    names = tuple(_names())
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((STARTER / name).read_bytes())
    return names


def _names() -> Iterator[str]:
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            yield path.relative_to(STARTER).as_posix()
