"""Writes the site to a temporary folder, then swaps it in atomically.

The new site is written to `.site.building/new/`, beside the site in `site/`. Then the two are
exchanged by one rename, and the old site is deleted. If a build fails or is killed, the old site is
unchanged, and the next build cleans up. `.site.building/` is locked while a build is writing.

The old site of a large one is kept as `.site.store-spare/`, and the next site is written there:
most of its files are there already (`onrecord.publish.new_site`). It can be deleted at any time.

Linux and macOS can exchange two folders atomically. Elsewhere, and on file systems that cannot, the
old site is moved to `.site.building/old/` and then the new one to its place. If a build is killed
between these two moves, there is no site, and the next build first restores the old one. Windows
cannot lock a folder, so there `.site.building.lock` is locked. It refuses to move a folder while
another program, such as a virus scanner, reads a file in it, so a move is tried for a few seconds.
"""

import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import Any

from onrecord.errors import ContentError, Error
from onrecord.publish.new_site import Content, NewSite
from onrecord.publish.reuse import Listing, Reused
from onrecord.publish.site_names import SiteNames

if sys.platform != "win32":
    import fcntl

MARKER = ".on-record"
MARKER_TEXT = "This folder was written by On Record. The next build replaces all that is in it.\n"
_AT_A_TIME = 16  # files that are written together, while others are made
_MANY = 2_000  # files: from here, it saves time to keep a spare
_AT_FDCWD = {"linux": -100, "darwin": -2}
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_TRIES, _WAIT = 20, 0.25  # seconds between the tries to move a folder on Windows
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


@dataclass(frozen=True, slots=True)
class Written:
    """How much a site has."""

    files: int  # the number of files
    reused: int  # how many of them are the earlier site's
    size: int  # bytes of all files
    largest: str  # the name of the largest file
    largest_size: int  # its bytes
    listing: Listing  # of the folder


def write_site(
    files: Iterable[tuple[str, Content]],
    *,
    out: Path,
    notes: str = "",
    spare: Listing | None = None,
    just_before: Callable[[], None] = lambda: None,
) -> Written:
    """Replace the contents of the folder `out` with these files; return how much there is.

    Names are relative, with slashes. A reused file is linked, so that it takes no room; a file of
    the project is copied, so that nobody who edits it changes the site. Nothing in `out` changes
    until all files have been read, so an exception from their iterator leaves the old site in
    place. `notes` are for the next build, in the marker of the folder; `spare` is what is known of
    the site before the last, which saves looking through it. `just_before` is called when all is
    written, just before the new site takes the old one's place. ContentError if a name is not safe,
    if `out` contains something other than a site, or if writing fails.
    """
    out = out.resolve()
    with _reporting_os_errors(out):
        _refuse_other_content(out)
        out.parent.mkdir(parents=True, exist_ok=True)
    with _building_folder(out) as folder:
        place, new, old = _spare_of(out), folder / "new", folder / "old"
        aside = place if place.is_dir() else new
        marked = chain([(MARKER, f"{MARKER_TEXT}{notes}".encode())], files)
        with _reporting_os_errors(out):
            site = NewSite(aside, spare)
        written = _write_files(marked, site, aside, out)
        just_before()
        with _reporting_os_errors(out):
            _put_in_place(aside, out, old)
        with suppress(OSError):  # the site is written; a spare only saves time
            _keep_spare(aside if aside.exists() else old, place, is_large=written.files >= _MANY)
    return written


def remove_leftovers(out: Path) -> None:
    """Remove what a build that was stopped has left beside a site, if no other build is running."""
    if (out.parent / f".{out.name}.building").exists():
        with suppress(ContentError), _building_folder(out):
            pass


def is_site(folder: Path) -> bool:
    """True if the folder was written by `write_site`."""
    return (folder / MARKER).is_file()


def read_notes(folder: Path) -> str:
    """Return what the last build noted in the marker of a site; empty if there is none.

    ContentError if it cannot be read: it knows the numbers that were given.
    """
    path = folder / MARKER
    try:
        if path.is_file():  # to read a pipe could take for ever
            return path.read_text("utf-8").removeprefix(MARKER_TEXT)
    except OSError as error:
        found, remedy = f"cannot be read: {error.strerror}", "look at its owner and its rights"
    except UnicodeDecodeError:
        found, remedy = "damaged", "restore it, or delete the folder if git has the whole record"
    else:
        return ""
    raise ContentError([Error(f"{folder.name}/{MARKER}", 0, found, remedy)])


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
        raise _cannot_write(out, error) from error


