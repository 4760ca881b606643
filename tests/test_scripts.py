"""The unit tests of scripts, which are in TypeScript beside the tests of the same packages."""

import re
from pathlib import Path

import pytest

from tests.support.node import run_script
from tests.support.repository import ROOT

FILES = sorted((ROOT / "tests").rglob("*.test.ts"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT / "tests")))
def test_every_unit_test_of_the_scripts_passes(file: Path) -> None:
    report = run_script(file)
    assert re.search(r"^# pass [1-9]", report, re.MULTILINE), report
    assert re.search(r"^# (?:skipped|todo) [1-9]", report, re.MULTILINE) is None, report
