"""Imports a transcript of On Record as it is, with or without the comments of an export."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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

# `<!-- p3: question by journalist; on water -->`, `<!-- answer-1 -->`
_COMMENT = re.compile(
    r"<!-- (?:answer-(?P<exchange>\d{1,9})|p(?P<number>\d{1,9}): "
    r"(?P<kind>statement|question|answer|report) by (?P<slug>[a-z0-9-]+)(?:; on [\w, -]+)?) -->"
)
_KEYS = frozenset(field.alias or name for name, field in FrontMatter.model_fields.items())
_REQUIRED = frozenset({"title", "date", "speaker"})


@dataclass(frozen=True, slots=True)
class _Detail:
    """What a comment says of the paragraph below it."""

    number: int
    kind: str
    slug: str
    line: str  # the first line of the paragraph


def transcript_in(source: Source, config: Config) -> tuple[Exported, str] | None:
    """Return the statement in Markdown that is a transcript already, and its text; None for others.

    It is one if its front matter has the keys of a transcript, and it has no error once the
    speakers that an export's comments name are known.
    """
    if source.form != "markdown":
        return None
    lines = [line.text for line in source.lines]
    details, exchanges = _details(lines)
    text = "\n".join(line for line in lines if not _COMMENT.fullmatch(line))
    slug = PurePath(source.name).stem
    front = front_matter_in(text)
    if not (_REQUIRED <= front.keys() <= _KEYS and SLUG.fullmatch(slug)):
        return None
    speakers = _speakers(details, config)
    named = [front["speaker"], *(front.get("quotes") or [])] if details else []
    for one in named:
        if isinstance(one, str) and one not in {**config.speakers, **speakers}:
            speakers[one] = Speaker(Slug(one), one)
    known, statement = with_speakers(config, speakers), None
    with Errors().collecting():
        statement = parse_transcript(text, path=f"{slug}.md", slug=Slug(slug), config=known)
    if statement is None:
        return None
    found = [(paragraph.kind, paragraph.speaker) for paragraph in statement.paragraphs]
    if details and found != [(detail.kind, detail.slug) for detail in details]:
        return None  # other paragraphs than the comments describe
    numbers = tuple(detail.number for detail in details)
    return Exported(source.name, statement, tuple(speakers.values()), numbers, exchanges), text


def _details(lines: Sequence[str]) -> tuple[list[_Detail], tuple[int, ...]]:
    details: list[_Detail] = []
    exchanges: list[int] = []
    for place, line in enumerate(lines):
        found = _COMMENT.fullmatch(line)
        if found and found["exchange"]:
            exchanges.append(int(found["exchange"]))
        elif found:
            below = lines[place + 1] if place + 1 < len(lines) else ""
            details.append(_Detail(int(found["number"]), found["kind"], found["slug"], below))
    return details, tuple(exchanges)


def front_matter_in(text: str) -> dict[str, Any]:
    """Return the front matter of a text; empty if it has none that can be read."""
    head, fence, _ = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not fence:
        return {}
    lined = read_yaml(head, path="", first_line=1, errors=Errors())
    return lined.value if lined and isinstance(lined.value, dict) else {}


def _speakers(details: Sequence[_Detail], config: Config) -> dict[str, Speaker]:
    """Return the speakers that the comments name and config.yaml does not, with their labels."""
    speakers: dict[str, Speaker] = {}
    for detail in details:
        if detail.slug in config.speakers:
            continue
        label = Labels(()).find(without_time(detail.line))
        name = label.name if label and label.colon else ""
        asks = detail.kind == "question"
        found = speakers.get(detail.slug, Speaker(Slug(detail.slug), "", is_person=not asks))
        found = replace(found, asks=found.asks or asks)
        if name and not found.name:
            found = replace(found, name=name, labels=() if found.is_person else (name,))
        elif name and name not in (found.name, *found.other_names, *found.labels):
            found = with_label(found, name)
        speakers[detail.slug] = found
    return {slug: replace(one, name=one.name or slug) for slug, one in speakers.items()}
