"""Formats the results of a check: lines of text, JSON, or GitHub workflow commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from posixpath import normpath
from typing import TYPE_CHECKING

from onrecord.amounts import counted_or_none
from onrecord.errors import Error, first_of_each_kind

if TYPE_CHECKING:  # the command line imports FORMATS, and need not load the checks for that
    from onrecord.checks.check import CheckWarning


@dataclass(frozen=True, slots=True)
class Report:
    """Errors and warnings, each sorted by file and line."""

    transcripts: int  # number of transcripts; those with an error get no warnings
    errors: tuple[Error, ...]
    warnings: tuple[CheckWarning, ...]

    def is_good(self, *, strict: bool) -> bool:
        """True if there are no errors and, when strict, no warnings."""
        return not self.errors and not (strict and self.warnings)

    def with_paths_in(self, folder: str) -> Report:
        """Return the report with its paths prefixed by the folder, as GitHub needs them."""
        return Report(
            self.transcripts,
            tuple(replace(one, path=normpath(f"{folder}/{one.path}")) for one in self.errors),
            tuple(replace(one, path=normpath(f"{folder}/{one.path}")) for one in self.warnings),
        )


def as_text(report: Report) -> str:
    """Return a line for each error and warning, sorted by file and line, and a summary."""
    shown, more = first_of_each_kind(report.errors)
    lines = [((error.path, error.line), f"{error} [error]") for error in shown]
    lines += [((warning.path, warning.line), str(warning)) for warning in report.warnings]
    lines.sort(key=lambda line: line[0])
    return "\n".join([*(line for _, line in lines), *more, _summary(report)])


def as_json(report: Report) -> str:
    """Return a JSON object: a number, `transcripts`, and two lists, `errors` and `warnings`."""
    errors = [_as_object(error) for error in report.errors]
    warnings = [{"name": one.name, **_as_object(one)} for one in report.warnings]
    content = {"transcripts": report.transcripts, "errors": errors, "warnings": warnings}
    return json.dumps(content, ensure_ascii=False, indent=2)


def _as_object(one: Error) -> dict[str, object]:
    return {
        "path": one.path,
        "line": one.line or None,
        "more_lines": one.more,
        "found": one.found,
        "remedy": one.remedy,
    }


def as_github(report: Report) -> str:
    """Return a workflow command for each error and warning, and a summary."""
    lines = [_command("error", error, title="error") for error in report.errors]
    lines += [_command("warning", one, title=one.name) for one in report.warnings]
    return "\n".join([*lines, _summary(report)])


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def _summary(report: Report) -> str:
    """Return `5 transcripts, no errors, 12 warnings`."""
    counts = {
        "transcript": report.transcripts,
        "error": len(report.errors),
        "warning": len(report.warnings),
    }
    return ", ".join(counted_or_none(number, name) for name, number in counts.items())


def _command(kind: str, one: Error, *, title: str) -> str:
    """Return `::warning file=a.md,line=14,title=double-space::a double space …`."""
    path, line = _escaped_property(one.path), f",line={one.line}" if one.line else ""
    return f"::{kind} file={path}{line},title={_escaped_property(title)}::{_escaped(one.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
