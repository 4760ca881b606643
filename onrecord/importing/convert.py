"""Converts one saved source to a transcript, and accounts for every line of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.content.labels import Labels, fold_name
from onrecord.content.layouts import NO_LAYOUT, Layout
from onrecord.content.parse import is_note, parse_transcript
from onrecord.content.project import MAX_MEGABYTES
from onrecord.content.source_lines import UNPRINTABLE, add_conflicts, unprintable
from onrecord.errors import ContentError, Error, Errors
from onrecord.importing.body import Body, gather_body, learn_labels
from onrecord.importing.boilerplate import choose_layout, leave_out_boilerplate
from onrecord.importing.config_proposal import (
    NewLabel,
    propose,
    slug_of,
    with_near_names,
    with_speakers,
)
from onrecord.importing.facts import Fact, Facts
from onrecord.importing.find_labels import KnownLabels, find_label
from onrecord.importing.line_ledger import Entry, Ledger
from onrecord.importing.metadata import find_facts
from onrecord.importing.passages import Passage
from onrecord.importing.read_source import read_source
from onrecord.importing.running_heads import leave_out_running_heads
from onrecord.importing.source import Source
from onrecord.importing.title_facts import people_in
from onrecord.importing.write_body import write_body
from onrecord.importing.write_transcript import name_transcript, write_transcript
from onrecord.model import (
    Config,
    Heading,
    Note,
    ParsedParagraph,
    ParsedStatement,
    Slug,
    Speaker,
    Speech,
)

_ASKED_FOR = ("title", "date", "published", "place", "source", "language", "speaker")


@dataclass(frozen=True, slots=True)
class Imported:
    """A transcript, and what the report says about it."""

    name: str  # of the source
    slug: str
    text: str
    source: Source
    layout: Layout
    entries: tuple[Entry, ...]
    cut: tuple[Entry, ...]  # parts of lines that were left out
    facts: Mapping[str, Fact]
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    new_labels: tuple[NewLabel, ...]
    speakers: Mapping[str, Speaker]  # to add to config.yaml
    errors: tuple[Error, ...]  # of the transcript, with those speakers added
    turns: int


def import_source(
    data: bytes,
    name: str,
    *,
    config: Config,
    layouts: Mapping[str, Layout],
    layout: Layout | None = None,
) -> Imported:
    """Return the transcript of a saved source; ContentError if it has no text."""
    source = read_source(data, name)
    layout = layout or choose_layout(source, layouts)
    ledger = Ledger(source.lines)
    leave_out_boilerplate(ledger, layout)
    known = KnownLabels(config.speakers.values(), layout)
    repeated = () if source.form == "page" else leave_out_running_heads(ledger, known)
    learn_labels(ledger, known)
    facts = find_facts(source, ledger, layout, known)
    body = gather_body(ledger, source.form, known, layout.wrapped)
    if not body.passages:
        warnings = source.warnings if source.lines else ()
        remedy = "; ".join(("is this the right file?", *warnings))
        raise ContentError([Error(name, 0, "no text of a statement", remedy)])
    new_labels = with_near_names(_new_labels(body), config)
    speakers = {**propose(new_labels, config), **_unlabelled(body, layout, config)}
    speakers |= _stated_speaker(source, facts, with_speakers(config, speakers))
    augmented = with_speakers(config, speakers)
    _default_speaker(facts, body, layout, augmented)
    text = write_transcript(facts, write_body(body.passages, Labels(augmented.speakers.values())))
    slug = name_transcript(facts, _names(config), first_words=body.passages[0].words[:200])
    errors = (
        *_conflicts(ledger, name),
        *_check(text, slug, augmented, facts, body.passages),
    )
    return Imported(
        name=name,
        slug=slug,
        text=text,
        source=source,
        layout=layout,
        entries=ledger.entries(),
        cut=body.left_out,
        facts=facts.found,
        missing=_missing(facts),
        warnings=(
            *source.warnings,
            *_characters(ledger),
            *facts.warnings,
            *repeated,
            *body.warnings,
            *_label_warnings(ledger, body),
        ),
        new_labels=new_labels,
        speakers=speakers,
        errors=errors,
        turns=sum(p.turn.is_turn for p in body.passages),
    )


def printed_words(statement: ParsedStatement) -> list[str]:
    """Return every word of a statement as printed: labels, notes, headings, paragraphs."""
    words: list[str] = []
    parts: list[Speech[ParsedParagraph] | Note | Heading] = list(statement.opening)
    for exchange in statement.exchanges:
        parts += exchange.speeches
    for part in parts:
        if isinstance(part, Speech):
            words += part.printed.split()
            for block in part.blocks:
                words += block.text.split()
        else:
            words += part.text.split()
    return words


def _new_labels(body: Body) -> tuple[NewLabel, ...]:
    times: Counter[str] = Counter()
    first: dict[str, NewLabel] = {}
    for passage in body.passages:
        turn = passage.turn
        if turn.found and turn.judgement == "label":
            key = fold_name(turn.found.label)
            times[key] += 1
            new = NewLabel(turn.found.label, turn.asks, turn.found.is_bare, why=turn.why)
            first.setdefault(key, new)
    return tuple(
        NewLabel(new.label, new.asks, new.is_bare, times[key], new.why)
        for key, new in first.items()
    )


def _unlabelled(body: Body, layout: Layout, config: Config) -> dict[str, Speaker]:
    """Return the layout’s speaker for texts without labels, if not in config.yaml yet."""
    name = layout.unlabelled
    if not name or _has_labels(body) or _named(name, config):
        return {}
    slug = slug_of(name) or "unlabelled"
    while slug in config.speakers:
        slug += "-speaks"
    return {slug: Speaker(Slug(slug), name, is_person=False)}


def _stated_speaker(source: Source, facts: Facts, config: Config) -> dict[str, Speaker]:
    """State the speaker that the source's front matter names; return one who is to be added."""
    stated = source.stated.get("speaker_name")
    if not stated or "; " in stated.value:
        return {}
    named = _named(stated.value, config)
    slug = named.slug if named else slug_of(stated.value)
    if slug:
        facts.state("speaker", slug, stated.where)
    return {} if named or not slug else {slug: Speaker(slug, stated.value)}


