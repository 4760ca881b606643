"""The same input gives the same bytes, on any machine at any time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.projects import files_in
from tests.support.repository import ROOT

INPUT = ("config.yaml", "transcripts")


def copy_project(folder: Path, *, backwards: bool, touched: int) -> Path:
    """Return a copy of the repository's own project, with files made in some order, of some age."""
    names = [path.relative_to(ROOT) for path in (ROOT / "transcripts").rglob("*.md")]
    for name in sorted([Path("config.yaml"), *names], reverse=backwards):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
        os.utime(folder / name, (touched, touched))
    return folder


def build(project: Path, *, cwd: Path, **environment: str) -> dict[str, bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    subprocess.run(
        [sys.executable, ROOT / "build.py", "--project", project],
        cwd=cwd,
        env={**kept, **environment},
        check=True,
        capture_output=True,
    )
    return files_in(project / "site")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the site of an ordinary build."""
    project = copy_project(tmp_path_factory.mktemp("usual"), backwards=False, touched=10**9)
    return build(project, cwd=ROOT, PYTHONHASHSEED="0", TZ="UTC", LANG="C.UTF-8")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "1"},
        {"PYTHONHASHSEED": "3", "TZ": "Asia/Kolkata", "PYTHONOPTIMIZE": "2", "HOME": "/nowhere"},
    ],
    ids=lambda environment: " ".join(environment.values()),
)
def test_a_build_gives_the_same_bytes(
    expected: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
) -> None:
    project = copy_project(tmp_path / "a project", backwards=True, touched=1)
    built = build(project, cwd=tmp_path, **environment)
    assert list(built) == list(expected)
    assert [name for name in expected if built[name] != expected[name]] == []


def test_no_file_of_the_site_names_the_folder_or_the_day(
    expected: dict[str, bytes], tmp_path: Path
) -> None:
    """Nothing that a build could have taken from the machine is in it."""
    for name, content in expected.items():
        assert str(ROOT).encode() not in content, name
        assert b"/tmp/" not in content, name


def test_the_site_does_not_depend_on_the_clock(expected: dict[str, bytes], tmp_path: Path) -> None:
    project = copy_project(tmp_path, backwards=False, touched=2 * 10**9)
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/sitecustomize.py").write_text(FROZEN_CLOCK)
    assert build(project, cwd=tmp_path, PYTHONPATH=str(tmp_path / "clock")) == expected


FROZEN_CLOCK = """
import datetime, time

class Date(datetime.date):
    @classmethod
    def today(cls):
        return cls(1999, 12, 31)

class DateTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(1999, 12, 31, 23, 59, tzinfo=tz)

datetime.date, datetime.datetime = Date, DateTime
time.time = lambda: 946684740.0
"""
