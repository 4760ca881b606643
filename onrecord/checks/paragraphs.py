"""Warnings about paragraphs: too long, repeated, broken in two, or web page boilerplate."""

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.checks.check import Spot, beginning, check_of_each, quoted, spots_at
from onrecord.checks.context import Transcript
from onrecord.model import ParsedParagraph, Speech
from onrecord.word_lists import word_list

MAX_LENGTH = 4_000
_MIN_REPEATED = 60
_MIN_BROKEN = 60
_UNFINISHED = re.compile(r"[^\W\d_][,;]?[\"'”’»)\]]*$")
# `Share`, `Print this page`, `26.02.2021`, `17:11`, `125-26-02-2021`
_BOILERPLATE = re.compile(
    "|".join(word_list("page_boilerplate", "left_in_transcripts")), re.IGNORECASE
)


@check_of_each
def _long_paragraph(transcript: Transcript) -> Iterator[Spot]:
    """A paragraph has more than {MAX_LENGTH:,} characters."""
    long = [p for p in transcript.statement.paragraphs if len(p.text) > MAX_LENGTH]
    if long:
        what = f"a paragraph of {len(long[0].text):,} characters"
        remedy = "split it where the source does, so that links can be more precise"
        yield from spots_at((paragraph.line for paragraph in long), what, remedy)


@check_of_each
def _repeated_paragraph(transcript: Transcript) -> Iterator[Spot]:
    """A paragraph of {_MIN_REPEATED} characters or more appears twice in a statement."""
    first_with: dict[str, int] = {}
    for paragraph in transcript.statement.paragraphs:
        words = " ".join(paragraph.text.casefold().split())
        if len(words) < _MIN_REPEATED:
            continue
        first = first_with.setdefault(words, paragraph.line)
        if first != paragraph.line:
            what = f"{quoted(beginning(paragraph.text))} repeats the paragraph on line {first}"
            yield Spot(paragraph.line, what, "remove one of them, unless it was said twice")


@check_of_each
def _broken_paragraph(transcript: Transcript) -> Iterator[Spot]:
    """A paragraph ends in mid-sentence, and the next one begins with a lower-case letter."""
    pairs = (pair for turn in transcript.statement.speeches for pair in pairwise(turn.blocks))
    broken = [
        first
        for first, second in pairs
        if isinstance(first, ParsedParagraph) and isinstance(second, ParsedParagraph)
        if _is_unfinished(first) and second.text[:1].islower()
    ]
    if broken:
        what = f"a sentence breaks off at {quoted(_ending(broken[0].text))} and continues below"
        yield from spots_at((one.line for one in broken), what, "join the two paragraphs")


@check_of_each
def _cut_off(transcript: Transcript) -> Iterator[Spot]:
    """The last paragraph ends in mid-sentence."""
    last = transcript.statement.paragraphs[-1]
    if _is_unfinished(last) and last is transcript.statement.speeches[-1].blocks[-1]:
        what = f"the text ends with {quoted(_ending(last.text))}, in the middle of a sentence"
        yield Spot(last.line, what, "check whether the source continues")


@check_of_each
def _web_leftover(transcript: Transcript) -> Iterator[Spot]:
    """A paragraph is web page boilerplate, such as a button, a notice or a number."""
    parts = transcript.statement.parts
    blocks = [
        one for part in parts for one in (part.blocks if isinstance(part, Speech) else (part,))
    ]
    found = [block for block in blocks if _BOILERPLATE.fullmatch(block.text)]
    if found:
        what = f"{quoted(found[0].text)} looks like web page boilerplate"
        remedy = "remove it, unless somebody said it"
        yield from spots_at((block.line for block in found), what, remedy)


def _is_unfinished(paragraph: ParsedParagraph) -> bool:
    text = paragraph.text
    is_address = "/" in text[-100:].rpartition(" ")[2]
    return len(text) >= _MIN_BROKEN and bool(_UNFINISHED.search(text[-20:])) and not is_address


def _ending(text: str) -> str:
    """Return the last three words."""
    return " ".join(text[-40:].split()[-3:])
