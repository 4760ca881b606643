"""Warnings about paragraphs: too long, repeated, broken in two, or web page boilerplate."""

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.checks.check import Spot, beginning, check_of_each, quoted, spots_at
from onrecord.checks.context import Transcript
from onrecord.model import ParsedParagraph, ParsedStatement, Speech

MAX_LENGTH = 4_000
_MIN_REPEATED = 60
_MIN_BROKEN = 60
_UNFINISHED = re.compile(r"[^\W\d_][,;]?[\"'”’»)\]]*$")
# `Share`, `Print this page`, `26.02.2021`, `17:11`, `125-26-02-2021`
_BOILERPLATE = re.compile(
    r"(?:share|print|tweet|e-?mail|print version|printer-friendly version"
    r"|(?:share|print|e-?mail) (?:this|on|via|by)(?: \w+){0,2}"
    r"|(?:facebook|twitter|telegram|whatsapp|linkedin|vk|instagram|youtube)"
    r"|back to top|skip to (?:main )?(?:content|navigation)|read more|see also|related (?:news"
    r"|articles?|links|content)|(?:most|also) read|popular articles|latest news|advanced settings"
    r"|additional materials|asset publisher|subscribe(?: .{0,60})?|sign (?:in|up)(?: .{0,60})?"
    r"|log ?in|menu|search|sitemap|advertisement|(?:privacy|cookies?) (?:policy|settings)"
    r"|(?:accept|reject|allow)(?: all)? cookies|(?:we|this (?:web)?site) uses? cookies.*"
    r"|(?:all rights reserved|copyright|©).*|this email address is being protected.*"
    r"|.*enable javascript.*|comments?(?: ?\(\d+\))?|loading(?:\.\.\.|…)?"
    r"|поделиться|распечатать|версия для печати|читайте также|дополнительные материалы"
    r"|teilen|drucken|seite (?:drucken|teilen)|partager|imprimer|compartir|imprimir|compartilhar"
    r"|\d[\d .:/\-–]{3,}\d"
    r")",
    re.IGNORECASE,
)


@check_of_each("long-paragraph", f"A paragraph has more than {MAX_LENGTH:,} characters.")
def _long_paragraph(transcript: Transcript) -> Iterator[Spot]:
    long = [p for p in transcript.statement.paragraphs if len(p.text) > MAX_LENGTH]
    if long:
        what = f"a paragraph of {len(long[0].text):,} characters"
        remedy = "split it where the source does, so that links can be more precise"
        yield from spots_at((paragraph.line for paragraph in long), what, remedy)


@check_of_each(
    "repeated-paragraph",
    f"A paragraph of {_MIN_REPEATED} characters or more appears twice in a statement.",
)
def _repeated_paragraph(transcript: Transcript) -> Iterator[Spot]:
    first_with: dict[str, int] = {}
    for paragraph in transcript.statement.paragraphs:
        words = " ".join(paragraph.text.casefold().split())
        if len(words) < _MIN_REPEATED:
            continue
        first = first_with.setdefault(words, paragraph.line)
        if first != paragraph.line:
            what = f"{quoted(beginning(paragraph.text))} repeats the paragraph on line {first}"
            yield Spot(paragraph.line, what, "remove one of them, unless it was said twice")


@check_of_each(
    "broken-paragraph",
    "A paragraph ends in mid-sentence, and the next one begins with a lower-case letter.",
)
def _broken_paragraph(transcript: Transcript) -> Iterator[Spot]:
    broken = [pair for turn in transcript.statement.speeches for pair in _broken_pairs(turn)]
    if broken:
        what = f"a sentence breaks off at {quoted(_ending(broken[0][0].text))} and continues below"
        yield from spots_at((one.line for one, _ in broken), what, "join the two paragraphs")


@check_of_each("cut-off", "The last paragraph ends in mid-sentence.")
def _cut_off(transcript: Transcript) -> Iterator[Spot]:
    last = transcript.statement.paragraphs[-1]
    if _is_unfinished(last) and last is transcript.statement.speeches[-1].blocks[-1]:
        what = f"the text ends with {quoted(_ending(last.text))}, in the middle of a sentence"
        yield Spot(last.line, what, "check whether the source continues")


@check_of_each(
    "web-leftover", "A paragraph is web page boilerplate, such as a button, a notice or a number."
)
def _web_leftover(transcript: Transcript) -> Iterator[Spot]:
    found = [block for block in _texts(transcript.statement) if _BOILERPLATE.fullmatch(block[1])]
    if found:
        what = f"{quoted(found[0][1])} looks like web page boilerplate"
        remedy = "remove it, unless somebody said it"
        yield from spots_at((line for line, _ in found), what, remedy)


def _broken_pairs(
    turn: Speech[ParsedParagraph],
) -> Iterator[tuple[ParsedParagraph, ParsedParagraph]]:
    for one, other in pairwise(turn.blocks):
        match one, other:
            case ParsedParagraph() as first, ParsedParagraph() as second:
                if _is_unfinished(first) and second.text[:1].islower():
                    yield first, second


def _is_unfinished(paragraph: ParsedParagraph) -> bool:
    text = paragraph.text
    is_address = "/" in text[-100:].rpartition(" ")[2]
    return len(text) >= _MIN_BROKEN and bool(_UNFINISHED.search(text[-20:])) and not is_address


def _ending(text: str) -> str:
    """Return the last three words."""
    return " ".join(text[-40:].split()[-3:])


def _texts(statement: ParsedStatement) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every paragraph, note and heading."""
    for part in statement.parts:
        for block in part.blocks if isinstance(part, Speech) else (part,):
            yield block.line, block.text
