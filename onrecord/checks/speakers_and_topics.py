"""Warnings about speakers who never speak, and about missing and unused topics."""

from collections.abc import Iterator

from onrecord.checks.check import Spot, check_of_absence, check_of_each, quoted, spots_at
from onrecord.checks.context import Collection, Transcript

_MIN_LENGTH = 60


@check_of_each
def _no_topic(transcript: Transcript) -> Iterator[Spot]:
    """Paragraphs of {_MIN_LENGTH} characters or more have no topic.

    Reported once per transcript, and only if config.yaml has topics.
    """
    if not transcript.config.topics:
        return
    long = [p for p in transcript.statement.paragraphs if len(p.text) >= _MIN_LENGTH]
    without = [p.line for p in long if not p.tags]
    what = f"no topic for {len(without):,} of {len(long):,} longer paragraphs"
    yield from spots_at(without, what, "check whether a topic in config.yaml lacks a keyword")


@check_of_each
def _silent_speaker(transcript: Transcript) -> Iterator[Spot]:
    """The `speaker` in the front matter says nothing in the transcript."""
    statement = transcript.statement
    if statement.speaker not in {speech.speaker for speech in statement.speeches}:
        name = transcript.config.speakers[statement.speaker].name
        what = f"{quoted(name)} is the `speaker` but says nothing"
        yield Spot(transcript.line_of("speaker"), what, "name who speaks, or check the labels")


@check_of_absence
def _unused_topic(collection: Collection) -> Iterator[tuple[str, Spot]]:
    """A topic in config.yaml matches no paragraph."""
    used = {
        tag.topic
        for transcript in collection.transcripts
        for paragraph in transcript.statement.paragraphs
        for tag in paragraph.tags
    }
    for slug in collection.config.topics:
        if slug not in used:
            line = collection.config_lines.line_of(("topics", slug))
            what = f"no paragraph has the topic {quoted(slug)}"
            spot = Spot(line, what, "check its keywords, or remove it")
            yield collection.config_path, spot


@check_of_absence
def _unheard_speaker(collection: Collection) -> Iterator[tuple[str, Spot]]:
    """A speaker in config.yaml never speaks and is never quoted."""
    statements = [transcript.statement for transcript in collection.transcripts]
    heard = {speech.speaker for statement in statements for speech in statement.speeches}
    heard |= {slug for statement in statements for slug in statement.quotes}
    for slug, speaker in collection.config.speakers.items():
        if speaker.is_person and slug not in heard:
            line = collection.config_lines.line_of(("speakers", slug))
            what = f"{quoted(speaker.name)} never speaks and is never quoted"
            remedy = "check how the label is printed, or remove the speaker"
            yield collection.config_path, Spot(line, what, remedy)
