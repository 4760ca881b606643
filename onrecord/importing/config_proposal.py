"""Proposes lines for config.yaml that add speakers whose labels are not there yet.

Nothing is invented: a speaker is named as printed until somebody writes a better name.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType

from onrecord.content.label_forms import is_group, name_before_office
from onrecord.content.labels import fold_name
from onrecord.content.yaml_lines import read_yaml
from onrecord.errors import Errors
from onrecord.importing.label_words import HONORIFICS, answers_by_word, asks_by_word, name_in
from onrecord.model import Config, Slug, Speaker
from onrecord.word_lists import word_map

# `    labels: [Question]  # with a colon`
_LIST = re.compile(r"(?P<indent> +)(?P<key>\w+): \[[^\]]*\](?P<comment>\s+#.*)?\s*")
_LISTS = ("other_names", "labels", "bare_labels")
_NEAR = 0.8
_LONG_ENOUGH = 4  # letters: shorter names are similar to many
# `С.В.Лавров`, `S. Lavrov`
_INITIALS = re.compile(
    r"(?P<first>[^\W\d_])\.(?:[ \xa0]?[^\W\d_]\.)?[ \xa0]?(?P<family>[^\W\d_]{2,})"
)


@dataclass(frozen=True, slots=True)
class NewLabel:
    """A label that is not in config.yaml."""

    label: str
    asks: bool = False
    is_bare: bool = False
    count: int = 1
    why: str = ""
    near: str = ""  # a similar name, of which it may be a misprint


def with_near_names(labels: Iterable[NewLabel], config: Config) -> tuple[NewLabel, ...]:
    """Return the labels, each with a known or more frequent name that is similar."""
    labels, near = tuple(labels), dict[str, str]()
    known = [
        name
        for speaker in config.speakers.values()
        for name in (speaker.name, *speaker.other_names, *speaker.labels, *speaker.bare_labels)
    ]
    for new in sorted(labels, key=lambda new: -new.count):
        near[new.label] = "" if asks_by_word(new.label) else _nearest(new.label, known)
        known.append(new.label)
    return tuple(replace(new, near=near[new.label]) for new in labels)


def _nearest(label: str, names: Iterable[str]) -> str:
    """Return the most similar name; one that differs only by a title is somebody else’s."""
    words = _telling(label)
    by_words = {fold: name for name in names if (fold := _telling(name)) != words}
    found = get_close_matches(words, by_words, n=1, cutoff=_NEAR)
    if found and len(words) >= _LONG_ENOUGH and words.upper() != words:
        return by_words[found[0]]
    return next((name for name in by_words.values() if _is_short_for(label, name)), "")


def _telling(name: str) -> str:
    words = fold_name(name_in(name)).split()
    is_titled = len(words) > 1 and words[0].strip(".") in HONORIFICS
    return " ".join(words[1:] if is_titled else words)


def _is_short_for(label: str, name: str) -> bool:
    """True if the label shortens the name: `S. Lavrov` for `Sergey Lavrov`."""
    initials = _INITIALS.fullmatch(label)
    words = name.split()
    return (
        initials is not None
        and len(words) > 1
        and fold_name(words[-1]) == fold_name(initials["family"])
        and words[0].startswith(initials["first"])
        and "." not in name
    )


def propose(labels: Iterable[NewLabel], config: Config) -> Mapping[str, Speaker]:
    """Return the speakers to add or change so that the labels are known, by slug."""
    speakers: dict[str, Speaker] = dict(config.speakers)
    changed: dict[str, Speaker] = {}
    for new in sorted(labels, key=lambda new: len(new.label.split())):  # names before long ones
        slug, speaker = _speaker(new, speakers)
        speakers[slug] = changed[slug] = speaker
    return changed


def with_speakers(config: Config, changed: Mapping[str, Speaker]) -> Config:
    """Return the Config with the proposed speakers."""
    return replace(config, speakers={**config.speakers, **changed})


def near_by_slug(labels: Iterable[NewLabel], speakers: Mapping[str, Speaker]) -> dict[str, str]:
    """Return the similar name for each speaker with a label that may be a misprint."""
    return {
        slug: new.near
        for new in labels
        for slug, speaker in speakers.items()
        if new.near
        and new.label in (speaker.name, *speaker.other_names, *speaker.labels, *speaker.bare_labels)
    }


def proposal_lines(
    changed: Mapping[str, Speaker], *, near: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """Return lines of YAML for config.yaml; `near` has similar names by slug."""
    lines: list[str] = []
    for section, members in _by_section(changed).items():
        lines.append(f"{section}:")
        for speaker in members:
            lines += _entry(speaker, near.get(speaker.slug, ""))
    return tuple(lines)


def _by_section(speakers: Mapping[str, Speaker]) -> dict[str, list[Speaker]]:
    """Return the speakers by their sections of config.yaml, people first."""
    sections: dict[str, list[Speaker]] = {}
    for speaker in sorted(speakers.values(), key=lambda one: not one.is_person):
        sections.setdefault("speakers" if speaker.is_person else "unnamed", []).append(speaker)
    return sections


def add_to_config(
    text: str, changed: Mapping[str, Speaker], *, near: Mapping[str, str] = MappingProxyType({})
) -> str | None:
    """Return config.yaml's text with the speakers added; None if its form does not allow it."""
    for section, members in _by_section(changed).items():
        for speaker in members:
            text = _with_entry(text, section, speaker, near.get(speaker.slug, "")) or ""
            if not text:
                return None
    return text if _has_all(text, changed) else None


