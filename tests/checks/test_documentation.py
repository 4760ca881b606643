"""docs/checks.md documents every check, and its examples have the output that it shows."""

import json
import re
from pathlib import Path

import pytest

from onrecord.checks.catalogue import CHECKS, NAMES
from onrecord.checks.check import Check
from onrecord.checks.check_report import FORMATS, as_text
from tests.checks.project import check_case
from tests.support.repository import ROOT
from tests.support.sites import checked

DOCUMENT = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
SECTION = re.compile(
    r"^### (?P<name>.+)\n\n(?P<finds>.+)\n\n```text\n(?P<example>[\s\S]*?)```\n\n"
    r"```console\n(?P<output>[\s\S]*?)```\n",
    re.MULTILINE,
)
# Examples that the document shortens.
SHORTENED = re.compile(r"(?P<sentence>We discussed the situation in detail\.).*… \(and so on\)\n")
LARGE = re.compile(r"^… \((?P<size>[\d,]+) bytes\)$", re.MULTILINE)
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>[\s\S]*?)^```$", re.MULTILINE)
# The project that the document’s first example checks.
FIRST = (
    "=== transcripts/2018-02-20-asif.md\n---\ndate: 2018-02-20\npublished: 2018-02-20\n---\n"
    "Afghanistan  has observer status.\n\nIt does.\n\nYes,  so.\n"
    "=== transcripts/2021-02-26-atmar.md\nGood afternoon.\n\nSergei Lavrov: We met.\n"
)


def introduction(language: str) -> list[str]:
    """Return the blocks before the list of warnings."""
    found = BLOCK.finditer(DOCUMENT.split("## The warnings\n")[0])
    return [block["text"] for block in found if block["language"] == language]


def test_every_check_has_a_section_in_the_order_of_the_catalogue() -> None:
    assert [match["name"] for match in SECTION.finditer(DOCUMENT)] == list(NAMES)
    assert len(set(NAMES)) == len(NAMES)


def section_of(check: Check) -> re.Match[str]:
    (section,) = (match for match in SECTION.finditer(DOCUMENT) if match["name"] == check.name)
    return section


def example_of(check: Check) -> str:
    shown = section_of(check)["example"]
    shown = LARGE.sub(lambda match: "x" * int(match["size"].replace(",", "")), shown)
    shortened = SHORTENED.fullmatch(shown)
    return " ".join([shortened["sentence"]] * 106) + "\n" if shortened else shown


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_section_has_the_description_of_its_check(check: Check) -> None:
    assert section_of(check)["finds"] == check.finds


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_an_example_gets_the_documented_warning_and_no_other(check: Check, tmp_path: Path) -> None:
    report = check_case(example_of(check), tmp_path)

    assert report.errors == ()
    assert {warning.name for warning in report.warnings} == {check.name}
    assert "".join(f"{warning}\n" for warning in report.warnings) == section_of(check)["output"]


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_check_switched_off_in_the_config_gives_no_warning(check: Check, tmp_path: Path) -> None:
    off = f"checks: {{off: [{check.name}]}}\n"
    example = example_of(check)
    if "=== config.yaml\n" in example:
        example = example.replace("=== config.yaml\n", f"=== config.yaml\n{off}")
    else:
        example = f"{example}=== config.yaml\n{off}"

    assert check_case(example, tmp_path).warnings == ()


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_check_switched_off_in_a_transcript_gives_no_warning_for_it(
    check: Check, tmp_path: Path
) -> None:
    paths = {warning.path for warning in check_case(example_of(check), tmp_path).warnings}
    of_transcripts = {path for path in paths if path.startswith("transcripts/")}
    for path in of_transcripts:
        text = (tmp_path / path).read_text("utf-8")
        off = text.replace("---\n", f"---\nchecks_off: [{check.name}]\n", 1)
        (tmp_path / path).write_text(off, encoding="utf-8")

    left = {warning.path for warning in checked(tmp_path).warnings}

    assert left == paths - of_transcripts


def test_the_first_example_has_the_documented_output(tmp_path: Path) -> None:
    assert as_text(check_case(FIRST, tmp_path)) + "\n" == introduction("console")[0]


def test_the_examples_of_formats_have_the_documented_output(tmp_path: Path) -> None:
    report = check_case(FIRST, tmp_path)

    assert FORMATS["json"](report) + "\n" == introduction("json")[0]
    assert FORMATS["github"](report) + "\n" == introduction("console")[1]
    assert json.loads(introduction("json")[0])["transcripts"] == 2


def test_the_examples_of_switching_off_are_valid(tmp_path: Path) -> None:
    for_all, for_one, _ = introduction("yaml")
    case = (
        f"=== config.yaml\n{for_all}"
        "=== transcripts/a.md\n---\nplace:\n---\nGood afternoon.\n"
        f"=== transcripts/b.md\n---\n{for_one}---\nGood  afternoon.\n"
    )

    report = check_case(case, tmp_path)

    assert (report.errors, report.warnings) == ((), ())
