"""The search index that quotations are checked against: the site's, or one made for the purpose.

A site does not say what it was built from. So a build notes in the store a hash of all that the
index depends on (configuration, transcripts, permalink records, code, installed packages), with the
name of the index. If the hash is still the same and the site's index has that name, the index is
current. Otherwise one is written to a temporary folder.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from onrecord import urls
from onrecord.compact_texts import CompactTexts
from onrecord.work.keys import key_of, key_of_code

if TYPE_CHECKING:
    from onrecord.content.project import ProjectFiles, SourceText
    from onrecord.edition import Edition
    from onrecord.work.steps import Steps


@dataclass(frozen=True, slots=True)
class IndexDetails:
    """What is known of a collection besides its index."""

    build: str  # the name of the index
    names: dict[str, list[str]]  # by speaker's slug: the usual name, then the others
    address: str  # the site's address, or empty


@contextmanager
def current_index(
    files: ProjectFiles, *, site: Path, steps: Steps
) -> Iterator[tuple[Path, IndexDetails]]:
    """Yield the folder of the site's index if it is current, else of one made for the purpose.

    With it comes what is known of the collection besides. What has to be done for an index is kept
    in the store for the next time. ContentError if the project cannot be built as it is.
    """
    folder = site / urls.SEARCH
    kept = steps.store.get(_key_of(files, _texts_by_name(files.records)))
    details = IndexDetails(**json.loads(kept)) if kept else None
    if details and _build_of(folder) == details.build:
        yield folder, details
        return
    # Imported here because it takes longer than the rest, and most quotations do not need it.
    from onrecord.pipeline import prepare
    from onrecord.search import IndexFiles

    edition = prepare(files, steps=steps)
    with TemporaryDirectory(prefix="on-record-") as temporary:
        index = IndexFiles(edition.index_segments(), edition.config)
        for name, content in index.make(index.names_for_servers):
            path = Path(temporary, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        folder = Path(temporary, urls.SEARCH)
        steps.store.keep()
        yield folder, _describe(edition, _build_of(folder))


def remember_index(edition: Edition, *, is_published: bool, site: Path) -> None:
    """Note which index a build has written.

    A site that is published has its permalinks recorded in the project by now.
    """
    files, store = edition.files, edition.steps.store
    records = edition.reconciled.files if is_published else _texts_by_name(files.records)
    details = asdict(_describe(edition, _build_of(site / urls.SEARCH)))
    # The site is written by now: what would only save time later must not fail the build.
    with suppress(sqlite3.OperationalError):
        store.put([(_key_of(files, records), json.dumps(details).encode())])
        store.keep()


def _key_of(files: ProjectFiles, records: Mapping[str, str]) -> str:
    """Return a hash of all that a project's index is made from; `records` are by file name."""
    return key_of(
        key_of_code(),
        "index",
        files.config.path,
        files.config.text,
        files.config.address,
        len(files.transcripts),
        *(part for one in files.transcripts for part in (one.path, one.content)),
        files.withdrawn and files.withdrawn.text,
        *(key_of(name, records[name]) for name in sorted(records)),  # one in memory at a time
    )


def _texts_by_name(records: Iterable[SourceText]) -> CompactTexts:
    """Return the texts by the names of their files."""
    return CompactTexts({Path(record.path).name: record.content for record in records})


def _build_of(folder: Path) -> str:
    """Return the name of the index in a folder; empty if there is none."""
    try:
        manifest: Any = json.loads((folder / "index.json").read_bytes())
        return str(manifest["build"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""


def _describe(edition: Edition, build: str) -> IndexDetails:
    speakers = edition.config.speakers.items()
    return IndexDetails(
        build=build,
        names={slug: [speaker.name, *speaker.other_names] for slug, speaker in speakers},
        address=edition.config.site.address,
    )
