"""The label that begins a turn: which are known, and what looks like one."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from onrecord.content.label_forms import (
    is_shouted_name,
    is_titled,
    looks_like_label,
    may_be_in_label,
    may_follow_name,
    resembles_label,
)
from onrecord.model import Speaker

MAX_NAME = 120
# `(speaking after Mohammad Haneef Atmar)`, `[smiling]`, `– holding up a paper –`
_NOTES = (
    r"(?P<notes>(?:\s{0,9}[*_]{0,3}"
    r"(?:\((?:[^()]|\([^()]{0,300}\)){0,500}\)|\[[^\[\]]{0,500}\]"
    r"|(?<=\s)[–—-]\s?[^–—:：()\[\]\\\n]{1,120}\s[–—-])[*_]{0,3}){0,3})"
)
# `Sergey Lavrov (speaking after Mohammad Haneef Atmar): I`, `**Question:** What`, `**Q: What?**`
_LABEL = re.compile(
    r"(?P<before>(?:\([^()]{1,200}\)|\[[^\[\]]{1,200}\])[ \t\xa0]{1,4})?"
    rf"(?P<name>[*_]{{0,3}}[^\W_][^:：()\[\]\\\n]{{0,{MAX_NAME - 1}}}?)"
    rf"{_NOTES}\s{{0,9}}[*_]{{0,3}}(?P<colon>[:：])"
)
# a name that says who of several people it is: `Jonas Weber (SPD)`
_NAME_WITH_NOTE = re.compile(r"(?P<name>[^()\[\]]+?)\s?(?:\([^()]{1,80}\)|\[[^\[\]]{1,80}\])")
# after a label without a colon: `Mr RIVERS—`, `The SPEAKER.`, `PREGUNTA.-`, `【山田】`
_SIGN = r"(?:\s?\.\s?[-–—]|\s?[-–—]{1,2}|\.|[】〕］」\]>»])"
# Brackets after a label without a colon are stage business only before a sign: `Q    (Inaudible.)`
# has words in brackets.
_SIGNED_NOTES = r"(?P<notes>(?:\s?(?:\([^()]{0,120}\)|\[[^\[\]]{0,120}\])){0,3})"
# `Mr RIVERS (Lakeside) (3.18 pm)—I welcome`, `The SPEAKER pro tempore (Mr. LAHM). Without`
_SIGNED_END = re.compile(
    rf"{_SIGNED_NOTES}"
    r"(?P<sign>\s?\.\s?[-–—]|\s?[—–]|\.(?=\s))\s*(?=[^\W\d_]|[“\"'‘(\[¿¡])"
)
_SIGNED_WIDTH = 200  # characters: a label without a colon and its notes are no longer
# `**`, `_`, but not the one in `snake_case`
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_GAP = " \t\xa0"
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*")
_QUOTES = "\"'“”„‘’‚«»‹›"
_FIRST_NOTE = re.compile(r"[(\[](?P<words>[^()\[\]]+)[)\]]")
_DASHES = "-–—"
# `Weber, Präsident`, `Weber – ironisch`
_FIRST_SIGN = re.compile(r"([^,–—]+?)(,\s|\s[-–—]\s?|[–—])(.+)")
_NEAR = 0.85


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at the beginning of a line."""

    speaker: Speaker | None  # None where it is not known
    name: str  # as printed
    stage_note: str  # as printed, with its brackets; empty where there is none
    printed: str  # the whole attribution as printed, without marks of emphasis
    colon: str  # `:`, `：`, or nothing
    rest: str  # the text after it on the line


def fold_name(name: str) -> str:
    """The name as it is compared: capitals, widths, spaces and kinds of apostrophe apart."""
    plain = unicodedata.normalize("NFKC", name).replace("’", "'")
    return " ".join(plain.casefold().split())


def is_findable(name: str) -> bool:
    """True if the name, printed before a turn with a colon, would be found.

    It may end with brackets that say who of several people it is: `Jonas Weber (SPD)`.
    """
    match = _LABEL.fullmatch(f"{name}:")
    has_note = _NAME_WITH_NOTE.fullmatch(name) is not None
    is_whole = match is not None and (match["name"] == name or has_note)
    return is_whole and not _MARKS.search(name)


def is_blank(line: str) -> bool:
    """True if nothing on the line can be seen."""
    return not line or bool(_INVISIBLE.fullmatch(line))


