"""Parses an imported transcript: which errors it has, and whether it has the source's words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.content.parse import parse_transcript
from onrecord.content.project import MAX_MEGABYTES
from onrecord.errors import ContentError, Error, Errors
from onrecord.importing.find_labels import Turn
from onrecord.importing.source_blocks import Passage
from onrecord.importing.stated_facts import Facts
from onrecord.model import Config, ParsedStatement, Slug, Speech


def errors_in(text: str, slug: str, *, config: Config, facts: Facts) -> tuple[Error, ...]:
    """Return the errors of a transcript, except those of facts that are not found."""
    size = round(len(text.encode("utf-8")) / 1_000_000)
    if size > MAX_MEGABYTES:
        found = f"{size} MB; a transcript may have {MAX_MEGABYTES} MB"
        return (Error(f"{slug}.md", 0, found, "split it"),)
    errors = Errors()
    with errors.collecting():
        _parse(text, slug, config, facts)
    return errors.noted


def word_errors(
    text: str, slug: str, *, config: Config, facts: Facts, passages: Sequence[Passage]
) -> tuple[Error, ...]:
    """Return an error if the parser does not read the words that were kept.

    `text` is the transcript with its doubtful labels settled; other errors are those of
    `errors_in`.
    """
    try:
        statement = _parse(text, slug, config, facts)
    except ContentError:
        return ()
    kept = [word for passage in passages for word in passage.words.split()]
    read = printed_words(statement)
    if "".join(kept) == "".join(read):
        return ()
    pairs = enumerate(zip(kept, read, strict=False))
    place = next((n for n, (a, b) in pairs if a != b), min(len(kept), len(read)))
    near = " ".join(kept[max(0, place - 3) : place + 5])
    found = f"the transcript does not have the same words as the source, near “{near}”"
    return (Error(f"{slug}.md", 0, found),)


def as_settled(passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages with doubtful labels read as text."""
    return [
        replace(passage, turn=Turn(passage.turn.found))
        if passage.turn.judgement == "doubtful"
        else passage
        for passage in passages
    ]


def printed_words(statement: ParsedStatement) -> list[str]:
    """Return every word of a statement as printed: labels, notes, headings, paragraphs."""
    words: list[str] = []
    for part in statement.parts:
        words += part.printed.split() if isinstance(part, Speech) else ()
        for block in part.blocks if isinstance(part, Speech) else (part,):
            words += block.text.split()
    return words


def _parse(text: str, slug: str, config: Config, facts: Facts) -> ParsedStatement:
    """Parse the transcript with values for what was not found."""
    anybody = next(iter(config.speakers), "")
    for key, value in (("title", "untitled"), ("date", "2000-01-01"), ("speaker", anybody)):
        if not facts[key]:
            text = text.replace(f"\n{key}:\n", f"\n{key}: {value}\n", 1)
    return parse_transcript(text, path=f"{slug}.md", slug=Slug(slug), config=config)
