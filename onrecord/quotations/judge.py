"""The way from the record to a quotation, to what is found out about it.

The same definition stands in `static/scripts/quotations/judge.js`. The measures below are those
with which made quotations are told best: `docs/quotes.md` says how that is measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.quotations.align import CHANGED, Step, Way
from onrecord.quotations.candidates import rarity_of
from onrecord.quotations.findings import Finding, Place, Reach, Run, Verdict
from onrecord.quotations.library import Passage
from onrecord.quotations.marks import find_spans
from onrecord.quotations.reading import Quotation
from onrecord.quotations.words import (
    Token,
    ends_sentence,
    is_negation,
    signs_at_end,
    signs_at_start,
)

# A quotation stands there when the way to it costs so little, in per cent of one on which every
# word is changed; or a little more, but so many of its words are held, by weight; or fewer, but so
# many of them on end.
_CHEAP = 27
_DEARER = 36
_PATCHED = 30  # the same of what is put together from several places and changed besides
_HELD = 60
_HELD_BY_A_RUN = 40
_RUN = 10
_NEAR = 25  # per cent held that make a place worth showing where it is not enough
_LEFT_OUT = 12  # words: where more are left out, what is round them is joined
_FEWEST = 3  # words of a part that stands in a place of its own
_FEWEST_COMMON = 5  # and of one that has only stop words
_EDGE = 2  # words at an end of a quotation that stand in the place of others
_BEFORE = 4  # words before a quotation among which a negation is told


@dataclass(frozen=True, slots=True)
class People:
    """Whose words a collection records; `wanted` is one of them, if only that one's count."""

    recorded: frozenset[str]
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation and what it is held against."""

    quotation: Quotation
    text: str  # all its parts
    tokens: tuple[Token, ...]
    after: tuple[str, ...]  # for each word, what parts it from the one before
    passages: tuple[Passage, ...]
    there: tuple[tuple[Token, ...], ...]  # the words of each passage
    people: People
    sizes: Mapping[str, int]  # how often a folded word stands in all paragraphs, in binary digits
    count: int  # of all paragraphs


def judge(case: Case, ways: Sequence[Way]) -> Finding:
    """What is found out; of ways that cost the same, by the one with the fewest differences."""
    findings = [_judge_way(case, way) for way in ways[:_MOST_WAYS]]
    best = min(findings, key=lambda finding: _ORDER.index(finding.verdict))
    if best.how != "verbatim":
        return best
    same = [finding for finding in findings if finding.how == "verbatim"]
    return replace(best, count=len({one.places[0].reaches[0].passage.id for one in same}))


def is_cheap(cost: int, count: int) -> bool:
    """Whether a way to so many words costs so little that how rare they are need not be known."""
    return _in_per_cent(cost, count) <= _CHEAP


_MOST_WAYS = 50
_ORDER: tuple[Verdict, ...] = (
    "verbatim", "someone-else", "joined", "altered", "not-found", "short", "too-common",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Steps that stand on end, of which the first and the last lay word on the same word.

    `head` and `tail` are the steps round them that do not.
    """

    steps: tuple[Step, ...]
    head: tuple[Step, ...] = ()
    tail: tuple[Step, ...] = ()

    @property
    def first(self) -> Step:
        return self.steps[0]

    @property
    def last(self) -> Step:
        return self.steps[-1]


def _judge_way(case: Case, way: Way) -> Finding:
    stretches = _merge(case, [s for s in _stretches(case, way) if _is_worth_it(case, s)])
    share = _share(case, stretches)
    if not stretches or (share < _NEAR and not is_cheap(way.cost, len(case.tokens))):
        return Finding(case.quotation, "not-found", "not-found")
    places = tuple(_place(case, stretches, number) for number in range(len(stretches)))
    if not _is_enough(case, way, stretches, share, is_patched=_is_patched(places)):
        return Finding(case.quotation, "not-found", "not-found", places[:1])
    how = _how(places)
    reaches = [reach for place in places for reach in place.reaches]
    verdict: Verdict = how if any(reach.is_own for reach in reaches) else "someone-else"
    return Finding(case.quotation, verdict, how, places, tuple(_remarks(case, places, stretches)))


def _how(places: Sequence[Place]) -> Verdict:
    if any(run.difference != "same" for place in places for run in place.runs):
        return "altered"
    return "joined" if len(places) > 1 else "verbatim"


