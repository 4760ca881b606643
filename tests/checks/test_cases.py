"""What a check prints, in cases from the files in tests/cases/checks."""

from pathlib import Path

import pytest

from onrecord.checks.check_report import as_text
from tests.checks.project import check_case

CASES = Path(__file__).parents[1] / "cases/checks"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_case_gets_the_expected_warnings_and_errors(path: Path, tmp_path: Path) -> None:
    _, _, text = path.read_text(encoding="utf-8").partition("\n")
    case, expected = text.split("=== expected\n")

    assert as_text(check_case(case, tmp_path)) + "\n" == expected
