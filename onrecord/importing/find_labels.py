"""Labels at the beginning of paragraphs: which are known, and what looks like one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from onrecord.content.label_forms import is_personal
from onrecord.content.labels import Labels, is_findable
from onrecord.content.layouts import NO_LAYOUT, Layout
from onrecord.importing.label_words import asks_by_word, ends_with_dash, is_shouted, name_in
from onrecord.model import Speaker
from onrecord.word_lists import word_list

# `Le ministre :`: a label only where it takes turns with others
_LOOSE = re.compile(r"(?P<name>[^\W\d_][^:：.,;!?()\[\]\\*\n]{0,60}?)[ \xa0]?[:：][ \xa0]")
_LOOSE_WORDS = 5
Judgement = Literal["known", "label", "doubtful", "prose"]
TEXT = "text"  # why words before a colon are certainly no label
# `PREGUNTA.-`, `Presidente. —`: a full stop and a dash where others print a colon
_SET_OFF = re.compile(r"(?P<label>[^\W_][^:：()\[\]\\*\n]{0,79}?\s?\.\s?[-–—])\s*(?=[^\s\d-])")
_ALONE = 8  # words of a label on a line of its own


@dataclass(frozen=True, slots=True)
class Found:
    """What may be a label at the beginning of a paragraph."""

    label: str
    note: str
    printed: str  # with its colon
    length: int  # of everything before the words spoken
    owner: Speaker | None = None
    is_bare: bool = False
    is_loose: bool = False  # not written like a name: `Le ministre :`
    is_ambiguous: bool = False  # a name that several people have here
    why: str = ""  # if its form alone shows that it is a label


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph's label, if one was found, and what it was judged to be."""

    found: Found | None = None
    judgement: Judgement = "prose"
    asks: bool = False
    why: str = ""

    @property
    def is_turn(self) -> bool:
        """True if somebody speaks here, known or new."""
        return self.judgement in {"known", "label"}


class KnownLabels:
    """The labels that config.yaml and the layout know."""

    def __init__(self, speakers: Iterable[Speaker], layout: Layout) -> None:
        """Learn every name and label."""
        speakers = tuple(speakers)
        self.labels = Labels(speakers)
        self.bare: dict[str, Speaker | None] = dict.fromkeys(layout.bare_labels)
        for speaker in speakers:
            self.bare.update(dict.fromkeys(speaker.bare_labels, speaker))
        self.printed: dict[str, str] = {}  # labels without a colon in this source, and why
        self.patterns = tuple(re.compile(pattern) for pattern in layout.labels)
        self.turns = tuple(re.compile(pattern) for pattern in layout.turns)
        self.recurring = {
            kind: tuple(map(re.compile, word_list("turn_patterns", kind)))
            for kind in ("recurring", "recurring_names", "questions_and_answers")
        }

    def learn(self, printed: Mapping[str, str]) -> None:
        """Learn labels without a colon, each with the reason."""
        new = {label: why for label, why in printed.items() if label not in self.bare}
        self.printed.update(new)
        self.bare.update(dict.fromkeys(new))


NO_LABELS = KnownLabels((), NO_LAYOUT)


def find_label(text: str, known: KnownLabels) -> Found | None:
    """Return the label at the beginning of a paragraph, as the parser or the layout sees it."""
    bare = _find_by_pattern(text, known) or _find_bare(text, known.bare)
    label = None if bare else known.labels.find(text)
    if label is None:
        return bare or _find_resembling(text, known)
    is_signed = not label.colon
    return Found(
        label.name,
        label.stage_note,
        label.printed,
        len(text) - len(label.rest),
        label.speaker,
        is_bare=is_signed,
        why="title and capitals" if is_signed else "",
    )


def begins_question(text: str) -> bool:
    """True if the text begins with the word for a question, as a label."""
    label = find_label(text, NO_LABELS)
    return label is not None and asks_by_word(label.label)


def find_loose_label(text: str) -> Found | None:
    """Return what could be a label although it is not written like a name: `Le ministre :`."""
    start = _start_of(text)
    match = _LOOSE.match(text, start)
    if not match or len(match["name"].split()) > _LOOSE_WORDS or not match["name"][0].isupper():
        return None
    printed = " ".join(match[0].split())
    return Found(match["name"], "", printed, match.end(), is_loose=True)


