"""The names of a site's files: which are allowed, and which are the same on some systems."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from onrecord.errors import ContentError, Error, Errors

T = TypeVar("T")
_NOT_ALLOWED = frozenset('<>:"|?*\\')  # in file names on Windows or in archives


class SiteNames:
    """The names used so far, compared as on a file system that ignores case."""

    def __init__(self) -> None:
        self.errors = Errors()
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def is_free(self, name: str) -> bool:
        """True if a file may have the name; adds an error otherwise."""
        if not all(map(_is_safe_part, name.split("/"))):
            self.errors.add(name, 0, "not a valid file name for a site", "rename it")
            return False
        key = folded(name)
        taken = self._files.get(key) or self._folders.get(key)
        taken = taken or self._taken_by(name.rpartition("/")[0])
        if taken is not None:
            found = f'has the same name as "{taken}" on systems that ignore case'
            found = "is written twice" if self._files.get(key) == name else found
            self.errors.add(name, 0, found, "rename one of the two")
            return False
        self._files[key] = name
        return True

    def _taken_by(self, folder: str) -> str | None:
        """Return what has the name of the folder, or of one that it is in."""
        taken = None
        for parent in _with_parents(folder):
            known = self._folders.setdefault(folded(parent), parent)
            if known != parent:
                taken = taken or known
            taken = taken or self._files.get(folded(parent))
        return taken


def by_name(files: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return files by their names; ContentError if two have the same."""
    listed = tuple(files)
    named = dict(listed)
    if len(named) < len(listed):
        raise ContentError(errors_in_names(name for name, _ in listed))
    return named


def errors_in_names(names: Iterable[str]) -> tuple[Error, ...]:
    """Return an error for each file that no site can have under its name."""
    site = SiteNames()
    for name in names:
        site.is_free(name)
    return site.errors.noted


@lru_cache(maxsize=1 << 12)  # many files are called `index.html`
def _is_safe_part(part: str) -> bool:
    return bool(
        part
        and part.strip(" ").rstrip(" .") == part
        and len(part.encode("utf-8", "replace")) <= 255
        and part.isprintable()
        and _NOT_ALLOWED.isdisjoint(part)
    )


def _with_parents(folder: str) -> list[str]:
    """Return the folder after those that it is in: `a` and `a/b` for `a/b`."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def folded(name: str) -> str:
    """Return what is the same for names that are the same on a system that ignores case."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()
