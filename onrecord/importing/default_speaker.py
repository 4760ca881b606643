"""Finds who speaks where no label says so."""

import re
from collections import Counter
from dataclasses import replace

from onrecord.content.labels import fold_name
from onrecord.content.layouts import Layout
from onrecord.content.parse import is_note
from onrecord.importing.body import Body
from onrecord.importing.config_proposal import slug_of
from onrecord.importing.metadata import people_in
from onrecord.importing.source import Fact, Source
from onrecord.importing.stated_facts import Facts
from onrecord.model import Config, Slug, Speaker

_SEVERAL = 2
_LABEL = re.compile(r"[\s*_#]*([^\W\d_][^:：\n]{0,40}?)[*_]*\s?[:：]")


def unlabelled_speaker(body: Body, layout: Layout, config: Config) -> dict[str, Speaker]:
    """Return the layout’s speaker for texts without labels, if not in config.yaml yet."""
    name = layout.unlabelled
    if not name or _has_labels(body) or _named(name, config):
        return {}
    slug = slug_of(name) or "unlabelled"
    while slug in config.speakers:
        slug += "-speaks"
    return {slug: Speaker(Slug(slug), name, is_person=False)}


def listed_speakers(source: Source, config: Config) -> dict[str, Speaker]:
    """Return the people whom the source's front matter lists and config.yaml does not know.

    A first or last name that only one of them has is theirs, if the text has it as a label.
    """
    stated = source.stated.get("speaker_name")
    names = stated.value.split("; ") if stated else []
    if len(names) < _SEVERAL:
        return {}
    labels = {match[1].strip("*_# ") for line in source.lines if (match := _LABEL.match(line.text))}
    parts = Counter(part for name in names for part in {name.split()[0], name.split()[-1]})
    listed: dict[str, Speaker] = {}
    for name in names:
        own = {name.split()[0], name.split()[-1]} - {name}
        short = tuple(sorted(part for part in own if parts[part] == 1 and part in labels))
        known = _named(name, config)
        slug = known.slug if known else slug_of(name)
        if known and short:
            listed[slug] = replace(known, other_names=(*known.other_names, *short))
        elif not known and slug and slug not in config.speakers:
            listed[slug] = Speaker(Slug(slug), name, other_names=short)
    return listed


def stated_speaker(source: Source, facts: Facts, config: Config) -> dict[str, Speaker]:
    """State the speaker that the source's front matter names; return one who is to be added."""
    stated = source.stated.get("speaker_name")
    if not stated or "; " in stated.value:
        return {}
    named = _named(stated.value, config)
    slug = named.slug if named else slug_of(stated.value)
    if slug:
        facts.state("speaker", slug, stated.where)
    return {} if named or not slug else {slug: Speaker(Slug(slug), stated.value)}


def state_default_speaker(facts: Facts, body: Body, layout: Layout, config: Config) -> None:
    """Find who speaks where no label says: named by the layout or in the title.

    In a text with labels, the person in the title must be one of those who speak: a title also
    names people who are only mentioned. Otherwise it is whoever answers most, marked as unsure,
    unless text without a label begins the transcript: then a person must say whose it is.
    """
    named = people_in(facts["title"], config.speakers)
    by_title = named[0] if len(named) == 1 else ""
    if not _has_labels(body):
        owner = _named(layout.unlabelled, config)
        why = f"layout {layout.slug}, since there are no labels"
        facts.state("speaker", owner.slug if owner else "", why)
        facts.state("speaker", by_title, "the title")
        return
    times = _answers(body, config)
    facts.state("speaker", by_title if by_title in times else "", "the title")
    if not times or facts["speaker"]:
        return
    # Words before the first label may be anybody’s.
    spoken = (p for p in body.passages if not (p.heading or p.is_rule or is_note(p.words)))
    first = next(spoken, None)
    if first and not first.turn.is_turn:
        facts.warnings.append(
            "nobody is named for the text before the first label; "
            "set `speaker` in the transcript to who says it"
        )
        return
    slug = max(times, key=lambda one: times[one])
    facts.found["speaker"] = Fact(slug, "most frequent label", is_unsure=True)


def _answers(body: Body, config: Config) -> Counter[str]:
    """Count the turns of each speaker who does not ask."""
    owners = {
        fold_name(name): speaker
        for speaker in config.speakers.values()
        for name in (speaker.name, *speaker.other_names, *speaker.labels, *speaker.bare_labels)
    }
    turns = (p.turn for p in body.passages if p.turn.is_turn)
    labels = (fold_name(turn.found.label) for turn in turns if turn.found)
    found = (owners[label] for label in labels if label in owners)
    return Counter(speaker.slug for speaker in found if not speaker.asks)


def _has_labels(body: Body) -> bool:
    return any(p.turn.is_turn for p in body.passages)


def _named(name: str, config: Config) -> Speaker | None:
    """Return the speaker with that name, if there is one."""
    folded = fold_name(name)
    return next((s for s in config.speakers.values() if fold_name(s.name) == folded), None)
