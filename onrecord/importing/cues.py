"""Joins the cues of a recording to turns and paragraphs.

A cue is what a caption file shows at one time, or a segment of a program that recognises speech.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.content.label_forms import is_personal
from onrecord.content.parse import is_note
from onrecord.content.times import time_of
from onrecord.importing.find_labels import NO_LABELS, find_label
from onrecord.importing.label_words import is_of_machine
from onrecord.importing.markdown_words import cut, merged, plain
from onrecord.importing.source import Line, Run
from onrecord.importing.source_blocks import SENTENCE_END
from onrecord.importing.stated_turns import UNNAMED

# A paragraph ends at a pause of so many seconds, and after a sentence and so many characters.
_PAUSE = 3.0
_LONG = 700
_LONGEST = 2_000  # characters, where recognised speech has no full stops
_TOUCHING = 0.2  # seconds between two cues that follow each other without a pause
_USUAL = 0.5  # of the cues: so many repeat the one before in captions that roll up
# `>> `, `>>> `, `- `: somebody else speaks
_CHANGE = re.compile(r"\s*(?P<mark>>{2,3}|[-–—](?=\s?[^\W\d]|\s?[¿¡\"“«]))[ \t\xa0]*(?=\S)")
# `true? >> Yes.`, `True? - Yes.`
_CHANGE_WITHIN = re.compile(r"\s+(?=(?P<arrows>>{2,3}\s?\S))|(?<=[.?!…])\s+(?=[-–—]\s?[^\W\d])")
# `[Speaker 1] Yes`, `(Speaker 1): Yes`, `[Ann Roe] Yes`
_IN_BRACKETS = re.compile(r"\s*(?P<mark>[\[(])(?P<name>[^\[\]()]{1,60})[\])]\s?:?\s+(?=\S)")
_LABEL = "read as the label of a turn"
_ARROWS = ">>"
_MUSIC = "♪♫#"


@dataclass(frozen=True, slots=True)
class CueLine:
    """A line of a cue; the speaker is None where the file does not say who speaks."""

    line: Line  # its number, its words and runs
    cue: int  # which cue of the file it belongs to
    start: float | None  # of the cue, in seconds; None if the file does not say it
    end: float
    speaker: str | None = None

    @property
    def words(self) -> str:
        """The words as printed."""
        return " ".join(self.line.text.split())

    def cut(self, start: int, end: int = sys.maxsize) -> CueLine:
        """Return a part of the line."""
        runs = cut(self.line.runs, start, end)
        return replace(self, line=replace(self.line, text=plain(runs), runs=runs))


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that is being joined."""

    names_changes: bool  # the file names a speaker only where another begins
    speaker: str | None = None
    words: str = ""
    end: float = 0.0
    cue: int = -1

    def ends_before(self, found: CueLine) -> bool:
        """True if the line begins a new paragraph of the same speaker."""
        is_ended = SENTENCE_END.search(self.words) is not None
        is_long = len(self.words) >= (_LONG if is_ended else _LONGEST)
        return not self.words or is_long or (found.start or 0.0) - self.end >= _PAUSE


def spoken_name(name: str) -> str | None:
    """Return the name of a voice; a number or `Speaker` alone was given by a program."""
    name = " ".join(name.split())
    if name.casefold() in {"speaker", "voice"}:
        return UNNAMED
    return f"Speaker {name}" if name.isdecimal() or len(name) == 1 else name or None


def lines_of_cues(parts: Sequence[Line | CueLine]) -> tuple[Line, ...]:
    """Return a line for each part of a file, those of cues with their turns and paragraphs.

    The other parts, such as times and comments, are lines outside the text already.
    """
    parts = [one for part in parts for one in _split(part)]
    spoken = [part for part in parts if isinstance(part, CueLine)]
    repeated = _repeated(spoken)
    has_speakers = any(one.speaker for one in spoken)
    dashes = _has_dashes(spoken)
    paragraph = _Paragraph(names_changes=_names_changes(spoken))
    lines: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            lines.append(part)
        elif id(part) in repeated:
            lines.append(replace(part.line, outside="repeated in the next or the last cue"))
        else:
            lines += _joined(part, paragraph, has_speakers=has_speakers, dashes=dashes)
    return tuple(lines)


def _split(part: Line | CueLine) -> Iterable[Line | CueLine]:
    """Yield a line of a cue in parts where somebody else speaks within it."""
    if isinstance(part, Line):
        yield part
        return
    begin_of_dash = _CHANGE.match(part.line.text) is not None
    begins = [
        match.end()
        for match in _CHANGE_WITHIN.finditer(part.line.text)
        if match["arrows"] or begin_of_dash
    ]
    if part.speaker is None and (match := _IN_BRACKETS.match(part.line.text)):
        name = match["name"].strip()
        if is_of_machine(name) or (match["mark"] == "[" and is_personal(name)):
            yield replace(part.line, text=match[0].strip(), runs=(), outside=_LABEL)
            part, begins = replace(part.cut(match.end()), speaker=spoken_name(name)), []
    for begin, end in pairwise([0, *begins, len(part.line.text)]):
        yield part.cut(begin, end)


