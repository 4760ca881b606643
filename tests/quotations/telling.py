"""Findings as plain values, from Python and from the scripts, to be compared."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.quotations.findings import Finding
from onrecord.quotations.reading import Quotation
from tests.support.node import answer_of


def tell(finding: Finding) -> dict[str, Any]:
    """As tests/quotations/quotes.ts tells it."""
    return {
        "quotation": finding.quotation.text,
        "verdict": finding.verdict,
        "how": finding.how,
        "remarks": list(finding.remarks),
        "count": finding.count,
        "places": [
            {
                "gap": place.is_after_gap,
                "reaches": [
                    [
                        reach.passage.id,
                        reach.passage.text[reach.start : reach.end],
                        reach.is_own,
                        reach.is_reported,
                    ]
                    for reach in place.reaches
                ],
                "runs": [[run.difference, run.text] for run in place.runs],
            }
            for place in finding.places
        ],
    }


def tell_quotation(quotation: Quotation) -> dict[str, Any]:
    """The quotation with its parts."""
    return {
        "text": quotation.text,
        "parts": [[part.after, part.text] for part in quotation.parts],
        "isMarked": quotation.is_marked,
    }


def ask_scripts(task: str, question: object) -> Any:
    """What node answers to a task of quotes.ts."""
    return answer_of(Path(__file__).with_name("quotes.ts"), task, question)


def look_with_scripts(
    texts: Sequence[str], folder: Path, recorded: Sequence[str], wanted: str = ""
) -> list[list[dict[str, Any]]]:
    """What the scripts find out about each text over the index in the folder."""
    question = {
        "folder": str(folder),
        "texts": list(texts),
        "recorded": list(recorded),
        "wanted": wanted,
    }
    return [told["findings"] for told in ask_scripts("look", question)]
