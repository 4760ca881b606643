"""Writes the site to a temporary folder, then swaps it in atomically.

The new site is written to `.site.building/new/`, beside the site in `site/`. Then the two are
exchanged by one rename, and the old site is deleted. If a build fails or is killed, the old site is
unchanged, and the next build cleans up. `.site.building/` is locked while a build is writing.

Linux and macOS can exchange two folders atomically. Elsewhere, and on file systems that cannot, the
old site is moved to `.site.building/old/` and then the new one to its place. If a build is killed
between these two moves, there is no site, and the next build first restores the old one.
"""

import ctypes
import errno
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from onrecord.errors import ContentError, Error, Errors
from onrecord.publish.reuse import Reused, link

if sys.platform != "win32":
    import fcntl

MARKER = ".on-record"
MARKER_TEXT = "This folder was written by On Record. The next build replaces all that is in it.\n"
_NOT_IN_NAMES = frozenset('<>:"|?*\\')  # not allowed in file names on Windows or in archives
_AT_FDCWD = {"linux": -100, "darwin": -2}
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the project that is also one of the site; it may be too large to be read."""

    path: Path


Content = bytes | Reused | Copied


@dataclass(frozen=True, slots=True)
class Written:
    """How much a site has."""

    files: int  # the number of files
    reused: int  # how many of them are the earlier site's
    size: int  # bytes of all files
    largest: str  # the name of the largest file
    largest_size: int  # its bytes


def write_site(
    files: Iterable[tuple[str, Content]],
    *,
    out: Path,
    notes: str = "",
    just_before: Callable[[], None] = lambda: None,
) -> Written:
    """Replace the contents of the folder `out` with these files; return how much there is.

    Names are relative, with slashes. A reused file is linked, so that it takes no room; a file of
    the project is copied, so that nobody who edits it changes the site. Nothing in `out` changes
    until all files have been read, so an exception from their iterator leaves the old site in
    place. `notes` are for the next build, in the marker of the folder; `just_before` is called when
    all is written, just before the new site takes the old one's place. ContentError if a name is
    not safe, if `out` contains something other than a site, or if writing fails.
    """
    out = out.resolve()
    _refuse_other_content(out)
    with _reporting_os_errors(out):
        out.parent.mkdir(parents=True, exist_ok=True)
    with _building_folder(out) as folder:
        written = _write_files(files, folder / "new", out, f"{MARKER_TEXT}{notes}")
        just_before()
        with _reporting_os_errors(out):
            _put_in_place(folder / "new", out, folder / "old")
    return written


def is_site(folder: Path) -> bool:
    """True if the folder was written by `write_site`."""
    return (folder / MARKER).is_file()


def read_notes(folder: Path) -> str:
    """Return what the last build noted in the marker of a site; empty if there is none."""
    with suppress(OSError, UnicodeDecodeError):
        return (folder / MARKER).read_text("utf-8").removeprefix(MARKER_TEXT)
    return ""


def write_notes(folder: Path, notes: str) -> None:
    """Replace what is noted in the marker of a site that stays as it is."""
    aside = folder.with_name(f".{folder.name}.marker.{os.getpid()}")
    with _reporting_os_errors(folder):
        aside.write_text(f"{MARKER_TEXT}{notes}", "utf-8", newline="\n")
        aside.replace(folder / MARKER)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; return False if the system cannot."""
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
    """Return the system's function for exchanging folders, or None."""
    name = {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform)
    if name is None:
        return None
    number, path = ctypes.c_int, ctypes.c_char_p
    prototype = ctypes.CFUNCTYPE(number, number, path, number, path, ctypes.c_uint, use_errno=True)
    try:
        return prototype((name, ctypes.CDLL(None)))
    except AttributeError:  # an old system
        return None


def _refuse_other_content(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        error = Error(str(out), 0, "is a file, but the site needs a folder", "choose another name")
        raise ContentError([error])
    if not is_site(out) and any(out.iterdir()):
        found = "contains files that are not a site of On Record, and a build would delete them"
        raise ContentError([Error(str(out), 0, found, "choose an empty folder, or empty it")])


@contextmanager
def _reporting_os_errors(out: Path) -> Iterator[None]:
    """Raise ContentError for an OSError in the block."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        found = f"the site cannot be written: {error.strerror}{place}"
        raise ContentError([Error(str(out), 0, found)]) from error


@contextmanager
def _building_folder(out: Path) -> Iterator[Path]:
    """Lock a folder beside the site to build in; delete it at the end."""
    folder = out.parent / f".{out.name}.building"
    with _reporting_os_errors(out):
        descriptor = _lock(folder, out)
        _clean(folder, out)
    try:
        yield folder
    finally:
        with suppress(OSError):  # the site is written; the next build reports leftovers
            _clean(folder, out)
            folder.rmdir()
        os.close(descriptor)


def _lock(folder: Path, out: Path) -> int:
    """Make the folder and lock it until the descriptor that is returned is closed."""
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
            raise ContentError([Error(str(out), 0, found, "wait until it has finished")]) from None
        if folder.exists() and os.path.samestat(os.fstat(descriptor), folder.stat()):
            return descriptor
        os.close(descriptor)


def _clean(folder: Path, out: Path) -> None:
    """Empty the folder; first restore an old site that was moved there and not replaced."""
    if (folder / "old").exists() and not out.exists():
        (folder / "old").rename(out)
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _write_files(
    files: Iterable[tuple[str, Content]], folder: Path, out: Path, marker: str
) -> Written:
    names = _Names()
    made: set[Path] = set()
    _write_file(folder / MARKER, marker.encode(), made, out)
    names.is_free(MARKER)
    count = reused = total = largest_size = 0
    largest = ""
    for name, content in files:
        if not names.is_free(name):
            continue
        _write_file(folder / name, content, made, out)
        is_reused = isinstance(content, Reused)
        size = len(content) if isinstance(content, bytes) else (folder / name).stat().st_size
        count, reused, total = count + 1, reused + is_reused, total + size
        largest, largest_size = max((largest, largest_size), (name, size), key=itemgetter(1))
    names.errors.raise_if_any()
    return Written(count, reused, total, largest, largest_size)


def _write_file(path: Path, content: Content, made: set[Path], out: Path) -> None:
    with _reporting_os_errors(out):
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if isinstance(content, bytes):
            with path.open("xb") as file:  # never into a file that another site has too
                file.write(content)
        elif isinstance(content, Copied):
            shutil.copyfile(content.path, path)
        elif not link(content, path):
            found = "the site was changed while it was being built"
            raise ContentError([Error(str(out), 0, found, "build again")])


class _Names:
    """The names used so far, compared as on a file system that ignores case."""

    def __init__(self) -> None:
        self.errors = Errors()
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def is_free(self, name: str) -> bool:
        """True if a file may have the name; adds an error otherwise."""
        if not _is_safe(name):
            self.errors.add(name, 0, "not a valid file name for a site", "rename it")
            return False
        parents = _parents(name)
        taken = self._files.get(_folded(name)) or self._folders.get(_folded(name))
        for parent in parents:
            known = self._folders.setdefault(_folded(parent), parent)
            if known != parent:
                taken = taken or known
            taken = taken or self._files.get(_folded(parent))
        if taken is not None:
            found = f'has the same name as "{taken}" on systems that ignore case'
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
    """Return the folders of a file: `a` and `a/b` for `a/b/c.html`."""
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
