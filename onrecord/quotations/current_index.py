"""The search index that quotations are checked against: the site's, or one made for the purpose.

A site does not say what it was made of. So a build notes, in the cache of the user, a digest of all
that the index depends on (configuration, transcripts, permalink records, code, installed packages)
with the name of the build, which is a hash of the index. Where the digest is still the same and the
site's index has that name, the index is current. Otherwise one is written to the cache, where it
serves until something changes. The cache holds one entry a project and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from onrecord import resources

if TYPE_CHECKING:
    from onrecord.content.project import ProjectFiles, SourceText
    from onrecord.model import Corpus
    from onrecord.pipeline import Edition

_SEARCH = "search"  # the folder of the index, in a site and in the cache
_FACTS = "facts.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a collection beside its index."""

    build: str  # the name of the index
    recorded: list[str]  # slugs of the speakers whose statements they are
    names: dict[str, list[str]]  # of every speaker by slug: the name, then the other ones
    address: str  # of the site, or empty


@dataclass(frozen=True, slots=True)
class CurrentIndex:
    """An index of the collection as it is now."""

    folder: Path
    facts: Facts


def digest_project(files: ProjectFiles, records: Mapping[str, str]) -> str:
    """A hash of everything that the index of the project is made of; `records` are by file name."""
    total = hashlib.sha256()
    for part in (
        *(repr((text.path, text.text)) for text in (files.config, *files.transcripts)),
        repr(files.withdrawn and files.withdrawn.text),
        repr(sorted(records.items())),
        *_code(),
    ):
        total.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return total.hexdigest()[:32]


def texts_by_name(records: Iterable[SourceText]) -> dict[str, str]:
    """The texts by the names of their files."""
    return {Path(record.path).name: record.text for record in records}


@contextmanager
def current_index(files: ProjectFiles, *, project: Path, site: Path) -> Iterator[CurrentIndex]:
    """The site's index if it is current, or that of the cache, which is written if necessary.

    ContentError where the project cannot be built as it is.
    """
    digest = digest_project(files, texts_by_name(files.records))
    cache = _cache_of(project)
    known = _find(cache / digest, site) if cache else None
    if known:
        yield known
        return
    with TemporaryDirectory(prefix="on-record-") as temporary:
        folder = Path(temporary, "entry")
        _write_entry(folder, files)
        kept = cache / digest if cache and _keep(folder, cache / digest) else folder
        yield CurrentIndex(kept / _SEARCH, _read_facts(kept))


def remember_index(edition: Edition, *, is_published: bool, project: Path, site: Path) -> None:
    """Note which index a build has written; where that cannot be written, it is not noted.

    A site that is published has its permalinks recorded in the project by now.
    """
    files = edition.files
    records = edition.reconciled.files if is_published else texts_by_name(files.records)
    cache = _cache_of(project)
    if cache:
        with TemporaryDirectory(prefix="on-record-") as temporary:
            _write_facts(Path(temporary), _describe(edition.corpus, _build_of(site / _SEARCH)))
            _keep(Path(temporary), cache / digest_project(files, records))


def _find(entry: Path, site: Path) -> CurrentIndex | None:
    try:
        facts = _read_facts(entry)
    except (OSError, ValueError, TypeError):  # none, or one that was cut off
        return None
    for folder in (site / _SEARCH, entry / _SEARCH):
        if _build_of(folder) == facts.build:
            return CurrentIndex(folder, facts)
    return None


def _build_of(folder: Path) -> str:
    """The name of the index in a folder; nothing where there is none."""
    try:
        manifest: Any = json.loads((folder / "index.json").read_bytes())
        return str(manifest["build"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""


def _write_entry(folder: Path, files: ProjectFiles) -> None:
    # Imported here, because most quotations are checked without: it takes longer than the rest.
    from onrecord.pipeline import prepare
    from onrecord.search import piece_files

    corpus = prepare(files).corpus
    for name, content in piece_files(corpus):
        if not name.endswith(".js"):  # those are for pages that are opened from a disk
            path = folder / _SEARCH / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    _write_facts(folder, _describe(corpus, _build_of(folder / _SEARCH)))


def _describe(corpus: Corpus, build: str) -> Facts:
    speakers = corpus.config.speakers.items()
    return Facts(
        build=build,
        recorded=sorted({statement.speaker for statement in corpus.statements}),
        names={slug: [speaker.name, *speaker.other_names] for slug, speaker in speakers},
        address=corpus.config.site.address,
    )


def _write_facts(folder: Path, facts: Facts) -> None:
    (folder / _FACTS).write_text(json.dumps(asdict(facts)), "utf-8")


def _read_facts(folder: Path) -> Facts:
    return Facts(**json.loads((folder / _FACTS).read_text("utf-8")))


def _cache_of(project: Path) -> Path | None:
    """The folder of a project in the user's cache; none where there is no home for it."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        cache = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        return None
    name = hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:16]
    return cache / "on-record" / "quote" / name


def _keep(folder: Path, entry: Path) -> bool:
    """Copy a folder to an entry of the cache, in the place of all others; False if it cannot be."""
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


def _code() -> Iterator[str]:
    """What turns texts into an index: this package, Python, and the packages that are installed."""
    yield sys.version
    for path in sorted(resources.package().rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield repr(path.read_bytes())
    with suppress(OSError):
        for path in sorted(Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
            yield path.name  # Markdown-3.8.dist-info
