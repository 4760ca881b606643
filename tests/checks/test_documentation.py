"""What docs/checks.md says is true: each doubt is in it, and its examples are told so."""

import json
import re
from pathlib import Path

import pytest

from build import check_content
from onrecord.checks.catalogue import DOUBTS, NAMES
from onrecord.checks.check import Doubt
from onrecord.checks.check_report import FORMATS, as_text
from tests.checks.project import check_case
from tests.support.repository import ROOT

DOCUMENT = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
SECTION = re.compile(
    r"^### (?P<name>.+)\n\n(?P<finds>.+)\n\n```text\n(?P<example>[\s\S]*?)```\n\n"
    r"```console\n(?P<told>[\s\S]*?)```\n",
    re.MULTILINE,
)
AND_SO_ON = "… (and so on)\n"  # of a long example
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>[\s\S]*?)^```$", re.MULTILINE)
# what the document's first example is told of
FIRST = (
    "=== transcripts/2018-02-20-asif.md\n---\ndate: 2018-02-20\npublished: 2018-02-20\n---\n"
    "Afghanistan  has observer status.\n\nIt does.\n\nYes,  so.\n"
    "=== transcripts/2021-02-26-atmar.md\nGood afternoon.\n\nSergei Lavrov: We met.\n"
)


def introduction(language: str) -> list[str]:
    """The blocks before the list of doubts."""
    found = BLOCK.finditer(DOCUMENT.split("## The doubts\n")[0])
    return [block["text"] for block in found if block["language"] == language]


def test_every_doubt_has_a_section_in_the_order_of_the_catalogue() -> None:
    assert [match["name"] for match in SECTION.finditer(DOCUMENT)] == list(NAMES)
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("doubt", DOUBTS, ids=NAMES)
def test_a_section_says_what_its_doubt_finds_and_of_what_example(doubt: Doubt) -> None:
    (section,) = (match for match in SECTION.finditer(DOCUMENT) if match["name"] == doubt.name)
    shown = section["example"]
    if shown.endswith(AND_SO_ON):
        beginning = shown.removesuffix(AND_SO_ON)
        assert doubt.example.startswith(beginning)
        shown = doubt.example

    assert section["finds"] == doubt.finds
    assert shown == doubt.example


@pytest.mark.parametrize("doubt", DOUBTS, ids=NAMES)
def test_of_its_example_a_doubt_is_told_as_documented_and_no_other(
    doubt: Doubt, tmp_path: Path
) -> None:
    (section,) = (match for match in SECTION.finditer(DOCUMENT) if match["name"] == doubt.name)

    report = check_case(doubt.example, tmp_path)

    assert report.faults == ()
    assert {finding.name for finding in report.doubts} == {doubt.name}
    assert "".join(f"{finding}\n" for finding in report.doubts) == section["told"]


@pytest.mark.parametrize("doubt", DOUBTS, ids=NAMES)
def test_a_doubt_that_is_switched_off_is_not_told_of_its_example(
    doubt: Doubt, tmp_path: Path
) -> None:
    off = f"checks: {{off: [{doubt.name}]}}\n"
    example = doubt.example
    if "=== config.yaml\n" in example:
        example = example.replace("=== config.yaml\n", f"=== config.yaml\n{off}")
    else:
        example = f"{example}=== config.yaml\n{off}"

    assert check_case(example, tmp_path).doubts == ()


@pytest.mark.parametrize("doubt", DOUBTS, ids=NAMES)
def test_a_doubt_that_a_transcript_switches_off_is_not_told_of_it(
    doubt: Doubt, tmp_path: Path
) -> None:
    told_of = {finding.path for finding in check_case(doubt.example, tmp_path).doubts}
    for path in told_of - {"config.yaml"}:
        text = (tmp_path / path).read_text("utf-8")
        off = text.replace("---\n", f"---\nchecks_off: [{doubt.name}]\n", 1)
        (tmp_path / path).write_text(off, encoding="utf-8")

    left = {finding.path for finding in check_content(tmp_path).doubts}

    assert left == told_of & {"config.yaml"}


def test_the_first_example_is_told_as_documented(tmp_path: Path) -> None:
    assert as_text(check_case(FIRST, tmp_path)) + "\n" == introduction("console")[0]


def test_the_examples_for_machines_are_told_as_documented(tmp_path: Path) -> None:
    report = check_case(FIRST, tmp_path)

    assert FORMATS["json"](report) + "\n" == introduction("json")[0]
    assert FORMATS["github"](report) + "\n" == introduction("console")[1]
    assert json.loads(introduction("json")[0])["transcripts"] == 2


def test_the_examples_of_switching_off_are_read(tmp_path: Path) -> None:
    for_all, for_one = introduction("yaml")
    case = (
        f"=== config.yaml\n{for_all}"
        "=== transcripts/a.md\n---\nplace:\n---\nGood afternoon.\n"
        f"=== transcripts/b.md\n---\n{for_one}---\nGood  afternoon.\n"
    )

    report = check_case(case, tmp_path)

    assert (report.faults, report.doubts) == ((), ())
