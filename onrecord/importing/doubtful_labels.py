"""Labels that a person must settle, and text that certainly is no label."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from onrecord.content.label_forms import (
    has_title,
    is_personal,
    resembles_label,
    several_names,
)
from onrecord.content.labels import fold_name, is_affiliation
from onrecord.importing.find_labels import TEXT, Found, KnownLabels, Turn
from onrecord.importing.label_words import label_words, may_be_name

_MAX_WORDS_ALONE = 4


def is_text(label: str) -> bool:
    """True for words before a colon that are no label: `Photo`, `2021`, `Ann Roe said`."""
    words = label_words(label)
    begins_with_digit = any(character.isdigit() for character in words[0])
    is_one_word = len(words) == 1 and not may_be_name(label)
    return begins_with_digit or is_one_word or resembles_label(label)


def names_several(label: str, others: Collection[str], known: KnownLabels) -> bool:
    """True if two people speak at once: `Anna Berg and Tom Hill`, `Berg/Hill`.

    `others` are the folded labels of the source.
    """
    parts = several_names(label)
    if not parts:
        return False
    names = [fold_name(name) for name in known.labels.names]
    names += [name for name in others if name != fold_name(label)]
    if all(any(_is_name_of(part, name) for name in names) for part in parts):
        return True
    are_people = all(len(part.split()) > 1 and is_personal(part) for part in parts)
    return are_people and not any(map(has_title, parts))


def tell_apart(found: Sequence[Found | None], known: KnownLabels) -> list[Found | None]:
    """Tell people with one name apart by the party, constituency or office after it.

    `Mr. Hill (Northfield):` and `Mr. Hill (Lakeside):` are two people in one source.
    """
    notes: dict[str, set[str]] = {}
    for one in found:
        if one and is_affiliation(one.note):
            notes.setdefault(fold_name(one.label), set()).add(_first_note(one.note))
    ambiguous = {name for name, different in notes.items() if len(different) > 1}
    return [
        _with_note(one, known) if one and fold_name(one.label) in ambiguous else one
        for one in found
    ]


def settle_doubts(turns: list[Turn], texts: Sequence[str]) -> Iterator[Turn]:
    """Accept names on lines of their own where others are; what is left is doubtful."""
    alone = [
        turn.found is not None and turn.found.length >= len(text.rstrip())
        for turn, text in zip(turns, texts, strict=True)
    ]
    is_usual = sum(turn.is_turn and on_line for turn, on_line in zip(turns, alone, strict=True)) > 1
    for turn, is_alone in zip(turns, alone, strict=True):
        found = turn.found
        if not found or turn.judgement != "prose" or turn.why == TEXT or found.is_loose:
            yield turn
        elif is_usual and is_alone and 2 <= len(found.label.split()) <= _MAX_WORDS_ALONE:
            yield Turn(found, "label", False, "on a line of its own, like other labels")
        else:
            yield replace(turn, judgement="doubtful")


def _with_note(found: Found, known: KnownLabels) -> Found:
    """The label with what tells it apart; without that nobody knows whose it is."""
    if not is_affiliation(found.note):
        return replace(found, owner=None, is_ambiguous=True)
    label = f"{found.label} {_first_note(found.note)}"
    owner = next(
        (one.speaker for one in [known.labels.find(f"{label}:")] if one and one.name == label), None
    )
    return replace(found, label=label, note="", owner=owner)


def _first_note(note: str) -> str:
    match = re.match(r"\([^()]*\)|\[[^\[\]]*\]", note)
    return match[0] if match else note


def _is_name_of(part: str, name: str) -> bool:
    folded = fold_name(part)
    return name == folded or (" " not in folded and name.endswith(f" {folded}"))
