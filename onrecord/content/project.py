"""Reads a project's folder: every text and file that a build is made of.

This is the only place that reads input. All that cannot be read is reported together.

Transcripts are the files ending in `.md` in `transcripts/` and its subfolders; the name without
`.md` is the slug. Passed over are names that begin with a dot, names that begin with `README`, and
files that end otherwise. Links are followed, out of the folder too; pipes and devices are never
opened. Beside them are what builds record of published addresses, in `transcripts/permalinks/`,
and what a person says of them, in `transcripts/withdrawn.yaml`. Older builds kept the record in
`transcripts/.addresses/`; a build moves it.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from onrecord import resources, urls
from onrecord.amounts import counted
from onrecord.content.offers import EVERYTHING, NOTHING, PUBLISHED, SETTLE, Offers, read_offers
from onrecord.content.recordings import is_file_name
from onrecord.content.slugs import SLUG
from onrecord.errors import ContentError, Error, Errors, visible
from onrecord.model import Address, OwnPage, Slug

CONFIG = "config.yaml"
TRANSCRIPTS = "transcripts"
TEMPLATES = "templates"
PAGES = "pages"
STATIC = "static"
RECORDS_FOLDER = "permalinks"
RECORDS = f"{TRANSCRIPTS}/{RECORDS_FOLDER}"
OLD_RECORDS = f"{TRANSCRIPTS}/.addresses"
RECORD_SUFFIX = ".jsonl"  # of the record of a statement
OWN_STYLE = "project.css"  # in static/: pages load it after our style
WITHDRAWN = f"{TRANSCRIPTS}/withdrawn.yaml"
MAX_MEGABYTES = 20  # of one text; a parliament's longest day has two
_MAX_RECORD_MEGABYTES = 500  # all wordings that such a text ever had
_MEGABYTE = 1_000_000
_MAX_DEPTH = 50  # of folders; the system refuses names that are much longer
_MAX_SLUG = 230  # letters; names of files have 255 at most, with what is put after a slug
_ENDING = ".md"
_OTHER_ENDINGS = {".md", ".markdown", ".mdown", ".mkd", ".mdwn"}
_TEMPLATE = ".html"
_FILE_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text file; `path` is relative to the project, as messages name it."""

    path: str
    content: bytes  # the text as UTF-8, which takes less memory

    @property
    def text(self) -> str:
        """The text."""
        return self.content.decode()

    @property
    def slug(self) -> Slug:
        """The file's name without its ending."""
        return Slug(Path(self.path).stem)


@dataclass(frozen=True, slots=True)
class RecordingFile:
    """A recording beside a transcript, with what shows that it has not changed."""

    path: Path
    size: int
    modified: int  # nanoseconds since 1970

    @property
    def name(self) -> str:
        """The name, as transcripts give it."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class TranscriptText(SourceText):
    """A transcript, and the recordings beside it whose names are in its text."""

    recordings: tuple[RecordingFile, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfigText(SourceText):
    """config.yaml, with what else the configuration depends on."""

    address: str = ""  # the site's address, if it is not the one in the file
    has_own_style: bool = False  # True if the project has a `static/project.css`
    menu: tuple[tuple[str, Address], ...] = ()  # the project's own pages in the menu, with titles


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """Everything that a build reads, templates apart: those are read by name from their folders."""

    config: ConfigText
    transcripts: tuple[TranscriptText, ...]  # by path
    static: Mapping[str, bytes]  # by name below static/, sorted; the project's override ours
    template_folders: tuple[Path, ...]  # the first that has a template gives it
    records: tuple[SourceText, ...] = ()  # of addresses, by path
    withdrawn: SourceText | None = None  # what a person says of them
    offered: Offers = NOTHING  # what earlier builds published
    pages: tuple[OwnPage, ...] = ()  # the project's own pages, by path
    unused_templates: tuple[str, ...] = ()  # paths of the project's that are of no effect


def name_of_record(slug: str) -> str:
    """Return the name of the file of a statement's record."""
    return f"{slug}{RECORD_SUFFIX}"


def path_of_record(slug: str) -> str:
    """Return the path of a statement's record in its project."""
    return f"{RECORDS}/{name_of_record(slug)}"


