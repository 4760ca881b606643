"""Warnings about signs and spaces: what a keyboard or a web page leaves in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from onrecord.checks.check import Spot, TranscriptCheck, spots_of, spots_of_places
from onrecord.checks.context import Collection, Transcript

# not those behind the dash of a list
_DOUBLE_SPACE = re.compile(r"(?<=\S)(?<!^[-•*–])[ \xa0]{2,}(?=\S)", re.MULTILINE)
# not those that keep numbers, units, dashes and French signs together: `10 000`, `5 %`, `« non »`
_NO_BREAK_SPACE = re.compile(
    r"[\xa0\u2007\u202f]+(?= +\S)|(?<=\S )[\xa0\u2007\u202f]+(?=\S)"
    r"|(?<![\d«№§–—])[\xa0\u2007\u202f]+(?![\s:;?!»%°–—])"
)
_STRAIGHT = {
    '"': re.compile(r'(?<!\d)"'),  # 6" is a length
    "'": re.compile(r"(?<=[^\W\d_])'|(?<!\d)'(?=\w)"),
}
_CURLY = {'"': re.compile(r"[“”„]"), "'": re.compile(r"[‘’]")}
# `Anti- Terrorist`; `two- and three-day` is whole
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


def _matching(
    pattern: re.Pattern[str], what: str, remedy: str, *, needs: str = ""
) -> Callable[[Transcript, Collection], list[Spot]]:
    """A look for the pattern in bodies that hold one of the characters `needs`."""

    def look(transcript: Transcript, _: Collection) -> list[Spot]:
        if needs and not any(character in transcript.body.text for character in needs):
            return []
        return spots_of(transcript, pattern, what, remedy)

    return look


def _mixed_quotes(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    text = transcript.body.text
    for mark in ('"', "'"):
        if mark not in text or not _CURLY[mark].search(text):
            continue
        straight = list(transcript.body.find(_STRAIGHT[mark]))
        curly = list(transcript.body.find(_CURLY[mark]))
        remedy = "look what the source prints, and type one kind"
        if 0 < len(straight) <= len(curly):
            yield from spots_of_places(straight, f"straight {mark} next to curly ones", remedy)
        elif straight:
            yield from spots_of_places(curly, f"curly marks next to straight {mark}", remedy)


def _space_before_mark(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    places = list(transcript.body.find(_SPACE_BEFORE))
    if transcript.language != "fr":
        places += transcript.body.find(_SPACE_BEFORE_OTHERS)
    places.sort(key=lambda place: place[0])
    yield from spots_of_places(places, "a space before a mark", "take the space out")


def _no_space_after_mark(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    places = [place for place in transcript.body.find(_NO_SPACE) if not _is_in_address(place[1])]
    yield from spots_of_places(places, "no space after a mark", "add the space")


def _is_in_address(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 100) : match.start()].split()[-1:]
    after = match.string[match.start() : match.start() + 100].split()[:1]
    return bool(_ADDRESS.search("".join(before + after)))


def _unbalanced_marks(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    found: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for speech in transcript.statement.speeches:
        paragraphs = speech.paragraphs
        for number, paragraph in enumerate(paragraphs):
            following = paragraphs[number + 1].text if number + 1 < len(paragraphs) else ""
            for what, mark in _unbalanced(paragraph.text, following):
                found.setdefault(what, []).append((paragraph.line, mark))
    for what, places in found.items():
        yield from spots_of_places(places, what, "add the other one, or take this one out")


def _unbalanced(text: str, following: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Marks without their other half; a quotation goes on if the next paragraph opens it again."""
    goes_on = following.lstrip()[:1]
    for opening, closing, pattern in _PAIRS:
        if text.count(opening) == text.count(closing) or (opening == "“" and "„" in text):
            continue
        mark = _first_without_other(pattern, opening, text)
        if mark and mark[0] == opening and goes_on != opening:
            yield f"{opening} without {closing}", mark
        elif mark and mark[0] == closing:
            yield f"{closing} without {opening}", mark
    if text.count('"') % 2 and goes_on != '"':
        straight = list(_STRAIGHT['"'].finditer(text))
        if len(straight) % 2:
            yield 'an odd number of "', straight[-1]


def _first_without_other(pattern: re.Pattern[str], opening: str, text: str) -> re.Match[str] | None:
    open_marks: list[re.Match[str]] = []
    for mark in pattern.finditer(text):
        if mark[0] == opening:
            open_marks.append(mark)
        elif open_marks:
            open_marks.pop()
        elif mark[0] != ")" or not _LIST_MARK.search(text, max(0, mark.start() - 5), mark.end()):
            return mark
    return open_marks[0] if open_marks else None


CHECKS = (
    TranscriptCheck(
        "mixed-quotes",
        "Straight quotation marks or apostrophes stand next to curly ones in one transcript.",
        "Russia’s position and the Taliban's differ. We’ll see.\n",
        _mixed_quotes,
    ),
    TranscriptCheck(
        "double-space",
        "Two or more spaces stand together inside a line.",
        "Afghanistan  has observer status.\n",
        _matching(_DOUBLE_SPACE, "two spaces together", "type one, unless the source prints two"),
    ),
    TranscriptCheck(
        "no-break-space",
        "A no-break space stands where an ordinary one is usual; those beside numbers, dashes and"
        " the signs that French sets apart are passed over.",
        "The talks\u00a0went well.\n",
        _matching(
            _NO_BREAK_SPACE,
            "a no-break space",
            "type an ordinary one, or a search for these words fails",
            needs="\xa0\u2007\u202f",
        ),
    ),
    TranscriptCheck(
        "split-word",
        "A hyphen is followed by a space, as where a line was broken.",
        "The Regional Anti- Terrorist Structure and two- and three-year plans.\n",
        _matching(_SPLIT_WORD, "a hyphen and a space", "join the word, or type a dash", needs="-"),
    ),
    TranscriptCheck(
        "space-before-mark",
        "A space stands before a comma or a full stop, or, except in French, before ; : ? or !",
        "We agreed , as you know.\n",
        _space_before_mark,
    ),
    TranscriptCheck(
        "no-space-after-mark",
        "Two sentences or words are run together at a full stop or a comma.",
        "We have agreed.The talks go on.\n",
        _no_space_after_mark,
    ),
    TranscriptCheck(
        "unbalanced-marks",
        "A bracket or a quotation mark in a paragraph has no other half. A quotation of several"
        " paragraphs may open again in each.",
        "He said: “We will go on.\n",
        _unbalanced_marks,
    ),
    TranscriptCheck(
        "mojibake",
        "Letters were read in another encoding than they were written in.",
        "Itâ€™s about the talks.\n",
        _matching(
            _MOJIBAKE,
            "letters in a wrong encoding",
            "copy the words from the source again",
            needs=_MOJIBAKE_SIGNS,
        ),
    ),
    TranscriptCheck(
        "html-in-text",
        "A tag or a character reference of HTML stands in the text, and readers will see it.",
        "Trade &amp; energy.\n",
        _matching(_HTML, "HTML", "type what it stands for", needs="&<"),
    ),
)
