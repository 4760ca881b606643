"""Times in a recording: `[00:12:34]` before a turn or a paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.errors import Errors
from onrecord.model import Time

HOW = "write a time as [00:12:34], in hours, minutes and seconds"
ESCAPE = "if it is text, write a backslash before it: \\["
# `[00:12:34]`, `[1:02:03.5]`; not the text of a link, `[00:12:34](https://…)`
_TIME = re.compile(
    r"[ \t\xa0]*\[(?P<hours>[0-9]{1,3}):(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9])"
    r"(?:\.(?P<fraction>[0-9]{1,3}))?\](?!\()[ \t\xa0]*"
)
# `[00:99:00]`, `[00:12:34,5]`, `[-0:00:01]`
_NEARLY = re.compile(
    r"[ \t\xa0]*(?P<found>\[\s*[-+]?[0-9]+\s*:\s*[0-9]+\s*:\s*[0-9][^\[\]]{0,20}\])(?!\()"
)
# `[12:34]` is a time of a recording, or an hour of the day
_SHORT = re.compile(r"[ \t\xa0]*(?P<found>\[[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?\])(?!\()")


@dataclass(frozen=True, slots=True)
class TimedLines:
    """Lines without their times, and the times by the numbers of the lines."""

    lines: tuple[str, ...]
    times: dict[int, Time]


def split_times(
    lines: Sequence[str], *, path: str, first_line: int, has_recording: bool, errors: Errors
) -> TimedLines:
    """Take the times from the beginnings of the lines; a wrong one is an error.

    `[12:34]` is a time only where there is a recording, and then an error: it may be an hour.
    """
    times: dict[int, Time] = {}
    bare: list[str] = []
    for number, line in enumerate(lines, first_line):
        match = _TIME.match(line) if "[" in line else None
        rest = line[match.end() :] if match else line
        bare.append(rest)
        wrong = _wrong_time(rest, has_recording=has_recording)
        if wrong:
            what = "a second time" if match and _TIME.match(rest) else "not a time of a recording"
            errors.add(path, number, f"{what}: {wrong}", f"{HOW}; {ESCAPE}")
        elif match:
            times[number] = _time_of(match)
    for number, latest in _earlier(times):
        before = write_time(times[latest])
        found = f"the time {write_time(times[number])} is earlier than {before} on line {latest}"
        errors.add(path, number, found, "correct one of the two")
    return TimedLines(tuple(bare), times)


def looks_like_time(line: str) -> bool:
    """True if the line begins with a time, or with what may be an error for one."""
    return any(pattern.match(line) for pattern in (_TIME, _NEARLY, _SHORT))


def without_time(line: str) -> str:
    """Return the line without the time that it begins with."""
    return _TIME.sub("", line, count=1) if _TIME.match(line) else line


def read_time(text: str) -> Time | None:
    """Return the time in `00:12:34` or `00:12:34.5`; None if the text is none."""
    match = _TIME.fullmatch(f"[{text}]")
    return _time_of(match) if match else None


def write_time(time: Time) -> str:
    """Return `00:12:34`, or `00:12:34.500` if it has a fraction of a second."""
    seconds, fraction = divmod(time, 1_000)
    minutes, seconds = divmod(seconds, 60)
    clock = f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return f"{clock}.{fraction:03}" if fraction else clock


def short_time(time: Time) -> str:
    """Return `12:34` or `1:02:03`, as pages show it."""
    minutes, seconds = divmod(time // 1_000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def seconds_of(time: Time) -> float:
    """Return the time in seconds; whole ones as an integer, so that JSON has `754`."""
    return time // 1_000 if time % 1_000 == 0 else time / 1_000


def time_of(seconds: float) -> Time:
    """Return a number of seconds as a time."""
    return Time(max(0, round(seconds * 1_000)))


def _wrong_time(text: str, *, has_recording: bool) -> str:
    """Return what looks like a time at the beginning of a line, and is none; or nothing."""
    if not text.lstrip(" \t\xa0").startswith("["):
        return ""
    match = _NEARLY.match(text) or (_SHORT.match(text) if has_recording else None)
    return match["found"] if match else ""


def _time_of(match: re.Match[str]) -> Time:
    minutes = int(match["hours"]) * 60 + int(match["minutes"])
    fraction = (match["fraction"] or "").ljust(3, "0")
    return Time((minutes * 60 + int(match["seconds"])) * 1_000 + int(fraction))


def _earlier(times: dict[int, Time]) -> Iterator[tuple[int, int]]:
    """Yield the lines of each time that is earlier than one above it, and of that one."""
    latest = 0
    for number, time in times.items():
        if latest and time < times[latest]:
            yield number, latest
        else:
            latest = number
