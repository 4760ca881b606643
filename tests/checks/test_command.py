"""`python build.py check`: its output and its exit code."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from onrecord.checks.catalogue import CHECKS
from onrecord.checks.check import CheckWarning
from onrecord.checks.check_report import Report, as_github
from onrecord.errors import Error
from tests.checks.project import check_case
from tests.support.repository import ROOT, run_python
from tests.support.sites import checked

VALID = "Good afternoon.\n"
WITH_WARNING = "Good  afternoon.\n"
WITH_ERROR = "Sergei Lavrov: Hello.\n"


def check(folder: Path, *options: str) -> CompletedProcess[str]:
    return run_python("build.py", "--project", folder, "check", *options)


@pytest.mark.parametrize(
    ("case", "options", "code"),
    [
        (VALID, [], 0),
        (VALID, ["--strict"], 0),
        (WITH_WARNING, [], 0),
        (WITH_WARNING, ["--strict"], 1),
        (WITH_WARNING, ["--format", "json"], 0),
        (WITH_WARNING, ["--format", "github", "--strict"], 1),
        (WITH_ERROR, [], 1),
        (WITH_ERROR, ["--format", "json"], 1),
    ],
)
def test_errors_fail_and_warnings_only_when_strict(
    case: str, options: list[str], code: int, tmp_path: Path
) -> None:
    check_case(case, tmp_path)

    assert check(tmp_path, *options).returncode == code


def test_nothing_is_written(tmp_path: Path) -> None:
    check_case(WITH_WARNING, tmp_path)

    check(tmp_path)

    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert files == ["config.yaml", "transcripts/2021-02-26-atmar.md"]


def test_lines_are_printed_with_a_summary(tmp_path: Path) -> None:
    check_case(WITH_WARNING, tmp_path)

    assert check(tmp_path).stdout == (
        'transcripts/2021-02-26-atmar.md:10: a double space in "Good  afternoon."; use one space,'
        " unless the source prints two [double-space]\n"
        "1 transcript, no errors, 1 warning\n"
    )


def test_json_is_one_object(tmp_path: Path) -> None:
    check_case(WITH_WARNING, tmp_path)

    assert json.loads(check(tmp_path, "--format", "json").stdout) == {
        "transcripts": 1,
        "errors": [],
        "warnings": [
            {
                "name": "double-space",
                "path": "transcripts/2021-02-26-atmar.md",
                "line": 10,
                "more_lines": [],
                "found": 'a double space in "Good  afternoon."',
                "remedy": "use one space, unless the source prints two",
            }
        ],
    }


def test_paths_for_github_are_relative_to_where_the_command_runs(tmp_path: Path) -> None:
    check_case(WITH_ERROR, tmp_path)

    first, _ = check(tmp_path, "--format", "github").stdout.splitlines()

    assert first == (
        f"::error file={tmp_path}/transcripts/2021-02-26-atmar.md,line=10,title=error"
        '::unknown speaker "Sergei Lavrov"; did you mean "Sergey Lavrov"?'
    )
    output = run_python("build.py", "check", "--format", "github").stdout
    assert "::warning file=transcripts/" in output


def test_characters_with_a_meaning_in_workflow_commands_are_escaped() -> None:
    error = Error("a,b:c%.md", 0, "100 %\r\nsure")
    warning = CheckWarning("b.md", 3, "a, b: c", "d", (5,), name="no-place")

    assert as_github(Report(1, (error,), (warning,))) == (
        "::error file=a%2Cb%3Ac%25.md,title=error::100 %25%0D%0Asure\n"
        "::warning file=b.md,line=3,title=no-place::a, b: c, also on line 5; d\n"
        "1 transcript, 1 error, 1 warning"
    )


LONG = "We discussed trade, energy and the situation in the region at some length.\n"
PUBLISHED = f"{LONG}\nWe also agreed to open a consulate in the autumn of this year.\n"


@pytest.mark.parametrize(
    "case",
    [
        WITH_ERROR,
        f"{WITH_ERROR}=== transcripts/b.md\n---\ndate: tomorrow\n---\n",
        "=== transcripts/a.md\nYes.\n=== transcripts/b/a.md\nNo.\n",
        "=== config.yaml\ntopics: {trade: {label: Trade}}\n",
        LONG,  # a published paragraph is missing
        "=== transcripts/renamed.md\nGood afternoon.\n",
    ],
)
def test_errors_are_the_same_as_those_of_a_build(case: str, tmp_path: Path) -> None:
    check_case(PUBLISHED, tmp_path)
    assert run_python("build.py", "--project", tmp_path).returncode == 0
    for path in (tmp_path / "transcripts").glob("*.md"):
        path.unlink()
    check_case(case, tmp_path)

    *errors, _ = run_python("build.py", "--project", tmp_path).stdout.splitlines()

    lines = check(tmp_path).stdout.splitlines()
    assert [line.removesuffix(" [error]") for line in lines if line.endswith("[error]")] == errors
    assert errors


def test_missing_files_are_errors(tmp_path: Path) -> None:
    done = check(tmp_path)

    assert done.returncode == 1
    assert done.stdout == (
        f"{tmp_path}: no project: there is no config.yaml and no transcripts/; "
        "make a project with the command `new`, or name another folder with `--project` [error]\n"
        "no transcripts, 1 error, no warnings\n"
    )


def test_every_check_is_listed() -> None:
    done = run_python("build.py", "check", "--list")

    assert done.stdout == "".join(f"{check.name}: {check.finds}\n" for check in CHECKS)
    assert done.returncode == 0


def test_our_own_collection_has_no_errors() -> None:
    assert checked(ROOT).errors == ()
