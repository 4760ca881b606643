"""Builds a release into `dist/`: `make release` runs `python -m tools.release`.

Builds the wheel and the source distribution twice, compares them byte by byte, and checks their
metadata. If a commit is tagged, the tag has to be the version, and the changelog has to name it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from onrecord import __version__
from tools.repository import ROOT

DIST = ROOT / "dist"


def build(folder: Path) -> dict[str, bytes]:
    """Return the wheel and the source distribution by file name, as built in the folder."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def version_problems(tags: list[str], changelog: str) -> list[str]:
    """Return what does not fit the version: the tags of the commit, and the changelog."""
    wanted = f"v{__version__}"
    problems = [
        f"the tag {tag} is not {wanted}, the version in onrecord/__init__.py"
        for tag in tags
        if tag.startswith("v") and tag != wanted
    ]
    if wanted in tags and f"\n## {__version__}" not in changelog:
        problems.append(f"CHANGELOG.md has no section {__version__}")
    return problems


@click.command()
def main() -> None:
    """Build and check a release, or say what is wrong."""
    tags = subprocess.run(
        ["git", "tag", "--points-at", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split()
    problems = version_problems(tags, (ROOT / "CHANGELOG.md").read_text("utf-8"))
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        files, again = build(Path(first)), build(Path(second))
    problems += [
        f"{name} differs from build to build" for name in files if files[name] != again[name]
    ]
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    for name, content in files.items():
        (DIST / name).write_bytes(content)
        click.echo(f"dist/{name}: {len(content) / 1000:,.0f} KB")
    checked = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *map(str, sorted(DIST.iterdir()))],
        check=False,
    )
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1 if problems or checked.returncode else 0)


if __name__ == "__main__":
    main()
