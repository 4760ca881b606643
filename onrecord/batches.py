"""The files that are about many statements, in batches that depend on the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain

from onrecord import resources, urls
from onrecord.content.project import RecordingFile
from onrecord.edition import Edition
from onrecord.exports.collection_files import (
    TABLES,
    archive,
    data_file,
    data_index,
    data_volumes,
    list_files,
)
from onrecord.exports.data_package import data_package
from onrecord.exports.volumes import Volume, Volumes
from onrecord.model import Address
from onrecord.pages import Page
from onrecord.pages.plan import PageFamily, page_families
from onrecord.pages.render import page_renderer
from onrecord.permalinks.fingerprint_table import fingerprint_table
from onrecord.publish.assets import bundle
from onrecord.publish.new_site import Content
from onrecord.publish.reuse import Copied
from onrecord.publish.site_names import by_name
from onrecord.search import IndexFiles
from onrecord.statement_steps import ARCHIVE, FINGERPRINTS, File, Published
from onrecord.work.keys import key_of, key_of_code, key_of_value

LISTS = (
    urls.FEED,
    urls.TOPICS,
    urls.SPEAKERS,
    urls.SITEMAP.removesuffix(".xml"),
    urls.OPENSEARCH,
    urls.ROBOTS,
)
Read = Callable[[str], bytes]  # the content of a file, by name


@dataclass(frozen=True, slots=True)
class SomeFiles:
    """Files of which some can be made without the others."""

    hashes: Mapping[str, str]  # by name, of what is in each: files with the same are the same
    # Those that are wanted; they may be made of others, which are read if that is possible.
    make: Callable[[Collection[str], Read | None], Iterable[tuple[str, Content]]]
    pages: Sequence[Page] = ()  # those that are pages


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are about many statements; after a change, only those that differ are written."""

    key: str  # a hash of all that they depend on
    beginnings: tuple[str, ...]  # of their names
    files: Callable[[], SomeFiles]
    can_fail: bool = False  # true if an error in the project may stop it

    @property
    def key_of_hashes(self) -> str:
        """The key by which the hashes of the files are kept."""
        return key_of(key_of_code(), "hashes", self.beginnings)

    def contents(self) -> Iterator[tuple[str, Content]]:
        """Yield all files."""
        files = self.files()
        return iter(files.make(files.hashes, None))


def page_batches(edition: Edition, published: Sequence[Published]) -> Iterator[Batch]:
    """Yield all pages that are not of one statement; `published` are the statements by date."""
    parts = parts_of(edition, published)
    withdrawn = edition.reconciled.withdrawn
    former = edition.former_speakers, edition.former_topics
    summaries = key_of(edition.template_key, edition.summary_key, withdrawn, parts, former)
    texts = [one.key for one in edition.numbered]
    renderer = cache(
        lambda: page_renderer(
            site=edition.config.site, template_folders=edition.files.template_folders
        )
    )

    def open_family(family: PageFamily) -> SomeFiles:
        pages = by_name((urls.file_of(page.address), page) for page in family.plan())
        return SomeFiles(
            {name: key_of(edition.template_key, key_of_value(p)) for name, p in pages.items()},
            lambda wanted, _: ((name, renderer()(pages[name])) for name in wanted),
            tuple(pages.values()),
        )

    for family in page_families(edition.index, withdrawn, lambda: parts):
        topic = family.topic
        shown = [one.excerpts[topic] for one in published if topic in one.excerpts] if topic else []
        shown += texts if family.shows_questions or family.shows_passages else []
        yield Batch(
            key_of(summaries, family.addresses, shown, family.made_of),
            family.addresses,
            partial(open_family, family),
        )


