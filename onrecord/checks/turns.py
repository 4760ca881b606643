"""Warnings about turns that suggest a missing or a mistaken label."""

import re
from collections.abc import Iterator

from onrecord.checks.check import Spot, beginning, check_of_each, quoted, spots_at
from onrecord.checks.context import Transcript
from onrecord.content.label_forms import resembles_label
from onrecord.model import ParsedParagraph, Speech
from onrecord.word_lists import word_set

# `Photo: …` at the beginning of a line
_BEFORE_COLON = re.compile(r"^(?P<name>[^\W\d_][^:：()\[\]\\*\n]{0,80})[:：]", re.MULTILINE)
_SHOWN = 5
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_QUESTION_MARK = re.compile(r"[?？؟;;]|՞")
_LONGEST_WORD = 60
_MIN_WORDS = 4
_LONG_QUESTION = 12
_WITHOUT_SPACES = word_set("language_lists", "without_spaces")


@check_of_each
def _label_like_text(transcript: Transcript) -> Iterator[Spot]:
    """A line begins with words that look like a label and are read as text."""
    found = transcript.body.find(_BEFORE_COLON)
    places = [(line, match) for line, match in found if resembles_label(match["name"])]
    if places:
        names = dict.fromkeys(f"{match['name']}:" for _, match in places)
        shown = ", ".join(quoted(name) for name in list(names)[:_SHOWN])
        more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
        what = f"read as text, not as a speaker: {shown}{more}"
        remedy = "add who speaks to config.yaml, or write `\\:` if nobody does"
        yield from spots_at((line for line, _ in places), what, remedy)


@check_of_each
def _one_word_turn(transcript: Transcript) -> Iterator[Spot]:
    """A turn is a single word."""
    if transcript.language in _WITHOUT_SPACES:
        return
    turns = [turn for turn in transcript.statement.speeches if _is_one_word(turn)]
    if turns:
        what = f"a turn of one word, {quoted(turns[0].paragraphs[0].text)}"
        remedy = "check whether words are missing, or the label is part of the text"
        yield from spots_at((turn.line for turn in turns), what, remedy)


@check_of_each
def _wordless_turn(transcript: Transcript) -> Iterator[Spot]:
    """A turn has punctuation but no words, and no note says why."""
    for turn in transcript.statement.speeches:
        if not any(_WORD.search(block.text) for block in turn.blocks):
            what = f"no words after {quoted(turn.printed)}"
            yield Spot(turn.line, what, "add what was said, or a note such as (Nods.)")


@check_of_each
def _unanswered_question(transcript: Transcript) -> Iterator[Spot]:
    """A question has no answer before the next question or the end.

    Short interjections are ignored.
    """
    questions = [e.question for e in transcript.statement.exchanges if not e.answers]
    asked = [question for question in questions if _asks(question)]
    if asked:
        what = f"no answer to {quoted(beginning(_text(asked[0])))}"
        remedy = "check whether the label of the answer is missing"
        yield from spots_at((question.line for question in asked), what, remedy)


def _is_one_word(turn: Speech[ParsedParagraph]) -> bool:
    text = _text(turn).strip()
    is_stage_direction = text.startswith(("(", "["))  # (Nods.)
    is_short = len(text) <= _LONGEST_WORD
    return bool(turn.printed) and is_short and not is_stage_direction and len(_words(turn)) == 1


def _asks(question: Speech[ParsedParagraph]) -> bool:
    """True if the question is more than a short interjection."""
    words = len(_words(question))
    has_mark = bool(_QUESTION_MARK.search(_text(question)))
    return words >= _LONG_QUESTION or (words >= _MIN_WORDS and has_mark)


def _words(speech: Speech[ParsedParagraph]) -> list[str]:
    return _WORD.findall(_text(speech))


def _text(speech: Speech[ParsedParagraph]) -> str:
    return " ".join(paragraph.text for paragraph in speech.paragraphs)
