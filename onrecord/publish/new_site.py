"""The folder in which a new site is written, which may begin as a spare copy of an older one.

Most files of a large site are those of the site before. To link them all into an empty folder takes
many times as long as to change a folder that has most of them already: the site before the last,
which is kept for this. A file in it is left there if it is the very file that the new site is
to have, as its number in the file system says. Whatever else is there is removed.
"""

import os
import shutil
from os.path import lexists
from pathlib import Path

from onrecord.publish.reuse import Copied, Listing, Reused, changed, link, list_folder
from onrecord.publish.site_names import folded

Content = bytes | Reused | Copied


class NewSite:
    """A folder that is made to have some files, and no others."""

    def __init__(self, folder: Path, listed: Listing | None = None) -> None:
        """Make the folder if it is not there; `listed` is what it had when it was written."""
        self._root = folder
        folder.mkdir(parents=True, exist_ok=True)
        if listed is None or not listed.is_of(str(folder)):
            listed = list_folder(str(folder))
        self._left = dict(listed.files)  # that were there, with their numbers
        self._folders = set(listed.folders)  # that are there
        self._used = {""}
        self._files: dict[str, int | None] = {}  # of the site; with the numbers of those left there
        self._is_spare = bool(self._left)

    def add(self, name: str, content: Content) -> bool:
        """Put a file in the folder; false if a file of the earlier site is not as it was found."""
        self._use(name.rpartition("/")[0])
        if isinstance(content, Reused) and content.stamp.number == self._left.get(name):
            self._files[name] = self._left.pop(name)
            return True
        self._files[name] = None
        self._clear(name)
        path = f"{self._root}/{name}"
        if isinstance(content, bytes):
            # Never into a file that another site has too. A Path takes longer than writing.
            with open(path, "xb") as file:  # noqa: PTH123
                file.write(content)
        elif isinstance(content, Copied):
            shutil.copyfile(content.path, path)
        else:
            return link(content, path)
        return True

    def remove_rest(self) -> None:
        """Remove what was there and is not of the new site."""
        for name in self._left:
            (self._root / name).unlink()
        for folder in sorted(self._folders - self._used, reverse=True):  # what is in it comes first
            (self._root / folder).rmdir()

    def listing(self) -> Listing:
        """Return what the folder has, now that it has all and only the new site's files."""
        root = str(self._root)
        files = {
            name: number or os.stat(f"{root}/{name}", follow_symlinks=False).st_ino  # noqa: PTH116
            for name, number in self._files.items()
        }
        return Listing({name: changed(f"{root}/{name}") for name in sorted(self._used)}, files)

    def _use(self, folder: str) -> None:
        """Make a folder, if it is not there, and those that it is in."""
        if folder in self._used:
            return
        self._use(folder.rpartition("/")[0])
        self._used.add(folder)
        if folder not in self._folders:
            self._clear(folder)
            os.mkdir(f"{self._root}/{folder}")  # noqa: PTH102  # a Path takes twice as long
            self._folders.add(folder)

    def _clear(self, name: str) -> None:
        """Remove what has the name, or has it on a system that ignores case."""
        if self._left.pop(name, None) is not None:
            (self._root / name).unlink()
        elif name in self._folders:
            self._remove_folder(name)
        elif self._is_spare and lexists(self._root / name):
            there = (*self._left, *self._folders)
            self._clear(next(one for one in there if folded(one) == folded(name)))

    def _remove_folder(self, name: str) -> None:
        shutil.rmtree(self._root / name)
        inside = f"{name}/"
        self._folders -= {one for one in self._folders if one == name or one.startswith(inside)}
        for one in [one for one in self._left if one.startswith(inside)]:
            del self._left[one]
