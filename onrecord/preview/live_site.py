"""A project's site as it is now; each file is made when a browser requests it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from threading import Lock

from onrecord import urls
from onrecord.content.project import read_project
from onrecord.pages import find_pages, plan_pages
from onrecord.pages.render import page_renderer
from onrecord.pipeline import File, bundle_assets, other_files, prepare
from onrecord.preview.cache import Memory
from onrecord.preview.server import Read


def live_site(folder: Path, memory: Memory) -> Read:
    """Return a function from a file's name to its content, or None if there is no such file.

    Raises ContentError with all errors. Links are checked only by a build.
    """
    with memory.forgetting():
        edition = prepare(read_project(folder), run=memory.run)
    corpus, files = edition.corpus, edition.files
    find_page = find_pages(corpus)
    render_page = page_renderer(site=corpus.config.site, template_folders=files.template_folders)
    others = _MadeOnDemand(
        chain(bundle_assets(files).items(), other_files(edition, plan_pages(corpus)))
    )

    def read(name: str) -> bytes | None:
        page = find_page(name.removesuffix("index.html"))
        if page and urls.file_of(page.address) == name:
            return render_page(page)
        return others.read(name)

    return read


class _MadeOnDemand:
    """Files that are made in order, up to the one that is requested."""

    def __init__(self, files: Iterator[File]) -> None:
        self._files = files
        self._made: dict[str, bytes] = {}
        self._making = Lock()  # browsers request several files at a time

    def read(self, name: str) -> bytes | None:
        if name not in self._made:
            with self._making:
                self._make(name)
        return self._made.get(name)

    def _make(self, name: str) -> None:
        while name not in self._made:
            file = next(self._files, None)
            if file is None:
                return
            self._made |= [file]
