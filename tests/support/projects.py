"""Small projects for tests, which build.py can build."""

import subprocess
from pathlib import Path

from tests.support.repository import run_python

CONFIG = """\
site:
  title: A small record
  description: What Ann Example said in public.
  publisher: A small press
speakers:
  ann-example:
    name: Ann Example
unnamed:
  journalist:
    name: Journalist
    labels: [Question]
    asks: true
topics:
  water:
    label: Water
    about: Rivers, lakes and who may drink from them.
    words: [water, river*]
"""
TRANSCRIPT = """\
---
title: Remarks on water
date: 2021-02-26
speaker: ann-example
---
Water is scarce.

Question: Whose is the river?

Ann Example: Everybody’s.
"""

Files = dict[str, str | bytes]  # content by name


def write_project(folder: Path, files: Files) -> Path:
    """Return a project with a config.yaml, a transcript and the files, which may replace both."""
    all_files: Files = {"config.yaml": CONFIG, "transcripts/2021-02-26-water.md": TRANSCRIPT}
    for name, content in (all_files | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def build(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Return what a build of the project printed; the site is in its folder `site`."""
    return run_python("build.py", "--project", folder, **environment)


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below the folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