def _cannot_write(out: Path, error: OSError) -> ContentError:
    place = f" ({error.filename})" if error.filename else ""
    found = f"the site cannot be written: {error.strerror}{place}"
    return ContentError([Error(str(out), 0, found)])


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
        with suppress(OSError):  # there is one only on Windows, where the next build may have it
            _lock_file(folder).unlink()


def _lock(folder: Path, out: Path) -> int:
    """Make the folder and lock it until the descriptor that is returned is closed."""
    while True:
        folder.mkdir(exist_ok=True)
        if sys.platform == "win32":
            return _lock_on_windows(_lock_file(folder), out)
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:  # another build has just ended
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise _other_build(out) from None
        if folder.exists() and os.path.samestat(os.fstat(descriptor), folder.stat()):
            return descriptor
        os.close(descriptor)


def _lock_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _lock_on_windows(path: Path, out: Path) -> int:
    """Lock a file until the descriptor that is returned is closed."""
    windows: Any = import_module("msvcrt")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        windows.locking(descriptor, windows.LK_NBLCK, 1)
    except OSError:
        os.close(descriptor)
        raise _other_build(out) from None
    return descriptor


def _other_build(out: Path) -> ContentError:
    found = "another build is writing this site"
    return ContentError([Error(str(out), 0, found, "wait until it has finished")])


def _clean(folder: Path, out: Path) -> None:
    """Empty the folder; first restore an old site that was moved there and not replaced."""
    if (folder / "old").exists() and not out.exists():
        _move(folder / "old", out)
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _write_files(
    files: Iterable[tuple[str, Content]], site: NewSite, folder: Path, out: Path
) -> Written:
    """Write the files, each while the next ones are made."""
    names, reused = SiteNames(), 0
    sizes: dict[str, int] = {}

    def add(some: Sequence[tuple[str, Content]]) -> None:
        for name, content in some:
            try:
                is_there = site.add(name, content)
                sizes[name] = _size_of(content, folder, name)
            except OSError as error:
                raise _cannot_write(out, error) from error
            if not is_there:
                found = "the site was changed while it was being built"
                raise ContentError([Error(str(out), 0, found, "build again")])

    free = (file for file in files if names.is_free(file[0]))
    with ThreadPoolExecutor(max_workers=1) as writer:
        writing = writer.submit(add, ())
        while some := list(islice(free, _AT_A_TIME)):
            reused += sum(isinstance(content, Reused) for _, content in some)
            writing.result()
            writing = writer.submit(add, some)
        writing.result()
    names.errors.raise_if_any()
    with _reporting_os_errors(out):
        site.remove_rest()
        listing = site.listing()
    del sizes[MARKER]
    largest = max(sizes, key=sizes.__getitem__, default="")
    size = sum(sizes.values())
    return Written(len(sizes), reused, size, largest, sizes.get(largest, 0), listing)


def _size_of(content: Content, folder: Path, name: str) -> int:
    if isinstance(content, bytes):
        return len(content)
    return content.stamp.size if isinstance(content, Reused) else (folder / name).stat().st_size


def _put_in_place(new: Path, out: Path, old: Path) -> None:
    if not out.exists():
        _move(new, out)
    elif not exchange(new, out):
        _move(out, old)
        _move(new, out)


def _move(folder: Path, to: Path) -> None:
    for _ in range(_TRIES if sys.platform == "win32" else 0):
        try:
            folder.rename(to)
        except PermissionError:
            time.sleep(_WAIT)
        else:
            return
    folder.rename(to)


def _spare_of(out: Path) -> Path:
    """Return the folder for the site before the last; git ignores it as it does the store."""
    return out.with_name(f".{out.name}.store-spare")


def _keep_spare(earlier: Path, spare: Path, *, is_large: bool) -> None:
    """Keep the earlier site, if there was one, for the next build; of a small site keep nothing."""
    if not is_large:
        shutil.rmtree(spare, ignore_errors=True)
    elif earlier != spare and earlier.exists():
        _move(earlier, spare)