def is_affiliation(note: str) -> bool:
    """True for a party, constituency or office in brackets, not for stage business.

    `(SPD)`, `(Lakeside—Prime Minister)`; not `(smiling)`, `(via interpreter)`, `(3.18 pm)`.
    """
    inside = _FIRST_NOTE.match(note)
    words = inside["words"].split() if inside else []
    return bool(words) and words[0][0].isupper() and all(map(may_be_in_label, words))


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
        # `Q    Thank you`, `**Q** Thank you`, `Mr RIVERS (Lakeside)—    I welcome`
        self._bare_label = re.compile(
            rf"(?P<open>[*_]{{0,3}})(?P<opening>[【〔［「\[<«]?)(?P<name>{bare or '(?!)'})"
            rf"(?:{_SIGNED_NOTES}(?P<sign>{_SIGN}))?(?P<close>[*_]{{0,3}})(?P<gap>[{_GAP}]*)(?P<rest>.*)",
            re.DOTALL,
        )

    def find(self, text: str) -> Label | None:
        """Return the label that the text begins with, known or not."""
        text = _INVISIBLE.sub("", text, count=1)
        return self._find_bare(text) or self._find_with_colon(text) or self._find_signed(text)

    def find_known(self, name: str) -> Label | None:
        """Return the label of a known name that is printed alone, without its colon."""
        label = self.find(f"{name}:")
        return label if label and label.speaker and label.name == name else None

    def resembling(self, text: str) -> str:
        """Return what looks a little like a label and is text: `Photo:`, `Ann Roe said:`."""
        match = _LABEL.match(_INVISIBLE.sub("", text, count=1))
        if not match or self.find(text):
            return ""
        rest = text[text.index(match["colon"]) + 1 :]
        is_set_off = not rest or match["colon"] == "：" or rest[0].isspace() or rest[0] in _QUOTES
        name = _without_marks(match["name"])
        return f"{name}{match['colon']}" if is_set_off and resembles_label(name) else ""

    def _find_bare(self, text: str) -> Label | None:
        match = self._bare_label.match(text)
        if not match:
            return None
        gap, rest, mark = match["gap"], match["rest"], match["open"]
        is_set_off = len(gap) >= 2 or gap in {"\t", "\xa0"} or not rest
        sign = match["sign"] or ""
        is_bracketed = bool(match["opening"] and sign)
        is_dashed = sign.endswith(tuple(_DASHES)) and not match["opening"]
        if not (is_set_off or is_bracketed or is_dashed) and not (
            mark and mark == match["close"] and gap
        ):
            return None
        rest = rest if match["close"] else mark + rest
        printed = text[: match.end("sign" if sign else "name")].lstrip("*_")
        return Label(
            speaker=self._bare[match["name"]],
            name=match["name"],
            stage_note=_without_marks(match["notes"] or ""),
            printed=_without_marks(printed),
            colon="",
            rest=rest,
        )

    def _find_signed(self, text: str) -> Label | None:
        """Find a label before a dash or a full stop, with a title and a name in capitals.

        `Mr RIVERS (Lakeside) (3.18 pm)—`, `The SPEAKER.`
        """
        for end in _SIGNED_END.finditer(text[:_SIGNED_WIDTH]):
            name, rest = text[: end.start()], text[end.end() :]
            is_dash = end["sign"].strip() in {"—", "–"} and rest[0].isupper()
            if is_shouted_name(name) or (is_dash and "\\" not in name and is_titled(name)):
                return Label(
                    speaker=self._speakers.get(fold_name(name)),
                    name=name,
                    stage_note=" ".join(end["notes"].split()),
                    printed=text[: end.end()].strip(),
                    colon="",
                    rest=rest,
                )
        return None

    def _find_with_colon(self, text: str) -> Label | None:
        has_colon = ":" in text or "：" in text  # found sooner than a pattern fails
        match = _LABEL.match(text) if has_colon else None
        if not match:
            return None
        name = _without_marks(match["name"])
        notes = _without_marks(f"{match['before'] or ''}{match['notes']}".strip())
        rest = text[match.end() :]
        is_address = rest.startswith("//")
        speaker = self._speakers.get(fold_name(f"{name} {notes}")) if notes else None
        speaker = speaker or self._speakers.get(fold_name(name))
        if is_address or not (speaker or self._is_suspect(name, match["colon"], rest.lstrip("*_"))):
            return None
        return Label(
            speaker=speaker,
            name=name,
            stage_note=notes,
            printed=_without_marks(match[0]),
            colon=match["colon"],
            rest=_without_closing_mark(match[0], rest).lstrip(_GAP),
        )

    def _is_suspect(self, name: str, colon: str, rest: str) -> bool:
        """True if a person should look: it is written as a label is, or nearly a known one."""
        first = rest[:1]
        is_set_off = not first or first.isspace() or not first.isascii() or first.isupper()
        if not is_set_off and first not in _QUOTES and colon == ":":
            return False
        if looks_like_label(name) or self._is_known_and(name):
            return True
        return self._is_near(fold_name(name))

    def _is_near(self, folded: str) -> bool:
        """True if a known name is nearly the same."""
        # Names whose lengths differ too much are left out sooner than by comparing them.
        most = len(folded) * (2 - _NEAR) / _NEAR
        least = len(folded) * _NEAR / (2 - _NEAR)
        alike = [known for known in self._speakers if least <= len(known) <= most]
        return bool(get_close_matches(folded, alike, n=1, cutoff=_NEAR))

    def _is_known_and(self, name: str) -> bool:
        """True for a known name with an office or stage business: `Weber, Präsident`."""
        parts = _FIRST_SIGN.fullmatch(name)
        return (
            parts is not None
            and fold_name(parts[1]) in self._speakers
            and may_follow_name(parts[3])
        )


def _without_marks(printed: str) -> str:
    return " ".join(_MARKS.sub("", printed).strip(_GAP + "\n").split("\n"))


def _without_closing_mark(attribution: str, rest: str) -> str:
    """The rest, when emphasis that the label opened is taken from both, or left to the rest."""
    marks = _MARKS.findall(attribution)
    if len(marks) % 2 == 0:
        return rest
    is_closed = rest.startswith(marks[-1])
    return rest[len(marks[-1]) :] if is_closed else marks[-1] + rest.lstrip(_GAP)
