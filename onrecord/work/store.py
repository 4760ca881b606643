"""Keeps what earlier builds made, in a file beside the site; deleting it only costs time.

A value is found by a key that is a hash of all that the value was made from, so a stored value is
never out of date. A checksum shows if a value is damaged, and a file that is damaged as a whole is
replaced. While another build is writing the file, new values are kept for this build only.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.errors import ContentError, Error

_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB NOT NULL)"
_GET = "SELECT value FROM kept WHERE key = ?"
_HAS = "SELECT 1 FROM kept WHERE key = ?"
_PUT = "INSERT OR REPLACE INTO kept VALUES (?, ?)"
# Large pages for large values; others can read while one writes; checksums find what a power
# failure damages.
_SETTINGS = "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF"
_CHECKSUM = 8  # bytes
_PATIENCE = 1.0  # seconds; as long as another build may take to end


class DamagedStoreError(Exception):
    """The file is damaged inside, or part of an outcome cannot be read; delete the file."""


class Store:
    """Values by key, for one build."""

    def __init__(self, path: Path | None, *, is_private: bool = False) -> None:
        is_new = path is not None and not path.exists()
        whole = None if path is None or (is_private and is_new) else _open(path)
        self._unsaved = path if whole and is_new else None  # a file that this build began
        self._files = [whole] if whole else []
        self._used: set[str] = set()
        self._is_own = is_private or not whole  # true if values go to a file of this build
        if self._is_own:
            self._files.append(_begin_own())

    def get(self, key: str) -> bytes | None:
        """Return the value with the key, or None."""
        for database in reversed(self._files):
            found = database.execute(_GET, (key,)).fetchone()
            value: bytes = found[0] if found else b""
            kept = value[_CHECKSUM:]
            if _checksum(kept) == value[:_CHECKSUM]:
                self._used.add(key)
                return kept
        return None

    def has(self, key: str) -> bool:
        """True if there is a value with the key, which is then used."""
        there = any(database.execute(_HAS, (key,)).fetchone() for database in self._files)
        if there:
            self._used.add(key)
        return there

    def put(self, values: Iterable[tuple[str, bytes]]) -> None:
        """Keep values; what has the same key is replaced."""
        self._lock()
        pairs = [(key, _checksum(value) + value) for key, value in values]
        self._files[-1].executemany(_PUT, pairs)
        self._used.update(key for key, _ in pairs)

    def save(self) -> None:
        """Write what was put to the file, whole or not at all, and drop what was not used."""
        self._lock()
        if self._is_own:
            return
        database = self._files[-1]
        keys = [key for (key,) in database.execute("SELECT key FROM kept")]
        unused = [(key,) for key in keys if key not in self._used]
        database.executemany("DELETE FROM kept WHERE key = ?", unused)
        self.keep()

    def keep(self) -> None:
        """Write what was put to the file, if anything was, and drop nothing."""
        if self._is_own or not self._used or not self._files[-1].in_transaction:
            return
        self._files[-1].commit()
        self._unsaved = None

    def close(self) -> None:
        """Close the file; what was not saved is lost."""
        for database in self._files:
            database.close()
        if self._unsaved:
            with suppress(OSError):  # another build has opened it, on Windows
                delete_store(self._unsaved)

    def _lock(self) -> None:
        """Begin to write the file; if another build is writing it, use one for this build."""
        if self._is_own or self._files[-1].in_transaction:
            return
        try:
            self._files[-1].execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            self._is_own = True
            self._files.append(_begin_own())


@contextmanager
def opened(path: Path | None, *, is_private: bool = False) -> Iterator[Store]:
    """Yield the store in a file, or, without a path, one for this build.

    A private store reads the file and does not change it. ContentError if the disk is full;
    DamagedStoreError if the file is damaged in such a way that only reading it shows it.
    """
    try:
        store = Store(path, is_private=is_private)
        try:
            yield store
        except ContentError:  # what was made before is as good for the next build
            store.keep()
            raise
        finally:
            store.close()
    except sqlite3.OperationalError as error:
        found = f"the results of the build cannot be kept: {error}"
        remedy = "delete this file, and see that the disk has room"
        raise ContentError([Error(str(path or "temporary file"), 0, found, remedy)]) from error
    except sqlite3.DatabaseError as error:
        raise DamagedStoreError from error


def delete_store(path: Path) -> None:
    """Delete the file, and what a build that was killed left beside it."""
    for ending in ("-wal", "-shm", ""):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection | None:
    """Open the file, which is made if there is none; None if another build is making it.

    A damaged one is deleted first.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    database = _connected(path)
    try:
        database.executescript(_SETTINGS)
        database.execute(_SCHEMA)
    except sqlite3.OperationalError as error:
        database.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return None
        raise  # it cannot be opened or written
    except sqlite3.DatabaseError:
        database.close()  # else Windows does not delete it
        delete_store(path)
        return _open(path)
    return database


def _begin_own() -> sqlite3.Connection:
    """Begin a temporary file, which is deleted when it is closed."""
    database = _connected(None)
    database.executescript(f"{_SETTINGS}; PRAGMA journal_mode = OFF")
    database.execute(_SCHEMA)
    return database


def _connected(path: Path | None) -> sqlite3.Connection:
    # An empty name means a temporary file.
    return sqlite3.connect(
        path or "", timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )


def _checksum(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_CHECKSUM).digest()
