"""The command `changes`, and the action that comments on a pull request with its report."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
import yaml

from onrecord import __version__
from onrecord.change_report import Changes, as_markdown
from onrecord.checks.check_report import Report
from tests.support.projects import TRANSCRIPT, build, files_in, write_project
from tests.support.repository import ROOT, run_python
from tests.support.user import git, install_command, problems_in

PATH = "transcripts/2021-02-26-water.md"
ACTION = ROOT / ".github/actions/check/action.yml"


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A project that was built, without its site."""
    project = write_project(tmp_path / "before", {})
    assert build(project).returncode == 0
    shutil.rmtree(project / "site")
    return project


@pytest.fixture
def after(before: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(before, tmp_path / "after")
    return tmp_path / "after"


def changes(before: Path, after: Path) -> subprocess.CompletedProcess[str]:
    return run_python("build.py", "--project", after, "changes", before)


def test_without_a_change_there_is_nothing_to_say(before: Path, after: Path) -> None:
    done = changes(before, after)
    assert done.stdout == "## What this change does\n\nNothing on the site changes.\n"
    assert done.returncode == 0


def test_new_addresses_warnings_and_pages_are_listed(before: Path, after: Path) -> None:
    (after / PATH).write_text(TRANSCRIPT + "\nThe river  is long.\n")
    done = changes(before, after)
    assert done.returncode == 0
    report = done.stdout
    new = section(report, "### 1 new address")
    assert new == ["statements/2021-02-26-water/#p4"]
    warnings = section(report, "### 2 new warnings")
    assert warnings[0].startswith(f"{PATH}:1: the permalink record is out of date")
    assert warnings[1].startswith(f'{PATH}:12: a double space in "river  is"')
    assert {"(the home page)", "statements/2021-02-26-water/", "topics/water/"} <= set(
        section(report, "pages affected")
    )
    assert "speakers/journalist/" not in section(report, "pages affected")


def section(report: str, title: str) -> list[str]:
    """Return the lines of the block below a title."""
    return report.partition(title)[2].split("```")[1].splitlines()[1:]


def test_nothing_is_written(before: Path, after: Path) -> None:
    (after / PATH).write_text(TRANSCRIPT + "\nThe river is long.\n")
    files = files_in(before.parent)
    changes(before, after)
    assert files_in(before.parent) == files


def test_errors_are_reported_and_fail(before: Path, after: Path) -> None:
    (after / PATH).write_text(TRANSCRIPT.replace("Ann Example:", "Anne Example:"))
    done = changes(before, after)
    assert done.returncode == 1
    assert section(done.stdout, "### 1 error") == [
        f'{PATH}:10: unknown speaker "Anne Example"; did you mean "Ann Example"?'
    ]
    assert "The two sites cannot be compared" in done.stdout


def test_what_a_project_says_has_no_effect_in_a_comment() -> None:
    """It cannot end the code block, in which nothing is a mention or HTML."""
    hostile = "a.md:1: ```` @everybody <img src=x>\n```\n# Title"
    assert as_markdown(Changes(Report(1, (), ()), (hostile,))) == (
        "## What this change does\n\n"
        "### 1 new warning\n\n"
        "`````text\n"
        "a.md:1: ```` @everybody <img src=x> ``` # Title\n"
        "`````\n"
    )


def test_long_lists_are_cut(before: Path, after: Path) -> None:
    (after / PATH).write_text(TRANSCRIPT + "".join(f"\nRiver {n}.\n" for n in range(50)))
    shown = section(changes(before, after).stdout, "### 50 new addresses")
    assert (shown[0], shown[-1], len(shown)) == (
        "statements/2021-02-26-water/#p4",
        "… and 20 more",
        31,
    )


def test_the_action_comments_with_the_report(before: Path, tmp_path: Path) -> None:
    done, comment = run_action(before, tmp_path, f"{TRANSCRIPT}\nThe river is long.\n")
    assert done.returncode == 0, done.stdout
    assert "### 1 new address\n" in comment


def test_the_action_fails_for_an_error_and_still_comments(before: Path, tmp_path: Path) -> None:
    changed = TRANSCRIPT.replace("Ann Example:", "Anne Example:")
    done, comment = run_action(before, tmp_path, changed)
    assert done.returncode == 1
    assert "### 1 error\n" in comment
    assert f"::error file={PATH},line=10," in done.stdout


def test_no_value_is_pasted_into_a_script_of_the_action() -> None:
    steps = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"]
    assert [step["name"] for step in steps if "${{" in step["run"]] == []
    assert len(steps) == 4


# Stands in for GitHub's own command: it keeps what it is asked to send.
GH = """#!/bin/sh
for argument in "$@"; do
  case "$argument" in body=@*) cp "${argument#body=@}" "$RUNNER_TEMP/comment.md" ;; esac
done
"""


def run_action(
    project: Path, folder: Path, changed: str
) -> tuple[subprocess.CompletedProcess[str], str]:
    """Return what the action's steps print for a change of the project, and the comment."""
    git("init", folder=project)
    git("add", ".", folder=project)
    git("commit", "--message", "Begin", folder=project)
    base = git("rev-parse", "HEAD", folder=project).strip()
    (project / PATH).write_text(changed)
    command = install_command(folder / "bin")
    gh = command.with_name("gh")
    gh.write_text(GH)
    gh.chmod(gh.stat().st_mode | stat.S_IXUSR)
    runner = folder / "runner"
    runner.mkdir()
    values = {
        "github.event.pull_request.base.sha": base,
        "github.event.pull_request.number": "7",
        "github.repository": "ann/record",
        "github.token": "token",
        "inputs.project": ".",
    }
    environment = {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(runner),
        "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
        "GITHUB_OUTPUT": str(runner / "output"),
    }
    _, *steps = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"]
    output = ""
    for step in steps:
        values["steps.compare.outputs.code"] = code_in(runner / "output")
        given = {name: values[value[4:-3]] for name, value in step["env"].items()}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=project,
            env=environment | given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        output += done.stdout
        done.stdout = output
    assert (runner / "summary.md").read_text() == (runner / "comment.md").read_text()
    return done, (runner / "comment.md").read_text("utf-8")


def code_in(output: Path) -> str:
    return output.read_text().strip().removeprefix("code=") if output.exists() else ""


def test_the_workflow_in_the_documentation_is_valid(tmp_path: Path) -> None:
    document = (ROOT / "docs/checks.md").read_text("utf-8")
    text = document.partition("## On pull requests\n")[2].partition("```yaml\n")[2]
    workflow = tmp_path / "check.yml"
    workflow.write_text(text.partition("```")[0])
    assert problems_in(workflow) == []
    job = yaml.safe_load(workflow.read_text())["jobs"]["check"]
    (given,) = (step["with"] for step in job["steps"] if "actions/check@" in step["uses"])
    assert given == {"requirement": f"on-record=={__version__}"}
    assert given.keys() <= yaml.safe_load(ACTION.read_text("utf-8"))["inputs"].keys()
