"""The files of permalink records, which are written just before the site that they are about.

There is one for each statement in `transcripts/permalinks/`, and one that says what is published
beside statements. They are committed with the transcripts, because a build without them would
number everything again.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.content.offers import PUBLISHED
from onrecord.content.project import RECORD_SUFFIX, SourceText
from onrecord.errors import ContentError, Error
from onrecord.permalinks.last_numbers import LastNumbers
from onrecord.permalinks.record import Record, RecordHead, read_record

_TEMPORARY = re.compile(r"\..+\.jsonl?\.(?P<process>[1-9][0-9]*)")  # .2021-02-26-atmar.jsonl.4711


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """The record of a statement, of which only the first line was read."""

    source: SourceText
    head: RecordHead  # with the present slug of the statement
    last: LastNumbers  # as recorded

    def read(self) -> Record:
        """Return the record under the present slug; ContentError with every error."""
        source = self.source
        record = read_record(source.text, path=source.path, slug=source.slug)
        return replace(record, slug=self.head.slug, formerly=self.head.formerly)


@contextmanager
def recording(files: Mapping[str, str], *, folder: Path, old: Path) -> Iterator[Callable[[], None]]:
    """Yield a function that makes these records the only ones in the folder.

    Changed records are first written to temporary files, so that a build with a full disk stops
    before anything is published; without a call of the function they are removed again. Unchanged
    files are not touched. If the record is still in the folder `old`, that is renamed. ContentError
    if the system refuses to write.
    """
    place = old if old.is_dir() and not folder.exists() else folder
    temporary = list[Path]()
    with _reporting(folder):
        _remove_leftovers(place)
        existing = {path.name for path in _files_in(place)}
        for name, content in ((name, text.encode()) for name, text in files.items()):
            if name in existing and (place / name).read_bytes() == content:
                continue
            place.mkdir(exist_ok=True)
            temporary.append(place / f".{name}.{os.getpid()}")
            temporary[-1].write_bytes(content)

    def record() -> None:
        with _reporting(folder):
            if place != folder:
                place.rename(folder)
            for path in temporary:
                (folder / path.name).replace(folder / path.stem.removeprefix("."))
            temporary.clear()
            for path in (*_files_in(folder), *_files_in(old)):
                if path.parent == old or path.name not in files:
                    path.unlink()
            with suppress(OSError):  # it has other files too, or is not there
                old.rmdir()

    try:
        yield record
    finally:
        for path in temporary:
            with suppress(OSError):
                path.unlink()


def _files_in(folder: Path) -> list[Path]:
    paths = [*folder.glob(f"*{RECORD_SUFFIX}"), *folder.glob(PUBLISHED)] if folder.is_dir() else []
    return sorted(path for path in paths if not path.name.startswith("."))


def _remove_leftovers(folder: Path) -> None:
    """Remove temporary files of builds that were killed."""
    for path in folder.glob(".*.json*.*"):
        match = _TEMPORARY.fullmatch(path.name)
        if match and not _is_running(int(match["process"])):
            path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    """True if there is such a process, and on Windows, where asking would end it."""
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
def _reporting(folder: Path) -> Iterator[None]:
    """Turn an error of the system into a ContentError."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        found = f"the permalink record cannot be written: {error.strerror}{place}"
        raise ContentError([Error(str(folder), 0, found)]) from error
