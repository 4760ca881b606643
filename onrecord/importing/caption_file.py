"""Reads captions of recordings: WebVTT and SRT."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.importing.cues import CueLine, lines_of_cues, spoken_name
from onrecord.importing.markdown_words import cut, plain
from onrecord.importing.source import Fact, Line, Run, Source

# `00:01:02.500 --> 00:01:05.000 align:start`, `1:02,5 --> 1:05,0`
_CLOCK = r"(?:(\d+):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_BLOCKS = {"NOTE": "a comment of the file", "STYLE": "a style", "REGION": "a region"}
_HEADER = "the head of the file"
# `<v.loud Ann Roe>`, `<i>`, `<00:00:01.000>`, `{\an8}`
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z]+)(?P<rest>(?:[.\s][^<>]*)?)/?>|<[\d:.]+>|\{\\[^{}]*\}"
)
_CLASSES = re.compile(r"\A(?:\.\S+)?\s*")  # before the name in `<v.first.loud Ann Roe>`
_LANGUAGE = re.compile(r"\s*Language:\s*(?P<code>[A-Za-z-]+)\s*", re.I)
_STRONG = {"b"}
_EMPHASIS = {"i", "em"}


def is_captions(text: str) -> bool:
    """True if the text is WebVTT or SRT."""
    if text.lstrip("\ufeff").startswith("WEBVTT"):
        return True
    first = [line for line in text.split("\n", 12)[:12] if line.strip()][:2]
    return any(map(_TIMES.fullmatch, first))


def read_captions(text: str, name: str, warnings: tuple[str, ...]) -> Source:
    """Return the Source of a file of captions; every line of it is accounted for."""
    reader = _Reader(text.removeprefix("\ufeff").split("\n"))
    lines = lines_of_cues(list(reader.parts()))
    every = (*warnings, *reader.warnings)
    return Source(name, "page", lines, reader.stated, every, is_data=True)


@dataclass(slots=True)
class _Reader:
    lines: Sequence[str]
    stated: dict[str, Fact] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    cue: int = -1
    start: float | None = None
    end: float = 0.0
    voice: str | None = None
    styles: list[str] = field(default_factory=list)

    def parts(self) -> Iterator[Line | CueLine]:
        """Yield every line of the file, those of cues as such."""
        is_vtt = bool(self.lines) and self.lines[0].startswith("WEBVTT")
        block = _HEADER if is_vtt else ""
        for place, line in enumerate(self.lines):
            number = place + 1
            times = _TIMES.fullmatch(line)
            begins = not line.strip() or place == 0 or not self.lines[place - 1].strip()
            if not line.strip():
                block = ""
                yield Line(number, line)
            elif block in _BLOCKS.values():
                yield Line(number, line, outside=block)
            elif times or "-->" in line:
                self._begin_cue(times, number, line)
                block = "cue"
                yield Line(number, line, outside="the time of a cue")
            elif begins and is_vtt and line.split()[0] in _BLOCKS:
                block = _BLOCKS[line.split()[0]]
                yield Line(number, line, outside=block)
            elif self._is_identifier(place, may_have_words=is_vtt and begins):
                yield Line(number, line, outside="the identifier of a cue")
            elif block and block != "cue":
                if found := _LANGUAGE.fullmatch(line):
                    self.stated.setdefault("language", Fact(found["code"], f"line {number}"))
                yield Line(number, line, outside=block)
            else:
                yield from self._cue_line(line, number)

    def _begin_cue(self, times: re.Match[str] | None, number: int, line: str) -> None:
        self.cue += 1
        self.voice, self.styles = None, []
        if times:
            self.start, self.end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        else:
            self.start = None
            self.warnings.append(f"line {number}: “{line.strip()}” is not the time of a cue")

    def _is_identifier(self, place: int, *, may_have_words: bool) -> bool:
        """True for a line just above a time; in SRT only a number is one."""
        below = self.lines[place + 1] if place + 1 < len(self.lines) else ""
        return "-->" in below and (may_have_words or self.lines[place].strip().isdecimal())

    def _cue_line(self, line: str, number: int) -> Iterator[CueLine]:
        """Yield the words of each voice on a line of a cue."""
        if self.cue < 0:
            self.warnings.append(f"line {number}: text outside of any cue was kept")
        runs: list[Run] = []
        at = 0
        for tag in _TAG.finditer(line):
            runs.append(self._run(line[at : tag.start()]))
            at = tag.end()
            if (tag["name"] or "").lower() == "v":
                yield from self._spoken(runs, number)
                runs = []
                name = html.unescape(_CLASSES.sub("", tag["rest"]))
                self.voice = None if tag["close"] else spoken_name(name)
            elif tag["name"]:
                self._set_style(tag["name"].lower(), is_end=bool(tag["close"]))
        runs.append(self._run(line[at:]))
        yield from self._spoken(runs, number)

    def _set_style(self, name: str, *, is_end: bool) -> None:
        if not is_end:
            self.styles.append(name)
        elif name in self.styles:
            self.styles.remove(name)

    def _run(self, text: str) -> Run:
        styles = set(self.styles)
        return Run(html.unescape(text), bool(styles & _STRONG), bool(styles & _EMPHASIS))

    def _spoken(self, runs: list[Run], number: int) -> Iterator[CueLine]:
        printed = plain(runs)
        words = cut(runs, len(printed) - len(printed.lstrip()), len(printed.rstrip()))
        if words:
            line = Line(number, plain(words), runs=words)
            yield CueLine(line, self.cue, self.start, self.end, self.voice)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")
