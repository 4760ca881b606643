"""Builds the documentation site into `docs/_site/`: `make docs` runs `python -m tools.docs`.

Sphinx, which has a virtual environment of its own, makes pages of docs/ and of a few texts from
elsewhere. Then the sample sites of the gallery are built, and all links are checked. Any warning is
an error.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory

import click

from onrecord.errors import ContentError
from onrecord.pipeline import build_site
from onrecord.publish.atomic_write import MARKER
from onrecord.publish.link_check import FileLinks, find_broken, links_of
from onrecord.scaffold import start_project
from onrecord.work.workers import started
from tools.repository import ROOT

SITE = ROOT / "docs/_site"
SPHINX = ROOT / ".venv/docs/bin/python"


# Texts whose pages have other names: those that are not in docs/, and one that Sphinx has too.
ELSEWHERE = {
    "docs/search.md": "how-search-works.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "bench/BUILDS.md": "build-costs.md",
    "bench/RESULTS.md": "search-engines.md",
}
_OF_A_ROOT = (MARKER, "404.html")  # a sample's 404 page links to the root of its server
_ASSETS = ("conf.py", "home.png")
# [the guide](docs/guide.md#topics)
_LINK = re.compile(r"(?<=\]\()(?P<path>[^()#:\s]+)(?=[#)])")


def build(site: Path) -> None:
    """Build the pages and the samples into a folder; CalledProcessError for a wrong page."""
    shutil.rmtree(site, ignore_errors=True)
    options = ("--builder", "html", "--fail-on-warning", "--keep-going", "--quiet")
    with TemporaryDirectory() as folder:
        sources = Path(folder, "docs")
        gather_sources(sources)
        subprocess.run(
            [SPHINX, "-m", "sphinx", *options, "--doctree-dir", f"{folder}/cache", sources, site],
            env={"PYTHONPATH": str(ROOT)},
            check=True,
        )
    _build_sample(ROOT, site / "samples/afghanistan")
    with TemporaryDirectory() as folder:
        start_project(Path(folder, "project"))
        _build_sample(Path(folder, "project"), site / "samples/springfield")


def gather_sources(folder: Path) -> None:
    """Put all texts into one folder, with links that work there."""
    folder.mkdir()
    texts = {f"docs/{path.name}": path.name for path in sorted(ROOT.glob("docs/*.md"))} | ELSEWHERE
    for source, name in texts.items():
        (folder / name).write_text(_with_moved_links(source, texts), "utf-8")
    for name in _ASSETS:
        shutil.copy(ROOT / "docs" / name, folder)


def _with_moved_links(source: str, texts: dict[str, str]) -> str:
    """Return a text whose links to other texts are as they are in the one folder."""

    def moved(match: re.Match[str]) -> str:
        path = match["path"]
        return texts.get(normpath(join(dirname(source), path)), path)

    return _LINK.sub(moved, (ROOT / source).read_text("utf-8"))


def _build_sample(project: Path, out: Path) -> None:
    with started(None, jobs=1) as steps:
        build_site(project, out, steps=steps, is_published=False)


def check_links(site: Path) -> None:
    """Raise ContentError if a link of a page is broken, in the samples too."""
    find_broken(list(_links(site)))


def _links(site: Path) -> Iterator[FileLinks]:
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.name not in _OF_A_ROOT:
            yield links_of(path.relative_to(site).as_posix(), path.read_bytes())


@click.command()
def main() -> None:
    """Build the documentation site, or say what is wrong."""
    try:
        build(SITE)
        check_links(SITE)
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    except ContentError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"The documentation is in {SITE.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
