"""The code keeps the rules that tools can check."""

import sys
from pathlib import Path
from subprocess import CompletedProcess

from tests.support.repository import ROOT, run_python, run_tool


def test_ruff_finds_nothing() -> None:
    assert_clean(run_python("-m", "ruff", "check", "--output-format=concise", "."))


def test_ruff_would_format_nothing_otherwise() -> None:
    assert_clean(run_python("-m", "ruff", "format", "--check", "--output-format=concise", "."))


def test_mypy_finds_nothing() -> None:
    assert_clean(run_python("-m", "mypy"))


def test_stages_know_only_what_comes_before_them() -> None:
    assert_clean(run_tool(Path(sys.executable).with_name("lint-imports"), "--no-cache"))


def test_tsc_finds_nothing_in_the_scripts() -> None:
    assert_clean(run_tool(ROOT / "node_modules/.bin/tsc", "--project", "tsconfig.json"))


def assert_clean(said: CompletedProcess[str]) -> None:
    assert said.returncode == 0, said.stdout
