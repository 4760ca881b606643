"""A pasted text to what is found out about each quotation in it.

The same definition stands in `static/scripts/quote/lookup.js`.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.quotes.align import Window, align
from onrecord.quotes.candidates import find_candidates
from onrecord.quotes.findings import Finding, Place, Reach
from onrecord.quotes.judge import Case, People, is_own, judge
from onrecord.quotes.library import Library, Passage
from onrecord.quotes.reading import Quotation, read_quotations
from onrecord.quotes.words import Token, read_tokens

_SHORT = 3  # words that are nobody's
_FEW_TERMS = 4  # below this, places of a phrase are asked for as well
_SHOWN = 5  # places of a short quotation
_NEIGHBOURS = 3  # paragraphs whose neighbours are read too


def look_up(text: str, *, library: Library, people: People) -> list[Finding]:
    """A finding for each quotation in the text, in order."""
    findings: list[Finding] = []
    for quotation in read_quotations(text):
        finding = look_up_quotation(quotation, library=library, people=people)
        if quotation.holds_marked and finding.verdict != "not-found":
            return [finding]
        if not quotation.holds_marked:
            findings.append(finding)
    return findings


def look_up_quotation(quotation: Quotation, *, library: Library, people: People) -> Finding:
    """What is found out about one quotation."""
    text, parts = _joined(quotation)
    tokens = tuple(token for part in parts for token in part)
    if len(tokens) <= _SHORT:
        return _count(quotation, text, library, people)
    if all(token.term is None for token in tokens):
        return Finding(quotation, "too-common", "too-common")
    passages = _read(quotation, parts, library, people)
    if not passages:
        return Finding(quotation, "not-found", "not-found")
    there = tuple(read_tokens(passage.text) for passage in passages)
    after = [
        part.after if place == 0 else ""
        for part, words in zip(quotation.parts, parts, strict=True)
        for place in range(len(words))
    ]
    case = Case(
        quotation=quotation,
        text=text,
        tokens=tokens,
        after=tuple(after),
        passages=tuple(passages),
        there=there,
        people=people,
        holders={t.term: len(library.holders(t.term)) for t in tokens if t.term is not None},
        count=library.count,
    )
    windows = [
        Window(words, follows=number > 0 and _goes_on(passages[number - 1], passages[number]))
        for number, words in enumerate(there)
    ]
    return judge(case, align(tokens, [each != "" for each in after], windows))


def _joined(quotation: Quotation) -> tuple[str, list[tuple[Token, ...]]]:
    """All parts as one text, and the words of each as they stand in it."""
    text = " ".join(part.text for part in quotation.parts)
    tokens = read_tokens(text)
    parts, start = [], 0
    for part in quotation.parts:
        end = start + len(part.text)
        parts.append(tuple(token for token in tokens if start <= token.start < end))
        start = end + 1
    return text, parts


def _count(quotation: Quotation, text: str, library: Library, people: People) -> Finding:
    """Of a few words, only how often they stand here."""
    numbers = library.phrase(text)
    if not numbers and all(token.term is None for token in read_tokens(text)):
        return Finding(quotation, "too-common", "too-common")
    passages = [library.passage(number) for number in numbers[:_SHOWN]]
    places = tuple(
        Place((Reach(passage, 0, len(passage.text), is_own(passage, people)),), ())
        for passage in passages
    )
    verdict = "short" if numbers else "not-found"
    return Finding(quotation, verdict, verdict, places, count=len(numbers))


def _read(
    quotation: Quotation, parts: Sequence[Sequence[Token]], library: Library, people: People
) -> list[Passage]:
    """The paragraphs to hold it against: the words of those who count first, then in order."""
    numbers = find_candidates(parts, library)
    near = [number + step for number in numbers[:_NEIGHBOURS] for step in (-1, 1)]
    if sum(token.term is not None for part in parts for token in part) < _FEW_TERMS:
        near += library.phrase(" ".join(part.text for part in quotation.parts))[:_SHOWN]
    wanted = {number for number in (*numbers, *near) if 0 <= number < library.count}
    passages = [library.passage(number) for number in sorted(wanted)]
    return sorted(passages, key=lambda passage: _rank(passage, people))


def _rank(passage: Passage, people: People) -> int:
    if is_own(passage, people):
        return 0
    return 1 if passage.kind == "report" else 2


def _goes_on(passage: Passage, following: Passage) -> bool:
    return (
        following.number == passage.number + 1
        and following.statement == passage.statement
        and following.speaker == passage.speaker
    )
