"""The code passes its linters, formatters and type checkers."""

import sys
from pathlib import Path
from subprocess import CompletedProcess

from tests.support.repository import ROOT, run_python, run_tool

CACHE = ROOT / "node_modules/.cache"  # of what was checked before and has not changed since


def test_ruff_finds_nothing() -> None:
    assert_clean(run_python("-m", "ruff", "check", "--output-format=concise", "."))


def test_ruff_would_not_reformat_anything() -> None:
    assert_clean(run_python("-m", "ruff", "format", "--check", "--output-format=concise", "."))


def test_mypy_finds_nothing() -> None:
    assert_clean(run_python("-m", "mypy"))


def test_modules_import_only_from_lower_layers() -> None:
    assert_clean(run_tool(Path(sys.executable).with_name("lint-imports"), "--no-cache"))


def test_tsc_finds_nothing_in_the_scripts() -> None:
    known = ("--incremental", "--tsBuildInfoFile", CACHE / "tsc.json")
    assert_clean(run_tool(ROOT / "node_modules/.bin/tsc", "--project", "tsconfig.json", *known))


def test_scripts_and_styles_are_formatted() -> None:
    patterns = ("static/**/*.{css,ts}", "tests/**/*.ts", "!tests/fixtures/**")
    known = ("--cache", "--cache-strategy=content", f"--cache-location={CACHE / 'prettier.json'}")
    assert_clean(run_tool(ROOT / "node_modules/.bin/prettier", "--check", *known, *patterns))


def assert_clean(result: CompletedProcess[str]) -> None:
    assert result.returncode == 0, result.stdout
