"""Which Node.js runs scripts, and the error if there is none."""

import json
import sys
from pathlib import Path

import pytest

from onrecord.errors import NotInstalledError
from onrecord.publish.node import find_node, run_in_node
from tests.support.repository import ROOT


def fake_node(folder: Path, version: str) -> Path:
    """Write a program to the folder that claims to be this version of Node.js."""
    folder.mkdir(exist_ok=True)
    program = folder / "node"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def beside_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a Python without other programs; the PATH has no programs either."""
    folder = tmp_path / "venv"
    folder.mkdir()
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    return folder


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v100.1.0"])
def test_node_on_the_path_is_used_if_it_is_new_enough(
    version: str, beside_python: Path, tmp_path: Path
) -> None:
    fake_node(beside_python, "v24.0.0")
    wanted = fake_node(tmp_path / "programs", version)
    assert find_node() == wanted


@pytest.mark.parametrize("version", ["v20.18.9", "v21.7.3", "v22.11.0", "v18.20.8", "nonsense"])
def test_node_from_pypi_is_used_if_the_one_on_the_path_is_too_old(
    version: str, beside_python: Path, tmp_path: Path
) -> None:
    fake_node(tmp_path / "programs", version)
    wanted = fake_node(beside_python, "v24.0.0")
    assert find_node() == wanted


def test_if_both_are_too_old_an_error_is_raised(beside_python: Path, tmp_path: Path) -> None:
    fake_node(tmp_path / "programs", "v20.18.9")
    fake_node(beside_python, "v22.11.0")
    with pytest.raises(NotInstalledError, match=r"no Node\.js 20\.19, 22\.12 or newer"):
        find_node()


def test_the_versions_are_those_of_package_json() -> None:
    engines = json.loads((ROOT / "package.json").read_text("utf-8"))["engines"]
    assert engines == {"node": "^20.19.0 || >=22.12.0"}


def test_a_script_reads_and_prints_json() -> None:
    script = b"""
    import { readFileSync } from "node:fs";
    console.log(JSON.stringify({ got: JSON.parse(readFileSync(0, "utf8")) }));
    """
    given = {"text": "\u201cBesprechung\u201d \udc80", "none": None}
    assert run_in_node(script, given) == {"got": given}
