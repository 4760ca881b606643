"""Hashes of what the outcome of a step depends on."""

from __future__ import annotations

import hashlib
import pickle
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path

from onrecord import resources


def key_of(*parts: object) -> str:
    """Return a hash of the parts: of texts as they are, of others by what `repr` says of them."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(_bytes_of(part)).digest())
    return total.hexdigest()[:32]


def _bytes_of(part: object) -> bytes:
    if isinstance(part, bytes):
        return b"\1" + part
    text = part if isinstance(part, str) else f"\0{part!r}"
    return text.encode("utf-8", "surrogatepass")


def key_of_value(value: object) -> str:
    """Return a hash of any value; equal values have the same, or at worst another one."""
    written = BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # else it would matter which of its parts are one object
    pickler.dump(value)
    return hashlib.sha256(written.getbuffer()).hexdigest()[:32]


def key_of_folders(folders: Iterable[Path]) -> str:
    """Return a hash of the names and contents of all files in the folders, in their order."""
    return key_of(*chain.from_iterable(map(_contents, folders)))


@cache
def key_of_code() -> str:
    """Return a hash of what turns texts into a site: On Record, Python, and the packages."""
    return key_of(sys.version, *_contents(resources.package()), *_packages())


def _contents(folder: Path) -> Iterator[str | bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(folder).as_posix()
            yield path.read_bytes()


def _packages() -> Iterator[str]:
    with suppress(OSError):
        for path in sorted(Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
            yield path.name  # Markdown-3.8.dist-info
