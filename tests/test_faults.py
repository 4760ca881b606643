"""A few of the disturbed builds of `tools/faults.py`, which anyone can run in full."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.faults import BrokenPromiseError, Project, Trial, check_left, make_project, plan, run


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        yield make_project(tmp_path_factory.mktemp("faults"))


def test_killed_and_refused_builds_leave_a_whole_site_with_its_own_record(
    project: Project, tmp_path: Path
) -> None:
    left, broken = run(plan(project, kills=1, disks=0, faults=1), project, tmp_path)
    assert broken == []
    assert left.total() == 2


def test_the_last_calls_of_a_build_may_be_refused_too(project: Project, tmp_path: Path) -> None:
    calls = [Trial("fault", project.calls - back) for back in (0, 10)]
    assert run(calls, project, tmp_path)[1] == []


@pytest.mark.parametrize("name", ["index.html", "search/index.html", ".on-record"])
def test_a_site_that_is_not_whole_is_noticed(name: str, project: Project, tmp_path: Path) -> None:
    copy = project.copy_to(tmp_path / "copy")
    assert check_left(project, copy) == "old"
    (copy / "site" / name).unlink()
    with pytest.raises(BrokenPromiseError, match="neither"):
        check_left(project, copy)


def test_a_record_that_is_not_the_sites_own_is_noticed(project: Project, tmp_path: Path) -> None:
    copy = project.copy_to(tmp_path / "copy")
    record = copy / "transcripts/permalinks/2021-02-01-lake.jsonl"
    record.write_bytes(record.read_bytes() + b"\n")
    with pytest.raises(BrokenPromiseError, match="another 2021-02-01-lake"):
        check_left(project, copy)
