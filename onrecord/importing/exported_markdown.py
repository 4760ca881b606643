"""Imports a transcript of On Record as it is, with or without the comments of an export."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from onrecord.content.labels import Labels
from onrecord.content.parse import FrontMatter, parse_transcript
from onrecord.content.slugs import SLUG
from onrecord.content.times import without_time
from onrecord.content.yaml_lines import read_yaml
from onrecord.errors import Errors
from onrecord.importing.config_proposal import with_label, with_speakers
from onrecord.importing.exported import Exported
from onrecord.importing.source import Source
from onrecord.model import Config, Slug, Speaker

# `<!-- p3: question by journalist; on water -->`, `<!-- answer-1 -->`, and the line below
_COMMENT = re.compile(
    r"^<!-- (?:answer-(?P<exchange>\d{1,9})|p(?P<number>\d{1,9}): "
    r"(?P<kind>statement|question|answer|report) by (?P<slug>[a-z0-9-]+)(?:; on [\w, -]+)?) -->"
    r"(?:\n|\Z)(?=(?P<below>.*))",
    re.MULTILINE,
)
_KEYS = frozenset(field.alias or name for name, field in FrontMatter.model_fields.items())
_REQUIRED = frozenset({"title", "date", "speaker"})


def transcript_in(source: Source, config: Config) -> tuple[Exported, str] | None:
    """Return the statement in Markdown that is a transcript already, and its text; None for others.

    It is one if its front matter has the keys of a transcript, and it has no error once the
    speakers that an export's comments name are known.
    """
    if source.form != "markdown":
        return None
    whole = "\n".join(line.text for line in source.lines)
    comments = [*_COMMENT.finditer(whole)]
    details = [comment for comment in comments if comment["number"]]
    text = _COMMENT.sub("", whole)
    slug = PurePath(source.name).stem
    front = front_matter_in(text)
    if not (_REQUIRED <= front.keys() <= _KEYS and SLUG.fullmatch(slug)):
        return None
    speakers = _speakers(details, config)
    named = [front["speaker"], *(front.get("quotes") or [])] if details else []
    seen = {**config.speakers, **speakers}
    unseen = [one for one in named if isinstance(one, str) and one not in seen]
    speakers |= {one: Speaker(Slug(one), one) for one in unseen}
    known, statement = with_speakers(config, speakers), None
    with Errors().collecting():
        statement = parse_transcript(text, path=f"{slug}.md", slug=Slug(slug), config=known)
    if statement is None:
        return None
    found = [(paragraph.kind, paragraph.speaker) for paragraph in statement.paragraphs]
    if details and found != [(detail["kind"], detail["slug"]) for detail in details]:
        return None  # other paragraphs than the comments describe
    numbers = tuple(int(detail["number"]) for detail in details)
    exchanges = tuple(int(one["exchange"]) for one in comments if one["exchange"])
    return Exported(source.name, statement, tuple(speakers.values()), numbers, exchanges), text


def front_matter_in(text: str) -> dict[str, Any]:
    """Return the front matter of a text; empty if it has none that can be read."""
    head, fence, _ = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not fence:
        return {}
    lined = read_yaml(head, path="", first_line=1, errors=Errors())
    return lined.value if lined and isinstance(lined.value, dict) else {}


def _speakers(details: Sequence[re.Match[str]], config: Config) -> dict[str, Speaker]:
    """Return the speakers that the comments name and config.yaml does not, with their labels."""
    speakers: dict[str, Speaker] = {}
    for detail in details:
        slug, asks = detail["slug"], detail["kind"] == "question"
        if slug in config.speakers:
            continue
        label = Labels(()).find(without_time(detail["below"]))
        name = label.name if label and label.colon else ""
        found = speakers.get(slug, Speaker(Slug(slug), "", is_person=not asks))
        found = replace(found, asks=found.asks or asks)
        if name and not found.name:
            found = replace(found, name=name, labels=() if found.is_person else (name,))
        elif name and name not in (found.name, *found.other_names, *found.labels):
            found = with_label(found, name)
        speakers[slug] = found
    return {slug: replace(one, name=one.name or slug) for slug, one in speakers.items()}
