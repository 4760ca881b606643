"""Reads transcripts in JSON: Podcasting 2.0, Whisper, WhisperX and whisper.cpp."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from onrecord.importing.cues import CueLine, lines_of_cues, spoken_name
from onrecord.importing.source import Fact, Line, Run, Source, first_facts

_LISTS = ("segments", "transcription", "utterances")
_LIST = re.compile(rf"(?:\"(?:{'|'.join(_LISTS)})\"\s*:\s*|\A\s*)\[\s*")
_COMMA = re.compile(r"\s*,?\s*")
_TEXTS = ("body", "text")
_STARTS = ("startTime", "start")
_ENDS = ("endTime", "end")
_WHY = "by a program that recognised speech"


def read_segments(document: Any, text: str, name: str, warnings: tuple[str, ...]) -> Source | None:
    """Return the Source of a document with segments of speech; None for any other."""
    segments = _segments(document)
    if segments is None:
        return None
    numbers = _line_numbers(text, segments)
    parts: list[Line | CueLine] = []
    for place, (segment, number) in enumerate(zip(segments, numbers, strict=True)):
        parts += _cue_lines(segment, place, number)
    return Source(name, "page", lines_of_cues(parts), _stated(document), warnings, is_data=True)


def _segments(document: Any) -> Sequence[Mapping[str, Any]] | None:
    for key in _LISTS:
        found = document.get(key) if isinstance(document, dict) else None
        if isinstance(found, list) and found and all(map(_is_segment, found)):
            return found
    return document if _is_list_of_segments(document) else None


def _is_list_of_segments(document: Any) -> bool:
    is_list = isinstance(document, list) and bool(document)
    return is_list and all(_is_segment(one) and _time(one, _STARTS) is not None for one in document)


def _is_segment(value: Any) -> bool:
    return isinstance(value, dict) and any(isinstance(value.get(key), str) for key in _TEXTS)


def _cue_lines(segment: Mapping[str, Any], place: int, number: int) -> Iterator[CueLine]:
    """Yield the words of a segment, apart where its own words have several speakers."""
    start, end = _time(segment, _STARTS), _time(segment, _ENDS) or 0.0
    speaker = _speaker(segment)
    whole = next(segment[key] for key in _TEXTS if isinstance(segment.get(key), str))
    for words, named in _by_speaker(segment, whole) or [(whole, speaker)]:
        text = " ".join(words.split())
        if text:
            yield CueLine(Line(number, text, runs=(Run(text),)), place, start, end, named)


def _by_speaker(segment: Mapping[str, Any], whole: str) -> list[tuple[str, str | None]]:
    """Return the text in parts where the words of one segment have different speakers."""
    words = segment.get("words")
    if not isinstance(words, list) or not all(isinstance(word, dict) for word in words):
        return []
    speakers = [_speaker(word) or _speaker(segment) for word in words]
    if len(set(speakers)) < 2:
        return []
    parts: list[tuple[str, str | None]] = []
    for word, speaker in zip(words, speakers, strict=True):
        text = str(word.get("word") or word.get("text") or "")
        if parts and parts[-1][1] == speaker:
            parts[-1] = (f"{parts[-1][0]} {text}", speaker)
        else:
            parts.append((text, speaker))
    said = "".join("".join(text.split()) for text, _ in parts)
    return parts if said == "".join(whole.split()) else []


def _speaker(segment: Mapping[str, Any]) -> str | None:
    """Return the speaker's name; a number is one that a program gave."""
    found = segment.get("speaker", segment.get("speaker_name", segment.get("speakerName")))
    if isinstance(found, dict):
        found = found.get("name") or found.get("label") or found.get("id")
    if isinstance(found, bool) or found is None:
        return None
    return spoken_name(str(found))


def _time(segment: Mapping[str, Any], keys: Sequence[str]) -> float | None:
    """Return the first of the times, in seconds; whisper.cpp gives thousandths apart."""
    for key in keys:
        value = segment.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    offsets = segment.get("offsets")
    value = offsets.get("to" if "end" in keys else "from") if isinstance(offsets, dict) else None
    return value / 1000 if isinstance(value, int) else None


def _stated(document: Any) -> dict[str, Fact]:
    if not isinstance(document, dict):
        return {}
    result = document.get("result")
    nested = result if isinstance(result, dict) else {}
    keys = ("title", "date", "url", "publisher")
    found = [(key, document.get(key), f"the key `{key}`") for key in keys]
    found.append(("language", document.get("language") or nested.get("language"), _WHY))
    return first_facts((key, one, where) for key, one, where in found if isinstance(one, str))


def _line_numbers(text: str, segments: Sequence[Any]) -> list[int]:
    """Return the line of each segment in the file; 1 where it cannot be found."""
    decoder = json.JSONDecoder()
    ends = [match.end() for match in re.finditer("\n", text)]
    for begin in _LIST.finditer(text):
        at, numbers = begin.end(), list[int]()
        with suppress(ValueError):
            for segment in segments:
                found, end = decoder.raw_decode(text, at)
                if found != segment:
                    break
                numbers.append(bisect_right(ends, at) + 1)
                comma = _COMMA.match(text, end)
                at = comma.end() if comma else end
        if len(numbers) == len(segments):
            return numbers
    return [1] * len(segments)
