"""The search index that quotations are checked against: the site's, or one made for the purpose.

A site does not say what it was built from. So a build notes, in the user's cache, a digest of all
that the index depends on (configuration, transcripts, permalink records, code, installed packages)
and the name of the build, which is a hash of the index. If the digest is still the same and the
site's index has that name, the index is current. Otherwise one is written to the cache, and used
until something changes. The cache holds one entry for each project and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from onrecord import resources
from onrecord.compact_texts import CompactTexts
from onrecord.work.keys import key_of, key_of_code

if TYPE_CHECKING:
    from onrecord.content.project import ProjectFiles, SourceText
    from onrecord.edition import Edition
    from onrecord.work.steps import Steps

_SEARCH = "search"  # the folder of the index, in a site and in the cache
_DETAILS = "facts.json"


@dataclass(frozen=True, slots=True)
class IndexDetails:
    """What is known of a collection besides its index."""

    build: str  # the name of the index
    names: dict[str, list[str]]  # by speaker's slug: the usual name, then the others
    address: str  # the site's address, or empty


@dataclass(frozen=True, slots=True)
class CurrentIndex:
    """An index of the collection as it is now."""

    folder: Path
    details: IndexDetails


def digest_project(files: ProjectFiles, records: Mapping[str, str]) -> str:
    """Return a hash of all that a project's index is made from; `records` are by file name."""
    return key_of(
        key_of_code(),
        files.config.path,
        files.config.text,
        files.config.address,
        len(files.transcripts),
        *(part for one in files.transcripts for part in (one.path, one.content)),
        files.withdrawn and files.withdrawn.text,
        *(key_of(name, records[name]) for name in sorted(records)),  # one in memory at a time
    )


def texts_by_name(records: Iterable[SourceText]) -> CompactTexts:
    """Return the texts by the names of their files."""
    return CompactTexts({Path(record.path).name: record.content for record in records})


@contextmanager
def current_index(
    files: ProjectFiles, *, project: Path, site: Path, steps: Steps
) -> Iterator[CurrentIndex]:
    """Yield the site's index if it is current, or else that of the cache, written if necessary.

    ContentError if the project cannot be built as it is.
    """
    digest = digest_project(files, texts_by_name(files.records))
    cache = _cache_of(project)
    known = _find(cache / digest, site) if cache else None
    if known:
        yield known
        return
    with TemporaryDirectory(prefix="on-record-") as temporary:
        folder = Path(temporary, "entry")
        _write_entry(folder, files, steps)
        kept = cache / digest if cache and _keep(folder, cache / digest) else folder
        yield CurrentIndex(kept / _SEARCH, _read_details(kept))


def remember_index(edition: Edition, *, is_published: bool, project: Path, site: Path) -> None:
    """Note which index a build has written, if the cache can be written.

    A site that is published has its permalinks recorded in the project by now.
    """
    files = edition.files
    records = edition.reconciled.files if is_published else texts_by_name(files.records)
    cache = _cache_of(project)
    # The site is written by now: what would only save time later must not fail the build.
    with suppress(OSError):
        if not cache:
            return
        with TemporaryDirectory(prefix="on-record-") as temporary:
            _write_details(Path(temporary), _describe(edition, _build_of(site / _SEARCH)))
            _keep(Path(temporary), cache / digest_project(files, records))


def _find(entry: Path, site: Path) -> CurrentIndex | None:
    try:
        details = _read_details(entry)
    except (OSError, ValueError, TypeError):  # there is none, or it was cut off
        return None
    for folder in (site / _SEARCH, entry / _SEARCH):
        if _build_of(folder) == details.build:
            return CurrentIndex(folder, details)
    return None


def _build_of(folder: Path) -> str:
    """Return the name of the index in a folder; empty if there is none."""
    try:
        manifest: Any = json.loads((folder / "index.json").read_bytes())
        return str(manifest["build"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""


def _write_entry(folder: Path, files: ProjectFiles, steps: Steps) -> None:
    # Imported here because it takes longer than the rest, and most quotations do not need it.
    from onrecord.pipeline import prepare
    from onrecord.search import piece_files

    edition = prepare(files, steps=steps)
    for name, content in piece_files(edition.index_segments(), edition.config):
        if not name.endswith(".js"):  # those are for pages opened from a disk
            path = folder / _SEARCH / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    _write_details(folder, _describe(edition, _build_of(folder / _SEARCH)))


def _describe(edition: Edition, build: str) -> IndexDetails:
    speakers = edition.config.speakers.items()
    return IndexDetails(
        build=build,
        names={slug: [speaker.name, *speaker.other_names] for slug, speaker in speakers},
        address=edition.config.site.address,
    )


def _write_details(folder: Path, details: IndexDetails) -> None:
    (folder / _DETAILS).write_text(json.dumps(asdict(details)), "utf-8")


def _read_details(folder: Path) -> IndexDetails:
    return IndexDetails(**json.loads((folder / _DETAILS).read_text("utf-8")))


def _cache_of(project: Path) -> Path | None:
    """Return the project's folder in the user's cache; None if the user has no home folder."""
    cache = resources.user_cache()
    name = hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:16]
    return cache / "quote" / name if cache else None


def _keep(folder: Path, entry: Path) -> bool:
    """Copy a folder into the cache in place of all other entries; False if that fails."""
    aside = entry.with_name(f".{entry.name}.{os.getpid()}")
    try:
        shutil.copytree(folder, aside)
        shutil.rmtree(entry, ignore_errors=True)
        aside.rename(entry)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        return False
    for other in entry.parent.iterdir():
        if other != entry:
            shutil.rmtree(other, ignore_errors=True)
    return True
