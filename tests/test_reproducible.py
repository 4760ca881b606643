"""The same input gives the same bytes, on any machine at any time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.projects import files_in
from tests.support.repository import ROOT


def copy_project(folder: Path, *, backwards: bool, touched: int) -> Path:
    """Return a copy of the repository's own project, with files made in some order, of some age."""
    paths = [path for path in (ROOT / "transcripts").rglob("*") if path.is_file()]
    names = [path.relative_to(ROOT) for path in paths]
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
def expected(site: Path) -> dict[str, bytes]:
    """Return our site, which was built in the folder of the repository."""
    return files_in(site)


def test_a_build_elsewhere_on_another_day_gives_the_same_bytes(
    expected: dict[str, bytes], tmp_path: Path
) -> None:
    project = copy_project(tmp_path / "a project", backwards=True, touched=1)
    built = build(
        project,
        cwd=tmp_path,
        PYTHONHASHSEED="1",
        PYTHONUTF8="0",
        LC_ALL="C",
        TZ="Pacific/Kiritimati",
        SOURCE_DATE_EPOCH="1",
    )
    assert list(built) == list(expected)
    assert [name for name in expected if built[name] != expected[name]] == []


def test_a_build_in_another_language_at_another_hour_gives_the_same_bytes(
    expected: dict[str, bytes], tmp_path: Path
) -> None:
    project = copy_project(tmp_path, backwards=False, touched=2 * 10**9)
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/sitecustomize.py").write_text(FROZEN_CLOCK)
    built = build(
        project,
        cwd=tmp_path,
        PYTHONHASHSEED="2",
        PYTHONOPTIMIZE="2",
        PYTHONPATH=str(tmp_path / "clock"),
        LC_ALL="tr_TR.UTF-8",
        TZ="Asia/Kolkata",
        HOME="/nowhere",
    )
    assert [name for name in expected if built[name] != expected[name]] == []
    assert list(built) == list(expected)


def test_no_file_of_the_site_names_the_folder_or_the_day(expected: dict[str, bytes]) -> None:
    """Nothing that a build could have taken from the machine is in it."""
    for name, content in expected.items():
        assert str(ROOT).encode() not in content, name
        assert b"/tmp/" not in content, name


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
