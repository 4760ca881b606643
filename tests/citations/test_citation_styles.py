"""Citations in every style; `citation-styles.test.ts` runs the same cases on the scripts."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.citations.citation import Citation, Name
from onrecord.citations.citation_styles import cite, to_csl

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
STYLES = ("chicago", "apa", "mla", "bibtex", "ris")


def citation_of(written: dict[str, Any]) -> Citation:
    accessed, whole = written["accessed"], written.get("whole")
    known = {
        "whole": citation_of(whole) if whole else None,
        "answers": tuple(map(citation_of, written.get("answers", ()))),
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
