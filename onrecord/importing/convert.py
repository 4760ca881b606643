"""Converts one source to a transcript, and accounts for every line of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from onrecord.amounts import numbered
from onrecord.content.labels import Labels, fold_name
from onrecord.content.layouts import Layout
from onrecord.content.source_lines import UNPRINTABLE, add_conflicts, unprintable
from onrecord.errors import ContentError, Error, Errors, united
from onrecord.importing.body import Body, gather_body, learn_labels
from onrecord.importing.boilerplate import (
    choose_layout,
    leave_out_boilerplate,
    leave_out_running_heads,
)
from onrecord.importing.check_words import as_settled, errors_in, word_errors
from onrecord.importing.config_proposal import NewLabel, propose, with_near_names, with_speakers
from onrecord.importing.default_speaker import (
    listed_speakers,
    state_default_speaker,
    stated_speaker,
    unlabelled_speaker,
)
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.label_words import is_of_machine
from onrecord.importing.line_ledger import Entry, Ledger
from onrecord.importing.metadata import find_facts
from onrecord.importing.source import Fact, Source
from onrecord.importing.write_transcript import name_transcript, write_body, write_transcript
from onrecord.model import Config, Speaker

_UNKNOWN = re.compile(r'unknown speaker "(?P<label>.*)"')
_ASKED_FOR = {
    **{key: key for key in ("title", "date", "published", "place", "language", "speaker")},
    "publisher": "source (its publisher)",
    "url": "source (its address)",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """A transcript, and what the report says about it."""

    name: str  # of the source
    slug: str
    text: str
    source: Source
    layout: Layout
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...]
    new_labels: tuple[NewLabel, ...]
    speakers: Mapping[str, Speaker]  # to add to config.yaml
    errors: tuple[Error, ...]  # of the transcript, with those speakers added
    turns: int
    times: int = 0  # paragraphs with a time in the recording
    cut: tuple[Entry, ...] = ()  # parts of lines that were left out
    facts: Mapping[str, Fact] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def convert_source(
    source: Source,
    *,
    config: Config,
    layouts: Mapping[str, Layout],
    layout: Layout | None = None,
) -> Imported:
    """Return the transcript of a source; ContentError if it has no text."""
    name = source.name
    layout = layout or choose_layout(source, layouts)
    ledger = Ledger(source.lines)
    if not source.is_data:
        leave_out_boilerplate(ledger, layout)
    listed = listed_speakers(source, config)
    config = with_speakers(config, listed)
    known = KnownLabels(config.speakers.values(), layout)
    repeated = () if source.form == "page" else leave_out_running_heads(ledger, known)
    learn_labels(ledger, known)
    facts = find_facts(source, ledger, layout, known)
    body = gather_body(ledger, source.form, known, layout.wrapped or source.wrapped)
    if not body.passages:
        warnings = source.warnings if source.lines else ()
        remedy = "; ".join(("is this the right file?", *warnings))
        raise ContentError([Error(name, 0, "no text of a statement", remedy)])
    new_labels = with_near_names(_new_labels(body), config)
    speakers = {**propose(new_labels, config), **unlabelled_speaker(body, layout, config)}
    speakers |= stated_speaker(source, facts, with_speakers(config, speakers))
    speakers = {**{slug: one for slug, one in listed.items() if _speaks(one, body)}, **speakers}
    augmented = with_speakers(config, speakers)
    state_default_speaker(facts, body, layout, augmented)
    known_labels = Labels(augmented.speakers.values())
    text = write_transcript(facts, write_body(body.passages, known_labels))
    slug = name_transcript(facts, _names(config), first_words=body.passages[0].words[:200])
    settled = write_transcript(facts, write_body(as_settled(body.passages), known_labels))
    errors = (
        *_conflicts(ledger, name),
        *map(_with_remedy, errors_in(text, slug, config=augmented, facts=facts)),
        *word_errors(settled, slug, config=augmented, facts=facts, passages=body.passages),
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
        missing=tuple(name for key, name in _ASKED_FOR.items() if not facts[key]),
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
        times=sum(p.time is not None for p in body.passages),
    )


def _speaks(speaker: Speaker, body: Body) -> bool:
    """True if a label of the text is the speaker's."""
    owners = (p.turn.found.owner for p in body.passages if p.turn.is_turn and p.turn.found)
    return any(owner is not None and owner.slug == speaker.slug for owner in owners)


def _with_remedy(error: Error) -> Error:
    """Return the error; a name that a program gave to a voice belongs in no config.yaml."""
    match = _UNKNOWN.fullmatch(error.found)
    if not match or not is_of_machine(match["label"]):
        return error
    return replace(error, remedy=f"write the speaker’s name for `{match['label']}`")


def _new_labels(body: Body) -> tuple[NewLabel, ...]:
    labels: dict[str, NewLabel] = {}
    for turn in (passage.turn for passage in body.passages):
        if turn.found and turn.judgement == "label":
            first = NewLabel(turn.found.label, turn.asks, turn.found.is_bare, 0, turn.why)
            known = labels.setdefault(fold_name(turn.found.label), first)
            labels[fold_name(turn.found.label)] = replace(known, count=known.count + 1)
    return tuple(labels.values())


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
    listed = ", ".join(
        f"“{printed}” ({numbered('line', found)})" for printed, found in lines.items()
    )
    what, one = "was read as text, not as a speaker", "it"
    if len(lines) > 1:
        what, one = "were read as text, not as speakers", "one"
    remedy = f"If {one} is a speaker, remove the backslash and add the speaker to config.yaml"
    return (f"{listed} {what}. {remedy}",)


def _conflicts(ledger: Ledger, name: str) -> tuple[Error, ...]:
    """Return an error for each conflict that git marked in the source."""
    errors = Errors()
    lines = ["" if entry.fate == "left out" else entry.line.text for entry in ledger.entries()]
    add_conflicts(lines, path=name, first_line=1, errors=errors)
    return united(errors.noted)


def _names(config: Config) -> list[str]:
    return [
        name
        for speaker in config.speakers.values()
        if speaker.is_person
        for name in (speaker.name, *speaker.other_names)
    ]
