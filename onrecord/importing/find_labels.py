"""Labels before turns: what looks like one, which ones a source holds, whose they are.

A label is taken for one when it is known, when the layout or its own form says so, or when it
comes back; everything else that stands before a colon stays prose, and is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.content.labels import Labels, fold_name, is_findable
from onrecord.content.layouts import Layout
from onrecord.importing.word_lists import HONORIFICS, NO_NAMES, SAYING
from onrecord.model import Speaker

Judgement = Literal["known", "label", "prose"]

# what "question" is in languages that governments publish in; a label may go on after it
_QUESTION = re.compile(
    r"(?:questions?|q|qn|journalist(?:e|in)?|reporter|correspondent|media|press|p|вопрос(?:ы)?|журналист"
    r"|корреспондент|питання|запитання|пытанне|frager(?:in)?|(?:frage|nachfrage|zusatzfrage|zusatz|zuruf)(?:\s+[\w-]+)?|journalist(?:in)?|pregunta"
    r"|periodista|pergunta|jornalista|domanda|giornalista|vraag|pytanie|dziennikarz|otázka|kérdés"
    r"|remark|реплика|întrebare|въпрос|питање|pitanje|ερώτηση|δημοσιογραφοσ|δημοσιογράφος|soru|spørgsmål|spørsmål"
    r"|fråga|kysymys|küsimus|klausimas|jautājums|sual|savol|сұрақ|суроо|سؤال|السؤال|سوال|پرسش"
    r"|שאלה|प्रश्न|问|問|记者|記者|提问|質問|記者|질문|기자|pertanyaan|câu hỏi|คำถาม|swali)"
    r"(?:\s+(?:\d+|no\.?\s*\d+|from\b.*|by\b.*|de\b.*|от\b.*|von\b.*))?",
    re.I,
)
# what "answer" is: whoever speaks is not named
_ANSWER = re.compile(
    r"answer|a|reply|response|ответ|відповідь|адказ|antwort|réponse|r|respuesta|resposta|risposta"
    r"|antwoord|odpowiedź|odpověď|válasz|răspuns|отговор|одговор|odgovor|απάντηση|cevap|yanıt|svar"
    r"|جواب|الجواب|پاسخ|תשובה|उत्तर|答|回答|답변|jawaban|trả lời|คำตอบ|jibu",
    re.I,
)
# who leads a talk or turns it into another language
_ROLE = re.compile(
    r"moderator(?:in)?|host|presenter|operator|interpreter|translator|interviewer|announcer|staff"
    r"|audience|spokes(?:man|woman|person)|chair(?:man|woman|person)?|ведущ(?:ий|ая)|модератор"
    r"|переводчик(?:ца)?|ведучий|ведуча|modérat(?:eur|rice)|animat(?:eur|rice)|moderador(?:a)?"
    r"|moderatore|intérprete|dolmetscher(?:in)?|主持人|翻译|司会|通訳",
    re.I,
)
# `PREGUNTA.-`, `Presidente. —`: a full stop and a dash where others print a colon
_SET_OFF = re.compile(r"(?P<label>[^\W_][^:：()\[\]\\*\n]{0,79}?\s?\.\s?[-–—])\s*(?=[^\s\d-])")
_DASH = re.compile(r"\s?\.\s?[-–—]\Z")
_ALONE = 8  # words of a label on a line of its own
# `Le ministre :`: what begins so is a label only where it takes turns
_LOOSE = re.compile(r"(?P<name>[^\W\d_][^:：.,;!?()\[\]\\*\n]{0,60}?)[ \xa0]?[:：][ \xa0]")
_LOOSE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What stands before a colon at the beginning of a paragraph."""

    label: str
    note: str
    printed: str  # as it stands, colon included
    length: int  # of all before the words spoken
    owner: Speaker | None = None
    is_bare: bool = False
    is_loose: bool = False  # not written as names are: `Le ministre :`


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph's label, if one was found, and what it was judged to be."""

    found: Found | None = None
    judgement: Judgement = "prose"
    asks: bool = False
    why: str = ""


class KnownLabels:
    """The labels that config.yaml and the layout know."""

    def __init__(self, speakers: Iterable[Speaker], layout: Layout) -> None:
        """Take in every name and label, as the parser does."""
        speakers = tuple(speakers)
        self.labels = Labels(speakers)
        self.bare: dict[str, Speaker | None] = dict.fromkeys(layout.bare_labels)
        for speaker in speakers:
            self.bare.update(dict.fromkeys(speaker.bare_labels, speaker))
        self.printed: dict[str, str] = {}  # labels without a colon that the source has, and why
        self.patterns = tuple(re.compile(pattern) for pattern in layout.labels)

    def learn(self, printed: Mapping[str, str]) -> None:
        """Know these labels without a colon, each with the reason why it is one."""
        new = {label: why for label, why in printed.items() if label not in self.bare}
        self.printed.update(new)
        self.bare.update(dict.fromkeys(new))


