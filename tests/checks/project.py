"""Checks a valid project of one transcript after a test case has changed it.

A case gives files under headings such as `=== transcripts/2021-02-26-atmar.md`, which is also the
file meant if there is no heading. Keys in its front matter and sections of its config.yaml replace
those of the valid project with the same names; the rest is unchanged.
"""

import re
from pathlib import Path

from onrecord.checks.check_report import Report
from tests.support.sites import checked

FIRST = "transcripts/2021-02-26-atmar.md"
FRONT_MATTER = """\
title: Remarks in Moscow
date: 2021-02-26
published: 2021-02-26
occasion: remarks
place: Moscow
speaker: sergey-lavrov
source: {publisher: The ministry, url: https://example.org/SLUG}
"""
BODY = "Good afternoon.\n"
CONFIG = """\
site: {title: Cases, description: Cases for checks, publisher: Nobody}
speakers:
  sergey-lavrov: {name: Sergey Lavrov}
unnamed:
  journalist: {name: Journalist, labels: [Question], asks: true}
  reporter: {name: Reporter}
"""
FILE = re.compile(r"^=== (?P<path>.+)\n", re.MULTILINE)
KEY = re.compile(r"^(?P<key>\w+):.*\n(?:[ #].*\n)*", re.MULTILINE)  # a key and its value


def check_case(case: str, folder: Path) -> Report:
    """Write the case to the folder and return what a check of it finds."""
    for path, text in project_of(case).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return checked(folder)


def project_of(case: str) -> dict[str, str]:
    """Return the text of each file of the project with the case’s changes, by path."""
    files = files_of(case)
    if not any(path.startswith("transcripts/") for path in files):
        files[FIRST] = BODY
    files = {
        path: transcript(text, path) if path.endswith(".md") else text
        for path, text in files.items()
    }
    return files | {"config.yaml": with_keys(CONFIG, files.get("config.yaml", ""))}


def files_of(case: str) -> dict[str, str]:
    """Return the texts in the case, by path."""
    first, *parts = FILE.split(case)
    files = {FIRST: first} if first else {}
    return files | dict(zip(parts[::2], parts[1::2], strict=True))


def transcript(text: str, path: str) -> str:
    """Return a transcript with the text’s front matter merged into the valid one."""
    front_matter, body = "", text
    if text.startswith("---\n"):
        front_matter, body = text.removeprefix("---\n").split("---\n", 1)
    valid = FRONT_MATTER.replace("SLUG", Path(path).stem)
    return f"---\n{with_keys(valid, front_matter)}---\n{body or BODY}"


def with_keys(text: str, changed: str) -> str:
    """Return the YAML text with the changed keys replaced and new keys added at the end."""
    keys = {match["key"]: match[0] for match in KEY.finditer(text)}
    keys |= {match["key"]: match[0] for match in KEY.finditer(changed)}
    return "".join(keys.values())
