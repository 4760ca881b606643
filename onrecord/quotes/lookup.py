"""A pasted text to what is found out about each quotation in it.

The same definition stands in `static/scripts/quote/lookup.js`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.quotes.align import Window, align
from onrecord.quotes.candidates import find_by_runs, find_by_terms, is_telling
from onrecord.quotes.findings import Finding, Place, Reach, Verdict
from onrecord.quotes.judge import Case, People, is_own, judge
from onrecord.quotes.library import Library, Passage
from onrecord.quotes.reading import Quotation, read_quotations
from onrecord.quotes.words import Token, is_shouted, read_tokens

_SHORT = 3  # words that are nobody's
_DEAR = 8  # what a way costs when it may be worth to look for runs of words
_FIRST = 4  # paragraphs that are read before others
_OF_PHRASE = 12  # paragraphs that are taken of those with the whole
_STRETCH = 4  # words that may be of another place
_OF_STRETCH = 4  # paragraphs that are taken of those with such a stretch
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
    held = _Held(quotation, text, parts, library, people)
    likely, likeliest = find_by_terms(parts, library)
    terms = [token.term for token in tokens if token.term is not None]
    whole = text[tokens[0].start : tokens[-1].end]
    known = [] if is_telling(terms, library) else library.phrase(whole)[:_OF_PHRASE]
    finding, _ = held.against(known + likely[:likeliest], neighbours=0)
    if finding.how == "verbatim":
        return finding
    finding, cost = held.against(known + likely[: max(_FIRST, likeliest)])
    if _is_settled(finding, cost):
        return finding
    numbers = known + likely
    finding, cost = held.against(numbers)
    if _is_settled(finding, cost) or finding.how == "joined":
        return finding
    numbers = find_by_runs(text, parts, library) + numbers
    finding, _ = held.against(numbers)
    missing = _find_missing(finding, library)
    return held.against(missing + numbers)[0] if missing else finding


def _is_settled(finding: Finding, cost: int) -> bool:
    """Whether nothing nearer to the quotation is to be expected elsewhere."""
    if finding.how == "verbatim":
        return True
    if len(finding.quotation.parts) > 1:
        return finding.verdict == "joined"
    # Where only marks differ, the same words may stand elsewhere with the same marks.
    return finding.verdict in ("altered", "joined") and 0 < cost <= _DEAR


def _find_missing(finding: Finding, library: Library) -> list[int]:
    """Paragraphs with words that only the quotation has so far, each stretch by itself."""
    found: list[int] = []
    for place in finding.places:
        for run in place.runs:
            tokens = read_tokens(run.text) if run.difference == "added" else ()
            for start, end in ((0, 0), (1, 0), (0, 1)):
                some = tokens[start : len(tokens) - end]
                if len(some) >= _STRETCH:
                    found += library.phrase(run.text[some[0].start : some[-1].end])[:_OF_STRETCH]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Held:
    """A quotation to be held against paragraphs."""

    quotation: Quotation
    text: str  # all its parts
    parts: list[tuple[Token, ...]]
    library: Library
    people: People

    def against(
        self, numbers: Sequence[int], *, neighbours: int = _NEIGHBOURS
    ) -> tuple[Finding, int]:
        """What is found out about it, and what the way to it costs."""
        passages = self._read(numbers, neighbours)
        if not passages:
            return Finding(self.quotation, "not-found", "not-found"), _DEAR + 1
        shouted = is_shouted(self.text)
        there = tuple(read_tokens(passage.text, is_shouted=shouted) for passage in passages)
        after = [
            part.after if place == 0 else ""
            for part, words in zip(self.quotation.parts, self.parts, strict=True)
            for place in range(len(words))
        ]
        tokens = tuple(token for part in self.parts for token in part)
        windows = [
            Window(words, follows=number > 0 and _goes_on(passages[number - 1], passages[number]))
            for number, words in enumerate(there)
        ]
        ways = align(tokens, [each != "" for each in after], windows)
        terms = {token.term for token in tokens if token.term is not None}
        case = Case(
            quotation=self.quotation,
            text=self.text,
            tokens=tokens,
            after=tuple(after),
            passages=tuple(passages),
            there=there,
            people=self.people,
            holders={term: len(self.library.holders(term)) for term in terms},
            count=self.library.count,
        )
        return judge(case, ways), ways[0].cost

    def _read(self, numbers: Sequence[int], neighbours: int) -> list[Passage]:
        """The paragraphs and some neighbours: the words of those who count first, in order."""
        near = [number + step for number in numbers[:neighbours] for step in (-1, 1)]
        wanted = {number for number in (*numbers, *near) if 0 <= number < self.library.count}
        passages = [self.library.passage(number) for number in sorted(wanted)]
        return sorted(passages, key=lambda passage: _rank(passage, self.people))


def _joined(quotation: Quotation) -> tuple[str, list[tuple[Token, ...]]]:
    """All parts as one text, and the words of each as they stand in it."""
    text = " ".join(part.text for part in quotation.parts)
    tokens = read_tokens(text, is_shouted=is_shouted(text))
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
        Place((Reach(passage, *_where(text, passage), is_own(passage, people)),), ())
        for passage in passages
    )
    verdict: Verdict = "short" if numbers else "not-found"
    return Finding(quotation, verdict, verdict, places, count=len(numbers))


def _where(text: str, passage: Passage) -> tuple[int, int]:
    """Where the words first stand in the paragraph."""
    wanted = [token.folded for token in read_tokens(text)]
    there = read_tokens(passage.text)
    for start in range(len(there) - len(wanted) + 1):
        stretch = there[start : start + len(wanted)]
        if [token.folded for token in stretch] == wanted:
            return stretch[0].start, stretch[-1].end
    return 0, len(passage.text)


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
