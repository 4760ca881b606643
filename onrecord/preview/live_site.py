"""A project's site as it is now; each file is made when a browser requests it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import RLock

from onrecord import urls
from onrecord.batches import file_batches
from onrecord.content.project import read_project
from onrecord.edition import Edition
from onrecord.model import Address
from onrecord.pages.plan import family_at, page_families
from onrecord.pages.render import page_renderer
from onrecord.pipeline import prepare
from onrecord.preview.server import Read
from onrecord.statement_steps import publish_statement
from onrecord.work.keys import key_of
from onrecord.work.steps import Outcome, Steps


def live_site(folder: Path, steps: Steps) -> Read:
    """Return a function from a file's name to its content, or None if there is no such file.

    Raises ContentError with all errors, those of scripts too. Links are checked only by a build.
    """
    site = _LiveSite(prepare(read_project(folder), steps=steps))
    return site.read


class _LiveSite:
    """Makes files when they are requested, and remembers the last of them."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._making = RLock()  # browsers request several files at a time
        self._families = tuple(page_families(edition.index, edition.reconciled.withdrawn))
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
        for number, batch in enumerate(self._batches):
            if batch.can_fail:
                self._of_batch(number)

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, or None."""
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
        if family.topic:
            self._publish_all()
        pages = (page for page in family.plan() if urls.file_of(page.address) == name)
        return next(map(self._render, pages), None)

    def _other(self, name: str) -> bytes | None:
        for number, batch in enumerate(self._batches):
            if name.startswith(batch.beginnings):
                content = self._of_batch(number).get(name)
                if content is not None:
                    return content
        return None

    def _publish(self, number: int) -> Mapping[str, bytes]:
        return dict(publish_statement(self._edition.publish(number)).news)

    def _make(self, number: int) -> Mapping[str, bytes]:
        batch = self._batches[number]
        if batch.needs_published:
            self._publish_all()
        if not batch.can_fail:
            return dict(batch.make()[0])
        # Made at every change of the project; seldom anything of it has changed.
        kept = self._edition.steps.run_here(
            key_of(batch.key, "content"), lambda: Outcome(dict(batch.make()[0]), {}, None)
        )
        return kept.light

    def _publish_all(self) -> None:
        """Have all statements published, as far as lists of paragraphs and data files need it."""
        edition = self._edition
        edition.steps.ensure(publish_statement, edition.publishing_keys, edition.publish)

    def _addresses(self) -> Sequence[Address]:
        edition = self._edition
        made = edition.steps.run(publish_statement, edition.publishing_keys, edition.publish)
        pages = (page for family in self._families for page in family.plan())
        listed = [page.address for page in pages if page.is_listed]
        return [*listed, *(address for one in made for address in one.light.listed)]