def _start_of(text: str) -> int:
    """Return where the text begins, after spaces."""
    return len(text) - len(text.lstrip(" \t\xa0"))


def _find_resembling(text: str, known: KnownLabels) -> Found | None:
    printed = known.labels.resembling(text)
    length = _start_of(text) + len(printed)
    return Found(printed[:-1], "", printed, length) if printed else None


def _find_by_pattern(text: str, known: KnownLabels) -> Found | None:
    """Find a label by a pattern of the layout, or by one whose labels recur in this source."""
    start = _start_of(text)
    for pattern in (*known.turns, *chain.from_iterable(known.recurring.values())):
        match = pattern.match(text, start)
        name = match["name"].strip() if match else ""
        why = "pattern of the layout" if pattern in known.turns else known.printed.get(name, "")
        if match and why:
            note = (match.groupdict().get("note") or "").strip()
            rest = text[match.end() :]
            length = len(text) - len(rest.lstrip(" \t\xa0\n"))
            owner = known.bare.get(name)
            return Found(name, note, match[0].strip(), length, owner, is_bare=True, why=why)
    return None


def _find_bare(text: str, bare: Mapping[str, Speaker | None]) -> Found | None:
    # `Q    Thank you`, `Q (Sneezes.)`
    start = _start_of(text)
    for name, owner in bare.items():
        if text.startswith(name, start):
            rest = text[start + len(name) :]
            gap = len(rest) - len(rest.lstrip(" \t\xa0\n"))
            if gap or not rest or ends_with_dash(name):
                return Found(name, "", name, start + len(name) + gap, owner, is_bare=True)
    return None


def labels_without_colon(
    texts: Sequence[str], known: KnownLabels, *, strong: Sequence[bool], alone: Sequence[bool]
) -> dict[str, str]:
    """Return the labels without a colon that begin turns, each with the reason.

    `strong` is true for each paragraph that begins in bold, `alone` for each line that is all bold
    or in capitals, with text below it.
    """
    return {**_set_off(texts, strong), **_alone(texts, known, alone), **_by_patterns(texts, known)}


def _set_off(texts: Sequence[str], strong: Sequence[bool]) -> dict[str, str]:
    found = [_SET_OFF.match(text.lstrip(" \t\xa0")) for text in texts]
    times = Counter(match["label"] for match in found if match)
    labels: dict[str, str] = {}
    for match, is_strong in zip(found, strong, strict=True):
        label = match["label"] if match else ""
        name = name_in(label)
        is_one = is_strong or asks_by_word(name) or is_shouted(name) or times[label] > 1
        if label and is_one and len(name.split()) <= _ALONE:
            labels[label] = "full stop and dash"
    return labels


def _by_patterns(texts: Sequence[str], known: KnownLabels) -> dict[str, str]:
    """Return names before signs of their own, if one of them recurs."""
    labels: dict[str, str] = {}
    for kind, patterns in known.recurring.items():
        for pattern in patterns:
            found = (pattern.match(text.lstrip(" \t\xa0")) for text in texts)
            times = Counter(match["name"].strip() for match in found if match)
            if kind == "recurring_names":
                for name in [*times]:
                    if not (is_personal(name) or asks_by_word(name)):
                        del times[name]
            # Single letters number lists as well: they are labels only where one asks.
            are_letters = kind == "questions_and_answers" and not any(map(asks_by_word, times))
            if times and max(times.values()) > 1 and not are_letters:
                labels |= dict.fromkeys(times, "before a sign of its own")
    return labels


def _alone(texts: Sequence[str], known: KnownLabels, alone: Sequence[bool]) -> dict[str, str]:
    """Return names on lines of their own, where they take turns: one recurs, another is there."""
    named = [
        text.strip()
        for text, is_alone in zip(texts, alone, strict=True)
        if is_alone and len(text.split()) <= _ALONE and is_findable(text.strip())
    ]
    times = Counter(named)
    if len(times) < 2 or len(named) < 3 or max(times.values()) < 2:
        return {}
    return {
        name: "on a line of its own"
        for name in times
        if times[name] > 1 or asks_by_word(name) or known.labels.find(f"{name}:")
    }
