"""Judges which paragraphs begin a turn.

A label is accepted where config.yaml, the layout or its own form says so, or where it recurs.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from onrecord.content.label_forms import (
    has_office,
    is_group,
    is_titled,
    name_before_office,
    several_names,
)
from onrecord.content.labels import fold_name
from onrecord.importing.doubtful_labels import is_text, names_several, settle_doubts, tell_apart
from onrecord.importing.find_labels import (
    TEXT,
    Found,
    KnownLabels,
    Turn,
    find_label,
    find_loose_label,
)
from onrecord.importing.label_words import (
    answers_by_word,
    asks_by_word,
    is_of_machine,
    is_role,
    is_shouted,
    may_be_name,
)


def judge_turns(
    texts: Sequence[str], known: KnownLabels, *, strong: Sequence[bool]
) -> tuple[Turn, ...]:
    """Return the turn that each paragraph begins, or an empty one.

    `strong` is true for each paragraph that begins in bold. A doubtful label is left for a person
    to settle: the transcript has an error until config.yaml knows it.
    """
    found = tell_apart([find_label(text, known) or find_loose_label(text) for text in texts], known)
    times = Counter(fold_name(one.label) for one in found if one)
    several = {one.label for one in found if one and names_several(one.label, set(times), known)}
    times.update(fold_name(part) for label in several for part in several_names(label))
    turns = [
        Turn(one, "doubtful")
        if one and not one.owner and one.label in several
        else _judge(one, known, times, is_strong)
        if one
        else Turn()
        for one, is_strong in zip(found, strong, strict=True)
    ]
    return tuple(settle_doubts(list(_judge_by_neighbours(turns, texts)), texts))


def judge_stated(
    found: Found, others: Collection[str], known: KnownLabels, *, asks: bool = False
) -> Turn:
    """Return the turn of a label that the source itself states; `others` are its folded labels."""
    if found.owner:
        return Turn(found, "known", found.owner.asks, "config.yaml")
    if is_of_machine(found.label) or names_several(found.label, others, known):
        return Turn(found, "doubtful")
    return Turn(found, "label", asks or asks_by_word(found.label), "stated by the source")


def begins_turn(text: str, known: KnownLabels) -> bool:
    """True if a paragraph of this text alone would begin a turn."""
    return _judge_alone(text, known).is_turn


def may_begin_turn(text: str, known: KnownLabels) -> bool:
    """True if a paragraph of this text alone would begin a turn, perhaps a doubtful one."""
    return _judge_alone(text, known).judgement != "prose"


def _judge_alone(text: str, known: KnownLabels) -> Turn:
    return judge_turns([text.lstrip("*_ \t\xa0")], known, strong=[False])[0]


def _judge(found: Found, known: KnownLabels, times: Counter[str], is_strong: bool) -> Turn:
    owner = found.owner
    if found.is_ambiguous or (not owner and is_of_machine(found.label)):
        return Turn(found, "doubtful")
    if found.is_bare:
        return _judge_bare(found, known)
    if owner:
        return Turn(found, "known", owner.asks, "config.yaml")
    if asks_by_word(found.label):
        return Turn(found, "label", True, "word for a question")
    why = _why_label(found, known, times, is_strong)
    return Turn(found, "prose" if why in {"", TEXT} else "label", False, why)


def _why_label(found: Found, known: KnownLabels, times: Counter[str], is_strong: bool) -> str:
    """Return by what something is a label; TEXT if it is certainly none, or nothing."""
    label, count = found.label, times[fold_name(found.label)]
    if answers_by_word(label) and (len(label) > 1 or times["q"]):
        return "word for an answer"
    if is_role(label):
        return "word for a role"
    if any(pattern.fullmatch(label) for pattern in known.patterns):
        return "pattern of the layout"
    if is_text(label):
        return TEXT
    if is_strong and (count > 1 or not found.is_loose):
        return "printed in bold"
    if found.is_loose:
        return ""
    if len(label) == 1 and label.isupper():
        return "single letter"
    if is_shouted(label) and len(name_before_office(label).split()) <= 6:
        return "in capitals"
    if is_group(label):
        return "people without names"
    if has_office(label):
        return "name with an office"
    if count > 1 and (len(label.split()) > 1 or "." in label):
        return "recurring name"
    if is_titled(label):
        return "title and name"
    return "recurring word" if count > 2 else ""


def _judge_bare(found: Found, known: KnownLabels) -> Turn:
    if found.owner:
        return Turn(found, "known", found.owner.asks, "config.yaml")
    if found.why:
        return Turn(found, "label", asks_by_word(found.label), found.why)
    why = known.printed.get(found.label)
    return Turn(found, "label", asks_by_word(found.label) if why else True, why or "layout")


def _judge_by_neighbours(turns: list[Turn], texts: Sequence[str]) -> Iterable[Turn]:
    """Find reporters, who ask just before somebody answers: `AFP: Is it …?`, `Wang Wenbin:`."""
    turns = [
        Turn() if turn.found and turn.found.is_loose and turn.judgement == "prose" else turn
        for turn in _with_answers(turns)
    ]
    main = _main_label(turns, texts)
    has_questions = any(turn.asks for turn in turns)
    has_bare = any(turn.found.is_bare for turn in turns if turn.found)
    asking = frozenset[str]() if has_bare else _asking_labels(turns, texts, main)
    for turn in turns:
        found, is_prose = turn.found, turn.judgement == "prose"
        is_open = is_prose or (turn.judgement == "label" and not has_questions)
        if found and found.note and is_prose and has_questions and may_be_name(found.label):
            yield Turn(found, "label", False, "name with a note")
        elif found and is_open and not turn.asks and fold_name(found.label) in asking:
            yield Turn(found, "label", True, "asks just before answers")
        else:
            yield turn


def _with_answers(turns: list[Turn]) -> list[Turn]:
    """If nobody else answers, accept whoever always speaks just after a question."""
    if any(turn.judgement != "prose" and not turn.asks for turn in turns):
        return turns
    after: dict[str, bool] = {}
    times: Counter[str] = Counter()
    for before, turn in pairwise([Turn(), *turns]):
        if turn.found and turn.judgement == "prose":
            label = fold_name(turn.found.label)
            times[label] += 1
            after[label] = after.get(label, True) and before.asks and may_be_name(turn.found.label)
    return [
        Turn(turn.found, "label", False, "answers just after questions")
        if turn.found
        and turn.judgement == "prose"
        and after[fold_name(turn.found.label)]
        and (times[fold_name(turn.found.label)] > 1 or not turn.found.is_loose)
        else turn
        for turn in turns
    ]


def _asking_labels(turns: Sequence[Turn], texts: Sequence[str], main: str) -> frozenset[str]:
    """Return the labels whose turns mostly ask and are followed by the main label."""
    if not main:
        return frozenset()
    following = _following_labels(turns)
    begun = [number for number, turn in enumerate(turns) if turn.found] + [len(turns)]
    ends = dict(pairwise(begun))
    votes: Counter[str] = Counter()
    for number, turn in enumerate(turns):
        if turn.found and may_be_name(turn.found.label):
            asked = any(map(_is_question, texts[number : ends[number]]))
            votes[fold_name(turn.found.label)] += 1 if asked and following[number] == main else -1
    return frozenset(label for label, count in votes.items() if count > 0 and label != main)


def _is_question(text: str) -> bool:
    return any(mark in text for mark in "?？؟\u037e")


def _main_label(turns: Sequence[Turn], texts: Sequence[str]) -> str:
    """Return the most frequent label that is not a question's, if it occurs more than once.

    Somebody who mostly asks is chosen only if there is nobody else.
    """
    named = [
        (fold_name(turn.found.label), text)
        for turn, text in zip(turns, texts, strict=True)
        if turn.found and turn.judgement != "prose" and not turn.asks
    ]
    times = Counter(label for label, _ in named)
    asked = Counter(label for label, text in named if _is_question(text))
    if any(2 * asked[label] < count for label, count in times.items() if count > 1):
        times = Counter({one: count for one, count in times.items() if 2 * asked[one] < count})
    label, count = max(times.items(), key=lambda item: item[1], default=("", 0))
    return label if count > 1 else ""


def _following_labels(turns: Sequence[Turn]) -> list[str]:
    result, following = [], ""
    for turn in reversed(turns):
        result.append(following)
        if turn.found:
            following = fold_name(turn.found.label)
    return result[::-1]
