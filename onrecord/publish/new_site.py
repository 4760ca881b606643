"""The folder in which a new site is written, which may begin as a spare copy of an older one.

Most files of a large site are those of the site before. To link them all into an empty folder takes
many times as long as to look through a folder that has most of them already: the site before the
last, which is kept for this. A file in it is left there if it is the very file that the new site is
to have, as its number in the file system says. Whatever else is there is removed.
"""

import shutil
from os.path import lexists
from pathlib import Path

from onrecord.publish.reuse import Copied, Reused, link, look_through
from onrecord.publish.site_names import folded

Content = bytes | Reused | Copied


class NewSite:
    """A folder that is made to have some files, and no others."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        folder.mkdir(parents=True, exist_ok=True)
        folders, files = look_through(str(folder))
        self._left = files  # that were there, with their numbers
        self._folders = set(folders)  # that are there
        self._used = {""}
        self._is_spare = bool(files)

    def add(self, name: str, content: Content) -> bool:
        """Put a file in the folder; false if a file of the earlier site is not as it was found."""
        self._use(name.rpartition("/")[0])
        if isinstance(content, Reused) and content.stamp.number == self._left.get(name):
            del self._left[name]
            return True
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

    def _use(self, folder: str) -> None:
        """Make a folder, if it is not there, and those that it is in."""
        if folder in self._used:
            return
        self._use(folder.rpartition("/")[0])
        self._used.add(folder)
        if folder not in self._folders:
            self._clear(folder)
            (self._root / folder).mkdir()
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
