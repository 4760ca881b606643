"""Imports files and folders; nothing is overwritten without being asked."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import IO

from onrecord.content.config import read_config
from onrecord.content.layouts import Layout, read_layouts
from onrecord.content.project import RECORDS_FOLDER, name_of_record
from onrecord.errors import CallError, ContentError, Error, Errors
from onrecord.importing.config_proposal import (
    add_to_config,
    near_by_slug,
    proposal_lines,
    with_speakers,
)
from onrecord.importing.convert import Imported, convert_source
from onrecord.importing.exported import Exported, import_exported, record_of
from onrecord.importing.exported_markdown import front_matter_in, transcript_in
from onrecord.importing.import_report import Summary, report
from onrecord.importing.read_source import ENDINGS, read_sources
from onrecord.importing.source import Source
from onrecord.model import Config, Speaker
from onrecord.progress import Progress

STANDARD_INPUT = Path("-")
_LISTS = re.compile(r"list(?:Person|Org)\b.*\.xml\Z|-taxonomy-.*\.xml\Z")  # of a TEI corpus
_MOST_REPORTS = 20  # sources: of more, only what needs attention is printed


_Identity = tuple[str, str, str]  # a statement's address, title and date


@dataclass(slots=True)
class Importing:
    """The options of an import, and how it reports and asks."""

    config_path: Path
    config_text: str
    config: Config
    to: Path
    layout: str
    replace: bool
    add_speakers: bool
    report: IO[str] | None  # a file for the reports on all sources
    tell: Callable[[str], None]
    confirm: Callable[[str], bool]
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    present: dict[_Identity, list[Path]] = field(default_factory=dict)  # in `to`
    near: dict[str, str] = field(default_factory=dict)  # similar names by slug
    written: dict[Path, str] = field(default_factory=dict)  # texts of this run


def import_files(paths: Sequence[Path], importing: Importing) -> bool:
    """Import every file; True if all of it can be built as it is.

    CallError before anything is done; an error in one source does not stop the others.
    """
    importing.layouts = read_layouts(importing.config_text, path=str(importing.config_path))
    if importing.layout and importing.layout not in importing.layouts:
        known = ", ".join(importing.layouts) or "none"
        raise CallError(f"no layout “{importing.layout}”; config.yaml has {known}")
    importing.present = _present(importing.to)
    found = list(_sources(paths, importing.tell))
    is_bulk = len(found) > _MOST_REPORTS
    summary, changed = Summary(), dict[str, Speaker]()
    for path in Progress().through(found, "Importing", length=len(found)):
        for result in _import_file(path, importing):
            if isinstance(result, ContentError):
                summary.skip(result)
                importing.tell(str(result))
                continue
            imported, written, is_written = result
            changed |= imported.speakers
            summary.add(imported, is_written=is_written)
            about = report(imported, result=written)
            if importing.report:
                print(about, file=importing.report)
            if not is_bulk:
                importing.tell(about)
    is_known = not changed or _settle_speakers(changed, importing)
    importing.tell("\n".join(summary.lines()))
    if is_bulk and not importing.report:
        importing.tell("Import with --report FILE to have a report on each source.")
    return is_known and summary.is_clean


def _import_file(
    path: Path, importing: Importing
) -> Iterator[tuple[Imported, str, bool] | ContentError]:
    """Yield each statement of a file, where it was written, and True if it was; or the errors."""
    try:
        for source in read_sources(_read(path), str(path)):
            yield _import_statement(source, importing)
    except ContentError as error:
        yield error


def _import_statement(
    source: Source | Exported, importing: Importing
) -> tuple[Imported, str, bool] | ContentError:
    try:
        imported = _convert(source, importing)
    except ContentError as error:
        return error
    importing.near |= near_by_slug(imported.new_labels, imported.speakers)
    importing.config = with_speakers(importing.config, imported.speakers)
    return (imported, *_write(imported, importing))


def _convert(source: Source | Exported, importing: Importing) -> Imported:
    if isinstance(source, Exported):
        return _import_exported(source, importing)
    if own := transcript_in(source, importing.config):
        return _import_exported(own[0], importing, typed=own[1])
    return convert_source(
        source,
        config=importing.config,
        layouts=importing.layouts,
        layout=importing.layouts.get(importing.layout),
    )


def _import_exported(exported: Exported, importing: Importing, *, typed: str = "") -> Imported:
    """Return the transcript of an exported statement; its numbers are kept in a new record."""
    slug = exported.statement.slug
    path = importing.to / RECORDS_FOLDER / name_of_record(slug)
    record = "" if path.exists() or (importing.to / f"{slug}.md").exists() else record_of(exported)
    if record:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record, encoding="utf-8", newline="\n")
    return import_exported(exported, config=importing.config, typed=typed)


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file; ContentError if it cannot be read."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise ContentError([Error(str(path), 0, found, "is it UTF-8?")]) from error


def _sources(paths: Sequence[Path], tell: Callable[[str], None]) -> Iterator[Path]:
    """Return the files, and those in folders, by name; report how many are skipped."""
    for path in paths:
        if path == STANDARD_INPUT or not path.is_dir():
            yield path
            continue
        skipped = 0
        for inside in sorted(path.rglob("*")):
            names = inside.relative_to(path).parts
            is_beside = any(name.startswith(".") or name.endswith("_files") for name in names)
            is_beside = is_beside or _LISTS.search(inside.name) is not None
            if not inside.is_file():
                continue
            if is_beside or inside.suffix.lower() not in ENDINGS:
                skipped += 1
            else:
                yield inside
        if skipped:
            tell(f"{path}: {skipped} files skipped: pictures, scripts and the like")


def _read(path: Path) -> bytes:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        found = f"cannot be read: {error.strerror}"
        raise ContentError([Error(str(path), 0, found, "is the name right?")]) from error


def _write(imported: Imported, importing: Importing) -> tuple[str, bool]:
    """Write the transcript; return a message, and True if it is on the disk now."""
    same = next((p for p, text in importing.written.items() if text == imported.text), None)
    if same:
        return f"{same}, the same as from another source", True
    path, present = _path_of(imported, importing)
    importing.written[path] = imported.text
    if present is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(imported.text, encoding="utf-8", newline="\n")
        _remember(path, imported.text, importing.present)
        return str(path), True
    if present == imported.text:
        return f"{path}, unchanged", True
    if not importing.replace:
        return f"skipped: {path} exists; --replace shows the difference and asks", False
    lines = present.splitlines(), imported.text.splitlines()
    importing.tell("\n".join(unified_diff(*lines, str(path), "imported", lineterm="", n=1)))
    if not importing.confirm(f"Replace {path}?"):
        return f"skipped: {path} was not replaced", False
    path.write_text(imported.text, encoding="utf-8", newline="\n")
    return f"{path}, replaced", True


def _present(to: Path) -> dict[_Identity, list[Path]]:
    """Return the transcripts in the folder by their identity."""
    present: dict[_Identity, list[Path]] = {}
    for path in sorted(to.glob("*.md"), key=lambda path: (len(path.stem), path.stem)):
        with suppress(OSError, UnicodeDecodeError):
            _remember(path, path.read_text(encoding="utf-8"), present)
    return present


def _remember(path: Path, text: str, present: dict[_Identity, list[Path]]) -> None:
    identity = _identity(text)
    if identity and all(identity[1:]):
        present.setdefault(identity, []).append(path)


def _path_of(imported: Imported, importing: Importing) -> tuple[Path, str | None]:
    """Return the transcript's path, and the text there if it is the same statement.

    File names depend on the known speakers, so the same source may get another one next time:
    a transcript that exists is found by its address, title and date.
    """
    identity = _identity(imported.text)
    paths = importing.present.get(identity, []) if identity else []
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in paths
        if path not in importing.written and path.exists()
    }
    same = (path for path, text in texts.items() if text == imported.text)
    path = next(same, next(iter(texts), None))
    if path:
        return path, texts[path]
    return _path_by_name(imported, importing)


def _path_by_name(imported: Imported, importing: Importing) -> tuple[Path, str | None]:
    """Return the first free name; what this run wrote from another source is never replaced."""
    number = 1
    while True:
        suffix = f"-{number}" if number > 1 else ""
        path = importing.to / f"{imported.slug}{suffix}.md"
        number += 1
        if path in importing.written:
            continue
        if not path.exists():
            return path, None
        present = path.read_text(encoding="utf-8")
        if _is_same(present, imported.text):
            return path, present


def _is_same(present: str, text: str) -> bool:
    """True if both have the same address, or the same title and date."""
    ours, theirs = _identity(text), _identity(present)
    if ours is None or theirs is None:
        return True  # an unreadable file is never given up for another
    if ours[0] and theirs[0]:
        return ours[0] == theirs[0]
    return ours[1:] == theirs[1:] if ours[1] and ours[2] else present == text


def _identity(text: str) -> _Identity | None:
    """Return its address, title and date; None if they cannot be read."""
    facts = front_matter_in(text)
    source = facts.get("source")
    url = (source.get("url") or "") if isinstance(source, dict) else ""
    return (str(url), facts.get("title") or "", facts.get("date") or "") if facts else None


def _settle_speakers(changed: Mapping[str, Speaker], importing: Importing) -> bool:
    """Add the new speakers to config.yaml or show how; True if they are in it now."""
    entries = "\n".join(f"  {line}" for line in proposal_lines(changed, near=importing.near))
    name, errors = importing.config_path.name, Errors()
    if importing.add_speakers:
        text = add_to_config(importing.config_text, changed, near=importing.near)
        with errors.collecting():
            read_config(text or "", path=name, phrase_error=lambda _: None)
        if text is None:
            why = ": its form does not allow entries to be added."
        elif errors:
            listed = "".join(f"\n  {error}" for error in errors.noted)
            why = f", because these labels would cause errors:{listed}"
        else:
            importing.config_path.write_text(text, encoding="utf-8", newline="\n")
            importing.tell(f"Added to {name}:\n{entries}")
            return True
        importing.tell(f"{name} was not changed{why}")
    importing.tell(
        f"Add these speakers to {name}, or use --add-speakers (existing entries "
        f"get longer lists):\n{entries}"
    )
    return False
