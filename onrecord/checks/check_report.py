"""What a check found, as lines for people, as JSON, and as GitHub's workflow commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from posixpath import normpath

from onrecord.checks.check import Finding
from onrecord.errors import Fault


@dataclass(frozen=True, slots=True)
class Report:
    """Everything wrong and everything doubtful, each sorted."""

    transcripts: int  # how many there are; of those with a fault, no doubt is told
    faults: tuple[Fault, ...]
    doubts: tuple[Finding, ...]

    def is_good(self, *, strict: bool) -> bool:
        """Whether nothing is wrong; when strict, whether nothing is doubtful either."""
        return not self.faults and not (strict and self.doubts)

    def below(self, folder: str) -> Report:
        """The same with its paths below the folder, as GitHub wants them below the repository."""
        return Report(
            self.transcripts,
            tuple(replace(fault, path=normpath(f"{folder}/{fault.path}")) for fault in self.faults),
            tuple(replace(doubt, path=normpath(f"{folder}/{doubt.path}")) for doubt in self.doubts),
        )


def as_text(report: Report) -> str:
    """A line each, sorted by file and line, and a summary at the end."""
    lines = [((fault.path, fault.line), f"{fault} [fault]") for fault in report.faults]
    lines += [((doubt.path, doubt.line), str(doubt)) for doubt in report.doubts]
    lines.sort(key=lambda line: line[0])
    return "\n".join([*(line for _, line in lines), _summary(report)])


def as_json(report: Report) -> str:
    """One object with a number, `transcripts`, and two lists, `faults` and `doubts`."""
    faults = [
        {"path": f.path, "line": f.line or None, "found": f.found, "remedy": f.remedy}
        for f in report.faults
    ]
    doubts = [
        {
            "name": doubt.name,
            "path": doubt.path,
            "line": doubt.line,
            "more_lines": doubt.more,
            "found": doubt.found,
            "remedy": doubt.remedy,
        }
        for doubt in report.doubts
    ]
    content = {"transcripts": report.transcripts, "faults": faults, "doubts": doubts}
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_github(report: Report) -> str:
    """A workflow command each, an error or a warning on its file and line, and a summary."""
    lines = [
        _command("error", fault.path, fault.line, "fault", _without_place(fault))
        for fault in report.faults
    ]
    lines += [
        _command("warning", doubt.path, doubt.line, doubt.name, doubt.message)
        for doubt in report.doubts
    ]
    return "\n".join([*lines, _summary(report)])


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def _summary(report: Report) -> str:
    """`5 transcripts, no fault, 12 doubts`."""
    counts = (
        _counted(report.transcripts, "transcript"),
        _counted(len(report.faults), "fault"),
        _counted(len(report.doubts), "doubt"),
    )
    return ", ".join(counts)


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}" + ("" if number == 1 else "s") if number else f"no {name}"


def _without_place(fault: Fault) -> str:
    return fault.found + (f"; {fault.remedy}" if fault.remedy else "")


def _command(kind: str, path: str, line: int, title: str, message: str) -> str:
    """`::warning file=a.md,line=14,title=double-space::two spaces …`."""
    place = f",line={line}" if line else ""
    title = _escaped_property(title)
    return f"::{kind} file={_escaped_property(path)}{place},title={title}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
