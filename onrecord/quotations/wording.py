"""Findings in words. The same words stand in `static/scripts/quotations/verdict-messages.js`."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.quotations.findings import Finding, Verdict

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
    "brackets-only": "It differs only in words that it puts in square brackets.",
    "joined-silently": "The quotation does not say that something stands between its parts.",
    "joined-with-marks": "The quotation says itself that it is in parts.",
    "several-statements": "The parts are of different statements.",
    "other-order": "The parts stand in another order there.",
    "reported": "A news report quotes them so; it is no transcript.",
    "partly-someone-else": "The parts are not all the same person’s.",
    "negation-before": "In the record a negation stands shortly before them: read the whole "
    "sentence.",
    "goes-on": "The sentence goes on in the record.",
}
_OTHER_MARKS = "The record has the same words with other punctuation, as marked."
_NOT_A_SPEAKERS = "What stands here are not the words of a speaker of this record."


def say_finding(finding: Finding) -> list[str]:
    """What there is to say of a finding, in sentences."""
    is_marks = "punctuation-only" in finding.remarks
    meaning = _OTHER_MARKS if is_marks else MEANINGS[finding.how]
    if finding.verdict != "someone-else":
        said = [meaning]
    elif finding.how == "verbatim":
        said = [MEANINGS["someone-else"], _say_whose(finding)]
    else:
        said = [_NOT_A_SPEAKERS, _say_whose(finding), meaning]
    said += [REMARKS[remark] for remark in finding.remarks if remark in REMARKS]
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
