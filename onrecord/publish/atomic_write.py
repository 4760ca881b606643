"""Files come in, a folder goes out: written aside, and put in place in one step.

Beside the site `site/` the new one is written to `.site.building/new/`; then the two change places
by one rename, and the old one is removed. A build that fails or is killed leaves the old site as it
was, and the next build removes what it left. `.site.building/` is locked as long as a build writes.

Linux and macOS can exchange two folders in one step. Elsewhere, and on file systems that cannot,
the old site is moved to `.site.building/old/` and the new one into its place; a build that is
killed between these two moves leaves no site, and the next build first brings the old one back.
"""

import ctypes
import errno
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from onrecord.errors import ContentError, Error, Errors

if sys.platform != "win32":
    import fcntl

MARKER = ".on-record"
_MARKER_TEXT = b"This folder was written by On Record. The next build replaces all that is in it.\n"
_NOT_IN_NAMES = frozenset('<>:"|?*\\')  # no file of Windows or of an archive can be called so
_AT_FDCWD = {"linux": -100, "darwin": -2}
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def write_site(files: Iterable[tuple[str, bytes]], *, out: Path) -> int:
    """Make the folder `out` hold these files and nothing else; how many there were.

    Names are relative, with slashes. Nothing in `out` changes before the last file was taken, so
    that whoever gives the files can still refuse. ContentError when a name is no safe one, when
    `out` holds something that is no site, or when the system does not let us write.
    """
    out = out.resolve()
    _refuse_what_is_no_site(out)
    with _told_of(out):
        out.parent.mkdir(parents=True, exist_ok=True)
    with _workshop(out) as workshop:
        count = _write_files(files, workshop / "new", out)
        with _told_of(out):
            _put_in_place(workshop / "new", out, workshop / "old")
    return count


def is_site(folder: Path) -> bool:
    """Whether the folder was written by `write_site`."""
    return (folder / MARKER).is_file()


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    rename = _rename_at()
    if rename is None:
        return False
    here = _AT_FDCWD[sys.platform]
    if rename(here, os.fsencode(one), here, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _rename_at() -> Callable[[int, bytes, int, bytes, int], int] | None:
    """The system's function for it, or None."""
    name = {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform)
    if name is None:
        return None
    number, path = ctypes.c_int, ctypes.c_char_p
    prototype = ctypes.CFUNCTYPE(number, number, path, number, path, ctypes.c_uint, use_errno=True)
    try:
        return prototype((name, ctypes.CDLL(None)))
    except AttributeError:  # an old system
        return None


def _refuse_what_is_no_site(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        error = Error(str(out), 0, "is a file, and the site wants a folder", "choose another name")
        raise ContentError([error])
    if not is_site(out) and any(out.iterdir()):
        found = "holds files that are no site of On Record, and would lose them"
        raise ContentError([Error(str(out), 0, found, "choose an empty folder, or empty it")])


@contextmanager
def _told_of(out: Path) -> Iterator[None]:
    """Turn what the system refuses into an error."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        found = f"the site cannot be written: {error.strerror}{place}"
        raise ContentError([Error(str(out), 0, found)]) from error


@contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    """The folder beside the site to build in; one build has it at a time, and none leaves it."""
    folder = out.parent / f".{out.name}.building"
    with _told_of(out):
        descriptor = _lock(folder, out)
        _clean(folder, out)
    try:
        yield folder
    finally:
        with suppress(OSError):  # the site stands; the next build says what could not be removed
            _clean(folder, out)
            folder.rmdir()
        os.close(descriptor)


def _lock(folder: Path, out: Path) -> int:
    """Make the folder and hold it until the descriptor is closed."""
    while True:
        folder.mkdir(exist_ok=True)
        if sys.platform == "win32":
            return os.open(os.devnull, os.O_RDONLY)
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:  # another build has just ended
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            found = "another build is writing this site"
            raise ContentError([Error(str(out), 0, found, "wait until it has ended")]) from None
        if folder.exists() and os.path.samestat(os.fstat(descriptor), folder.stat()):
            return descriptor
        os.close(descriptor)


def _clean(folder: Path, out: Path) -> None:
    """Remove what is in the workshop; an old site that has no new one goes back to its place."""
    if (folder / "old").exists() and not out.exists():
        (folder / "old").rename(out)
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _write_files(files: Iterable[tuple[str, bytes]], folder: Path, out: Path) -> int:
    names = _Names()
    made: set[Path] = set()
    count = 0
    for name, content in chain([(MARKER, _MARKER_TEXT)], files):
        if names.is_free(name):
            _write_file(folder / name, content, made, out)
            count += 1
    names.errors.raise_if_any()
    return count - 1


def _write_file(path: Path, content: bytes, made: set[Path], out: Path) -> None:
    with _told_of(out):
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)


class _Names:
    """The names that were given so far, as a file system that ignores case sees them."""

    def __init__(self) -> None:
        self.errors = Errors()
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def is_free(self, name: str) -> bool:
        """Whether a file may be called so; an error is noted otherwise."""
        if not _is_safe(name):
            self.errors.add(name, 0, "no name for a file of the site", "rename it")
            return False
        parents = _parents(name)
        taken = self._files.get(_folded(name)) or self._folders.get(_folded(name))
        for parent in parents:
            known = self._folders.setdefault(_folded(parent), parent)
            if known != parent:
                taken = taken or known
            taken = taken or self._files.get(_folded(parent))
        if taken is not None:
            found = f'clashes with "{taken}" where capitals do not count'
            found = "is written twice" if self._files.get(_folded(name)) == name else found
            self.errors.add(name, 0, found, "rename one of the two")
            return False
        self._files[_folded(name)] = name
        return True


def _is_safe(name: str) -> bool:
    parts = name.split("/")
    return all(
        part
        and part.strip(" ").rstrip(" .") == part
        and len(part.encode("utf-8", "replace")) <= 255
        and part.isprintable()
        and _NOT_IN_NAMES.isdisjoint(part)
        for part in parts
    )


def _parents(name: str) -> list[str]:
    """`a/b/c.html` lies in `a` and `a/b`."""
    parts = name.split("/")[:-1]
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _put_in_place(new: Path, out: Path, old: Path) -> None:
    if not out.exists():
        new.rename(out)
    elif not exchange(new, out):
        out.rename(old)
        new.rename(out)
