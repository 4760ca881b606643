"""The files of a new site; those that did not change are the earlier site's own."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from onrecord.batches import (
    Batch,
    BatchFacts,
    SomeFiles,
    data_batches,
    file_batches,
    page_batches,
    recording_batches,
)
from onrecord.edition import Edition
from onrecord.model import Address
from onrecord.progress import Progress
from onrecord.publish.atomic_write import Written
from onrecord.publish.link_check import FileLinks, find_broken, merged, without_links
from onrecord.publish.new_site import Content
from onrecord.publish.reuse import EarlierSite, Listing
from onrecord.statement_steps import LINKS, Published, publish_statement
from onrecord.work.keys import key_of, key_of_code
from onrecord.work.steps import Made, Outcome

_SITE = "site"  # what the last build wrote
_SPARE = "spare"  # what is in the folder of the site before it


class SiteFiles:
    """The files of a site, and what is kept of them for the next build."""

    def __init__(self, edition: Edition, earlier: EarlierSite, progress: Progress) -> None:
        self._edition = edition
        self._earlier = earlier
        self._progress = progress
        self._made: dict[str, list[str]] = {}  # the files that were made, by the key of a batch
        self._keys: list[str] = []  # of all batches
        self._hashes: dict[str, Mapping[str, str]] = {}  # of files that are made one by one
        self._links: list[FileLinks] = []
        self.pages = 0

    def unchanged(self) -> Written | None:
        """Return what the earlier site has, if it would be written again as it is."""
        edition, store = self._edition, self._edition.steps.store
        has = self._earlier.has
        kept = store.get(_key(_SITE))
        keys = edition.publishing_keys
        if kept is None or not all(has(key) and store.has(key) for key in keys):
            return None
        made = edition.steps.run(publish_statement, keys, edition.publish)
        published = [one.light for one in made]
        batches = (
            *page_batches(edition, published),
            *data_batches(edition, published),
            *file_batches(edition, list),
            *recording_batches(edition),
        )
        whole, pages, written = pickle.loads(kept)
        now = key_of([*keys, *(batch.key for batch in batches)])
        is_same = now == whole and all(has(batch.key) for batch in batches)
        if not is_same or not self._earlier.is_listed(written.listing):
            return None
        self.pages = pages
        same: Written = replace(written, reused=written.files)
        return same

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
        recordings = recording_batches(self._edition)
        for batch in chain(data_batches(self._edition, published), others, recordings):
            yield from self._make(batch, [])
        find_broken(self._links)

    def remember(self, written: Written) -> None:
        """Note which files the site has, so that the next build can use them.

        The site is written by now: if the disk is full, the next build makes all files again.
        """
        with suppress(sqlite3.OperationalError):
            self._remember(written)

    def _remember(self, written: Written) -> None:
        for key, names in self._made.items():
            self._earlier.remember(key, names)
        for key, hashes in self._hashes.items():
            self._earlier.remember_hashes(key, hashes)
        store = self._edition.steps.store
        kept = store.get(_key(_SITE))
        if kept:
            store.put([(_key(_SPARE), pickle.dumps(pickle.loads(kept)[2].listing))])
        store.put([(_key(_SITE), pickle.dumps((key_of(self._keys), self.pages, written)))])
        store.save()

    def spare(self) -> Listing | None:
        """Return what the folder of the site before the last had when it was written, if known."""
        kept = self._edition.steps.store.get(_key(_SPARE))
        return pickle.loads(kept) if kept else None

    def _publish(self, published: list[Published]) -> Iterator[tuple[str, Content]]:
        edition, keys = self._edition, self._edition.publishing_keys
        made = edition.steps.run(
            publish_statement, keys, edition.publish, is_usable=self._earlier.has
        )
        for one in self._progress.through(made, "Publishing", length=len(keys)):
            published.append(one.light)
            self._note(edition.steps.part(one.key, LINKS), one.light.pages)
            self._keys.append(one.key)
            yield from self._files(one.key, one.news)

    def _make(self, batch: Batch, listed: list[Address]) -> Iterator[tuple[str, Content]]:
        made = self._run(batch)
        facts = made.light
        listed += facts.listed
        self._note(facts.links, facts.pages)
        for key in (batch.key_of_hashes, *facts.members):
            self._earlier.keep(key)
        self._keys.append(batch.key)
        yield from self._files(batch.key, made.news)

    def _run(self, batch: Batch) -> Made[BatchFacts, Iterable[tuple[str, Content]]]:
        make = partial(self._make_anew, batch)
        return self._edition.steps.run_here(batch.key, make, is_usable=self._earlier.has)

    def _make_anew(self, batch: Batch) -> Outcome[BatchFacts, Iterable[tuple[str, Content]]]:
        """Return the files of a batch; those that have not changed are the earlier site's."""
        if batch.members:
            return self._make_members(batch.members())
        return self._make_some(batch, batch.open()) if batch.open else batch.make_whole()

    def _make_members(
        self, batches: Iterable[Batch]
    ) -> Outcome[BatchFacts, Iterable[tuple[str, Content]]]:
        made = [self._run(batch) for batch in batches]
        facts = [one.light for one in made]
        whole = BatchFacts(
            links=merged(one.links for one in facts),
            listed=tuple(address for one in facts for address in one.listed),
            pages=sum(one.pages for one in facts),
            members=tuple(one.key for one in made),
        )
        files = chain.from_iterable(self._files(one.key, one.news) for one in made)
        return Outcome(whole, {}, files)

    def _make_some(
        self, batch: Batch, files: SomeFiles
    ) -> Outcome[BatchFacts, Iterable[tuple[str, Content]]]:
        key = batch.key_of_hashes
        known = self._earlier.same(key, files.hashes)
        missing = [name for name in files.hashes if name not in known]
        made = files.make(missing, lambda name: Path(known[name].path).read_bytes())
        self._hashes[key] = files.hashes
        facts = BatchFacts(without_links(files.hashes), (), 0)
        return Outcome(facts, {}, chain(known.items(), made))

    def _note(self, links: FileLinks, pages: int) -> None:
        self._links.append(links)
        self.pages += pages

    def _files(
        self, key: str, made: Iterable[tuple[str, Content]] | None
    ) -> Iterator[tuple[str, Content]]:
        """Yield the files that were made, or else those of the earlier site."""
        if made is None:
            yield from self._earlier.files(key)
            return
        names = self._made.setdefault(key, [])
        for name, content in made:
            names.append(name)
            yield name, content


def _key(name: str) -> str:
    """Return the key of something about the site as a whole in the store."""
    return key_of(key_of_code(), name)
