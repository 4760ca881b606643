"""A sound project of one transcript, and what a check tells when a case changes it.

A case names files, `=== transcripts/2021-02-26-atmar.md`; without that it is this file. Front
matter in a case replaces the sound facts of the same names, and sections of config.yaml likewise;
what a case leaves out is in order.
"""

import re
from pathlib import Path

from onrecord.checks.check_content import check_content
from onrecord.checks.check_report import Report

FIRST = "transcripts/2021-02-26-atmar.md"
FACTS = """\
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
site: {title: Cases, description: Cases of warning, publisher: Nobody}
speakers:
  sergey-lavrov: {name: Sergey Lavrov}
unnamed:
  journalist: {name: Journalist, labels: [Question], asks: true}
  reporter: {name: Reporter}
"""
FILE = re.compile(r"^=== (?P<path>.+)\n", re.MULTILINE)
KEY = re.compile(r"^(?P<key>\w+):.*\n(?:[ #].*\n)*", re.MULTILINE)  # a key, and what is below it


def check_case(case: str, folder: Path) -> Report:
    """What a check of the case finds, when it is written into the folder."""
    for path, text in project_of(case).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return check_content(folder)


def project_of(case: str) -> dict[str, str]:
    """The files of the case, by path."""
    files = files_of(case)
    if not any(path.startswith("transcripts/") for path in files):
        files[FIRST] = BODY
    files = {
        path: transcript(text, path) if path.endswith(".md") else text
        for path, text in files.items()
    }
    return files | {"config.yaml": with_keys(CONFIG, files.get("config.yaml", ""))}


def files_of(case: str) -> dict[str, str]:
    """The texts in the case, by path."""
    first, *parts = FILE.split(case)
    files = {FIRST: first} if first else {}
    return files | dict(zip(parts[::2], parts[1::2], strict=True))


def transcript(text: str, path: str) -> str:
    """The text below the sound facts, but for those that it states itself."""
    facts, body = "", text
    if text.startswith("---\n"):
        facts, body = text.removeprefix("---\n").split("---\n", 1)
    sound = FACTS.replace("SLUG", Path(path).stem)
    return f"---\n{with_keys(sound, facts)}---\n{body or BODY}"


def with_keys(text: str, changed: str) -> str:
    """The text's keys, those that were changed in their places, and new ones at the end."""
    keys = {match["key"]: match[0] for match in KEY.finditer(text)}
    keys |= {match["key"]: match[0] for match in KEY.finditer(changed)}
    return "".join(keys.values())
