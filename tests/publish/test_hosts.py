"""Limits of hosts: a warning when a site comes near one, with the setting that helps."""

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model import Config
from onrecord.publish import hosts
from onrecord.publish.hosts import Extent, Host, measure, near_limits
from tests.support.corpora import config_of
from tests.support.projects import CONFIG, build, write_project
from tests.support.repository import run_python

SMALL = Host("Small Host", files=10, size=1_000_000, file_size=400_000, files_in_folder=8)


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch) -> Config:
    """A configuration for a host that takes little."""
    monkeypatch.setitem(hosts.HOSTS, "small", SMALL)
    return replace(config_of(), hosting="small")


def site_of(folder: Path, sizes: dict[str, int]) -> Path:
    """Return a site with files of these sizes."""
    for name, size in ({".on-record": 80} | sizes).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    return folder


def test_a_site_is_measured_without_its_marker(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"index.html": 5, "data/a.json": 20, "data/b.json": 7})
    assert measure(site) == Extent(
        files=3,
        size=32,
        largest="data/a.json",
        largest_size=20,
        fullest="data",
        files_in_fullest=2,
    )


@pytest.mark.parametrize(("number", "is_near"), [(8, False), (9, True), (12, True)])
def test_from_nine_tenths_of_a_limit_there_is_a_warning(
    config: Config, tmp_path: Path, number: int, is_near: bool
) -> None:
    site = site_of(tmp_path, {f"{folder}/index.html": 1 for folder in range(number)})
    found = [limit.found for limit in near_limits(config, site)]
    assert found == [f"the site has {number} files; Small Host takes 10"] * is_near


def test_each_limit_is_reported_with_what_helps(config: Config, tmp_path: Path) -> None:
    site = site_of(tmp_path, {f"a/{number}": 130_000 for number in range(8)} | {"b.mp3": 400_000})
    fewer = "set `answers: anchors` or list fewer `downloads`"
    assert [str(limit) for limit in near_limits(config, site)] == [
        f"the site has 9 files; Small Host takes 10; {fewer}",
        f"the site has 1.4 MB; Small Host takes 1.0 MB; {fewer}",
        (
            "b.mp3 has 400.0 KB; Small Host takes 400.0 KB of a file; "
            "put recordings and other large files on another host"
        ),
        f"a has 8 files; Small Host takes 8 in a folder; {fewer}",
    ]


def test_only_settings_that_would_change_something_are_named(
    config: Config, tmp_path: Path
) -> None:
    site = site_of(tmp_path, {f"{folder}/a": 1 for folder in range(10)})
    with_pictures = replace(config, site=replace(config.site, address="https://ann.example/"))
    without = replace(config, has_answer_pages=False, downloads=())
    remedies = [near_limits(one, site)[0].remedy for one in (config, with_pictures, without)]
    assert remedies == [
        "set `answers: anchors` or list fewer `downloads`",
        "set `answers: anchors` or list fewer `downloads` or set `pictures: false`",
        "divide the collection",
    ]


def test_a_folder_that_is_no_site_is_not_measured(config: Config, tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.txt").touch()
    assert near_limits(config, tmp_path) == ()


def test_a_build_and_a_check_warn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(hosts.HOSTS, "netlify", Host("Netlify", files=20))
    project = write_project(tmp_path, {"config.yaml": f"{CONFIG}hosting: netlify\n"})
    checked = run_python("build.py", "--project", project, "check")
    assert "hosting-limit" not in checked.stdout
    last = build(project).stdout.splitlines()[-1]
    assert last.startswith("near a limit: the site has ")
    assert " files; Netlify takes 20; set `answers: anchors` or list fewer" in last
    checked = run_python("build.py", "--project", project, "check")
    assert checked.stdout.startswith("config.yaml:18: the site has ")
    assert " [hosting-limit]\n" in checked.stdout
