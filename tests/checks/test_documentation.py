"""What docs/checks.md says is true: each warning is in it, and its examples are told so."""

import json
import re
from pathlib import Path

import pytest

from onrecord.checks.catalogue import CHECKS, NAMES
from onrecord.checks.check import Check
from onrecord.checks.check_content import check_content
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
    """The blocks before the list of warnings."""
    found = BLOCK.finditer(DOCUMENT.split("## The warnings\n")[0])
    return [block["text"] for block in found if block["language"] == language]


def test_every_warning_has_a_section_in_the_order_of_the_catalogue() -> None:
    assert [match["name"] for match in SECTION.finditer(DOCUMENT)] == list(NAMES)
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("warning", CHECKS, ids=NAMES)
def test_a_section_says_what_its_warning_finds_and_of_what_example(warning: Check) -> None:
    (section,) = (match for match in SECTION.finditer(DOCUMENT) if match["name"] == warning.name)
    shown = section["example"]
    if shown.endswith(AND_SO_ON):
        beginning = shown.removesuffix(AND_SO_ON)
        assert warning.example.startswith(beginning)
        shown = warning.example

    assert section["finds"] == warning.finds
    assert shown == warning.example


@pytest.mark.parametrize("warning", CHECKS, ids=NAMES)
def test_of_its_example_a_warning_is_told_as_documented_and_no_other(
    warning: Check, tmp_path: Path
) -> None:
    (section,) = (match for match in SECTION.finditer(DOCUMENT) if match["name"] == warning.name)

    report = check_case(warning.example, tmp_path)

    assert report.errors == ()
    assert {finding.name for finding in report.warnings} == {warning.name}
    assert "".join(f"{finding}\n" for finding in report.warnings) == section["told"]


@pytest.mark.parametrize("warning", CHECKS, ids=NAMES)
def test_a_warning_that_is_switched_off_is_not_told_of_its_example(
    warning: Check, tmp_path: Path
) -> None:
    off = f"checks: {{off: [{warning.name}]}}\n"
    example = warning.example
    if "=== config.yaml\n" in example:
        example = example.replace("=== config.yaml\n", f"=== config.yaml\n{off}")
    else:
        example = f"{example}=== config.yaml\n{off}"

    assert check_case(example, tmp_path).warnings == ()


@pytest.mark.parametrize("warning", CHECKS, ids=NAMES)
def test_a_warning_that_a_transcript_switches_off_is_not_told_of_it(
    warning: Check, tmp_path: Path
) -> None:
    told_of = {finding.path for finding in check_case(warning.example, tmp_path).warnings}
    for path in told_of - {"config.yaml"}:
        text = (tmp_path / path).read_text("utf-8")
        off = text.replace("---\n", f"---\nchecks_off: [{warning.name}]\n", 1)
        (tmp_path / path).write_text(off, encoding="utf-8")

    left = {finding.path for finding in check_content(tmp_path).warnings}

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

    assert (report.errors, report.warnings) == ((), ())
