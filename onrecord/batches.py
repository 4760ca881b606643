"""The files that are about many statements, in batches that are made together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from onrecord import resources, urls
from onrecord.edition import Edition
from onrecord.exports.collection_files import archive_files, data_files, list_files
from onrecord.exports.data_package import data_package
from onrecord.model import Address
from onrecord.pages import Page
from onrecord.pages.plan import PageFamily, page_families
from onrecord.pages.render import render_pages
from onrecord.publish.assets import bundle
from onrecord.publish.link_check import FileLinks, links_of, merged
from onrecord.search import index_files
from onrecord.statement_steps import ARCHIVE, DATA, File, Published
from onrecord.work.keys import key_of, key_of_code
from onrecord.work.steps import Outcome

DATA_FILES = (
    urls.PARAGRAPHS_DATA,
    urls.PARAGRAPHS_TABLE,
    urls.STATEMENTS_DATA,
    urls.STATEMENTS_TABLE,
)
LISTS = (
    urls.FEED,
    urls.TOPICS,
    urls.SPEAKERS,
    urls.DATA_PACKAGE,
    urls.SITEMAP.removesuffix(".xml"),
    urls.OPENSEARCH,
    urls.ROBOTS,
)
Contents = tuple[Iterable[File], Sequence[Page]]  # files, and which pages they are


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What the whole site must know of the files of a batch."""

    links: FileLinks
    listed: tuple[Address, ...]  # the pages that search engines are to list
    pages: int  # the number of its pages


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are made together, and made again if anything changes that they depend on."""

    key: str  # a hash of that
    beginnings: tuple[str, ...]  # of the names of its files
    make: Callable[[], Contents]
    site_address: str
    needs_published: bool = False  # true if it is made of parts of published statements
    can_fail: bool = False  # true if an error in the project may stop it

    def make_whole(self) -> Outcome[BatchFacts, tuple[File, ...]]:
        """Make all files of the batch."""
        files, pages = self.make()
        made = tuple(files)
        links = merged(links_of(*file, address=self.site_address) for file in made)
        listed = tuple(page.address for page in pages if page.is_listed)
        return Outcome(BatchFacts(links, listed, len(pages)), {}, made)


def page_batches(edition: Edition, published: Sequence[Published]) -> Iterator[Batch]:
    """Yield all pages that are not of one statement; `published` are the statements by date."""
    summaries = key_of(edition.template_key, edition.summaries, edition.reconciled.withdrawn)
    for family in page_families(edition.index, edition.reconciled.withdrawn):
        topic = family.topic
        shown = [one.excerpts[topic] for one in published if topic in one.excerpts] if topic else []
        yield Batch(
            key_of(summaries, family.addresses, shown),
            family.addresses,
            partial(_render, edition, family),
            edition.config.site.address,
        )


def file_batches(edition: Edition, addresses: Callable[[], Sequence[Address]]) -> Iterator[Batch]:
    """Yield all files that are not pages and not of one statement.

    `addresses` returns those that search engines are to list.
    """
    config, summaries, static = edition.config, edition.summaries, edition.files.static
    code = key_of(key_of_code(), edition.files.config)
    texts = key_of(code, edition.publishing_keys)

    def batch(
        key: str,
        beginnings: tuple[str, ...],
        make: Callable[[], Iterable[File]],
        *,
        needs_published: bool = False,
    ) -> Batch:
        whole = lambda: (make(), ())  # noqa: E731 (no pages)
        return Batch(key, beginnings, whole, config.site.address, needs_published)

    def parts(name: str) -> Iterator[Any]:
        return (edition.published_part(one.slug, name) for one in edition.numbered)

    scripts = batch(
        key_of(code, "static", static, resources.installed_scripts()),
        (urls.of_static(""),),
        lambda: bundle(static, node_modules=resources.node_modules()),
    )
    yield replace(scripts, can_fail=True)
    yield batch(
        key_of(code, "search", [one.key for one in edition.numbered]),
        (urls.SEARCH,),
        lambda: index_files(edition.corpus()),
    )
    yield batch(
        key_of(texts, "data"),
        DATA_FILES,
        lambda: data_files(tuple(parts(DATA))),
        needs_published=True,
    )
    yield batch(
        key_of(texts, "archive"),
        (urls.COLLECTION,),
        lambda: archive_files(
            parts(DATA),
            parts(ARCHIVE),
            package=data_package([one.facts for one in summaries], config.site),
        ),
        needs_published=True,
    )
    yield batch(
        key_of(code, "lists", summaries),
        LISTS,
        lambda: list_files(summaries, config, addresses=addresses()),
        needs_published=True,
    )


def _render(edition: Edition, family: PageFamily) -> Contents:
    pages = tuple(family.plan())
    folders = edition.files.template_folders
    return render_pages(pages, site=edition.config.site, template_folders=folders), pages
