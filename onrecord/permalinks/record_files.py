"""The files of the records: read from a project's texts, and written when a build succeeds.

Records lie in `transcripts/.addresses/`, one a statement, and are committed with the transcripts:
who builds without them would give numbers anew.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.errors import ContentError, Error
from onrecord.permalinks.withdrawals import Withdrawals, read_withdrawals

SUFFIX = ".jsonl"
_ASIDE = re.compile(r"\..+\.jsonl\.(?P<process>[1-9][0-9]*)")  # .2021-02-26-atmar.jsonl.4711


def read_accepted(text: str | None, *, path: str) -> Withdrawals:
    """The withdrawals in the text of the file, if there is one; ContentError as always."""
    return Withdrawals(path) if text is None else read_withdrawals(text, path=path)


@contextmanager
def recording(files: Mapping[str, str], *, folder: Path) -> Iterator[None]:
    """Make the folder hold these records and no others, once what is done meanwhile succeeds.

    What has changed is written aside first, so that a disk that refuses it stops a build before
    anything is published. What has not changed is not touched. ContentError as for a site.
    """
    with _told_of(folder):
        _clear_up(folder)
        aside = [_write_aside(folder, name, text) for name, text in _changed(files, folder)]
    try:
        yield
    except BaseException:
        for path in aside:
            with suppress(OSError):
                path.unlink()
        raise
    with _told_of(folder):
        for path in aside:
            path.replace(path.with_name(path.stem.removeprefix(".")))
        for path in _files_in(folder):
            if path.name not in files:
                path.unlink()


def _changed(files: Mapping[str, str], folder: Path) -> Iterator[tuple[str, bytes]]:
    there = {path.name for path in _files_in(folder)}
    for name, text in files.items():
        content = text.encode()
        if name not in there or (folder / name).read_bytes() != content:
            yield name, content


def _files_in(folder: Path) -> list[Path]:
    paths = folder.glob(f"*{SUFFIX}") if folder.is_dir() else ()
    return sorted(path for path in paths if not path.name.startswith("."))


def _write_aside(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f".{name}.{os.getpid()}"
    path.write_bytes(content)
    return path


def _clear_up(folder: Path) -> None:
    """Remove what a build that was killed had written aside."""
    for path in folder.glob(f".*{SUFFIX}.*"):
        match = _ASIDE.fullmatch(path.name)
        if match and not _is_running(int(match["process"])):
            path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    """Whether there is such a process; where asking would end it, there is."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@contextmanager
def _told_of(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into an error."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        found = f"the record of addresses cannot be written: {error.strerror}{place}"
        raise ContentError([Error(str(folder), 0, found)]) from error