def read_project(folder: Path, *, address: str = "") -> ProjectFiles:
    """Return the files of the project, with those of ours that it does not override.

    An address is the site's, in place of the one in config.yaml. ContentError names each file that
    is missing or cannot be read.
    """
    errors = Errors()
    if not any(os.path.lexists(folder / name) for name in (CONFIG, TRANSCRIPTS)):
        found = "no project: there is no config.yaml and no transcripts/"
        remedy = "make a project with the command `new`, or name another folder with `--project`"
        raise ContentError([Error(str(folder), 0, found, remedy)])
    reader = _Reader(folder, errors)
    config = reader.text(folder / CONFIG)
    transcripts = _read_transcripts(folder, reader)
    static = _read_static(folder, reader)
    templates = _read_templates(folder, reader)
    root = _records_folder(folder, errors)
    names = reader.names(root) if os.path.lexists(root) else []
    records = tuple(_read_records(root, names, reader))
    withdrawn = folder / WITHDRAWN
    accepted = reader.text(withdrawn) if os.path.lexists(withdrawn) else None
    count = sum(name.endswith(RECORD_SUFFIX) for name in names)
    offered = _read_offered(root / PUBLISHED, reader, errors, records=count)
    pages = _read_pages(folder / PAGES, reader, published=offered.pages)
    errors.raise_if_any()
    assert config is not None
    in_menu = sorted((page.menu, page.title, page) for page in pages if page.menu is not None)
    menu = tuple((title, urls.of_own_page(page.slug)) for _, title, page in in_menu)
    return ProjectFiles(
        ConfigText(config.path, config.content, address, OWN_STYLE in static, menu),
        transcripts,
        static,
        templates,
        records,
        accepted,
        offered,
        pages,
        tuple(_unused_templates(folder / TEMPLATES, reader)),
    )


def shown_path(path: Path, folder: Path) -> str:
    """The path as messages name it: relative to the folder where it lies in it, with slashes."""
    inside = path.relative_to(folder) if path.is_relative_to(folder) else path
    return visible(os.fsencode(inside.as_posix()).decode("utf-8", "backslashreplace"))