def _remarks(case: Case, places: Sequence[Place], stretches: Sequence[_Stretch]) -> list[str]:
    runs = [run for place in places for run in place.runs if run.difference != "same"]
    reaches = [reach for place in places for reach in place.reaches]
    remarks = []
    if runs and not any(_has_letters(run.text) for run in runs):
        remarks.append("punctuation-only")
    elif runs and _is_in_brackets(case, stretches):
        remarks.append("brackets-only")
    if len(places) > 1:
        is_silent = any(not place.is_after_gap for place in places[1:])
        remarks.append("joined-silently" if is_silent else "joined-with-marks")
        if len({reach.passage.statement for reach in reaches}) > 1:
            remarks.append("several-statements")
        elif _is_in_other_order(places):
            remarks.append("other-order")
    if any(reach.is_reported for reach in reaches):
        remarks.append("reported")
    if len({reach.is_own for reach in reaches}) > 1:
        remarks.append("partly-someone-else")
    if any(_is_negated(case, stretch) for stretch in stretches):
        remarks.append("negation-before")
    if _goes_on(case, stretches[-1]):
        remarks.append("goes-on")
    return remarks


def _is_negated(case: Case, stretch: _Stretch) -> bool:
    """Whether the record has a negation right before the words, in the same sentence."""
    there = case.there[stretch.first.window]
    for place in range(stretch.first.there - 1, stretch.first.there - 1 - _BEFORE, -1):
        if place < 0 or ends_sentence(there[place].after):
            return False
        if is_negation(there[place]):
            return True
    return False


def _goes_on(case: Case, stretch: _Stretch) -> bool:
    """Whether the quotation ends a sentence where the record does not."""
    is_last = stretch.last.quoted == len(case.tokens) - 1
    there = case.there[stretch.last.window]
    return (
        is_last
        and ends_sentence(case.tokens[-1].after)
        and stretch.last.there < len(there) - 1
        and not ends_sentence(there[stretch.last.there].after)
    )


def _stretches(case: Case, way: Way) -> list[_Stretch]:
    """The way cut at its jumps; what does not begin or end with words that are held is cut off."""
    pieces: list[list[Step]] = [[]]
    for step in way.steps:
        if step.jumps:
            pieces.append([])
        pieces[-1].append(step)
    found = []
    for piece in pieces:
        held = [place for place, step in enumerate(piece) if _holds(case, step)]
        if held:
            start, end = held[0], held[-1] + 1
            found.append(
                _Stretch(tuple(piece[start:end]), tuple(piece[:start]), tuple(piece[end:]))
            )
    return found


def _is_worth_it(case: Case, stretch: _Stretch) -> bool:
    """Whether it is more than words that stand together by chance."""
    held = [step for step in stretch.steps if _holds(case, step)]
    quoted = stretch.last.quoted - stretch.first.quoted + 1
    is_all = len(held) * 2 >= len(case.tokens)
    is_part = case.after[stretch.first.quoted] != "" and quoted == len(held)
    has_term = any(case.tokens[step.quoted].term is not None for step in held)
    fewest = _FEWEST if has_term else _FEWEST_COMMON
    return is_all or (len(held) * 2 >= quoted and (is_part or len(held) >= fewest))


def _merge(case: Case, stretches: list[_Stretch]) -> list[_Stretch]:
    """Stretches of one paragraph between which only a few words are left out are one."""
    merged = stretches[:1]
    for stretch in stretches[1:]:
        before, first = merged[-1].last, stretch.first
        gap = first.there - before.there - 1
        is_near = before.window == first.window and 0 <= gap <= _LEFT_OUT
        if is_near and not _is_parted(case, before, first):
            added = [Step(n, first.window, -1) for n in range(before.quoted + 1, first.quoted)]
            left = [Step(-1, first.window, n) for n in range(before.there + 1, first.there)]
            steps = (*merged[-1].steps, *left, *added, *stretch.steps)
            merged[-1] = _Stretch(steps, merged[-1].head, stretch.tail)
        else:
            merged.append(stretch)
    return merged


def _is_parted(case: Case, before: Step, following: Step) -> bool:
    """Whether the quotation itself parts the two words."""
    return any(case.after[n] for n in range(before.quoted + 1, following.quoted + 1))