def file_batches(edition: Edition, addresses: Callable[[], Sequence[Address]]) -> Iterator[Batch]:
    """Yield all files that are not pages and not of one statement.

    `addresses` returns those that search engines are to list.
    """
    config, summaries, static = edition.config, edition.summaries, edition.files.static
    code = key_of(key_of_code(), edition.files.config)

    def open_index() -> SomeFiles:
        index = IndexFiles(edition.index_segments(), config)
        return SomeFiles(index.hashes, index.make)

    scripts = _made_together(
        key_of(code, "static", static, resources.installed_scripts()),
        (urls.of_static(""),),
        lambda: bundle(static, node_modules=resources.node_modules(), site=config.site),
    )
    yield replace(scripts, can_fail=True)
    key_of_index = key_of(code, "search", [one.key for one in edition.numbered])
    yield Batch(key_of_index, (urls.SEARCH,), open_index)
    yield _made_together(
        key_of(code, "lists", edition.summary_key, edition.former_speakers),
        LISTS,
        lambda: list_files(
            summaries,
            config,
            addresses=addresses() if config.site.address else (),  # else there is no sitemap
            former_speakers=edition.former_speakers,
        ),
    )


def recording_batches(edition: Edition) -> Iterator[Batch]:
    """Yield a batch for the recording of each statement that has one beside its transcript."""
    for one in edition.numbered:
        recording, facts = one.recording, one.summary.facts
        if recording:
            names = [
                urls.of_recording(slug, recording.name) for slug in (facts.slug, *facts.old_slugs)
            ]
            key = key_of("recording", recording, names)
            yield Batch(key, tuple(names), partial(_copies, recording, names))


def _copies(recording: RecordingFile, names: Sequence[Address]) -> SomeFiles:
    return SomeFiles(
        {name: key_of(recording, name) for name in names},
        lambda wanted, _: ((name, Copied(recording.path)) for name in wanted),
    )


def data_batches(edition: Edition, published: Sequence[Published]) -> Iterator[Batch]:
    """Yield all data files; `published` are the statements by date."""
    code = key_of(key_of_code(), edition.files.config)
    site, summaries, volumes = (
        edition.config.site,
        edition.summaries,
        volumes_of(edition, published),
    )

    def table(file: Address, volume: Volume) -> bytes:
        return data_file(file, parts(file, volume))

    def parts(name: str, volume: Volume) -> Iterator[bytes]:
        members = edition.numbered[volume.start : volume.end]
        return (edition.published_part(one.slug, name) for one in members)

    def make(file: Address, volume: Volume) -> Iterator[File]:
        if file != urls.COLLECTION:
            yield volume.name, table(file, volume)
            return
        tables = ((name, table(name, volume)) for name in TABLES)
        of_texts = parts(ARCHIVE, volume)
        yield volume.name, archive(summaries[volume.start : volume.end], tables, of_texts, site)

    def lists() -> Iterator[File]:
        yield urls.DATA_PACKAGE, data_package([one.facts for one in summaries], site, volumes)
        yield from data_index(volumes)

    def fingerprints() -> Iterator[File]:
        each = (edition.published_part(one.slug, FINGERPRINTS) for one in edition.numbered)
        return fingerprint_table(chain.from_iterable(each))

    yield _made_together(
        key_of(code, "fingerprints", [one.fingerprints for one in published]),
        (urls.FINGERPRINTS.removesuffix(".js"),),
        fingerprints,
    )
    for file, each in volumes.items():
        for one in each:
            key = key_of(code, one, edition.publishing_keys[one.start : one.end])
            yield _made_together(key, (one.name,), partial(make, file, one))
    yield _made_together(
        key_of(code, volumes, edition.summary_key),
        (urls.DATA_PACKAGE, urls.DATA_INDEX),
        lists,
    )


def parts_of(edition: Edition, published: Sequence[Published]) -> dict[Address, list[Address]]:
    """Return the names of the files of each data file."""
    volumes = volumes_of(edition, published)
    return {name: [one.name for one in each] for name, each in volumes.items()}


def volumes_of(edition: Edition, published: Sequence[Published]) -> Volumes:
    """Return the volumes of each data file."""
    days = [one.facts.date for one in edition.summaries]
    return data_volumes(days, [one.sizes for one in published])


def _made_together(
    key: str, beginnings: tuple[str, ...], make: Callable[[], Iterable[File]]
) -> Batch:
    """Return a batch of files that are all made before it is known which have changed."""

    def open_made() -> SomeFiles:
        made = by_name(make())
        return SomeFiles(
            {name: key_of(name, content) for name, content in made.items()},
            lambda wanted, _: ((name, made[name]) for name in wanted),
        )

    return Batch(key, beginnings, open_made)