def labels_without_colon(
    texts: Sequence[str], known: KnownLabels, *, strong: Sequence[bool], alone: Sequence[bool]
) -> dict[str, str]:
    """The labels without a colon that stand before turns here, each with the reason.

    `strong` says of each paragraph whether its beginning is printed in bold, `alone` whether it is
    a line of its own, in bold or in capitals, with words below it.
    """
    return {**_set_off(texts, strong), **_alone(texts, known, alone)}


def _set_off(texts: Sequence[str], strong: Sequence[bool]) -> dict[str, str]:
    found = [_SET_OFF.match(text.lstrip(" \t\xa0")) for text in texts]
    times = Counter(match["label"] for match in found if match)
    labels: dict[str, str] = {}
    for match, is_strong in zip(found, strong, strict=True):
        label = match["label"] if match else ""
        name = _DASH.sub("", label)
        is_one = is_strong or asks_by_word(name) or is_shouted(name) or times[label] > 1
        if label and is_one and len(name.split()) <= _ALONE:
            labels[label] = "set off by a full stop and a dash"
    return labels


def _alone(texts: Sequence[str], known: KnownLabels, alone: Sequence[bool]) -> dict[str, str]:
    """Names on lines of their own, where they take turns: one that comes back, and another."""
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


def find_label(text: str, known: KnownLabels) -> Found | None:
    """What the parser would take for a label, or the layout, at the beginning of a paragraph."""
    bare = _find_bare(text, known.bare)
    label = None if bare else known.labels.find(text)
    if label is None:
        return bare
    length = len(text) - len(label.rest)
    return Found(label.name, label.stage_note, label.printed, length, label.speaker)


def judge_turns(
    texts: Sequence[str], known: KnownLabels, *, strong: Sequence[bool]
) -> tuple[Turn, ...]:
    """The turn that each paragraph begins, or none.

    `strong` says of each paragraph whether its beginning is printed in bold.
    """
    found = [find_label(text, known) or _find_loose(text) for text in texts]
    times = Counter(fold_name(one.label) for one in found if one)
    turns = [
        _judge(one, known, times, is_strong) if one else Turn()
        for one, is_strong in zip(found, strong, strict=True)
    ]
    return tuple(_judge_by_neighbours(turns, texts))


def asks_by_word(label: str) -> bool:
    """Whether the label says that a question follows, in one of many languages."""
    return bool(_QUESTION.fullmatch(_DASH.sub("", label).strip()))


def answers_by_word(label: str) -> bool:
    """Whether the label says that an answer follows, and not who gives it."""
    return bool(_ANSWER.fullmatch(_DASH.sub("", label).strip()))


def name_in(label: str) -> str:
    """The label without the marks that set it off: `PREGUNTA.-`."""
    return _DASH.sub("", label).strip()


def _find_bare(text: str, bare: Mapping[str, Speaker | None]) -> Found | None:
    # `Q    Thank you`, `Q (Sneezes.)`
    start = len(text) - len(text.lstrip(" \t\xa0"))
    for name, owner in bare.items():
        if text.startswith(name, start):
            rest = text[start + len(name) :]
            gap = len(rest) - len(rest.lstrip(" \t\xa0\n"))
            if gap or not rest or _DASH.search(name):
                return Found(name, "", name, start + len(name) + gap, owner, is_bare=True)
    return None


def _find_loose(text: str) -> Found | None:
    start = len(text) - len(text.lstrip(" \t\xa0"))
    match = _LOOSE.match(text, start)
    if not match or len(match["name"].split()) > _LOOSE_WORDS or not match["name"][0].isupper():
        return None
    printed = " ".join(match[0].split())
    return Found(match["name"], "", printed, match.end(), is_loose=True)


def _judge(found: Found, known: KnownLabels, times: Counter[str], is_strong: bool) -> Turn:
    owner = found.owner
    asks = asks_by_word(found.label)
    if found.is_bare:
        return _judge_bare(found, known)
    if owner:
        return Turn(found, "known", owner.asks, "config.yaml")
    if asks:
        return Turn(found, "label", True, "the word for a question")
    if answers_by_word(found.label) and len(found.label) > 1:
        return Turn(found, "label", False, "the word for an answer")
    if _ROLE.fullmatch(found.label):
        return Turn(found, "label", False, "the word for a role")
    if any(pattern.fullmatch(found.label) for pattern in known.patterns):
        return Turn(found, "label", asks, "the layout's pattern")
    words = [word.casefold().strip(".,") for word in found.label.split()]
    if words[0] in NO_NAMES or any(character.isdigit() for character in words[0]):
        return Turn(found)
    if words[-1] in SAYING:
        return Turn(found)
    if is_strong and (times[fold_name(found.label)] > 1 or not found.is_loose):
        return Turn(found, "label", asks, "printed in bold")
    if found.is_loose:
        return Turn(found)
    if len(found.label) == 1 and found.label.isupper():
        return Turn(found, "label", False, "a letter")
    if is_shouted(found.label) and len(words) <= 6:
        return Turn(found, "label", asks, "in capitals")
    is_name = len(words) > 1 or "." in found.label
    if is_name and (words[0] in HONORIFICS or times[fold_name(found.label)] > 1):
        return Turn(found, "label", asks, "a name that comes back")
    if times[fold_name(found.label)] > 2:
        return Turn(found, "label", asks, "a word that comes back")
    return Turn(found)