def _share(case: Case, stretches: Sequence[_Stretch]) -> int:
    """How much of the quotation's words is held, by weight, in per cent."""
    held = 0
    for stretch in stretches:
        for step in stretch.steps:
            if _holds(case, step):
                weight = _weight(case, case.tokens[step.quoted])
                held += weight * 2 if _is_same(case, step) else weight
    total = sum(_weight(case, token) for token in case.tokens if not token.is_bracketed)
    return held * 50 // max(total, 1)


def _is_patched(places: Sequence[Place]) -> bool:
    """Whether it is of several places and has other words than they have."""
    runs = (run for place in places for run in place.runs if run.difference != "same")
    return len(places) > 1 and any(_has_letters(run.text) for run in runs)


def _is_enough(
    case: Case, way: Way, stretches: Sequence[_Stretch], share: int, *, is_patched: bool
) -> bool:
    """Whether it is this quotation, and not another that has words in common with it."""
    cost = _in_per_cent(way.cost, len(case.tokens))
    if cost <= _CHEAP or case.quotation.holds_marked:
        return cost <= _CHEAP
    if cost <= (_PATCHED if is_patched else _DEARER) and share >= _HELD:
        return True
    return share >= _HELD_BY_A_RUN and any(_longest_run(case, s) >= _RUN for s in stretches)


def _in_per_cent(cost: int, count: int) -> int:
    """What a way to so many words costs beside one on which every word is changed."""
    return cost * 100 // (count * CHANGED)


def _longest_run(case: Case, stretch: _Stretch) -> int:
    longest = run = 0
    for step in stretch.steps:
        run = run + 1 if _is_same(case, step) else 0
        longest = max(longest, run)
    return longest


def _weight(case: Case, token: Token) -> int:
    if token.is_bracketed:
        return 0
    if token.term is None:
        return 2
    return 4 + rarity_of(case.sizes.get(token.folded, 0), case.count)


def _place(case: Case, stretches: Sequence[_Stretch], number: int) -> Place:
    stretch = stretches[number]
    before = stretches[number - 1].last if number else None
    next_quoted = (
        stretches[number + 1].first.quoted if number + 1 < len(stretches) else len(case.tokens)
    )
    start = stretch.first.quoted if before else 0
    return Place(
        reaches=tuple(_reaches(case, stretch)),
        runs=(
            *_edge(case, stretch, start, stretch.first.quoted),
            *_runs(case, stretch),
            *_edge(case, stretch, stretch.last.quoted + 1, next_quoted),
        ),
        is_after_gap=before is not None
        and "ellipsis" in case.after[before.quoted + 1 : stretch.first.quoted + 1],
    )


def _reaches(case: Case, stretch: _Stretch) -> list[Reach]:
    reaches = []
    for window in sorted({step.window for step in stretch.steps}):
        there = [s.there for s in stretch.steps if s.window == window and s.there >= 0]
        tokens = [case.there[window][place] for place in there]
        reaches.append(_reach(case, case.passages[window], tokens[0].start, tokens[-1].end))
    return reaches


def _reach(case: Case, passage: Passage, start: int, end: int) -> Reach:
    is_reported = passage.kind == "report" and any(
        span.start <= start and end <= span.end for span in find_spans(passage.text)
    )
    return Reach(passage, start, end, is_reported or is_own(passage, case.people), is_reported)


def is_own(passage: Passage, people: People) -> bool:
    """Whether a paragraph is the words of one whose words count."""
    if people.wanted:
        return passage.speaker == people.wanted
    return passage.kind in ("statement", "answer") and passage.speaker in people.recorded


def _edge(case: Case, stretch: _Stretch, start: int, end: int) -> list[Run]:
    """What the quotation has before or behind what is held, and what the record has for it.

    Of more words than a few, or of another sentence's, nobody knows which of the record's they
    stand for.
    """
    is_head = end == stretch.first.quoted
    steps = stretch.head if is_head else stretch.tail
    block = [step for step in steps if start <= step.quoted < end]
    there = [step for step in block if step.there >= 0]
    is_within = not any(
        step.window != (stretch.first if is_head else stretch.last).window
        or ends_sentence(_mark_beside(case, step, is_before=not is_head))
        for step in there
    )
    if there and is_within and len(block) == end - start <= _EDGE:
        return _different(case, block)
    return _added(case, start, end)


def _mark_beside(case: Case, step: Step, *, is_before: bool) -> str:
    token = case.there[step.window][step.there]
    return token.before if is_before else token.after