def _has_all(text: str, changed: Mapping[str, Speaker]) -> bool:
    """True if the text is still valid YAML and contains the speakers."""
    lined = read_yaml(text, path="", first_line=1, errors=Errors())
    value = lined.value if lined else None
    return isinstance(value, dict) and all(
        speaker.slug in (value.get(section) or {})
        for section, members in _by_section(changed).items()
        for speaker in members
    )


def slug_of(words: str) -> str:
    """Return the words in lower-case Latin letters with hyphens, for use in an address."""
    latin = word_map("language_lists", "cyrillic")
    letters = "".join(latin.get(letter, letter) for letter in words.casefold())
    plain = unicodedata.normalize("NFKD", letters.replace("ß", "ss")).encode("ascii", "ignore")
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’.]", "", plain.decode().lower()).strip()))


def _speaker(new: NewLabel, speakers: Mapping[str, Speaker]) -> tuple[str, Speaker]:
    printed = name_in(new.label)
    name = name_before_office(printed).split(",")[0].strip() or printed
    folded = fold_name(printed)
    named = ((one, (one.name, *one.other_names)) for one in speakers.values())
    owner = next((one for one, names in named if folded in map(fold_name, names)), None)
    if owner and new.is_bare:
        return owner.slug, with_label(owner, new.label, is_bare=True)
    slug = (
        slug_of(re.sub(r"[.’']", " ", name) if "." in name else name)
        or f"speaker-{len(speakers) + 1}"
    )
    if new.asks and asks_by_word(new.label):
        group = next((s for s in speakers.values() if s.asks and not s.is_person), None)
        if group:
            return group.slug, with_label(group, new.label, is_bare=new.is_bare)
    is_answer = answers_by_word(printed)
    if new.asks:
        while slug in speakers and speakers[slug].is_person:
            slug += "-asks"
    elif is_answer and len(printed) == 1:
        slug, name = "answer", "Answer"
    if new.asks or is_answer or is_group(printed):
        found = speakers.get(slug, Speaker(Slug(slug), name, asks=new.asks, is_person=False))
        return slug, with_label(found, new.label, is_bare=new.is_bare)
    while slug in speakers and not speakers[slug].is_person:
        slug += "-speaks"
    person = speakers.get(slug) or _with_that_name(printed, speakers)
    if person is None and name == new.label and not new.is_bare:
        return slug, Speaker(Slug(slug), name)
    person = person or Speaker(Slug(slug), name)
    return person.slug, with_label(person, new.label, is_bare=new.is_bare)


