"""The files that are about many statements, in batches that are made together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Protocol

from onrecord import resources, urls
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
from onrecord.publish.link_check import FileLinks, links_of, merged
from onrecord.publish.new_site import Content
from onrecord.publish.reuse import Copied
from onrecord.search import IndexFiles
from onrecord.statement_steps import ARCHIVE, FINGERPRINTS, File, Published
from onrecord.work.keys import key_of, key_of_code, key_of_value
from onrecord.work.steps import Outcome

LISTS = (
    urls.FEED,
    urls.TOPICS,
    urls.SPEAKERS,
    urls.SITEMAP.removesuffix(".xml"),
    urls.OPENSEARCH,
    urls.ROBOTS,
)
Contents = tuple[Iterable[tuple[str, Content]], Sequence[Page]]  # files, and which are pages


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What the whole site must know of the files of a batch."""

    links: FileLinks
    listed: tuple[Address, ...]  # the pages that search engines are to list
    pages: int  # the number of its pages
    members: tuple[str, ...] = ()  # the keys of the batches in it


class SomeFiles(Protocol):
    """Files of which some can be made without the others; they are not pages."""

    @property
    def hashes(self) -> Mapping[str, str]:
        """For each name a hash of the content: files with the same are the same."""

    def make(
        self, wanted: Collection[str], read: Callable[[str], bytes] | None = None
    ) -> Iterator[File]:
        """Yield the files that are wanted; `read` returns the content of those that are not."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are made together, and made again if anything changes that they depend on.

    With `open`, only those of them are made again that have changed; so are `members`, which are
    batches themselves.
    """

    key: str  # a hash of that
    beginnings: tuple[str, ...]  # of the names of its files
    make: Callable[[], Contents]
    site_address: str
    can_fail: bool = False  # true if an error in the project may stop it
    open: Callable[[], SomeFiles] | None = None
    members: Callable[[], Iterator[Batch]] | None = None

    @property
    def key_of_hashes(self) -> str:
        """The key by which the hashes of the files are kept."""
        return key_of(key_of_code(), "hashes", self.beginnings)

    def make_whole(self) -> Outcome[BatchFacts, Iterable[tuple[str, Content]]]:
        """Make all files of the batch."""
        files, pages = self.make()
        made = tuple(files)
        links = merged(
            links_of(
                name, content if isinstance(content, bytes) else b"", address=self.site_address
            )
            for name, content in made
        )
        listed = tuple(page.address for page in pages if page.is_listed)
        return Outcome(BatchFacts(links, listed, len(pages)), {}, made)


class ComparedFiles:
    """Files that are made together, of which only those are written that have changed."""

    def __init__(self, batch: Batch) -> None:
        made, _ = batch.make()
        self._files = {name: content for name, content in made if isinstance(content, bytes)}
        self.hashes = {name: key_of(content) for name, content in self._files.items()}

    def make(
        self, wanted: Collection[str], read: Callable[[str], bytes] | None = None
    ) -> Iterator[File]:
        """Yield the files that are wanted."""
        del read
        return ((name, self._files[name]) for name in wanted)


def page_batches(edition: Edition, published: Sequence[Published]) -> Iterator[Batch]:
    """Yield all pages that are not of one statement; `published` are the statements by date."""
    parts = parts_of(edition, published)
    withdrawn = edition.reconciled.withdrawn
    former = edition.former_speakers, edition.former_topics
    summaries = key_of(edition.template_key, edition.summary_key, withdrawn, parts, former)
    texts = [one.key for one in edition.numbered]
    site, folders = edition.config.site, edition.files.template_folders
    renderer = cache(lambda: page_renderer(site=site, template_folders=folders))

    def render(page: Page) -> Contents:
        return [(urls.file_of(page.address), renderer()(page))], [page]

    def members(family: PageFamily) -> Iterator[Batch]:
        for page in family.plan():
            key = key_of(edition.template_key, key_of_value(page))
            yield Batch(key, (page.address,), partial(render, page), site.address)

    def whole(family: PageFamily) -> Contents:
        pages = tuple(family.plan())
        return chain.from_iterable(render(page)[0] for page in pages), pages

    for family in page_families(edition.index, withdrawn, lambda: parts):
        topic = family.topic
        shown = [one.excerpts[topic] for one in published if topic in one.excerpts] if topic else []
        shown += texts if family.shows_questions or family.shows_passages else []
        yield Batch(
            key_of(summaries, family.addresses, shown, family.made_of),
            family.addresses,
            partial(whole, family),
            site.address,
            members=partial(members, family),
        )


def file_batches(edition: Edition, addresses: Callable[[], Sequence[Address]]) -> Iterator[Batch]:
    """Yield all files that are not pages and not of one statement.

    `addresses` returns those that search engines are to list.
    """
    config, summaries, static = edition.config, edition.summaries, edition.files.static
    code = key_of(key_of_code(), edition.files.config)

    def search_index() -> IndexFiles:
        return IndexFiles(edition.index_segments(), config)

    batch = partial(_without_pages, edition)
    scripts = batch(
        key_of(code, "static", static, resources.installed_scripts()),
        (urls.of_static(""),),
        lambda: bundle(static, node_modules=resources.node_modules(), site=config.site),
    )
    yield replace(scripts, can_fail=True)
    index = batch(
        key_of(code, "search", [one.key for one in edition.numbered]),
        (urls.SEARCH,),
        lambda: search_index().make(search_index().hashes),
    )
    yield replace(index, open=search_index)
    lists = batch(
        key_of(code, "lists", edition.summary_key, edition.former_speakers),
        LISTS,
        lambda: list_files(
            summaries,
            config,
            addresses=addresses() if config.site.address else (),  # else there is no sitemap
            former_speakers=edition.former_speakers,
        ),
    )
    yield replace(lists, open=lambda: ComparedFiles(lists))


def recording_batches(edition: Edition) -> Iterator[Batch]:
    """Yield a batch for the recording of each statement that has one beside its transcript."""
    for one in edition.numbered:
        recording, facts = one.recording, one.summary.facts
        if recording:
            names = [
                urls.of_recording(slug, recording.name) for slug in (facts.slug, *facts.old_slugs)
            ]
            yield _without_pages(
                edition,
                key_of("recording", recording, names),
                tuple(names),
                partial(_copies, recording.path, names),
            )


def _copies(path: Path, names: Sequence[Address]) -> Iterator[tuple[str, Content]]:
    return ((name, Copied(path)) for name in names)


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

    texts = _without_pages(
        edition,
        key_of(code, "fingerprints", [one.fingerprints for one in published]),
        (urls.FINGERPRINTS.removesuffix(".js"),),
        fingerprints,
    )
    yield replace(texts, open=lambda: ComparedFiles(texts))
    for file, each in volumes.items():
        for one in each:
            key = key_of(code, one, edition.publishing_keys[one.start : one.end])
            yield _without_pages(edition, key, (one.name,), partial(make, file, one))
    yield _without_pages(
        edition,
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


def _without_pages(
    edition: Edition,
    key: str,
    beginnings: tuple[str, ...],
    make: Callable[[], Iterable[tuple[str, Content]]],
) -> Batch:
    return Batch(key, beginnings, lambda: (make(), ()), edition.config.site.address)
