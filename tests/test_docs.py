"""The documentation site: what goes into it, and what is refused. `make docs` builds all of it."""

import re
from pathlib import Path

import pytest

from onrecord.errors import ContentError
from tests.support.repository import ROOT
from tools import docs


def test_links_between_texts_work_in_the_one_folder(tmp_path: Path) -> None:
    sources = tmp_path / "docs"
    docs.gather_sources(sources)
    broken = [
        (path.name, target)
        for path in sorted(sources.glob("*.md"))
        for target in re.findall(r"\]\(([^)#:\s]+)", path.read_text("utf-8"))
        if target != "https" and not (sources / target).is_file()
    ]
    assert broken == []


def test_every_text_is_in_the_contents() -> None:
    index = (ROOT / "docs/index.md").read_text("utf-8")
    listed = {
        name
        for block in re.findall(r"```\{toctree\}\n(.*?)```", index, re.DOTALL)
        for name in block.split("\n")
        if name and not name.startswith(":")
    }
    pages = {path.stem for path in sorted(ROOT.glob("docs/*.md"))} - {
        Path(name).stem for name in docs.ELSEWHERE
    }
    assert listed == pages - {"index"} | {Path(name).stem for name in docs.ELSEWHERE.values()}


def test_a_broken_link_is_refused_in_samples_too(tmp_path: Path) -> None:
    (tmp_path / "samples").mkdir()
    (tmp_path / "index.html").write_text('<a href="samples/index.html">x</a>')
    (tmp_path / "samples/index.html").write_text('<a href="gone.html">x</a>')
    with pytest.raises(ContentError, match=r'^samples/index\.html: broken link to "samples/gone'):
        docs.check_links(tmp_path)