class _Reader:
    """Reads single files, and notes what cannot be read."""

    def __init__(self, folder: Path, errors: Errors) -> None:
        self._folder = folder
        self.errors = errors

    def text(self, path: Path, *, limit: int = MAX_MEGABYTES) -> SourceText | None:
        """The text of a UTF-8 file, without the mark that some editors put before it."""
        content = self.content(path, limit=limit)
        if content is None:
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # The decoder has cut off a leading mark, and counts from behind it.
            before = error.object[: error.start]
            line = before.count(b"\n") + 1
            column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
            byte = error.object[error.start]
            found = f"not UTF-8: the byte 0x{byte:02X} at character {column} of the line"
            self.errors.add(self.shown(path), line, found, "save the file as UTF-8")
            return None
        return SourceText(self.shown(path), text.encode())

    def content(self, path: Path, *, limit: int | None = None) -> bytes | None:
        """The bytes of a regular file of at most `limit` megabytes."""
        status = self._status(path)
        if status is None:
            return None
        if not stat.S_ISREG(status.st_mode):
            kind = _FILE_KINDS.get(stat.S_IFMT(status.st_mode), "something else")
            self.refuse(path, f"no file but {kind}", "move it away or rename it")
            return None
        if limit and status.st_size > limit * _MEGABYTE:
            size = f"{status.st_size / _MEGABYTE:,.0f} MB"
            found = f"{size} are more than the {limit} MB that one text may have"
            self.refuse(path, found, "cut it into several")
            return None
        try:
            return path.read_bytes()
        except OSError as error:
            self.note(path, error)
        return None

    def _status(self, path: Path) -> os.stat_result | None:
        try:
            return path.stat()
        except OSError as error:
            self.note(path, error)
        return None

    def note(self, path: Path, error: OSError) -> None:
        """Note why the system would not give a file or a folder."""
        found, remedy = f"cannot be read: {error.strerror}", "look at its owner and its rights"
        if os.path.islink(path):  # noqa: PTH114 (`is_symlink` fails without rights)
            found, remedy = "a broken link", "fix the link or remove it"
        elif isinstance(error, FileNotFoundError):
            found, remedy = "missing", "create it"
        self.refuse(path, found, remedy)

    def refuse(self, path: Path, found: str, remedy: str) -> None:
        self.errors.add(self.shown(path), 0, found, remedy)

    def shown(self, path: Path) -> str:
        return shown_path(path, self._folder)

    def is_folder(self, path: Path) -> bool:
        """True for a folder; what is there and is no folder is refused."""
        try:
            status = path.stat()
        except OSError as error:
            if not isinstance(error, FileNotFoundError) or path.is_symlink():
                self.note(path, error)
            return False
        if not stat.S_ISDIR(status.st_mode):
            self.refuse(path, "a folder is wanted here", "move it away or rename it")
        return stat.S_ISDIR(status.st_mode)

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder that are not hidden, sorted; none if it cannot be read."""
        try:
            names = os.listdir(folder)  # noqa: PTH208 (names suffice)
        except OSError as error:
            self.note(folder, error)
            return []
        return sorted(name for name in names if not name.startswith("."))

    def walk(
        self, root: Path, *, file_ending: str = "", without: Path | None = None
    ) -> Iterator[Path]:
        """Yield every path in the folder and its subfolders, sorted, without hidden names.

        A folder whose name ends as files do is yielded like a file; `without` is skipped.
        """
        entered = dict[tuple[int, int], Path]()  # by device and inode
        for folder in root.absolute().parents:  # a link to one could lead through the whole disk
            with suppress(OSError):
                status = folder.stat()
                entered[status.st_dev, status.st_ino] = folder

        def walk(folder: Path, depth: int) -> Iterator[Path]:
            if not self._may_enter(folder, entered, depth):
                return
            for path in (folder / name for name in self.names(folder)):
                status = self._status(path)
                if status is None:
                    continue
                is_folder = stat.S_ISDIR(status.st_mode)
                if is_folder and not (file_ending and path.name.endswith(file_ending)):
                    yield from walk(path, depth + 1) if path != without else ()
                else:
                    yield path

        return walk(root, 0)

    def _may_enter(self, folder: Path, entered: dict[tuple[int, int], Path], depth: int) -> bool:
        """True for a folder that is not too deep and was not entered by another way."""
        if depth > _MAX_DEPTH:
            found = f"more than {_MAX_DEPTH} folders inside each other"
            self.refuse(folder, found, "move its files up")
            return False
        status = self._status(folder)
        if status is None:
            return False
        known = entered.setdefault((status.st_dev, status.st_ino), folder)
        if known == folder:
            return True
        if folder.is_relative_to(known):
            self.refuse(folder, "a link that leads back to a folder that holds it", "remove it")
        else:
            self.refuse(folder, f"the same folder as {self.shown(known)}", "remove the link")
        return False


def _read_transcripts(folder: Path, reader: _Reader) -> tuple[TranscriptText, ...]:
    root, errors = folder / TRANSCRIPTS, reader.errors
    before = len(errors)
    if not reader.is_folder(root):
        if len(errors) == before:
            remedy = "make this folder and put transcripts in it"
            errors.add(TRANSCRIPTS + "/", 0, "missing", remedy)
        return ()
    files = list(reader.walk(root, file_ending=_ENDING, without=folder / RECORDS))
    paths = [path for path in files if _is_transcript(path)]
    recordings = [recording for path in files if (recording := _recording_at(path))]
    if not paths and len(errors) == before:
        errors.add(TRANSCRIPTS + "/", 0, "no transcript in it", "add a file ending in .md")
    _refuse_misnamed(files, reader, what="transcript")
    for path in paths:
        if not SLUG.fullmatch(path.stem):
            found = f'"{shown_path(Path(path.stem), folder)}" cannot be part of an address'
            reader.refuse(path, found, f"rename it to {_as_slug(path.stem)}.md")
        elif len(path.stem) > _MAX_SLUG:
            found = f"a name of {len(path.stem)} letters, and no site has room for more than"
            reader.refuse(path, f"{found} {_MAX_SLUG}", "shorten it")
    texts = [(path, reader.text(path)) for path in paths]
    return tuple(_with_recordings(text, path, recordings) for path, text in texts if text)


def _refuse_misnamed(files: Iterable[Path], reader: _Reader, *, what: str) -> None:
    """Add an error for each file of Markdown whose name ends in another way."""
    for path in files:
        is_markdown = path.suffix.lower() in _OTHER_ENDINGS and path.suffix != _ENDING
        if is_markdown and not path.name.upper().startswith("README"):
            found = f"not a {what}: the names of {what}s end in {_ENDING}"
            reader.refuse(path, found, f"rename it to {reader.shown(Path(path.stem))}{_ENDING}")


def _recording_at(path: Path) -> RecordingFile | None:
    """The recording at the path, which is not read; None for any other file."""
    status = path.stat() if is_file_name(path.name) else None
    if not status or not stat.S_ISREG(status.st_mode):
        return None
    return RecordingFile(path, status.st_size, status.st_mtime_ns)


def _with_recordings(
    text: SourceText, path: Path, recordings: Iterable[RecordingFile]
) -> TranscriptText:
    beside = tuple(
        one for one in recordings if one.path.parent == path.parent and one.name in text.text
    )
    return TranscriptText(text.path, text.content, beside)


def _records_folder(folder: Path, errors: Errors) -> Path:
    """Return the folder of the record, which has its old name until the next build."""
    now, old = folder / RECORDS, folder / OLD_RECORDS
    is_there = os.path.isdir(old)  # noqa: PTH112 (`is_dir` fails without rights)
    if not (is_there and any(old.glob("*.json*"))):
        return now
    if os.path.lexists(now):
        found = f"the record is in two folders, this one and {RECORDS}/"
        errors.add(f"{OLD_RECORDS}/", 0, found, f"{SETTLE}, which unites them")
        return now
    return old


def _read_records(root: Path, names: Iterable[str], reader: _Reader) -> Iterator[SourceText]:
    """The records of addresses, by path; there are none before the first build."""
    for name in names:
        path = root / name
        if name.endswith(RECORD_SUFFIX):
            if text := reader.text(path, limit=_MAX_RECORD_MEGABYTES):
                yield text
        elif _is_transcript(path) or path.is_dir():
            found = "this folder is for the permalink record only"
            reader.refuse(path, found, f"move it to another folder in {TRANSCRIPTS}/")


def _read_offered(path: Path, reader: _Reader, errors: Errors, *, records: int) -> Offers:
    """What earlier builds published; those that did not remember it published everything."""
    if not os.path.lexists(path):
        return EVERYTHING if records else NOTHING
    source = reader.text(path)
    with errors.collecting():
        offers = read_offers(source.text, path=source.path) if source else NOTHING
        if offers.statements > records:
            found = (
                f"it counts {counted(offers.statements, 'statement')}, and the records of "
                f"{records:,} are here"
            )
            remedy = "restore the others from the last commit that has them"
            errors.add(reader.shown(path), 0, found, f"{remedy}, or {SETTLE}")
        return offers
    return NOTHING


def _read_pages(root: Path, reader: _Reader, *, published: Sequence[Slug]) -> tuple[OwnPage, ...]:
    files = [root / name for name in reader.names(root)] if reader.is_folder(root) else []
    _refuse_misnamed(files, reader, what="page")
    paths = [path for path in files if _is_transcript(path)]
    for slug in published:
        if (path := root / f"{slug}.md") not in paths:
            found = "this page was published, and its address must keep working"
            reader.refuse(path, found, "restore the file; it can say where its text is now")
    if not paths:
        return ()
    # Imported here because it takes long, and most projects have no such pages.
    from onrecord.content.own_pages import read_own_page

    texts = filter(None, map(reader.text, paths))
    pages = (read_own_page(one.text, path=one.path, errors=reader.errors) for one in texts)
    return tuple(filter(None, pages))


def _unused_templates(root: Path, reader: _Reader) -> Iterator[str]:
    """Yield the files that override none of ours and that no other template names."""
    if not root.is_dir() or root == resources.templates():
        return
    paths = {path.relative_to(root).as_posix(): path for path in reader.walk(root)}
    for name, path in paths.items():
        others = (other for other in paths.values() if other != path)
        is_used = any(name in other.read_text("utf-8", errors="replace") for other in others)
        if not (resources.templates() / name).is_file() and not is_used:
            yield reader.shown(path)


def _is_transcript(path: Path) -> bool:
    return path.name.endswith(_ENDING) and not path.name.upper().startswith("README")


def _as_slug(stem: str) -> str:
    """`Atmar, 26.02.2021` is `atmar-26-02-2021`."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "2021-02-26-name"


def _read_templates(folder: Path, reader: _Reader) -> tuple[Path, ...]:
    """The folders of templates: the project's, if it has one, and ours."""
    own, ours = folder / TEMPLATES, resources.templates()
    if own == ours or not reader.is_folder(own):
        return (ours,)
    for path in reader.walk(own, file_ending=_TEMPLATE):
        if not path.name.endswith(_TEMPLATE):
            reader.content(path)  # refuses what is no file
            continue
        text = reader.text(path)
        if text is not None and path.parent == own and not text.text.strip():
            reader.refuse(path, "empty, and would make empty pages", "remove it to use ours")
    return (own, ours)


def _read_static(folder: Path, reader: _Reader) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for root in dict.fromkeys((resources.static(), folder / STATIC)):
        for path in reader.walk(root) if reader.is_folder(root) else ():
            content = reader.content(path)
            if content is not None:
                files[path.relative_to(root).as_posix()] = content
    return dict(sorted(files.items()))
