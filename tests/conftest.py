"""Fixtures for all tests; a skipped test fails."""

from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord import resources
from tests.support.examples import EXPLORE
from tests.support.repository import run_python
from tests.support.server import serve_folder
from tests.support.shared import made_once, write_bundles

# The same cases in every run, so that a failure can be repeated on another machine. To look for
# new ones, and many more: make test ARGS="--hypothesis-profile=explore".
settings.register_profile("same", max_examples=50, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(EXPLORE, max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Set a cache of the tests' own, in place of the user's."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def ready_bundles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let all builds use scripts and styles that are bundled once, as an installed On Record does.

    What a project overrides is still bundled anew.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            resources,
            "bundles",
            cache(lambda: made_once(tmp_path_factory, "bundles", write_bundles)),
        )
        yield


# `make check` leaves these out: in a real browser, with thousands of made-up texts, or with many
# whole builds. `make test` runs everything.
SLOW = (
    "browser/",
    "content/test_markup.py",
    "content/test_markup_properties.py",
    "content/test_parse_properties.py",
    "exports/test_complete_text.py",
    "exports/test_source_edits.py",
    "importing/test_nothing_is_lost.py",
    "importing/test_nothing_is_lost_in_data.py",
    "permalinks/test_documentation.py",
    "permalinks/test_edits.py",
    "permalinks/test_record_files.py",
    "permalinks/test_story.py",
    "preview/",
    "quality/test_pages.py",
    "quotations/",
    "search/test_analysis.py",
    "search/test_edited_pieces.py",
    "search/test_index.py",
    "search/test_pieces.py",
    "social_cards/test_card_files.py",
    "test_briefings.py",
    "test_change_report.py",
    "test_cli.py",
    "test_faults.py",
    "test_golden.py",
    "test_guide.py",
    "test_hosting.py",
    "test_pipeline.py",
    "test_reproducible.py",
    "test_scaffold.py",
    "work/test_steps.py",
    "work/test_workers.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests."""
    slow = tuple(f"{Path(__file__).parent.as_posix()}/{name}" for name in SLOW)
    for item in items:
        if item.path.as_posix().startswith(slow):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the real site, built once for all processes; only to be read."""
    return made_once(tmp_path_factory, "site", build_our_site)


def build_our_site(folder: Path) -> None:
    """Build the real site into a folder."""
    built = run_python("build.py", "--out", folder)
    assert built.returncode == 0, built.stdout


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """Yield the address of the real site, ending in a slash."""
    with serve_folder(site) as url:
        yield url


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, which no test may be: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped file into a failed one."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, which no file may be: {report.longrepr}"
    return report
