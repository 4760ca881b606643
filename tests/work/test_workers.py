"""The same site is built by one process, by several, and by a cluster."""

from pathlib import Path

import pytest
from distributed import LocalCluster

from onrecord.errors import NotInstalledError
from onrecord.pipeline import build_site
from onrecord.work.workers import started
from tests.support.projects import TRANSCRIPT, files_in, write_project

MANY = {
    f"transcripts/2021-02-{day:02}-water.md": TRANSCRIPT.replace("2021-02-26", f"2021-02-{day:02}")
    for day in range(1, 25)
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", dict(MANY))


def built(project: Path, out: Path, **workers: object) -> dict[str, bytes]:
    with started(None, **workers) as steps:
        build_site(project, out, steps=steps, is_published=False)
    return files_in(out)


def test_two_processes_build_the_same_site_as_one(project: Path, tmp_path: Path) -> None:
    assert built(project, tmp_path / "two", jobs=2) == built(project, tmp_path / "one", jobs=1)


def test_a_cluster_of_two_builds_the_same_site(project: Path, tmp_path: Path) -> None:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        remote = built(project, tmp_path / "cluster", cluster=cluster.scheduler_address)
    assert remote == built(project, tmp_path / "one")


def test_a_cluster_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(NotInstalledError, match="distributed"), started(None, cluster="tcp://a:1"):
        pass
