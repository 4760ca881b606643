r"""A text to its words, as a quotation is held to them.

The same definition stands in `static/scripts/quotations/tokens.js`; the cases in
`tests/cases/quotations`
run through both. What a word is, is the search's to say (`onrecord.search.analysis`). Two words
are the same when they are written alike, apart from capitals and from how an apostrophe is drawn;
but "US" and "us" are not the same, for one is a name, unless all is written in capitals.

What stands between two words is a mark: commas, full stops, signs. White space, dashes, quotation
marks and brackets are not in it, so that they may be written in any way; nor is an editor's [sic].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from onrecord.search.analysis import Word, read_words


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands in its text."""

    start: int
    end: int
    key: str  # equal for words that are the same
    folded: str
    term: str | None  # as the search's index knows it; None for a stop word
    before: str  # the mark before it
    after: str  # and the one after it
    is_bracketed: bool  # in square brackets, as words are that a quotation adds


@lru_cache(maxsize=1 << 12)
def read_tokens(text: str, *, is_shouted: bool = False) -> tuple[Token, ...]:
    """The words of a text in order; when capitals say nothing, names are not told from words."""
    text = _SIC.sub(lambda match: " " * len(match.group()), text)
    words = list(read_words(text))
    ends = [0, *(word.end for word in words)]
    starts = [*(word.start for word in words), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    marks = [
        _mark_of(gap, is_before_digit=text[start : start + 1].isdigit())
        for gap, start in zip(gaps, starts, strict=True)
    ]
    brackets = _brackets(gaps)
    return tuple(
        Token(
            start=word.start,
            end=word.end,
            key=_key_of(text[word.start : word.end], None if is_shouted else word),
            folded=word.folded,
            term=word.term,
            before=marks[number],
            after=marks[number + 1],
            is_bracketed=brackets[number],
        )
        for number, word in enumerate(words)
    )


def is_shouted(text: str) -> bool:
    """Whether there is no small letter in it, so that capitals say nothing."""
    return text.upper() == text


def is_negation(token: Token) -> bool:
    """Whether it turns what follows round: `not`, `don’t`, `never`, and `nicht` or `не`."""
    return token.key in _NEGATIONS or token.key.endswith("n't")


def ends_sentence(mark: str) -> bool:
    """Whether a sentence, or a part of it that stands by itself, ends with the mark."""
    return _SENTENCE_END.search(mark) is not None


def signs_at_start(mark: str) -> str:
    """What of the mark before a word belongs to the word: the dollar of `$5`, a minus."""
    return "".join(_SIGNS_BEFORE.findall(mark))


def signs_at_end(mark: str) -> str:
    """What of the mark after a word belongs to the word: the `%` of `5 %`."""
    return "".join(_SIGNS_AFTER.findall(mark))


# What may be written in any way: white space, what is not seen, dashes, quotation marks, brackets,
# and what Markdown puts round emphasis.
_UNREAD = re.compile(
    r"[\s\u0085\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFE00-\uFE0F\uFEFF"
    r"\u002D\u2010-\u2015\u2212\u2E3A\u2E3B\uFE58\uFE63\uFF0D"
    r"\"'`\u00AB\u00B4\u00BB\u2018-\u201F\u2032\u2033\u2039\u203A\u300C-\u300F\uFF02\uFF07"
    r"\[\]*_]+"
)
_SIC = re.compile(r"[\[(]\s*sic\s*[!.]?\s*[\])]", re.IGNORECASE)  # [sic], an editor's
_UNSEEN = re.compile(r"[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFE00-\uFE0F\uFEFF]")
_APOSTROPHE = re.compile("[\u2018\u2019\u02bc\uff07]")
_NAMES = {"us", "it", "who"}  # in capitals; all other words are the same in any
_NEGATIONS = frozenset(
    (
        *("not", "no", "never", "nor", "neither", "nobody", "nothing", "none", "without", "cannot"),
        *("hardly", "nicht", "kein", "keine", "keinen", "keinem", "keiner", "nie", "niemals"),
        *(
            "ohne",
            "ne",
            "pas",
            "jamais",
            "sans",
            "nunca",
            "sin",
            "не",
            "ни",
            "нет",
            "никогда",
            "без",
        ),
    )
)
_SENTENCE_END = re.compile("[.!?;:]")
_INNER = re.compile("[.,]")  # U.S.  1,000
_MINUS = re.compile(r"(?:^|[\s(])[-\u2212]$")  # -5, but not 10-5
_SIGNS_BEFORE = re.compile("[$€£¥₽\u2212]")
_SIGNS_AFTER = re.compile("[%‰°]")


def _key_of(written: str, word: Word | None) -> str:
    straight = _APOSTROPHE.sub("'", _UNSEEN.sub("", normalize("NFC", written)))
    key = _INNER.sub("", straight.lower())
    return f"^{key}" if word and word.term is not None and word.folded in _NAMES else key


def _mark_of(gap: str, *, is_before_digit: bool) -> str:
    minus = "\u2212" if is_before_digit and _MINUS.search(gap) else ""
    return _UNREAD.sub("", gap.replace("…", "...")) + minus


def _brackets(gaps: list[str]) -> list[bool]:
    """Whether a square bracket is open after each gap; one that is never closed is none."""
    is_closed, closing = False, []
    for gap in reversed(gaps):
        closing.append(is_closed)
        opened, closed = gap.find("["), gap.find("]")
        is_closed = (
            is_closed if opened == closed else closed >= 0 and (opened < 0 or closed < opened)
        )
    is_open, states = False, []
    for gap, will_close in zip(gaps, reversed(closing), strict=True):
        opened, closed = gap.rfind("["), gap.rfind("]")
        is_open = is_open if opened == closed else opened > closed
        states.append(is_open and will_close)
    return states
