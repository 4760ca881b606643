"""Finds the sentences of a text."""

import re
from collections.abc import Iterator

Span = tuple[int, int]  # from and to, as a slice of the text

_CLOSING = "”’\"')\\]»"
_END = re.compile(rf"[.?!…]+[{_CLOSING}]*(?=\s)|[。？！]+[{_CLOSING}]*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_NO_END = re.compile(
    r"Mr|Mrs|Ms|Messrs|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Adm|Maj|Hon|Rev|vs|cf|[A-Z]"
)


def sentences_of(text: str) -> Iterator[Span]:
    """Yield the sentences of a text, without the white space between them.

    A period after an initial or a title (`J. Biden`, `U.S. forces`, `Mr. Atmar`), or before a small
    letter, ends no sentence.
    """
    start = 0
    for match in _END.finditer(text):
        if _ends_a_sentence(text, match):
            yield start, match.end()
            start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    if start < len(text.rstrip()):
        yield start, len(text.rstrip())


def _ends_a_sentence(text: str, match: re.Match[str]) -> bool:
    if text[match.end() :].lstrip()[:1].islower():
        return False
    if not match.group().startswith(".") or match.group().startswith(".."):
        return True
    word = _LAST_WORD.search(text[: match.start()])
    return not word or not _NO_END.fullmatch(word.group())