def _joined(
    part: CueLine, paragraph: _Paragraph, *, has_speakers: bool, dashes: bool
) -> Iterable[Line]:
    """Yield the line, and before it the mark of a new speaker."""
    if _is_aside(part.words):
        paragraph.words = ""
        yield replace(part.line, said_by="" if has_speakers else None)
        return
    change = _CHANGE.match(part.line.text)
    if change and (change["mark"].startswith(_ARROWS) or dashes):
        yield replace(part.line, text=change["mark"], runs=(), outside="the mark of a new speaker")
        part = part.cut(change.end())
        if not part.speaker:
            paragraph.speaker = None
            yield _begun(part, paragraph, None if _has_label(part) else UNNAMED)
            return
    if has_speakers:
        yield _with_speaker(part, paragraph)
    elif paragraph.ends_before(part) or _has_label(part):
        yield _begun(part, paragraph, None)
    else:
        yield _continued(part, paragraph, None)


def _with_speaker(part: CueLine, paragraph: _Paragraph) -> Line:
    """Return a line of a file that says who speaks; elsewhere in it nobody may be guessed."""
    goes_on = paragraph.names_changes or part.cue == paragraph.cue
    speaker = part.speaker or (paragraph.speaker if goes_on else None) or UNNAMED
    if speaker != paragraph.speaker:
        paragraph.speaker = speaker
        return _begun(part, paragraph, speaker)
    if paragraph.ends_before(part):
        return _begun(part, paragraph, "")
    return _continued(part, paragraph, "")


def _begun(part: CueLine, paragraph: _Paragraph, said_by: str | None) -> Line:
    paragraph.words, paragraph.end, paragraph.cue = part.words, part.end, part.cue
    time = None if part.start is None else time_of(part.start)
    return replace(part.line, said_by=said_by, time=time)


def _continued(part: CueLine, paragraph: _Paragraph, said_by: str | None) -> Line:
    gap = _gap(paragraph.words, part.words)
    paragraph.words += gap + part.words
    paragraph.end, paragraph.cue = part.end, part.cue
    runs = merged((Run(gap), *part.line.runs))
    return replace(part.line, runs=runs, said_by=said_by, joins_above=True)


def _gap(before: str, after: str) -> str:
    """Return the space between two cues: none before punctuation, and none in Chinese."""
    last, first = before[-1:], after[:1]
    is_joined = all(unicodedata.east_asian_width(one) in "WF" for one in (last, first) if one)
    is_mark = first in ",.;:!?…%)]}’”»،。，" and not after.startswith("...")
    is_open = last in "([{“«¿¡" or re.search(r"[^\W\d]-\Z", before) is not None
    return "" if is_joined or is_mark or is_open else " "


def _names_changes(spoken: Sequence[CueLine]) -> bool:
    """True if a speaker is named only where another begins, as Podcasting 2.0 writes WebVTT.

    In a file that names a speaker again and again, a cue without a name is nobody's.
    """
    firsts = [
        line for place, line in enumerate(spoken) if not place or spoken[place - 1].cue != line.cue
    ]
    named = [one.speaker for one in firsts]
    return not any(one and one == other for one, other in pairwise(named))


def _has_label(part: CueLine) -> bool:
    return find_label(part.line.text, NO_LABELS) is not None


def _is_aside(words: str) -> bool:
    """True for a note: `[music]`, `(Applause)`, `♪ … ♪`."""
    return is_note(words) or (len(words) > 1 and words[0] in _MUSIC and words[-1] in _MUSIC)


def _has_dashes(spoken: Sequence[CueLine]) -> bool:
    """True if dashes begin the words of two people in one cue somewhere in the file."""
    cues: dict[int, int] = {}
    for one in spoken:
        change = _CHANGE.match(one.line.text)
        if change and not change["mark"].startswith(_ARROWS):
            cues[one.cue] = cues.get(one.cue, 0) + 1
    return any(count > 1 for count in cues.values())


def _repeated(spoken: Sequence[CueLine]) -> set[int]:
    """Return the ids of lines that captions show again while they roll up or grow."""
    cues: dict[int, list[CueLine]] = {}
    for one in spoken:
        if one.words:
            cues.setdefault(one.cue, []).append(one)
    pairs = list(zip(list(cues.values())[:-1], list(cues.values())[1:], strict=True))
    touching = [(a, b) for a, b in pairs if (b[0].start or 0.0) - a[-1].end <= _TOUCHING]
    rolled = [(a, b, _overlap(a, b)) for a, b in touching]
    if sum(bool(count) for _, _, count in rolled) >= max(2, _USUAL * len(pairs)):
        return {id(line) for _, after, count in rolled for line in after[:count]}
    grown = [(a, b) for a, b in touching if _text(b).startswith(f"{_text(a)} ")]
    if len(grown) >= max(2, _USUAL * len(pairs)):
        return {id(line) for before, _ in grown for line in before}
    return set()


def _overlap(before: Sequence[CueLine], after: Sequence[CueLine]) -> int:
    """Return how many of the first lines are the last lines of the cue before."""
    for count in range(min(len(before), len(after)), 0, -1):
        if [one.words for one in before[-count:]] == [one.words for one in after[:count]]:
            return count
    return 0


def _text(cue: Sequence[CueLine]) -> str:
    return " ".join(one.words for one in cue)
