"""Quotations that are read from pasted texts, and the findings on them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from onrecord.search import IndexFiles
from tests.quotations.run_judge import ask_scripts, judge_texts, write_index
from tests.support.corpora import corpus_of, index_segments
from tests.support.repository import ROOT

CASES = ROOT / "tests/cases/quotations"
NAMES = {"jane-doe": ("Jane Doe",), "john-roe": ("John Roe",)}


@dataclass(frozen=True)
class Case:
    title: str
    pasted: str
    expected: tuple[str, ...]


def read_cases(name: str) -> list[Case]:
    """Return cases: a title, the pasted lines, and the expected lines after equals signs."""
    cases = []
    title, pasted, expected = "", list[str](), list[str]()
    lines = (CASES / name).read_text("utf-8").splitlines()
    for number, line in enumerate([*lines, ""]):
        if line.startswith("= "):
            expected.append(line[2:])
        elif not title:
            title = line
        elif expected or (not line and _begins_case(lines, number)):
            cases.append(Case(title, "\n".join(pasted).strip(), tuple(expected)))
            title, pasted, expected = "", [], []
        else:
            pasted.append(line)
    return cases


def _begins_case(lines: list[str], number: int) -> bool:
    """True if no more of a case follows its empty line: it expects nothing."""
    rest = lines[number + 1 :]
    following = next((place for place, line in enumerate(rest) if line.startswith("= ")), 0)
    return rest[:following].count("") > 0 or not following


READING = read_cases("reading.txt")
VERDICTS = read_cases("verdicts.txt")
HEADINGS = read_cases("headings.txt")


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    """Return the quotations in the text of each case."""
    texts = [case.pasted for case in READING]
    return dict(zip(texts, ask_scripts("read", {"texts": texts}), strict=True))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the findings on the text of each case."""
    corpus = corpus_of(transcripts())
    files = IndexFiles(index_segments(corpus), corpus.config)
    folder = write_index(files, tmp_path_factory.mktemp("index"))
    texts = list(dict.fromkeys(case.pasted for case in (*VERDICTS, *HEADINGS)))
    return dict(zip(texts, judge_texts(texts, folder, names=NAMES), strict=True))


def transcripts() -> dict[str, str]:
    return {
        path.stem: path.read_text("utf-8") for path in sorted((CASES / "transcripts").iterdir())
    }


def titled(cases: list[Case]) -> Callable[..., Any]:
    return pytest.mark.parametrize("case", cases, ids=[case.title for case in cases])


@titled(READING)
def test_quotations_are_read(case: Case, read: dict[str, Any]) -> None:
    assert tuple(map(show_quotation, read[case.pasted])) == case.expected


@titled(VERDICTS)
def test_quotations_are_judged(case: Case, found: dict[str, Any]) -> None:
    assert tuple(map(show_finding, found[case.pasted])) == case.expected


@titled(HEADINGS)
def test_findings_have_headings(case: Case, found: dict[str, Any]) -> None:
    assert tuple(finding["heading"] for finding in found[case.pasted]) == case.expected


def show_quotation(result: dict[str, Any]) -> str:
    """Return `The gate, [attribution] is closed. (unmarked)`."""
    parts = " ".join(f"[{after}] {text}" if after else text for after, text in result["parts"])
    return parts if result["isMarked"] else f"{parts} (unmarked)"


def show_finding(result: dict[str, Any]) -> str:
    """Return `altered, punctuation-only | 2021-05-02-oak/p2: We will [-not-] {+never+} plant`."""
    verdict = result["verdict"]
    how = f" ({result['how']})" if result["how"] != verdict else ""
    count = f" ×{result['count']}" if result["count"] > 1 or verdict == "short" else ""
    head = ", ".join([f"{verdict}{how}{count}", *result["remarks"]])
    return " | ".join([head, *map(show_place, result["places"])])


def show_place(result: dict[str, Any]) -> str:
    shapes = {"same": "{}", "left-out": "[-{}-]", "added": "{{+{}+}}"}
    runs = " ".join(shapes[difference].format(text) for difference, text in result["runs"])
    where = "+".join(paragraph for paragraph, *_ in result["reaches"])
    return f"{where}: {runs}" if runs else where
