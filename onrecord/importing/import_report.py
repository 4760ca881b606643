"""Reports an import: what was found, left out, unsure, and left to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.importing.config_proposal import NewLabel
from onrecord.importing.convert import Imported

_SHOWN = 100  # characters of a line that was left out


def report(imported: Imported, *, result: str) -> str:
    """Return the report on one source; `result` says where it was written."""
    layout = imported.layout.slug or "no layout"
    lines = [f"{imported.name} → {result} ({layout})"]
    for title, found in (
        ("found", _found(imported)),
        ("not found, left empty", imported.missing),
        ("used for the front matter", _read_as_facts(imported)),
        ("left out", _left_out(imported)),
        ("unsure", imported.warnings),
        ("to fix by hand", [str(error) for error in imported.errors]),
        ("speakers not in config.yaml", _labels(imported.new_labels)),
    ):
        entries = [f"    {entry}" for entry in found]
        if entries:
            lines += [f"  {title}:", *entries]
    return "\n".join(lines)


def _found(imported: Imported) -> Iterator[str]:
    for key, fact in imported.facts.items():
        if not key.startswith("_"):
            unsure = ", unsure" if fact.is_unsure else ""
            yield f"{key}: {_short(fact.value)} ({fact.where}{unsure})"
    kept = [entry for entry in imported.entries if entry.fate == "kept"]
    yield f"text: {_counted(len(kept), 'line')}, {_counted(imported.turns, 'turn')}"


def _read_as_facts(imported: Imported) -> Iterator[str]:
    """List the lines that are not simply the value of a fact."""
    values = {" ".join(fact.value.split()) for fact in imported.facts.values()}
    for entry in imported.entries:
        is_shown = " ".join(entry.line.text.split()) in values
        if entry.fate == "fact" and not is_shown and entry.line.text.strip():
            yield f"line {entry.line.number}: {_short(entry.line.text)} ({entry.why})"


def _left_out(imported: Imported) -> Iterator[str]:
    entries = sorted((*imported.entries, *imported.cut), key=lambda entry: entry.line.number)
    for entry in entries:
        if entry.fate == "left out":
            yield f"line {entry.line.number}: {_short(entry.line.text)} ({entry.why})"


def _labels(labels: Sequence[NewLabel]) -> Iterator[str]:
    for label in labels:
        asks = ", asks" if label.asks else ""
        near = f"; similar to “{label.near}”: a misprint?" if label.near else ""
        yield f"{label.label} ({_counted(label.count, 'turn')}{asks}; {label.why}{near})"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _counted(number: int, name: str) -> str:
    return f"{number} {name}" + ("" if number == 1 else "s")