def _added(case: Case, start: int, end: int) -> list[Run]:
    """What the quotation has from the word `start` to the word `end`, if anything."""
    tokens = case.tokens[start:end]
    return [Run("added", case.text[tokens[0].start : tokens[-1].end])] if tokens else []


def _runs(case: Case, stretch: _Stretch) -> list[Run]:
    """What is the same and what is not, in order."""
    runs = _signs(case, stretch.first, is_end=False)
    steps = stretch.steps
    start = 0
    while start < len(steps):
        is_same = _is_same(case, steps[start])
        end = start + 1
        while (
            end < len(steps)
            and _is_same(case, steps[end]) == is_same
            and not (is_same and _marks(case, steps[end - 1], steps[end]))
        ):
            end += 1
        block = steps[start:end]
        runs += _same(case, block) if is_same else _different(case, block)
        if is_same and end < len(steps):
            runs += _marks(case, steps[end - 1], steps[end])
        start = end
    return runs + _signs(case, stretch.last, is_end=True)


def _same(case: Case, block: Sequence[Step]) -> list[Run]:
    """The record's own words, paragraph by paragraph."""
    texts = []
    for window in sorted({step.window for step in block}):
        tokens = [case.there[window][step.there] for step in block if step.window == window]
        texts.append(case.passages[window].text[tokens[0].start : tokens[-1].end])
    return [Run("same", " ".join(texts))]


def _different(case: Case, block: Sequence[Step]) -> list[Run]:
    left = [(step.window, step.there) for step in block if step.there >= 0]
    added = [step.quoted for step in block if step.quoted >= 0]
    runs = []
    if left:
        tokens = [case.there[window][place] for window, place in left if window == left[0][0]]
        text = case.passages[left[0][0]].text
        runs.append(Run("left-out", text[tokens[0].start : tokens[-1].end]))
    return runs + (_added(case, added[0], added[-1] + 1) if added else [])


def _marks(case: Case, step: Step, following: Step) -> list[Run]:
    """How the marks between two words that are the same differ, where both stand on end."""
    is_on_end = (
        following.quoted == step.quoted + 1
        and following.there == step.there + 1
        and following.window == step.window
    )
    if not is_on_end or not _is_same(case, following) or case.after[following.quoted]:
        return []
    there = case.there[step.window][step.there].after
    return _differing(there, case.tokens[step.quoted].after)


def _signs(case: Case, step: Step, *, is_end: bool) -> list[Run]:
    """How signs differ that belong to the first or the last word, such as a currency's."""
    there, quoted = case.there[step.window][step.there], case.tokens[step.quoted]
    if is_end:
        return _differing(signs_at_end(there.after), signs_at_end(quoted.after))
    return _differing(signs_at_start(there.before), signs_at_start(quoted.before))


def _differing(there: str, quoted: str) -> list[Run]:
    if there == quoted:
        return []
    runs = [Run("left-out", there)] if there else []
    return runs + ([Run("added", quoted)] if quoted else [])


def _holds(case: Case, step: Step) -> bool:
    """Whether a word is laid on the same word, or on another form of it."""
    if step.quoted < 0 or step.there < 0:
        return False
    quoted, there = case.tokens[step.quoted], case.there[step.window][step.there]
    return quoted.key == there.key or (quoted.term is not None and quoted.term == there.term)


def _is_same(case: Case, step: Step) -> bool:
    if step.quoted < 0 or step.there < 0:
        return False
    return case.tokens[step.quoted].key == case.there[step.window][step.there].key


def _is_in_brackets(case: Case, stretches: Sequence[_Stretch]) -> bool:
    """Whether all that differs is what the quotation puts in square brackets."""
    same = {step.quoted for s in stretches for step in s.steps if _is_same(case, step)}
    others = [token for n, token in enumerate(case.tokens) if n not in same]
    blocks = [_blocks_of_differences(case, stretch) for stretch in stretches]
    return all(token.is_bracketed for token in others) and all(
        any(step.quoted >= 0 for step in block) for several in blocks for block in several
    )


def _blocks_of_differences(case: Case, stretch: _Stretch) -> list[list[Step]]:
    blocks: list[list[Step]] = [[]]
    for step in stretch.steps:
        if _is_same(case, step):
            blocks.append([])
        else:
            blocks[-1].append(step)
    return [block for block in blocks if block]


def _has_letters(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _is_in_other_order(places: Sequence[Place]) -> bool:
    order = [(place.reaches[0].passage.number, place.reaches[0].start) for place in places]
    return order != sorted(order)