def _default_speaker(facts: Facts, body: Body, layout: Layout, config: Config) -> None:
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
    if _begins_without_label(body):
        facts.warnings.append(
            "nobody is named for the text before the first label; "
            "set `speaker` in the transcript to who says it"
        )
        return
    slug = max(times, key=lambda one: times[one])
    facts.found["speaker"] = Fact(slug, "most frequent label", is_unsure=True)


def _begins_without_label(body: Body) -> bool:
    """True if words come before the first label."""
    spoken = (p for p in body.passages if not (p.heading or p.is_rule or is_note(p.words)))
    first = next(spoken, None)
    return first is not None and not first.turn.is_turn


def _answers(body: Body, config: Config) -> Counter[str]:
    """Count the turns of each speaker who does not ask."""
    known = KnownLabels(config.speakers.values(), NO_LAYOUT)
    turns = (p for p in body.passages if p.turn.is_turn)
    found = (find_label(passage.words, known) for passage in turns)
    return Counter(one.owner.slug for one in found if one and one.owner and not one.owner.asks)


def _has_labels(body: Body) -> bool:
    return any(p.turn.is_turn for p in body.passages)


def _named(name: str, config: Config) -> Speaker | None:
    """Return the speaker with that name, if there is one."""
    folded = fold_name(name)
    return next((s for s in config.speakers.values() if fold_name(s.name) == folded), None)


def _characters(ledger: Ledger) -> Iterator[str]:
    """Warn of characters that a transcript may not contain."""
    for entry in ledger.entries():
        wrong = UNPRINTABLE.search(entry.line.text)
        if wrong and entry.fate != "left out":
            yield f"line {entry.line.number}: {unprintable(wrong[0])}, was left out"


def _label_warnings(ledger: Ledger, body: Body) -> tuple[str, ...]:
    """Report once what looks a little like a label and is text."""
    lines: dict[str, list[int]] = {}
    for passage in body.passages:
        turn = passage.turn
        if turn.found and turn.judgement == "prose":
            number = ledger.lines[passage.places[0]].number
            lines.setdefault(turn.found.printed, []).append(number)
    if not lines:
        return ()
    listed = ", ".join(f"“{printed}” ({_numbered(found)})" for printed, found in lines.items())
    what = "was read as text, not as a speaker"
    if len(lines) > 1:
        what = "were read as text, not as speakers"
    remedy = "If it is a speaker, remove the backslash and add the speaker to config.yaml"
    return (f"{listed} {what}. {remedy}",)


def _numbered(lines: Sequence[int]) -> str:
    return f"line{'' if len(lines) == 1 else 's'} {', '.join(map(str, lines))}"


def _missing(facts: Facts) -> tuple[str, ...]:
    missing = [key for key in _ASKED_FOR if key != "source" and not facts[key]]
    if not facts["publisher"]:
        missing.append("source (its publisher)")
    if not facts["url"]:
        missing.append("source (its address)")
    return tuple(missing)


def _check(
    text: str, slug: str, config: Config, facts: Facts, passages: Sequence[Passage]
) -> tuple[Error, ...]:
    """Return the parser’s errors, and one if it does not read the same words."""
    path = f"{slug}.md"
    size = round(len(text.encode("utf-8")) / 1_000_000)
    if size > MAX_MEGABYTES:
        found = f"{size} MB; a transcript may have {MAX_MEGABYTES} MB"
        return (Error(path, 0, found, "split it"),)
    filled = text
    anybody = next(iter(config.speakers), "")
    for key, value in (("title", "untitled"), ("date", "2000-01-01"), ("speaker", anybody)):
        if not facts[key]:
            filled = filled.replace(f"\n{key}:\n", f"\n{key}: {value}\n", 1)
    try:
        statement = parse_transcript(filled, path=path, slug=Slug(slug), config=config)
    except ContentError as error:
        return error.errors
    kept = [word for passage in passages for word in passage.words.split()]
    read = printed_words(statement)
    if "".join(kept) != "".join(read):
        place = next(
            (n for n, (a, b) in enumerate(zip(kept, read, strict=False)) if a != b),
            min(len(kept), len(read)),
        )
        near = " ".join(kept[max(0, place - 3) : place + 5])
        return (
            Error(
                path, 0, f"the transcript does not have the same words as the source, near “{near}”"
            ),
        )
    return ()


def _conflicts(ledger: Ledger, name: str) -> tuple[Error, ...]:
    """Return an error for each conflict that git marked in the source."""
    errors = Errors()
    lines = ["" if entry.fate == "left out" else entry.line.text for entry in ledger.entries()]
    add_conflicts(lines, path=name, first_line=1, errors=errors)
    return errors.all()


def _names(config: Config) -> list[str]:
    return [
        name
        for speaker in config.speakers.values()
        if speaker.is_person
        for name in (speaker.name, *speaker.other_names)
    ]
