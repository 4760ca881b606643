"""The label that begins a turn: which are known, and what looks like one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from onrecord.model import Speaker
from onrecord.word_lists import word_set

MAX_NAME = 120
# `Sergey Lavrov (speaking after Mohammad Haneef Atmar): I`, `**Question:** What`, `**Q: What?**`
_LABEL = re.compile(
    rf"(?P<name>[*_]{{0,3}}[^\W_][^:：()\[\]\\\n]{{0,{MAX_NAME - 1}}}?)"
    r"(?P<notes>(?:\s{0,9}[*_]{0,3}"
    r"(?:\((?:[^()]|\([^()]{0,300}\)){0,500}\)|\[[^\[\]]{0,500}\])[*_]{0,3}){0,3})"
    r"\s{0,9}[*_]{0,3}(?P<colon>[:：])"
)
# `**`, `_`, but not the one in `snake_case`
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_GAP = " \t\xa0"
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*")
_QUOTES = "\"'“”„‘’‚«»‹›"
_NO_NAME_HOLDS = re.compile(r"[。，、；！？；…]|[,;!?]$")
_SMALL_WORDS = word_set("label_words", "small_words")
_PARTICLES = word_set("label_words", "particles")
_MAX_WORDS = 16
_MAX_UNCASED_WORDS = 4
_MAX_UNCASED_LETTERS = 12
_NEAR = 0.85


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at the beginning of a line."""

    speaker: Speaker | None  # None where it is not known
    name: str  # as printed
    stage_note: str  # as printed, with its brackets; empty where there is none
    printed: str  # the whole attribution as printed, without marks of emphasis
    colon: str  # `:`, `：`, or nothing
    rest: str  # what stands after it on the line


def fold_name(name: str) -> str:
    """The name as it is compared: capitals, widths, spaces and kinds of apostrophe apart."""
    plain = unicodedata.normalize("NFKC", name).replace("’", "'")
    return " ".join(plain.casefold().split())


def is_findable(name: str) -> bool:
    """Whether the name, printed before a turn with a colon, would be found."""
    match = _LABEL.fullmatch(f"{name}:")
    return match is not None and match["name"] == name and not _MARKS.search(name)


def is_blank(line: str) -> bool:
    """Whether nothing on the line can be seen."""
    return bool(_INVISIBLE.fullmatch(line))


class Labels:
    """The labels of the speakers, found at the beginning of lines."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        """Learn names and labels; the name of a group without names is none of its labels."""
        self._speakers: dict[str, Speaker] = {}
        self._bare: dict[str, Speaker] = {}
        self.names: list[str] = []
        for speaker in speakers:
            own = (speaker.name,) if speaker.is_person else ()
            for name in (*own, *speaker.other_names, *speaker.labels, *speaker.bare_labels):
                self._speakers[fold_name(name)] = speaker
                self.names.append(name)
            self._bare |= dict.fromkeys(speaker.bare_labels, speaker)
        bare = "|".join(re.escape(name) for name in sorted(self._bare, key=len, reverse=True))
        # `Q    Thank you`, `**Q** Thank you`
        self._bare_label = re.compile(
            rf"(?P<open>[*_]{{0,3}})(?P<name>{bare or '(?!)'})(?P<close>[*_]{{0,3}})"
            rf"(?P<gap>[{_GAP}]*)(?P<rest>.*)",
            re.DOTALL,
        )

    def find(self, text: str) -> Label | None:
        """The label that the text begins with, whether it is known or only looks like one."""
        text = _INVISIBLE.sub("", text, count=1)  # the pattern may be empty: it is at the beginning
        return self._find_bare(text) or self._find_with_colon(text)

    def _find_bare(self, text: str) -> Label | None:
        match = self._bare_label.match(text)
        if not match:
            return None
        gap, rest, mark = match["gap"], match["rest"], match["open"]
        is_set_off = len(gap) >= 2 or gap in {"\t", "\xa0"} or not rest
        if not is_set_off and not (mark and mark == match["close"] and gap):
            return None
        rest = rest if match["close"] else mark + rest
        return Label(self._bare[match["name"]], match["name"], "", match["name"], "", rest)

    def _find_with_colon(self, text: str) -> Label | None:
        has_colon = ":" in text or "：" in text  # found sooner than a pattern fails
        match = _LABEL.match(text) if has_colon else None
        if not match:
            return None
        name = _without_marks(match["name"])
        rest = text[match.end() :]
        speaker = self._speakers.get(fold_name(name))
        is_address = rest.startswith("//")
        if is_address or not (speaker or self._is_suspect(name, match["colon"], rest)):
            return None
        return Label(
            speaker=speaker,
            name=name,
            stage_note=_without_marks(match["notes"]),
            printed=_without_marks(match[0]),
            colon=match["colon"],
            rest=_without_closing_mark(match[0], rest).lstrip(_GAP),
        )

    def _is_suspect(self, name: str, colon: str, rest: str) -> bool:
        """Whether a person should look: it is written as a label is, or nearly a known one."""
        first = rest[:1]
        is_set_off = not first or first.isspace() or not first.isascii() or first.isupper()
        if not is_set_off and first not in _QUOTES and colon == ":":
            return False
        return _looks_like_label(name) or self._is_near(fold_name(name))

    def _is_near(self, folded: str) -> bool:
        """Whether a known name is nearly the same; those of too different a length never are."""
        alike = [
            known
            for known in self._speakers
            if len(folded) * _NEAR <= len(known) * (2 - _NEAR)
            and len(known) * _NEAR <= len(folded) * (2 - _NEAR)
        ]
        return bool(get_close_matches(folded, alike, n=1, cutoff=_NEAR))


def _without_marks(printed: str) -> str:
    return " ".join(_MARKS.sub("", printed).strip(_GAP + "\n").split("\n"))


def _without_closing_mark(attribution: str, rest: str) -> str:
    """The rest, when emphasis that the label opened is taken from both, or left to the rest."""
    marks = _MARKS.findall(attribution)
    if len(marks) % 2 == 0:
        return rest
    is_closed = rest.startswith(marks[-1])
    return rest[len(marks[-1]) :] if is_closed else marks[-1] + rest.lstrip(_GAP)


def _looks_like_label(name: str) -> bool:
    """Names and titles are capitalised, small words apart: `Foreign Minister of Iran`."""
    words = [word.strip(_QUOTES) for word in name.split()]
    if len(words) > _MAX_WORDS or _NO_NAME_HOLDS.search(name):
        return False
    begins = _is_name(words[0]) or words[0] in _PARTICLES
    uncased = sum(_is_uncased(word) for word in words)
    return (
        begins
        and any(_is_name(word) for word in words)
        and uncased <= _MAX_UNCASED_WORDS
        and all(_may_be_in_label(word) for word in words)
    )


def _is_name(word: str) -> bool:
    """`Lavrov`, `al-Assad`, `王毅`."""
    return any(letter.isupper() or letter.istitle() for letter in word) or _is_uncased(word)


def _is_uncased(word: str) -> bool:
    """Whether the word is of a script without capitals, and no longer than a name and a title."""
    letters = [letter for letter in word if letter.isalpha()]
    is_uncased = all(letter.lower() == letter.upper() for letter in letters)
    return bool(letters) and is_uncased and len(word) <= _MAX_UNCASED_LETTERS


def _may_be_in_label(word: str) -> bool:
    has_letters = any(letter.isalpha() for letter in word)
    return not has_letters or _is_name(word) or word in _SMALL_WORDS
