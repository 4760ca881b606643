"""The limits of hosts for static sites, and how near a site is to them.

The limits are those that the hosts documented in 2026; docs/hosting.md has the sources.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.amounts import in_bytes
from onrecord.model import Config
from onrecord.publish.atomic_write import MARKER, is_site

_NEAR = 0.9  # of a limit


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a site is."""

    files: int
    size: int  # bytes
    largest: str  # the name of the largest file
    largest_size: int  # its bytes
    fullest: str  # the name of the folder with the most files
    files_in_fullest: int


@dataclass(frozen=True, slots=True)
class Host:
    """A host for static sites, with its limits; 0 is none."""

    name: str
    files: int = 0
    size: int = 0  # bytes of all files
    file_size: int = 0  # bytes of one file
    files_in_folder: int = 0


HOSTS = {
    "github-pages": Host("GitHub Pages", size=1_000_000_000),
    "cloudflare-pages": Host("Cloudflare Pages", files=20_000, file_size=25 * 1024 * 1024),
    "netlify": Host("Netlify", files_in_folder=54_000),
}


@dataclass(frozen=True, slots=True)
class NearLimit:
    """A limit that a site is near or beyond."""

    found: str
    remedy: str

    def __str__(self) -> str:
        """Return what was found and how to fix it."""
        return f"{self.found}; {self.remedy}"


def near_limits(config: Config, site: Path) -> tuple[NearLimit, ...]:
    """Return the limits of the project's host that the site in the folder is near or beyond.

    There are none without `hosting` in config.yaml, or without a site.
    """
    host = HOSTS.get(config.hosting)
    return tuple(_near(host, measure(site), config)) if host and is_site(site) else ()


def measure(site: Path) -> Extent:
    """Return how large the site in a folder is."""
    files = size = largest_size = files_in_fullest = 0
    largest = fullest = ""
    for folder, _, names in os.walk(site):
        published = [name for name in names if name != MARKER]
        files += len(published)
        if len(published) > files_in_fullest:
            fullest, files_in_fullest = _name(site, Path(folder)), len(published)
        for name in published:
            bytes_of_file = Path(folder, name).stat().st_size
            size += bytes_of_file
            if bytes_of_file > largest_size:
                largest, largest_size = _name(site, Path(folder, name)), bytes_of_file
    return Extent(files, size, largest, largest_size, fullest, files_in_fullest)


def _near(host: Host, extent: Extent, config: Config) -> Iterator[NearLimit]:
    if _is_near(extent.files, host.files):
        found = f"the site has {extent.files:,} files; {host.name} takes {host.files:,}"
        yield NearLimit(found, _fewer(config))
    if _is_near(extent.size, host.size):
        found = f"the site has {in_bytes(extent.size)}; {host.name} takes {in_bytes(host.size)}"
        yield NearLimit(found, _fewer(config))
    if _is_near(extent.largest_size, host.file_size):
        sizes = in_bytes(extent.largest_size), in_bytes(host.file_size)
        found = f"{extent.largest} has {sizes[0]}; {host.name} takes {sizes[1]} of a file"
        yield NearLimit(found, "put recordings and other large files on another host")
    if _is_near(extent.files_in_fullest, host.files_in_folder):
        found = f"{extent.fullest} has {extent.files_in_fullest:,} files"
        found += f"; {host.name} takes {host.files_in_folder:,} in a folder"
        yield NearLimit(found, _fewer(config))


def _is_near(number: int, limit: int) -> bool:
    return bool(limit) and number >= _NEAR * limit


def _fewer(config: Config) -> str:
    """Return which settings make a site smaller."""
    settings = ["list fewer `downloads`"] if config.downloads else []
    settings = ["set `answers: anchors`", *settings] if config.has_answer_pages else settings
    if config.site.pictures and config.site.address:
        settings.append("set `pictures: false`")
    return " or ".join(settings) or "divide the collection"


def _name(site: Path, path: Path) -> str:
    name = path.relative_to(site).as_posix()
    return "the site's first folder" if name == "." else name
