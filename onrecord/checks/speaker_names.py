"""Warnings about speakers who never speak, and about missing and unused topics."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import CollectionCheck, Spot, TranscriptCheck, quoted, spots_at
from onrecord.checks.context import Collection, Transcript

_MIN_LENGTH = 60


def _no_topic(transcript: Transcript, collection: Collection) -> Iterator[Spot]:
    if not collection.config.topics:
        return
    long = [p for p in transcript.statement.paragraphs if len(p.text) >= _MIN_LENGTH]
    without = [p.line for p in long if not p.tags]
    what = f"no topic for {len(without):,} of {len(long):,} longer paragraphs"
    yield from spots_at(without, what, "check whether a topic in config.yaml lacks a keyword")


def _silent_speaker(transcript: Transcript, collection: Collection) -> Iterator[Spot]:
    statement = transcript.statement
    if statement.speaker not in {speech.speaker for speech in statement.speeches}:
        name = collection.config.speakers[statement.speaker].name
        what = f"{quoted(name)} is the `speaker` but says nothing"
        yield Spot(transcript.line_of("speaker"), what, "name who speaks, or check the labels")


def _unused_topic(collection: Collection) -> Iterator[tuple[str, Spot]]:
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


def _unheard_speaker(collection: Collection) -> Iterator[tuple[str, Spot]]:
    statements = [transcript.statement for transcript in collection.transcripts]
    heard = {speech.speaker for statement in statements for speech in statement.speeches}
    heard |= {slug for statement in statements for slug in statement.quotes}
    for slug, speaker in collection.config.speakers.items():
        if speaker.is_person and slug not in heard:
            line = collection.config_lines.line_of(("speakers", slug))
            what = f"{quoted(speaker.name)} never speaks and is never quoted"
            remedy = "check how the label is printed, or remove the speaker"
            yield collection.config_path, Spot(line, what, remedy)


CHECKS = (
    TranscriptCheck(
        "no-topic",
        f"Paragraphs of {_MIN_LENGTH} characters or more have no topic. Reported once per"
        " transcript, and only if config.yaml has topics.",
        "=== config.yaml\n"
        "topics:\n"
        "  trade: {label: Trade, about: Trade., words: [trade]}\n"
        "=== transcripts/2021-02-26-atmar.md\n"
        "We discussed trade between our countries.\n\n"
        "We also talked about students who learn our language, about the schools that we shall"
        " open for them, and about their teachers.\n",
        _no_topic,
    ),
    TranscriptCheck(
        "silent-speaker",
        "The `speaker` in the front matter says nothing in the transcript.",
        "=== config.yaml\n"
        "speakers:\n"
        "  sergey-lavrov: {name: Sergey Lavrov}\n"
        "  wang-yi: {name: Wang Yi}\n"
        "=== transcripts/2021-02-26-atmar.md\n"
        "We have a guest today.\n"
        "=== transcripts/2021-02-26-wang.md\n"
        "---\nspeaker: sergey-lavrov\n---\n"
        "Wang Yi: I thank our hosts.\n",
        _silent_speaker,
    ),
    CollectionCheck(
        "unused-topic",
        "A topic in config.yaml matches no paragraph.",
        "=== config.yaml\n"
        "topics:\n"
        "  trade: {label: Trade, about: Trade., words: [trade]}\n"
        "  fishing: {label: Fishing, about: Fish., words: [fish]}\n"
        "=== transcripts/2021-02-26-atmar.md\n"
        "We discussed trade.\n",
        _unused_topic,
        is_about_absence=True,
    ),
    CollectionCheck(
        "unheard-speaker",
        "A speaker in config.yaml never speaks and is never quoted.",
        "=== config.yaml\n"
        "speakers:\n"
        "  sergey-lavrov: {name: Sergey Lavrov}\n"
        "  wang-yi: {name: Wang Yi}\n",
        _unheard_speaker,
        is_about_absence=True,
    ),
)
