"""A pasted text to what is found out about each quotation in it.

The same definition stands in `static/scripts/quotations/lookup.js`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.quotations.align import BRACKETED, CHANGED, Window, align
from onrecord.quotations.candidates import ASKED, FIRST_ASKED, find_by_shingles, find_by_terms
from onrecord.quotations.findings import Finding, Place, Reach, Verdict
from onrecord.quotations.judge import Case, People, is_cheap, is_own, judge
from onrecord.quotations.library import Library, Passage
from onrecord.quotations.reading import Quotation, read_quotations
from onrecord.quotations.words import Token, is_shouted, read_tokens

_SHORT = 3  # words that are nobody's
_DEAR = 2 * CHANGED  # what a way costs when it may be worth to look for other places
_FAR = 50  # per cent of what it costs to change all words: then more places would not help
_LOST = 75  # the same of what hardly stands there
_FIRST = 4  # paragraphs that are read before others
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
    held = _Held(quotation, text, tokens, _list_after(quotation, parts), library, people)
    few = find_by_shingles(tokens, held.after, library, asked=FIRST_ASKED)
    finding, cost = held.against(few.numbers[: few.likeliest], neighbours=0)
    if finding.how == "verbatim":
        return finding
    if cost * 100 <= len(tokens) * CHANGED * _LOST:
        finding, cost = held.against(few.numbers[: max(_FIRST, few.likeliest)])
        if is_cheap(cost, len(tokens)) and _is_settled(finding, cost):
            return finding
    many = find_by_shingles(tokens, held.after, library, asked=ASKED)
    finding, cost = held.against(many.numbers[: many.foremost])
    if _is_settled(finding, cost) or finding.how == "joined":
        return finding
    if is_cheap(cost, len(tokens)):
        return held.against(many.numbers)[0]
    is_far = cost * 100 > len(tokens) * CHANGED * _FAR
    numbers = many.numbers[: many.foremost] if is_far else many.numbers
    return held.against(numbers + find_by_terms(tokens, library))[0]


def _is_settled(finding: Finding, cost: int) -> bool:
    """Whether nothing nearer to the quotation is to be expected elsewhere."""
    if finding.how == "verbatim":
        return True
    if len(finding.quotation.parts) > 1:
        return finding.verdict == "joined"
    # Where only marks differ, the same words may stand elsewhere with the same marks.
    return finding.verdict in ("altered", "joined") and BRACKETED <= cost <= _DEAR


@dataclass(frozen=True, slots=True)
class _Held:
    """A quotation to be held against paragraphs."""

    quotation: Quotation
    text: str  # all its parts
    tokens: tuple[Token, ...]
    after: tuple[str, ...]  # for each word, what parts it from the one before
    library: Library
    people: People

    def against(
        self, numbers: Sequence[int], *, neighbours: int = _NEIGHBOURS
    ) -> tuple[Finding, int]:
        """What is found out about it, and what the way to it costs."""
        passages = self._read(numbers, neighbours)
        if not passages:
            return Finding(self.quotation, "not-found", "not-found"), len(self.tokens) * CHANGED
        shouted = is_shouted(self.text)
        there = tuple(read_tokens(passage.text, is_shouted=shouted) for passage in passages)
        windows = [
            Window(words, follows=number > 0 and _goes_on(passages[number - 1], passages[number]))
            for number, words in enumerate(there)
        ]
        ways = align(self.tokens, [each != "" for each in self.after], windows)
        case = Case(
            quotation=self.quotation,
            text=self.text,
            tokens=self.tokens,
            after=self.after,
            passages=tuple(passages),
            there=there,
            people=self.people,
            sizes={} if is_cheap(ways[0].cost, len(self.tokens)) else self._sizes(),
            count=self.library.count,
        )
        return judge(case, ways), ways[0].cost

    def _sizes(self) -> dict[str, int]:
        words = {token.folded for token in self.tokens if token.term is not None}
        return {word: self.library.size(word) for word in words}

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


def _list_after(quotation: Quotation, parts: Sequence[Sequence[Token]]) -> tuple[str, ...]:
    return tuple(
        part.after if place == 0 else ""
        for part, words in zip(quotation.parts, parts, strict=True)
        for place in range(len(words))
    )


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
