"""Fixtures of the tests of importing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from onrecord.content.config import read_config
from onrecord.content.layouts import Layout, read_layouts
from onrecord.importing.convert import Imported, convert_source
from onrecord.importing.read_source import read_sources
from onrecord.model import Config

REPOSITORY = Path(__file__).resolve().parents[2]


def import_source(
    data: bytes, name: str, *, config: Config, layouts: Mapping[str, Layout]
) -> Imported:
    """Import a file that holds one statement."""
    (source,) = read_sources(data, name)
    return convert_source(source, config=config, layouts=layouts)


@pytest.fixture(scope="session")
def config() -> Config:
    text = (REPOSITORY / "config.yaml").read_text("utf-8")
    return read_config(text, path="config.yaml", phrase_error=lambda _: None)


@pytest.fixture(scope="session")
def layouts() -> Mapping[str, Layout]:
    return read_layouts((REPOSITORY / "config.yaml").read_text("utf-8"), path="config.yaml")


@pytest.fixture(scope="session")
def imported(config: Config, layouts: Mapping[str, Layout]) -> Callable[..., Imported]:
    """Import a text or bytes with the repository's speakers and layouts."""

    def run(source: str | bytes, name: str = "page.txt") -> Imported:
        data = source.encode() if isinstance(source, str) else source
        return import_source(data, name, config=config, layouts=layouts)

    return run
