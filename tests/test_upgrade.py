"""A project that an older version published: each of its addresses still works, with its text.

The project in tests/fixtures/older-project was built twice by the version of 22 November 2026, and
addresses.txt lists the files and anchors of its site. In between, a paragraph was inserted, one was
withdrawn, and a transcript was renamed.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.support.projects import build, files_in
from tests.support.repository import ROOT, run_python

OLDER = ROOT / "tests/fixtures/older-project"
ADDRESSES = (OLDER / "addresses.txt").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The older project, built by this version."""
    folder = tmp_path_factory.mktemp("upgrade") / "project"
    shutil.copytree(OLDER, folder)
    built = build(folder)
    assert built.returncode == 0, built.stdout
    return folder


def test_every_file_and_anchor_is_still_there(project: Path) -> None:
    site = project / "site"
    missing = []
    for address in ADDRESSES:
        name, _, anchor = address.partition("#")
        path = site / (f"{name}index.html" if name.endswith("/") else name)
        is_there = path.is_file() and (not anchor or f' id="{anchor}"' in path.read_text("utf-8"))
        missing += [] if is_there else [address]
    assert missing == []
    assert sum("#" in address for address in ADDRESSES) == 19


def test_every_number_still_belongs_to_its_text(project: Path) -> None:
    earlier = texts_by_number(OLDER / "transcripts/.addresses")
    assert len(earlier) == 10
    assert texts_by_number(project / "transcripts/permalinks") == earlier


def texts_by_number(records: Path) -> dict[str, str]:
    """Return the recorded text of each paragraph, by its statement and number."""
    return {
        f"{path.stem}#{line['id']}": line["text"]
        for path in sorted(records.glob("*.jsonl"))
        for line in map(json.loads, path.read_text("utf-8").splitlines())
        if re.fullmatch(r"p\d+", line.get("id", ""))
    }


def test_the_next_build_and_a_check_find_nothing_to_do(project: Path) -> None:
    before = files_in(project / "transcripts")
    again = build(project)
    assert again.returncode == 0
    assert "Gave permanent addresses" not in again.stdout
    assert files_in(project / "transcripts") == before
    checked = run_python("build.py", "--project", project, "check")
    assert checked.returncode == 0
    assert "unrecorded" not in checked.stdout
