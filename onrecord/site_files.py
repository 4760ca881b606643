"""The files of a new site; those that did not change are the earlier site's own."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain

from onrecord.batches import (
    Batch,
    data_batches,
    file_batches,
    page_batches,
    recording_batches,
)
from onrecord.edition import Edition
from onrecord.model import Address
from onrecord.progress import Progress
from onrecord.publish.atomic_write import Written
from onrecord.publish.link_check import FileLinks, find_broken, links_of, merged
from onrecord.publish.new_site import Content
from onrecord.publish.reuse import EarlierSite, Listing
from onrecord.statement_steps import LINKS, Published, publish_statement
from onrecord.work.keys import key_of, key_of_code

_SITE = "site"  # what the last build wrote
_SPARE = "spare"  # what is in the folder of the site before it


@dataclass(frozen=True, slots=True)
class _BatchFacts:
    """What the whole site must know of the files of a batch."""

    links: FileLinks
    listed: tuple[Address, ...]  # the pages that search engines are to list
    pages: int  # the number of its pages


class SiteFiles:
    """The files of a site, and what is kept of them for the next build."""

    def __init__(self, edition: Edition, earlier: EarlierSite, progress: Progress) -> None:
        self._edition = edition
        self._store = edition.steps.store
        self._earlier = earlier
        self._progress = progress
        self._made: dict[str, list[str]] = {}  # the files of a statement or batch, by its key
        self._keys: list[str] = []  # of all statements and batches
        # The hashes and the links of the files of batches.
        self._hashes: dict[str, tuple[Mapping[str, str], Mapping[str, FileLinks]]] = {}
        self._links: list[FileLinks] = []
        self.pages = 0

    def unchanged(self) -> Written | None:
        """Return what the earlier site has, if it would be written again as it is."""
        edition, has = self._edition, self._earlier.has
        kept = self._store.get(_key(_SITE))
        keys = edition.publishing_keys
        if kept is None or not all(has(key) and self._store.has(key) for key in keys):
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
        for key, (hashes, links) in self._hashes.items():
            self._earlier.remember_hashes(key, hashes, links)
        store = self._store
        kept = store.get(_key(_SITE))
        if kept:
            store.put([(_key(_SPARE), pickle.dumps(pickle.loads(kept)[2].listing))])
        store.put([(_key(_SITE), pickle.dumps((key_of(self._keys), self.pages, written)))])
        store.save()

    def spare(self) -> Listing | None:
        """Return what the folder of the site before the last had when it was written, if known."""
        kept = self._store.get(_key(_SPARE))
        return pickle.loads(kept) if kept else None

    def _publish(self, published: list[Published]) -> Iterator[tuple[str, Content]]:
        edition, keys = self._edition, self._edition.publishing_keys
        made = edition.steps.run(
            publish_statement, keys, edition.publish, is_usable=self._earlier.has
        )
        for one in self._progress.through(made, "Publishing", length=len(keys)):
            published.append(one.light)
            self._note(one.key, edition.steps.part(one.key, LINKS), one.light.pages)
            if one.news is None:
                yield from self._earlier.files(one.key)
            else:
                self._made[one.key] = [name for name, _ in one.news]
                yield from one.news

    def _make(self, batch: Batch, listed: list[Address]) -> Iterator[tuple[str, Content]]:
        """Yield the files of a batch; those that have not changed are the earlier site's."""
        kept = self._store.get(batch.key) if self._earlier.has(batch.key) else None
        facts: _BatchFacts
        if kept is None:
            facts = yield from self._make_anew(batch)
        else:
            facts = pickle.loads(kept)
            self._store.has(batch.key_of_hashes)  # else it would be dropped
            yield from self._earlier.files(batch.key)
        listed += facts.listed
        self._note(batch.key, facts.links, facts.pages)

    def _make_anew(self, batch: Batch) -> Generator[tuple[str, Content], None, _BatchFacts]:
        files = batch.files()
        known = self._earlier.same(batch.key_of_hashes, files.hashes)
        links = {name: found for name, (_, found) in known.items()}
        yield from ((name, reused) for name, (reused, _) in known.items())
        missing = {name: one for name, one in files.hashes.items() if name not in known}
        for name, content in files.make(missing, lambda name: known[name][0].read()):
            links[name] = self._links_of(name, content)
            yield name, content
        self._made[batch.key] = [*files.hashes]
        self._hashes[batch.key_of_hashes] = files.hashes, links
        facts = _BatchFacts(
            merged(links.values()),
            tuple(page.address for page in files.pages if page.is_listed),
            len(files.pages),
        )
        self._store.put([(batch.key, pickle.dumps(facts, pickle.HIGHEST_PROTOCOL))])
        return facts

    def _links_of(self, name: str, content: Content) -> FileLinks:
        text = content if isinstance(content, bytes) else b""
        return links_of(name, text, address=self._edition.config.site.address)

    def _note(self, key: str, links: FileLinks, pages: int) -> None:
        self._keys.append(key)
        self._links.append(links)
        self.pages += pages


def _key(name: str) -> str:
    """Return the key of something about the site as a whole in the store."""
    return key_of(key_of_code(), name)
