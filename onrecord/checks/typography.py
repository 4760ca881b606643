"""Warnings about punctuation, spaces, encoding and HTML."""

import re
from collections.abc import Iterator

from onrecord.checks.check import Spot, check_of_each, spots_of_places
from onrecord.checks.context import Transcript

# Not after the dash of a list item.
_DOUBLE_SPACE = re.compile(r"(?<=\S)(?<!^[-•*–])[ \xa0]{2,}(?=\S)", re.MULTILINE)
# Not where no-break spaces are usual, as in `10 000`, `5 %`, `« non »`.
_NO_BREAK_SPACE = re.compile(
    r"[\xa0\u2007\u202f]+(?= +\S)|(?<=\S )[\xa0\u2007\u202f]+(?=\S)"
    r"|(?<![\d«№§–—])[\xa0\u2007\u202f]+(?![\s:;?!»%°–—])"
)
_STRAIGHT = {
    '"': re.compile(r'(?<!\d)"'),  # 6" is a length
    "'": re.compile(r"(?<=[^\W\d_])'|(?<!\d)'(?=\w)"),
}
_CURLY = {'"': re.compile(r"[“”„]"), "'": re.compile(r"[‘’]")}
# `Anti- Terrorist`, but not `two- and three-day`.
_SPLIT_WORD = re.compile(
    r"(?<=[^\W\d_]{2})-[ \n](?![ \n])"
    r"(?!(?:and|or|to|nor|but|as|und|oder|bis|bzw|y|e|o|u|et|ou|и|или|en|of|och|og)\b)"
    r"(?=[^\W\d_])"
)
_SPACE_BEFORE = re.compile(r"(?<=\w) [.,](?![.\w]| \.)")
_SPACE_BEFORE_OTHERS = re.compile(r"(?<=\w) [;:?!](?!\S)")
# `agreed.We`, `so,We`
_NO_SPACE = re.compile(r"(?<=[^\W\d_A-Z][^\W\d_A-Z])[.!?,;](?=[^\W\d_a-z][^\W\d_A-Z])")
_ADDRESS = re.compile(r"://|@|www\.|\.(?:com|org|net|ru|gov|int|info)\b", re.IGNORECASE)
_LIST_MARK = re.compile(r"(?<![\w(])(?:\d{1,3}|[^\W\d_]|[ivx]{1,5})\)$")  # 1) a) iv)
_PAIRS = (
    ("“", "”", re.compile("[“”]")),
    ("«", "»", re.compile("[«»]")),
    ("(", ")", re.compile(r"[()]")),
    ("[", "]", re.compile(r"[\[\]]")),
)
_MOJIBAKE_SIGNS = "âÃÂÐÑРСï\ufffd"
_MOJIBAKE = re.compile(
    r"â€[™œ˜š“”¦¢\"]|â€\S?|Ã[©¨ª«¯®´¼¶¤±§\xad¡³º¢\u0080-\u009f]|Â[«»°§£©®·]"
    r"|(?:[ÐÑ][\u0080-\u00bf‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2}"
    r"|(?:[РС][ЂЃѓЉЊЌЋЏђљњќћџ°±Ііґµ¶·№єЅѕї‚„…†‡€‰‹‘’“”•–—™›¤¦§©«¬®»]){2}|ï»¿|\ufffd"
)
_HTML = re.compile(
    r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
    r"|</?(?:p|br|div|span|a|b|i|u|em|strong|img|li|ul|ol|td|tr|table|script|style|h[1-6])"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


@check_of_each
def _mixed_quotes(transcript: Transcript) -> Iterator[Spot]:
    """A transcript mixes straight and curly quotation marks or apostrophes."""
    text = transcript.body.text
    for mark in ('"', "'"):
        if mark not in text or not _CURLY[mark].search(text):
            continue
        straight = list(transcript.body.find(_STRAIGHT[mark]))
        curly = list(transcript.body.find(_CURLY[mark]))
        remedy = "check what the source prints, and use one kind"
        if 0 < len(straight) <= len(curly):
            yield from spots_of_places(straight, f"straight {mark} among curly marks", remedy)
        elif straight:
            yield from spots_of_places(curly, f"curly mark among straight {mark}", remedy)


@check_of_each
def _double_space(transcript: Transcript) -> Iterator[Spot]:
    """A line has two or more spaces in a row."""
    remedy = "use one space, unless the source prints two"
    return _spots_of(transcript, _DOUBLE_SPACE, "a double space", remedy)


@check_of_each
def _no_break_space(transcript: Transcript) -> Iterator[Spot]:
    """A no-break space is used where an ordinary one is usual.

    Those beside numbers, dashes and French punctuation are ignored.
    """
    remedy = "use an ordinary space, or searches for this phrase will fail"
    needs = "\xa0\u2007\u202f"
    return _spots_of(transcript, _NO_BREAK_SPACE, "a no-break space", remedy, needs=needs)


@check_of_each
def _split_word(transcript: Transcript) -> Iterator[Spot]:
    """A hyphen is followed by a space, as if a word had been broken across two lines."""
    remedy = "join the word, or use a dash"
    return _spots_of(transcript, _SPLIT_WORD, "a hyphen and a space", remedy, needs="-")


@check_of_each
def _space_before_mark(transcript: Transcript) -> Iterator[Spot]:
    """There is a space before a comma or a full stop, or, except in French, before ; : ? or !"""  # noqa: D400
    places = list(transcript.body.find(_SPACE_BEFORE))
    if transcript.language != "fr":
        places += transcript.body.find(_SPACE_BEFORE_OTHERS)
    places.sort(key=lambda place: place[0])
    yield from spots_of_places(places, "a space before a punctuation mark", "remove the space")


@check_of_each
def _no_space_after_mark(transcript: Transcript) -> Iterator[Spot]:
    """There is no space after a full stop or another punctuation mark inside a paragraph."""
    places = [place for place in transcript.body.find(_NO_SPACE) if not _is_in_address(place[1])]
    yield from spots_of_places(places, "no space after a punctuation mark", "add a space")


@check_of_each
def _unbalanced_marks(transcript: Transcript) -> Iterator[Spot]:
    """A bracket or quotation mark has no counterpart in its paragraph.

    A quotation of several paragraphs may be opened again in each.
    """
    found: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for speech in transcript.statement.speeches:
        paragraphs = speech.paragraphs
        for number, paragraph in enumerate(paragraphs):
            following = paragraphs[number + 1].text if number + 1 < len(paragraphs) else ""
            for what, mark in _unbalanced(paragraph.text, following):
                found.setdefault(what, []).append((paragraph.line, mark))
    for what, places in found.items():
        yield from spots_of_places(places, what, "add the missing one, or remove this one")


@check_of_each
def _mojibake(transcript: Transcript) -> Iterator[Spot]:
    """Text was decoded with the wrong encoding."""
    what, remedy = "wrongly decoded letters", "copy the text from the source again"
    return _spots_of(transcript, _MOJIBAKE, what, remedy, needs=_MOJIBAKE_SIGNS)


@check_of_each
def _html_in_text(transcript: Transcript) -> Iterator[Spot]:
    """The text contains an HTML tag or character reference, which readers will see."""
    return _spots_of(transcript, _HTML, "HTML", "replace it with plain text", needs="&<")


def _spots_of(
    transcript: Transcript, pattern: re.Pattern[str], what: str, remedy: str, *, needs: str = ""
) -> Iterator[Spot]:
    """Yield a spot for the matches; texts without any character of `needs` are not searched."""
    body = transcript.body
    if not needs or any(character in body.text for character in needs):
        yield from spots_of_places(list(body.find(pattern)), what, remedy)


def _is_in_address(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 100) : match.start()].split()[-1:]
    after = match.string[match.start() : match.start() + 100].split()[:1]
    return bool(_ADDRESS.search("".join(before + after)))


def _unbalanced(text: str, following: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield marks without their counterpart, and what is missing.

    A quotation may stay open if the following paragraph opens it again.
    """
    next_opening = following.lstrip()[:1]
    for opening, closing, pattern in _PAIRS:
        if text.count(opening) == text.count(closing) or (opening == "“" and "„" in text):
            continue
        mark = _first_unbalanced(pattern, opening, text)
        if mark and mark[0] == opening and next_opening != opening:
            yield f"{opening} without {closing}", mark
        elif mark and mark[0] == closing:
            yield f"{closing} without {opening}", mark
    if text.count('"') % 2 and next_opening != '"':
        straight = list(_STRAIGHT['"'].finditer(text))
        if len(straight) % 2:
            yield 'an odd number of "', straight[-1]


def _first_unbalanced(pattern: re.Pattern[str], opening: str, text: str) -> re.Match[str] | None:
    open_marks: list[re.Match[str]] = []
    for mark in pattern.finditer(text):
        if mark[0] == opening:
            open_marks.append(mark)
        elif open_marks:
            open_marks.pop()
        elif mark[0] != ")" or not _LIST_MARK.search(text, max(0, mark.start() - 5), mark.end()):
            return mark
    return open_marks[0] if open_marks else None
