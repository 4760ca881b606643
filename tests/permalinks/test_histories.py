"""Replaying the edits of a collection counts which paragraphs kept their ids."""

import subprocess
from datetime import date
from pathlib import Path

from bench.histories import Tally, commits, folders, judge, replay, report
from onrecord.permalinks.number import assign_numbers
from tests.permalinks.drafts import draft, statement

DAY = date(2026, 11, 22)

FIRST = """\
---
title: Water
---
**Ann:** The river was measured in spring, and it carries less water than before.

It has not rained since the end of March in any village of the valley.

Bob: Will the old dam be repaired before the winter, or will it be given up?
"""
SECOND = FIRST.replace("less", "far less").replace("It has", "A stork came.\n\nIt has")
THIRD = SECOND.replace("before.\n\nA stork came.", "before. A stork came.")
FIGURES = """\
2 edits, 7 paragraphs in the edited texts
6 with 80% of the words unchanged; 6 kept the id: 100.000%
2 of them reworded; 2 kept it: 100.000%
0 merged into another one; 0 link there
0 ids given to a different paragraph
3 of 3 fingerprints of changed text are in the record"""


def test_versions_are_replayed_from_folders(tmp_path: Path) -> None:
    for version, text in enumerate((FIRST, SECOND, THIRD)):
        (tmp_path / str(version)).mkdir()
        (tmp_path / str(version) / "water.md").write_text(text)
    assert report(replay(folders(tmp_path, (".md",)))) == FIGURES


def test_commits_are_replayed_through_a_rename(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name, text in (("a.md", FIRST), ("b.md", SECOND), ("b.md", THIRD)):
        for path in tmp_path.glob("*.md"):
            path.unlink()
        (tmp_path / name).write_text(text)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", "x")
    assert report(replay(commits(tmp_path, (".md",)))) == FIGURES


def test_ids_given_to_different_text_and_ids_not_kept_are_listed() -> None:
    before, after = ("The river carries less water.", "Thank you."), ("Thank you.", "It rained.")
    record = assign_numbers(statement(draft(*before)), None, accepted={}, today=DAY).record
    wrong = assign_numbers(statement(draft(*after)), None, accepted={}, today=DAY)
    tally = Tally()
    judge(record, wrong, "name", tally)
    assert (tally.same, tally.kept) == (1, 0)
    assert tally.missed == ["missed: name\n  - Thank you.\n  + Thank you."]
    assert tally.wrong == [
        "wrong: name\n  - The river carries less water.\n  + Thank you.",
        "wrong: name\n  - Thank you.\n  + It rained.",
    ]


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True)