def _with_that_name(printed: str, speakers: Mapping[str, Speaker]) -> Speaker | None:
    """Return the person whose full name ends the label: `President of Russia Vladimir Putin`."""
    folded = fold_name(printed)
    return next(
        (
            speaker
            for speaker in speakers.values()
            if speaker.is_person
            and len(speaker.name.split()) > 1
            and folded.endswith(f" {fold_name(speaker.name)}")
        ),
        None,
    )


def with_label(speaker: Speaker, label: str, *, is_bare: bool = False) -> Speaker:
    """Return the speaker with one more label: another name of a person, or a label of a group."""
    if is_bare:
        return replace(speaker, bare_labels=(*speaker.bare_labels, label))
    if speaker.is_person:
        return replace(speaker, other_names=(*speaker.other_names, label))
    return replace(speaker, labels=(*speaker.labels, label))


def _entry(speaker: Speaker, near: str = "") -> list[str]:
    hint = f"  # similar to “{near}”: a misprint?" if near else ""
    lines = [f"  {speaker.slug}:{hint}", f"    name: {_quoted(speaker.name)}"]
    lines += [_list_line(key, values) for key in _LISTS if (values := getattr(speaker, key))]
    if speaker.asks:
        lines.append("    asks: true")
    lines += ["    offices:"] if speaker.offices else []
    for office in speaker.offices:
        lines.append(f"      - title: {_quoted(office.title)}")
        lines += [f"        since: {office.since}"] if office.since else []
        lines += [f"        until: {office.until}"] if office.until else []
    return lines


def _list_line(key: str, values: Iterable[str]) -> str:
    return f"    {key}: [{', '.join(map(_quoted, values))}]"


def _quoted(value: str) -> str:
    if re.fullmatch(
        r"[^\W\d_](?:[^\n:#\[\]{},&*!|>'\"%@`\\]*[^\s:#\[\]{},&*!|>'\"%@`\\])?", value
    ) and (value.lower() not in {"null", "~"}):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _with_entry(text: str, section: str, speaker: Speaker, near: str = "") -> str | None:
    """Return the text with a speaker added to the section, or its lists extended."""
    errors = Errors()
    lined = read_yaml(text, path="", first_line=1, errors=errors)
    if lined is None or len(errors) or not isinstance(lined.value, dict):
        return None
    lines = text.rstrip("\n").split("\n")
    members = lined.value.get(section)
    if section not in lined.value:
        return "\n".join([*lines, "", f"{section}:", *_entry(speaker, near), ""])
    begins = lined.lines[(section,)]
    if not lines[begins - 1].rstrip().endswith(":") or not (
        members is None or isinstance(members, dict)
    ):
        return None
    present = (members or {}).get(speaker.slug)
    if present is None:
        end = _section_end(lines, begins)
        return "\n".join([*lines[:end], *_entry(speaker, near), *lines[end:], ""])
    for key in _LISTS:
        values = list(getattr(speaker, key))
        if values == list(present.get(key) or []):
            continue
        line = _list_line(key, values)
        place = lined.lines.get((section, speaker.slug, key))
        if place is None:
            entry = (section, speaker.slug)
            at = lined.lines.get((*entry, "name"), lined.lines[entry])
            lines.insert(at, line)
        else:
            listed = _LIST.fullmatch(lines[place - 1])
            if not listed or listed["key"] != key:
                return None
            lines[place - 1] = f"{listed['indent']}{line.strip()}{listed['comment'] or ''}"
        return _with_entry("\n".join([*lines, ""]), section, speaker)
    return text


def _section_end(lines: list[str], begins: int) -> int:
    """Return the index after the last line of the section that begins on the line `begins`."""
    end = begins
    for number in range(begins, len(lines)):
        if lines[number].strip() and not lines[number].startswith((" ", "\t")):
            break
        if lines[number].strip():
            end = number + 1
    return end
