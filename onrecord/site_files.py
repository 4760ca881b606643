"""The files of a new site; those that did not change are the earlier site's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from onrecord.batches import Batch, BatchFacts, data_batches, file_batches, page_batches
from onrecord.edition import Edition
from onrecord.model import Address
from onrecord.progress import Progress
from onrecord.publish.atomic_write import Content
from onrecord.publish.link_check import FileLinks, find_broken
from onrecord.publish.reuse import EarlierSite
from onrecord.statement_steps import File, Published, publish_statement


class SiteFiles:
    """The files of a site, and what is kept of them for the next build."""

    def __init__(self, edition: Edition, earlier: EarlierSite, progress: Progress) -> None:
        self._edition = edition
        self._earlier = earlier
        self._progress = progress
        self._made: dict[str, list[str]] = {}  # the files that were made, by the key of a batch
        self._links: list[FileLinks] = []
        self.pages = 0

    def make(self) -> Iterator[tuple[str, Content]]:
        """Yield every file of the site; then raise ContentError if there are broken links."""
        published: list[Published] = []
        yield from self._publish(published)
        listed: list[Address] = []
        for batch in page_batches(self._edition, published):
            yield from self._make(batch, listed)
        for one in published:
            listed += one.listed
        others = file_batches(self._edition, lambda: listed)
        for batch in chain(data_batches(self._edition, published), others):
            yield from self._make(batch, [])
        find_broken(self._links)

    def remember(self) -> None:
        """Note which files the site has, so that the next build can use them."""
        for key, names in self._made.items():
            self._earlier.remember(key, names)
        self._edition.steps.store.save()

    def _publish(self, published: list[Published]) -> Iterator[tuple[str, Content]]:
        edition, keys = self._edition, self._edition.publishing_keys
        made = edition.steps.run(
            publish_statement, keys, edition.publish, is_usable=self._earlier.has
        )
        for one in self._progress.through(made, "Publishing", length=len(keys)):
            published.append(one.light)
            self._note(one.light.links, one.light.pages)
            yield from self._files(one.key, one.news)

    def _make(self, batch: Batch, listed: list[Address]) -> Iterator[tuple[str, Content]]:
        made = self._edition.steps.run_here(
            batch.key, batch.make_whole, is_usable=self._earlier.has
        )
        facts: BatchFacts = made.light
        listed += facts.listed
        self._note(facts.links, facts.pages)
        yield from self._files(batch.key, made.news)

    def _note(self, links: FileLinks, pages: int) -> None:
        self._links.append(links)
        self.pages += pages

    def _files(self, key: str, made: Iterable[File] | None) -> Iterator[tuple[str, Content]]:
        """Yield the files that were made, or else those of the earlier site."""
        if made is None:
            yield from self._earlier.files(key)
            return
        names = self._made.setdefault(key, [])
        for name, content in made:
            names.append(name)
            yield name, content
