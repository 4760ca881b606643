"""Files of the earlier site that need not be made again.

After a build, the store has the names of the files of each batch, with what the system says of
them. As long as it still says so, nobody has touched a file, and the next site gets a link to it.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from onrecord.publish.link_check import FileLinks, without_links
from onrecord.work.store import Store

_STAMPS = "stamps"


class Stamp(NamedTuple):
    """What tells that a file is the one that was written."""

    size: int
    modified: int  # nanoseconds since 1970
    number: int  # of the file in its file system


class Reused(NamedTuple):
    """A file of the earlier site that is also one of the new site."""

    path: str
    stamp: Stamp

    def read(self) -> bytes:
        """Return its content."""
        return Path(self.path).read_bytes()


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the project that is also one of the site; it may be too large to be read."""

    path: Path


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of a file; None if there is no such file."""
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116  # a Path takes twice as long
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


# What is known of a file by its hash: its name, and its links if it has any.
_Known = tuple[str, Stamp, FileLinks | None]


class Listing(NamedTuple):
    """The names of all folders in a folder, which is itself the empty name, and of its files.

    A link counts as a file, wherever it leads.
    """

    folders: Mapping[str, int]  # when each changed last: nanoseconds since 1970
    files: Mapping[str, int]  # the number of each in its file system

    def is_of(self, folder: str) -> bool:
        """True if no name was added, removed or given to another file since it was listed.

        That changes the time of the folder that the name is in. To compare the times of all folders
        takes a fraction of the time that it takes to read them.
        """
        return all(changed(f"{folder}/{name}") == time for name, time in self.folders.items())


def list_folder(folder: str) -> Listing:
    """Return what is in a folder."""
    folders, files = [""], dict[str, int]()
    for name in folders:  # it grows
        with os.scandir(f"{folder}/{name}") as entries:
            for entry in entries:
                inside = f"{name}/{entry.name}" if name else entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(inside)
                else:
                    files[inside] = entry.inode()
    return Listing({name: changed(f"{folder}/{name}") for name in folders}, files)


def changed(folder: str) -> int:
    """Return when a folder was changed last, in nanoseconds since 1970; 0 if it is not there."""
    try:
        return os.stat(folder, follow_symlinks=False).st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0


class EarlierSite:
    """The site that a build will replace."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = str(folder.resolve())
        self._store = store
        self._found: dict[str, Mapping[str, Stamp] | None] = {}  # by the key of a batch

    def has(self, key: str) -> bool:
        """True if the files of a batch are there, as they were written."""
        return self._there(key) is not None

    def files(self, key: str) -> Iterator[tuple[str, Reused]]:
        """Yield the files of a batch that is there."""
        for name, stamp in (self._there(key) or {}).items():
            yield name, Reused(f"{self._folder}/{name}", stamp)

    def is_listed(self, listing: Listing) -> bool:
        """True if nobody has added or removed a file since the site was listed."""
        return listing.is_of(self._folder)

    def remember(self, key: str, names: Iterable[str]) -> None:
        """Note the files of a batch, which are now in the site."""
        stamps = {name: stamp_of(f"{self._folder}/{name}") for name in names}
        self._store.put([(f"{key}/{_STAMPS}", pickle.dumps(stamps, pickle.HIGHEST_PROTOCOL))])

    def same(self, key: str, hashes: Mapping[str, str]) -> dict[str, tuple[Reused, FileLinks]]:
        """Return the files of the earlier site that have one of the hashes, by their new names.

        A file that has links has the same name as before.
        """
        value = self._store.get(key)
        known: Mapping[str, _Known] = pickle.loads(value) if value else {}
        found: dict[str, tuple[Reused, FileLinks]] = {}
        for name, one in hashes.items():
            if one in known:
                earlier, stamp, links = known[one]
                path = f"{self._folder}/{earlier}"
                if stamp_of(path) == stamp:
                    found[name] = Reused(path, stamp), links or without_links([name])
        return found

    def remember_hashes(
        self, key: str, hashes: Mapping[str, str], links: Mapping[str, FileLinks]
    ) -> None:
        """Note what is in files, which are now in the site, and what links they have."""
        known = {
            one: (
                name,
                stamp_of(f"{self._folder}/{name}"),
                None if links[name] == without_links([name]) else links[name],
            )
            for name, one in hashes.items()
        }
        self._store.put([(key, pickle.dumps(known, pickle.HIGHEST_PROTOCOL))])

    def _there(self, key: str) -> Mapping[str, Stamp] | None:
        """Return the files of a batch; None if one is missing or is not as it was written."""
        if key not in self._found:
            stamps = self._stamps(key)
            is_there = stamps is not None and all(
                stamp_of(f"{self._folder}/{name}") == stamp for name, stamp in stamps.items()
            )
            self._found[key] = stamps if is_there else None
        return self._found[key]

    def _stamps(self, key: str) -> dict[str, Stamp] | None:
        value = self._store.get(f"{key}/{_STAMPS}")
        return None if value is None else pickle.loads(value)


def link(reused: Reused, path: str) -> bool:
    """Make the file appear at the path too; false if it is no longer the file that was written."""
    try:
        os.link(reused.path, path)
    except OSError:  # a file system without hard links, or another one
        Path(path).write_bytes(Path(reused.path).read_bytes())
        return stamp_of(reused.path) == reused.stamp
    return stamp_of(path) == reused.stamp
