"""Findings as a report for a terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from onrecord.permalinks.fingerprint import mark_of
from onrecord.quotations.findings import Finding, Place, Reach, Run
from onrecord.quotations.library import Passage
from onrecord.quotations.wording import NAMES, say_finding

Report = Callable[[Sequence[Finding], str], str]
_AROUND = 160  # characters of context before and after


def as_text(findings: Sequence[Finding], address: str) -> str:
    """For people; `address` is the site's, or empty."""
    if not findings:
        return "There are no words to look up."
    return "\n\n".join(
        "\n".join(_lines(number, finding, address)) for number, finding in enumerate(findings, 1)
    )


def as_json(findings: Sequence[Finding], address: str) -> str:
    """For programs: an object for each quotation."""
    rows = [_row(finding, address) for finding in findings]
    return json.dumps(rows, ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Report] = {"text": as_text, "json": as_json}


def cite(passage: Passage, address: str) -> str:
    """`Jane Doe, Remarks in Ourtown, 26 February 2021, answer 2, paragraph 14. …/#p14:j76f3`."""
    day = date.fromisoformat(passage.date)
    place = [] if passage.exchange is None else [f"{passage.kind} {passage.exchange}"]
    facts = [
        passage.speaker_name,
        passage.title,
        f"{day.day} {day:%B %Y}",
        *place,
        f"paragraph {passage.id.rpartition('/p')[2]}",
    ]
    return f"{', '.join(facts)}. {_address_of(passage, address)}"


def _address_of(passage: Passage, address: str) -> str:
    """With the mark of its words, by which its page says whether they still stand."""
    return f"{address}{passage.url}:{mark_of(passage.text)}"


def _lines(number: int, finding: Finding, address: str) -> list[str]:
    lines = [f"{number}. “{finding.quotation.text}”"]
    lines.append(f"   {NAMES[finding.verdict]}. {' '.join(say_finding(finding))}")
    if finding.verdict == "not-found" and finding.places:
        lines.append("   The nearest that stands here:")
    for place in finding.places:
        if any(run.difference != "same" for run in place.runs):
            lines.append(f"   {_marked(place.runs)}")
        for reach in place.reaches:
            lines.append(f"   {cite(reach.passage, address)}")
            lines.append(f"   {_context(reach)}")
    return lines


def _marked(runs: Sequence[Run]) -> str:
    """`[-only the record has-]` and `{+only the quotation has+}`, as word-wise diffs mark it."""
    shapes = {"same": "{}", "left-out": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(shapes[run.difference].format(run.text) for run in runs)


def _context(reach: Reach) -> str:
    text = reach.passage.text
    before, after = text[: reach.start], text[reach.end :]
    start = before[-_AROUND:].partition(" ")[2] if len(before) > _AROUND else before
    end = after[:_AROUND].rpartition(" ")[0] if len(after) > _AROUND else after
    cut = ("… " if start != before else "", " …" if end != after else "")
    return f"{cut[0]}{start}{text[reach.start : reach.end]}{end}{cut[1]}"


def _row(finding: Finding, address: str) -> dict[str, object]:
    return {
        "quotation": finding.quotation.text,
        "verdict": finding.verdict,
        "how": finding.how,
        "remarks": list(finding.remarks),
        "count": finding.count,
        "places": list(map(partial(_place, address=address), finding.places)),
    }


def _place(place: Place, *, address: str) -> dict[str, object]:
    return {
        "differences": [{"kind": run.difference, "text": run.text} for run in place.runs],
        "paragraphs": [
            {
                "id": reach.passage.id,
                "address": _address_of(reach.passage, address),
                "speaker": reach.passage.speaker,
                "kind": reach.passage.kind,
                "date": reach.passage.date,
                "words": reach.passage.text[reach.start : reach.end],
                "citation": cite(reach.passage, address),
            }
            for reach in place.reaches
        ],
    }
