"""A statement in JSON, TEI or Markdown, as a site gives it, to the transcript behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from pydantic import ValidationError

from onrecord.content.labels import Labels
from onrecord.content.layouts import NO_LAYOUT
from onrecord.content.parse import parse_transcript
from onrecord.content.slugs import SLUG
from onrecord.errors import ContentError, Error
from onrecord.exports.annotated_markdown import plain_transcript
from onrecord.exports.markdown import write_transcript
from onrecord.exports.read_json import read_statement_json
from onrecord.exports.read_tei import read_statement_tei
from onrecord.exports.source_edits import Typed, fits, retyped
from onrecord.importing.convert import Imported, printed_words
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.source import Line, Source
from onrecord.model import Config, Statement

_CHANGED = (
    "its words, or the labels in config.yaml, are others than when it was given: lines are written"
    " in one way, and not as they were typed"
)

_TOLD = 3  # errors in the form of one file


def import_own(data: bytes, name: str, *, config: Config) -> Imported | None:
    """The transcript, byte for byte as it was; None where the file is none of ours.

    ContentError where the file says that it is ours and cannot be read.
    """
    if text := _annotated(data, name):
        return _import_annotated(text, name, config)
    read = _reader(data, name)
    if not read:
        return None
    try:
        statement, typed = read(data)
        _check_slug(statement.slug)
    except ValueError as error:
        remedy = "take it from the site again, without changing its structure"
        found = f"no statement as On Record gives it: {_told(error)}"
        raise ContentError([Error(name, 0, " ".join(found.split()), remedy)]) from error
    written = write_transcript(statement, Labels(config.speakers.values()))
    text = retyped(written, typed)
    return _imported(statement, text, name, config, is_as_typed=fits(typed, written=written))


def _told(error: ValueError) -> str:
    """What is wrong; of the form of JSON, where it is."""
    if not isinstance(error, ValidationError):
        return str(error)
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    places = (".".join(map(str, error["loc"])) or "the file" for error in errors[:_TOLD])
    told = "; ".join(
        f"{place}: {error['msg']}" for place, error in zip(places, errors, strict=False)
    )
    return told if len(errors) <= _TOLD else f"{told}; and {len(errors) - _TOLD:,} more"


def _reader(data: bytes, name: str) -> Callable[[bytes], tuple[Statement, Typed | None]] | None:
    """What reads the file, by how it begins."""
    head = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json" or (head.startswith(b"{") and b'"on-record-statement' in head):
        return read_statement_json
    if suffix == ".xml" or b"<TEI" in head:
        return read_statement_tei
    return None


def _annotated(data: bytes, name: str) -> str | None:
    """The transcript in Markdown that tells what is known of each paragraph."""
    is_markdown = PurePath(name).suffix.lower() == ".md" or data.startswith(b"---")
    if not is_markdown or b"\n<!-- p" not in data:
        return None
    try:
        return plain_transcript(data.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _import_annotated(text: str, name: str, config: Config) -> Imported:
    slug = PurePath(name).stem
    try:
        _check_slug(slug)
        statement = parse_transcript(text, path=name, slug=slug, config=config)
    except ValueError as error:
        remedy = "name the file by its slug, as the site does"
        raise ContentError([Error(name, 0, str(error), remedy)]) from error
    return _imported(statement, text, name, config, is_as_typed=True)


def _check_slug(slug: str) -> None:
    if not SLUG.fullmatch(slug):
        raise ValueError(f"“{slug}” cannot stand in an address")


def _imported(
    statement: Statement, text: str, name: str, config: Config, *, is_as_typed: bool
) -> Imported:
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return Imported(
        name=name,
        slug=statement.slug,
        text=text,
        source=Source(name, "markdown", lines),
        layout=NO_LAYOUT,
        entries=Ledger(lines).entries(),
        cut=(),
        facts={},
        missing=(),
        warnings=() if is_as_typed else (_CHANGED,),
        new_labels=(),
        speakers={},
        errors=_check(statement, text, config),
        turns=sum(bool(speech.printed) for speech in statement.speeches),
    )


def _check(statement: Statement, text: str, config: Config) -> tuple[Error, ...]:
    """What the parser finds, and whether it reads the very words that were given."""
    path = f"{statement.slug}.md"
    try:
        parsed = parse_transcript(text, path=path, slug=statement.slug, config=config)
    except ContentError as error:
        return error.errors
    if printed_words(parsed) != printed_words(statement):
        return (Error(path, 0, "the words are not read as they were given"),)
    return ()
