"""One module knows where our own files are."""

import re
from pathlib import Path

import pytest

from onrecord import resources
from tests.support.repository import ROOT

# `Path(__file__)`, `folder / "node_modules"`, `from importlib.resources import files`
BUILT_PATH = re.compile(r"__file__|[\"']node_modules|importlib.resources")


@pytest.mark.parametrize(
    "path",
    [
        resources.templates() / "base.html",
        resources.static() / "icon.svg",
        resources.citation_styles(),
        resources.node_modules() / "esbuild/package.json",
        resources.fonts() / "400Regular",
        resources.starter_project() / "config.yaml",
        resources.reference(),
        resources.word_lists() / "label_words.yaml",
        resources.default_project() / "transcripts",
    ],
    ids=lambda path: path.name,
)
def test_every_resource_is_there(path: Path) -> None:
    assert path.exists()


def test_no_other_module_builds_a_path_to_our_files() -> None:
    modules = [ROOT / "build.py", *(ROOT / "onrecord").rglob("*.py")]
    found = [
        path.relative_to(ROOT).as_posix()
        for path in modules
        if BUILT_PATH.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["onrecord/resources.py"]