def _judge_bare(found: Found, known: KnownLabels) -> Turn:
    if found.owner:
        return Turn(found, "known", found.owner.asks, "config.yaml")
    why = known.printed.get(found.label)
    return Turn(found, "label", asks_by_word(found.label) if why else True, why or "layout")


def _judge_by_neighbours(turns: list[Turn], texts: Sequence[str]) -> Iterable[Turn]:
    """Who asks just before the one that answers is a reporter: `AFP: Is it …?`, `Wang Wenbin:`."""
    turns = _without_loose(_with_answers(turns))
    main = _main_label(turns, texts)
    has_questions = any(turn.asks for turn in turns)
    has_bare = any(turn.found.is_bare for turn in turns if turn.found)
    asking = frozenset[str]() if has_bare else _asking_labels(turns, texts, main)
    for turn in turns:
        found = turn.found
        if (
            found
            and found.note
            and turn.judgement == "prose"
            and has_questions
            and _may_name(found)
        ):
            yield Turn(found, "label", False, "a name with a note")
            continue
        is_open = turn.judgement == "prose" or (turn.judgement == "label" and not has_questions)
        if found and is_open and not turn.asks and fold_name(found.label) in asking:
            yield Turn(found, "label", True, "asks before the one who answers speaks")
        else:
            yield turn


def _with_answers(turns: list[Turn]) -> list[Turn]:
    """Where nobody else answers, whoever always speaks just after a question does."""
    if any(turn.judgement != "prose" and not turn.asks for turn in turns):
        return turns
    after: dict[str, bool] = {}
    times: Counter[str] = Counter()
    for before, turn in pairwise([Turn(), *turns]):
        if turn.found and turn.judgement == "prose":
            label = fold_name(turn.found.label)
            times[label] += 1
            after[label] = after.get(label, True) and before.asks and _may_name(turn.found)
    return [
        Turn(turn.found, "label", False, "speaks just after questions")
        if turn.found
        and turn.judgement == "prose"
        and after[fold_name(turn.found.label)]
        and (times[fold_name(turn.found.label)] > 1 or not turn.found.is_loose)
        else turn
        for turn in turns
    ]


def _without_loose(turns: list[Turn]) -> list[Turn]:
    return [
        Turn() if turn.found and turn.found.is_loose and turn.judgement == "prose" else turn
        for turn in turns
    ]


def _asking_labels(turns: Sequence[Turn], texts: Sequence[str], main: str) -> frozenset[str]:
    """The labels whose turns mostly hold a question and are followed by the main label."""
    if not main:
        return frozenset()
    following = _following_labels(turns)
    begun = [number for number, turn in enumerate(turns) if turn.found] + [len(turns)]
    ends = dict(pairwise(begun))
    votes: Counter[str] = Counter()
    for number, turn in enumerate(turns):
        if turn.found and _may_name(turn.found):
            asked = any(map(_is_question, texts[number : ends[number]]))
            votes[fold_name(turn.found.label)] += 1 if asked and following[number] == main else -1
    return frozenset(label for label, count in votes.items() if count > 0 and label != main)


def _may_name(found: Found) -> bool:
    words = [word.casefold().strip(".,") for word in found.label.split()]
    return words[0] not in NO_NAMES and not words[0].isdigit() and words[-1] not in SAYING


def _is_question(text: str) -> bool:
    return any(mark in text for mark in "?？؟\u037e")


def _main_label(turns: Sequence[Turn], texts: Sequence[str]) -> str:
    """The label, other than a question's, that stands most often, if it stands more than once.

    Whoever mostly asks is only taken where nobody else is left.
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


def is_shouted(label: str) -> bool:
    """Mostly in capitals: `MR. PRICE`, `Mr. KIRBY`, `SECRETARY BLINKEN`."""
    words = [word for word in re.split(r"[\s.,]+", label) if word]
    if words and words[0].casefold() in HONORIFICS and len(words) > 1:
        words = words[1:]
    letters = "".join(letter for letter in "".join(words) if letter.isalpha())
    capitals = sum(map(str.isupper, letters))
    return capitals >= max(2, 0.8 * len(letters))
