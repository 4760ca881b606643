"""Labels that config.yaml does not know yet, and the lines that would make them known.

Nothing is put down that is not printed: a label is the name until somebody writes a better one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.errors import Faults
from onrecord.importing.labels import asks_by_word
from onrecord.model import Config, Speaker
from onrecord.yaml_lines import read_yaml

_CYRILLIC_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґ"
_LATIN_LETTERS = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya i yi ye g"
_CYRILLIC = dict(zip(_CYRILLIC_LETTERS, re.findall(r"\w+", _LATIN_LETTERS), strict=True))
_CYRILLIC |= {"ъ": "", "ь": ""}


@dataclass(frozen=True, slots=True)
class NewLabel:
    """A label that config.yaml does not know."""

    label: str
    asks: bool = False
    is_bare: bool = False
    count: int = 1
    why: str = ""


def propose(labels: Iterable[NewLabel], config: Config) -> Mapping[str, Speaker]:
    """The speakers that would make the labels known, by slug; changed ones keep theirs."""
    speakers: dict[str, Speaker] = dict(config.speakers)
    changed: dict[str, Speaker] = {}
    for new in labels:
        slug, speaker = _speaker(new, speakers)
        speakers[slug] = changed[slug] = speaker
    return changed


def with_speakers(config: Config, changed: Mapping[str, Speaker]) -> Config:
    """The Config as it would be with the proposed lines."""
    return replace(config, speakers={**config.speakers, **changed})


def proposal_lines(changed: Mapping[str, Speaker]) -> tuple[str, ...]:
    """The lines of YAML for config.yaml."""
    lines: list[str] = []
    for section, is_person in (("speakers", True), ("unnamed", False)):
        members = [speaker for speaker in changed.values() if speaker.is_person is is_person]
        if members:
            lines.append(f"{section}:")
        for speaker in members:
            lines += _entry(speaker)
    return tuple(lines)


def add_to_config(text: str, changed: Mapping[str, Speaker]) -> str | None:
    """config.yaml's text with the speakers in it; None where it is written in another form."""
    for section, is_person in (("speakers", True), ("unnamed", False)):
        members = [speaker for speaker in changed.values() if speaker.is_person is is_person]
        for speaker in members:
            text = _with_entry(text, section, speaker) or ""
            if not text:
                return None
    return text


def slug_of(words: str) -> str:
    """The words in the letters that an address may hold, in lower case with hyphens."""
    letters = "".join(_CYRILLIC.get(letter, letter) for letter in words.casefold())
    plain = unicodedata.normalize("NFKD", letters.replace("ß", "ss")).encode("ascii", "ignore")
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’.]", "", plain.decode().lower()).strip()))


def _speaker(new: NewLabel, speakers: Mapping[str, Speaker]) -> tuple[str, Speaker]:
    name = new.label.split(",")[0].strip() or new.label
    slug = (
        slug_of(re.sub(r"[.’']", " ", name) if "." in name else name)
        or f"speaker-{len(speakers) + 1}"
    )
    if new.asks and asks_by_word(new.label):
        group = next((s for s in speakers.values() if s.asks and not s.is_person), None)
        if group:
            return group.slug, _with_label(group, new)
    if new.asks:
        while slug in speakers and speakers[slug].is_person:
            slug += "-asks"
        found = speakers.get(slug, Speaker(slug, name, asks=True, is_person=False))
        return slug, _with_label(found, new)
    while slug in speakers and not speakers[slug].is_person:
        slug += "-speaks"
    if slug in speakers:
        person = speakers[slug]
        return slug, replace(person, other_names=(*person.other_names, new.label))
    others = (new.label,) if name != new.label else ()
    return slug, Speaker(slug, name, other_names=others)


def _with_label(speaker: Speaker, new: NewLabel) -> Speaker:
    if new.is_bare:
        return replace(speaker, bare_labels=(*speaker.bare_labels, new.label))
    return replace(speaker, labels=(*speaker.labels, new.label))


def _entry(speaker: Speaker) -> list[str]:
    lines = [f"  {speaker.slug}:", f"    name: {_quoted(speaker.name)}"]
    for key in ("other_names", "labels", "bare_labels"):
        values = getattr(speaker, key)
        if values:
            lines.append(f"    {key}: [{', '.join(_quoted(value) for value in values)}]")
    if speaker.asks:
        lines.append("    asks: true")
    return lines


def _quoted(value: str) -> str:
    if re.fullmatch(
        r"[^\W\d_](?:[^\n:#\[\]{},&*!|>'\"%@`\\]*[^\s:#\[\]{},&*!|>'\"%@`\\])?", value
    ) and (value.lower() not in {"null", "~"}):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _with_entry(text: str, section: str, speaker: Speaker) -> str | None:
    """The text with one speaker added to the section, or with the lists of one extended."""
    faults = Faults()
    lined = read_yaml(text, path="", first_line=1, faults=faults)
    if lined is None or len(faults) or not isinstance(lined.value, dict):
        return None
    lines = text.rstrip("\n").split("\n")
    members = lined.value.get(section)
    if section not in lined.value:
        return "\n".join([*lines, "", f"{section}:", *_entry(speaker), ""])
    begins = lined.lines[(section,)]
    if not lines[begins - 1].rstrip().endswith(":") or not (
        members is None or isinstance(members, dict)
    ):
        return None
    present = (members or {}).get(speaker.slug)
    if present is None:
        end = _section_end(lines, begins)
        return "\n".join([*lines[:end], *_entry(speaker), *lines[end:], ""])
    for key in ("other_names", "labels", "bare_labels"):
        values = list(getattr(speaker, key))
        if values == list(present.get(key) or []):
            continue
        line = f"    {key}: [{', '.join(_quoted(value) for value in values)}]"
        place = lined.lines.get((section, speaker.slug, key))
        if place is None:
            at = lined.lines[(section, speaker.slug)]
            lines.insert(at, line)
        elif lines[place - 1].strip().startswith(f"{key}: [") and lines[
            place - 1
        ].rstrip().endswith("]"):
            lines[place - 1] = line
        else:
            return None
        return _with_entry("\n".join([*lines, ""]), section, speaker)
    return text


def _section_end(lines: list[str], begins: int) -> int:
    """The index after the last line of the section that begins on the line `begins`."""
    end = begins
    for number in range(begins, len(lines)):
        if lines[number].strip() and not lines[number].startswith((" ", "\t")):
            break
        if lines[number].strip():
            end = number + 1
    return end
