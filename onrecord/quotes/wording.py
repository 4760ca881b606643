"""Findings in words. The same words stand in `static/scripts/quote/wording.js`."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.quotes.findings import Finding, Verdict

NAMES: Mapping[Verdict, str] = {
    "verbatim": "Word for word",
    "altered": "Altered",
    "joined": "Joined",
    "someone-else": "Said by someone else",
    "not-found": "Not found here",
    "short": "Too short to judge",
    "too-common": "Too common to look up",
}
MEANINGS: Mapping[Verdict, str] = {
    "verbatim": "These words stand here as they are quoted.",
    "altered": "The record has other words than the quotation, as marked.",
    "joined": "The words stand here in separate places.",
    "someone-else": "The words stand here, but not as the words of a speaker of this record.",
    "not-found": "The words do not stand in this collection. They may have been said elsewhere, or "
    "in other words.",
    "short": "So few words say nothing about who is quoted.",
    "too-common": "Every word of it stands nearly everywhere.",
}
REMARKS: Mapping[str, str] = {
    "punctuation-only": "Only the punctuation differs.",
    "brackets-only": "It differs only in words that it puts in square brackets.",
    "joined-silently": "The quotation does not say that something stands between its parts.",
    "joined-with-marks": "The quotation says itself that it is in parts.",
    "several-statements": "The parts are of different statements.",
    "other-order": "The parts stand in another order there.",
    "reported": "A news report quotes them so; it is no transcript.",
    "partly-someone-else": "The parts are not all the same person’s.",
}


def say_finding(finding: Finding) -> list[str]:
    """What there is to say of a finding, in sentences."""
    said = [MEANINGS[finding.verdict]]
    if finding.verdict == "someone-else":
        said.append(_say_whose(finding))
        said += [] if finding.how == "verbatim" else [MEANINGS[finding.how]]
    said += [REMARKS[remark] for remark in finding.remarks]
    if finding.verdict == "short":
        paragraphs = "paragraph" if finding.count == 1 else "paragraphs"
        said.append(f"They stand in {finding.count:,} {paragraphs}.")
    elif finding.count > 1:
        said.append(f"The same words stand in {finding.count:,} paragraphs.")
    return said


def _say_whose(finding: Finding) -> str:
    passage = finding.places[0].reaches[0].passage
    if passage.kind == "question":
        return "They are a question that was put."
    if passage.kind == "report":
        return "They are the narration of a news report."
    return f"They are the words of {passage.speaker_name}."
