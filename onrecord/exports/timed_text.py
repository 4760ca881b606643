"""Writes a statement with times as captions: WebVTT, and JSON as Podcasting 2.0 defines it.

A cue, or a segment, begins with a paragraph that has a time and goes on up to the next one. Where
the last one ends is not known; it lasts as long as people usually take to say so many words.
"""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.content.times import seconds_of, write_time
from onrecord.model import Config, Paragraph, Statement, Time

_PER_WORD = 400  # thousandths of a second: 150 words a minute
_SHORTEST = 2_000


@dataclass(frozen=True, slots=True)
class _Cue:
    start: Time
    end: Time
    paragraphs: tuple[Paragraph, ...]


def statement_vtt(statement: Statement, config: Config) -> bytes:
    """Return the statement's file in WebVTT, with the speakers as voices."""
    blocks = ["WEBVTT"]
    for cue in _cues(statement):
        lines = [
            f"<v {_escaped(config.speakers[one.speaker].name)}>{_escaped(one.text)}</v>"
            for one in cue.paragraphs
        ]
        blocks.append("\n".join([f"{_clock(cue.start)} --> {_clock(cue.end)}", *lines]))
    return ("\n\n".join(blocks) + "\n").encode()


def statement_podcast(statement: Statement, config: Config) -> bytes:
    """Return the statement's file in the JSON of Podcasting 2.0, a segment for each paragraph.

    Paragraphs that share a cue share its times.
    """
    segments = [
        {
            "speaker": config.speakers[one.speaker].name,
            "startTime": seconds_of(cue.start),
            "endTime": seconds_of(cue.end),
            "body": one.text,
        }
        for cue in _cues(statement)
        for one in cue.paragraphs
    ]
    document = {"version": "1.0.0", "segments": segments}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _cues(statement: Statement) -> Iterator[_Cue]:
    """Yield every paragraph once; those before the first time begin with the recording."""
    groups: list[tuple[Time, list[Paragraph]]] = []
    for paragraph in statement.paragraphs:
        if paragraph.time is not None and (not groups or paragraph.time > groups[-1][0]):
            groups.append((paragraph.time, []))
        elif not groups:
            groups.append((Time(0), []))
        groups[-1][1].append(paragraph)
    starts = [start for start, _ in groups]
    words = sum(len(one.text.split()) for one in groups[-1][1])
    last = Time(starts[-1] + max(_SHORTEST, words * _PER_WORD))
    for (start, paragraphs), (_, end) in zip(groups, pairwise([*starts, last]), strict=True):
        yield _Cue(start, end, tuple(paragraphs))


def _clock(time: Time) -> str:
    """Return `00:12:34.000`."""
    clock = write_time(time)
    return clock if "." in clock else f"{clock}.000"


def _escaped(text: str) -> str:
    return html.escape(" ".join(text.split()), quote=False)
