"""Imports what On Record itself exports: the same turns, text, kinds, facts and numbers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from pydantic import NonNegativeInt, TypeAdapter

from onrecord.content.labels import Labels
from onrecord.content.layouts import NO_LAYOUT
from onrecord.content.parse import parse_transcript
from onrecord.errors import ContentError, Error
from onrecord.exports.markdown import write_transcript
from onrecord.exports.source_edits import Edit, SourceEdits
from onrecord.importing.check_words import printed_words
from onrecord.importing.config_proposal import NewLabel, with_label, with_speakers
from onrecord.importing.convert import Imported
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.source import Line, Source
from onrecord.model import (
    Anchor,
    Config,
    ParsedParagraph,
    ParsedStatement,
    Slug,
    Speaker,
    Speech,
    anchor_of_exchange,
    anchor_of_paragraph,
    is_of_exchange,
)
from onrecord.permalinks.last_numbers import LastNumbers
from onrecord.permalinks.publication_day import publication_day
from onrecord.permalinks.record import (
    Entry,
    Record,
    RecordedExchange,
    RecordedParagraph,
    Removal,
    with_all_numbers,
    write_record,
)

_CHANGED = (
    "the text or the labels in config.yaml have changed since the export, so that line ends and "
    "spaces may not be as they were typed"
)
_EDITS = TypeAdapter(tuple[tuple[NonNegativeInt, NonNegativeInt, str], ...])


@dataclass(frozen=True, slots=True)
class Exported:
    """A statement that On Record exported, as far as the format holds it."""

    name: str  # of the file
    statement: ParsedStatement
    speakers: tuple[Speaker, ...]  # who speaks in it or is quoted; their labels are not exported
    numbers: tuple[int, ...] = ()  # of its paragraphs, in reading order
    exchanges: tuple[int, ...] = ()  # numbers of its exchanges
    # The ids of paragraphs and exchanges that were merged into others, and the ids of those.
    merged: Mapping[Anchor, str] = field(default_factory=dict)
    edits: SourceEdits | None = None  # from the canonical transcript to the typed one
    warnings: tuple[str, ...] = ()


def decoded_edits(text: str) -> SourceEdits:
    """Return the edits that `encode_edits` wrote; ValueError if the text is something else."""
    digest, _, edits = text.strip().partition(" ")
    return SourceEdits(digest, tuple(Edit(*one) for one in _EDITS.validate_json(edits)))


def import_exported(exported: Exported, *, config: Config, typed: str = "") -> Imported:
    """Return the transcript: as it was typed if nothing has changed, else in canonical form.

    `typed` is the text of a statement that came as a transcript.
    """
    statement = exported.statement
    speakers = _new_speakers(exported, config)
    augmented = with_speakers(config, speakers)
    written = write_transcript(statement, Labels(augmented.speakers.values()))
    digest = sha256(written.encode()).hexdigest()[:16]
    is_same = exported.edits is None or exported.edits.digest == digest
    text = typed or (_typed(written, exported.edits) if exported.edits and is_same else written)
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return Imported(
        name=exported.name,
        slug=statement.slug,
        text=text,
        source=Source(exported.name, "markdown", lines),
        layout=NO_LAYOUT,
        entries=Ledger(lines).entries(),
        warnings=(*exported.warnings, *(() if is_same else (_CHANGED,))),
        new_labels=tuple(
            NewLabel(one.name, asks=one.asks, why="named in the export")
            for slug, one in speakers.items()
            if slug not in config.speakers
        ),
        speakers=speakers,
        errors=(*_clashes(exported, config), *_errors(text, statement, augmented)),
        turns=sum(bool(speech.printed) for speech in statement.speeches),
    )


def _typed(written: str, edits: SourceEdits) -> str:
    """Return the text as it was typed."""
    parts, at = list[str](), 0
    for edit in edits.edits:
        parts += [written[at : at + edit.skipped], edit.inserted]
        at += edit.skipped + edit.removed
    return "".join([*parts, written[at:]])


def _clashes(exported: Exported, config: Config) -> Iterator[Error]:
    """Yield an error for each slug that config.yaml gives to somebody else."""
    for speaker in exported.speakers:
        ours = config.speakers.get(speaker.slug)
        names = (ours.name, *ours.other_names) if ours else ()
        if ours and speaker.name not in names:
            found = f'"{speaker.slug}" is "{speaker.name}" there and "{ours.name}" in config.yaml'
            yield Error(f"{exported.statement.slug}.md", 0, found, "give one of them another slug")


def _new_speakers(exported: Exported, config: Config) -> Mapping[str, Speaker]:
    """Return the speakers to add or change so that the statement is read as it was exported."""
    known = dict(config.speakers)
    known |= {one.slug: one for one in exported.speakers if one.slug not in known}
    for speech in exported.statement.speeches:
        speaker = known.get(speech.speaker)
        if not speaker or not speech.printed:
            continue
        if speech.kind == "question" and speaker.slug not in config.speakers:
            speaker = replace(speaker, asks=True)
        known[speaker.slug] = _with_label_of(speaker, speech, known)
    return {slug: one for slug, one in known.items() if config.speakers.get(slug) != one}


def _with_label_of(
    speaker: Speaker, speech: Speech[ParsedParagraph], known: Mapping[str, Speaker]
) -> Speaker:
    """Return the speaker with the label of a speech, unless it is known already."""
    others = {**known, speaker.slug: speaker}
    found = Labels(others.values()).find(f"{speech.printed}  x")
    if found and found.speaker and found.speaker.slug == speaker.slug:
        return speaker
    if found and found.colon:
        return with_label(speaker, found.name)
    return with_label(speaker, speech.printed.strip(), is_bare=True)


def _errors(text: str, statement: ParsedStatement, config: Config) -> tuple[Error, ...]:
    """Return the errors of the transcript, or one if it is not read as it was exported."""
    path = f"{statement.slug}.md"
    try:
        parsed = parse_transcript(text, path=path, slug=Slug(statement.slug), config=config)
    except ContentError as error:
        return error.errors
    if printed_words(parsed) != printed_words(statement):
        return (Error(path, 0, "the text is not read as it was exported"),)
    if _turns(parsed) != _turns(statement):
        found = "turns are not read as they were exported"
        return (Error(path, 0, found, "has config.yaml the same labels?"),)
    return ()


def _turns(statement: ParsedStatement) -> list[tuple[str, str]]:
    return [(speech.kind, speech.speaker) for speech in statement.speeches]


def record_of(exported: Exported) -> str:
    """Return the text of a record with the numbers of the export.

    Empty if they are those that a build gives to a new statement, or if the export has none.
    """
    statement = exported.statement
    count = len(statement.paragraphs)
    usual = tuple(range(1, count + 1)), tuple(range(1, len(statement.exchanges) + 1))
    has_all = (len(exported.numbers), len(exported.exchanges)) == tuple(map(len, usual))
    is_usual = (exported.numbers, exported.exchanges) == usual and not exported.merged
    if not has_all or is_usual:
        return ""
    record = Record(
        statement.slug,
        statement.title,
        statement.date,
        publication_day(),
        entries=tuple(_entries(exported)),
    )
    return write_record(with_all_numbers(record, LastNumbers(), record.since))


def _entries(exported: Exported) -> Iterator[Entry]:
    since = publication_day()
    anchors = map(anchor_of_paragraph, exported.numbers)

    def recorded(
        paragraphs: Iterable[ParsedParagraph], exchange: Anchor | None = None
    ) -> list[RecordedParagraph]:
        return [
            RecordedParagraph(next(anchors), one.speaker, one.text, since, exchange)
            for one in paragraphs
        ]

    for part in exported.statement.opening:
        yield from recorded(part.paragraphs if isinstance(part, Speech) else ())
    for exchange, number in zip(exported.statement.exchanges, exported.exchanges, strict=True):
        of = anchor_of_exchange(number)
        paragraphs = recorded(exchange.paragraphs, of)
        yield RecordedExchange(of, since, paragraphs[0].anchor if paragraphs else None)
        yield from paragraphs
    for anchor, to in exported.merged.items():
        gone = Removal(since, to)
        if is_of_exchange(anchor):
            yield RecordedExchange(anchor, since, None, gone)
        else:
            yield RecordedParagraph(anchor, Slug(""), "", since, removal=gone)
