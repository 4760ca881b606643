"""Citations in every style: the build and the browser write the same."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onrecord.citations.citation import Citation, Name
from onrecord.citations.citation_styles import cite, to_csl
from tests.support.repository import ROOT, run_tool

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
STYLES = ("chicago", "apa", "mla", "bibtex", "ris")


def citation_of(written: dict[str, Any]) -> Citation:
    accessed = written["accessed"]
    known = {
        "names": tuple(Name(**name) for name in written["names"]),
        "paragraphs": tuple(written["paragraphs"]),
        "day": date.fromisoformat(written["day"]),
        "accessed": date.fromisoformat(accessed) if accessed else None,
    }
    return Citation(**{**written, **known})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_citation_is_written_in_every_style(case: dict[str, Any]) -> None:
    citation = citation_of(case["citation"])
    written = {style: cite(citation, style) for style in STYLES}
    assert {**written, "csl": to_csl(citation)} == case["expected"]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["case"] for case in CASES])
def test_the_browsers_script_writes_the_same(number: int) -> None:
    assert written_by_script()[number] == CASES[number]["expected"]


@cache
def written_by_script() -> list[Any]:
    return list(json.loads(run_script("facts.mjs", json.dumps([c["citation"] for c in CASES]))))


def run_script(name: str, given: str) -> str:
    """What a script beside this file makes of a text, bundled as the site's own scripts are."""
    esbuild, script = ROOT / "node_modules/.bin/esbuild", Path(__file__).with_name(name)
    options = ("--bundle", "--format=esm", "--platform=node", "--log-level=error")
    bundled = run_tool(esbuild, script, *options)
    assert bundled.returncode == 0, bundled.stdout
    said = run_tool("node", "--input-type=module", "--eval", bundled.stdout, "--", given)
    assert said.returncode == 0, said.stdout
    return said.stdout
