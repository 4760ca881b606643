"""A project's site as it is now; each file is made when a browser requests it."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import RLock

from onrecord import urls
from onrecord.batches import Batch, data_batches, file_batches, parts_of, recording_batches
from onrecord.content.project import read_project
from onrecord.edition import Edition
from onrecord.model import Address
from onrecord.pages.plan import family_at, page_families
from onrecord.pages.render import page_renderer
from onrecord.pipeline import prepare
from onrecord.preview.server import Read
from onrecord.publish.reuse import Copied
from onrecord.search import IndexFiles
from onrecord.statement_steps import Published, publish_statement
from onrecord.work.keys import key_of
from onrecord.work.steps import Steps


def live_site(folder: Path, steps: Steps, *, address: str = "") -> Read:
    """Return a function from a file's name to its content, or None if there is no such file.

    Raises ContentError with all errors, those of scripts too. Links are checked only by a build.
    """
    site = _LiveSite(prepare(read_project(folder, address=address), steps=steps, cards="kept"))
    return site.read


class _LiveSite:
    """Makes files when they are requested, and remembers the last of them."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._making = RLock()  # browsers request several files at a time
        withdrawn = edition.reconciled.withdrawn
        parts = lambda: parts_of(edition, self._published)  # noqa: E731
        self._families = tuple(page_families(edition.index, withdrawn, parts))
        self._render = page_renderer(
            site=edition.config.site, template_folders=edition.files.template_folders
        )
        self._batches = tuple(file_batches(edition, self._addresses))
        self._numbers: dict[str, int] = {
            slug: number
            for number, one in enumerate(edition.numbered)
            for slug in (one.slug, *one.summary.facts.old_slugs)
        }
        self._of_statement = lru_cache(maxsize=8)(self._publish)
        self._of_batch = lru_cache(maxsize=None)(self._make)
        self._recordings: dict[str, Path] = {
            name: content.path
            for batch in recording_batches(edition)
            for name, content in batch.contents()
            if isinstance(content, Copied)
        }
        for batch in self._batches:
            if batch.can_fail:
                self._of_batch(batch)

    def read(self, name: str) -> bytes | Path | None:
        """Return the content of a file, the path of a recording, or None."""
        if name in self._recordings:
            return self._recordings[name]
        with self._making:
            return self._of_a_statement(name) or self._page(name) or self._other(name)

    def _of_a_statement(self, name: str) -> bytes | None:
        slug = name.removeprefix(urls.STATEMENTS).partition("/")[0]
        number = self._numbers.get(slug) if name.startswith(urls.STATEMENTS) else None
        return None if number is None else self._of_statement(number).get(name)

    def _page(self, name: str) -> bytes | None:
        address = name.removesuffix("index.html")
        family = family_at(self._families, address)
        if family is None:
            return None
        if family.topic or family.shows_passages:
            len(self._published)  # its pages show paragraphs of published statements
        pages = (page for page in family.plan() if urls.file_of(page.address) == name)
        return next(map(self._render, pages), None)

    def _other(self, name: str) -> bytes | None:
        if name.startswith(urls.SEARCH):
            return self._search_index.read(name) if name in self._search_index.hashes else None
        batches = self._data_batches if name.startswith(urls.DATA) else self._batches
        owner = next((one for one in batches if name.startswith(one.beginnings)), None)
        return self._of_batch(owner).get(name) if owner else None

    def _publish(self, number: int) -> Mapping[str, bytes]:
        return dict(publish_statement(self._edition.publish(number)).news)

    def _make(self, batch: Batch) -> Mapping[str, bytes]:
        if not batch.can_fail:
            return _contents_of(batch)
        # Made at every change of the project; seldom anything of it has changed.
        key, store = key_of(batch.key, "content"), self._edition.steps.store
        if (kept := store.get(key)) is None:
            kept = pickle.dumps(_contents_of(batch))
            store.put([(key, kept)])
        contents: Mapping[str, bytes] = pickle.loads(kept)
        return contents

    @cached_property
    def _published(self) -> tuple[Published, ...]:
        """All statements, published as far as lists of paragraphs and data files need it."""
        edition = self._edition
        made = edition.steps.run(publish_statement, edition.publishing_keys, edition.publish)
        return tuple(one.light for one in made)

    @cached_property
    def _search_index(self) -> IndexFiles:
        return IndexFiles(self._edition.index_segments(), self._edition.config)

    @cached_property
    def _data_batches(self) -> tuple[Batch, ...]:
        return tuple(data_batches(self._edition, self._published))

    def _addresses(self) -> Sequence[Address]:
        published = self._published
        pages = (page for family in self._families for page in family.plan())
        listed = [page.address for page in pages if page.is_listed]
        return [*listed, *(address for one in published for address in one.listed)]


def _contents_of(batch: Batch) -> dict[str, bytes]:
    return {name: made for name, made in batch.contents() if isinstance(made, bytes)}
