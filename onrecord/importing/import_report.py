"""Reports an import: what was found, left out, unsure, and left to do."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.amounts import counted
from onrecord.errors import ContentError, Error
from onrecord.importing.config_proposal import NewLabel
from onrecord.importing.convert import Imported
from onrecord.importing.line_ledger import Entry

_SHOWN = 100  # characters of a line that was left out
_MOST_OF_KIND = 3  # lines of data that are left out for one reason, and shown one by one
_NAMED = 5  # sources of each kind that are listed
_VALUE = re.compile(r"[“\"][^”\"]*[”\"]|\d+")  # differs between errors of one kind
_REQUIRED = ("title", "date", "speaker")


@dataclass(slots=True)
class Summary:
    """Counts the statements of an import, and groups what needs attention."""

    imported: int = 0
    attention: int = 0
    skipped: int = 0
    kinds: dict[str, list[str]] = field(default_factory=dict)  # sources by what is wrong

    @property
    def is_clean(self) -> bool:
        """True if everything was written and can be built."""
        return not self.attention and not self.skipped

    def add(self, imported: Imported, *, is_written: bool) -> None:
        """Count a statement that was read, written or not."""
        missing = [f"no {key} was found" for key in _REQUIRED if key in imported.missing]
        kinds = [*missing, *(_kind(error) for error in imported.errors)]
        self.imported += is_written
        self.skipped += not is_written
        self.attention += is_written and bool(kinds)
        for kind in kinds if is_written else ["transcripts that exist already"]:
            names = self.kinds.setdefault(kind, [])
            if imported.name not in names:
                names.append(imported.name)

    def skip(self, error: ContentError) -> None:
        """Count a source that could not be read."""
        self.skipped += 1
        for one in error.errors:
            self.kinds.setdefault(f"not read: {_kind(one)}", []).append(one.path)

    def lines(self) -> Iterator[str]:
        """Yield the totals, and for several sources what needs attention, by kind."""
        counts = (
            (self.imported, "imported"),
            (self.attention, "needs attention" if self.attention == 1 else "need attention"),
            (self.skipped, "skipped"),
        )
        yield ", ".join(f"{count} {what}" for count, what in counts)
        if self.imported + self.skipped < 2:
            return
        for kind, names in sorted(self.kinds.items(), key=lambda item: -len(item[1])):
            more = f", and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
            yield f"  {len(names):,} × {kind}: {', '.join(names[:_NAMED])}{more}"


def _kind(error: Error) -> str:
    """Return what is wrong without what differs from place to place."""
    return _VALUE.sub("…", error.found)


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
    times = f", {counted(imported.times, 'time')} of the recording" if imported.times else ""
    yield f"text: {counted(len(kept), 'line')}, {counted(imported.turns, 'turn')}{times}"


def _read_as_facts(imported: Imported) -> Iterator[str]:
    """List the lines that are not simply the value of a fact."""
    values = {" ".join(fact.value.split()) for fact in imported.facts.values()}
    entries = [
        entry
        for entry in imported.entries
        if entry.fate == "fact"
        and entry.line.text.strip()
        and " ".join(entry.line.text.split()) not in values
    ]
    yield from _listed(entries, are_data=imported.source.is_data)


def _left_out(imported: Imported) -> Iterator[str]:
    entries = sorted((*imported.entries, *imported.cut), key=lambda entry: entry.line.number)
    left_out = [entry for entry in entries if entry.fate == "left out"]
    yield from _listed(left_out, are_data=imported.source.is_data)


def _listed(entries: Sequence[Entry], *, are_data: bool) -> Iterator[str]:
    """List the lines; of data, only the first of many with one reason."""
    counts = Counter(entry.why for entry in entries)
    shown: set[str] = set()
    for entry in entries:
        line = f"line {entry.line.number}: {_short(entry.line.text)} ({entry.why})"
        if not are_data or counts[entry.why] <= _MOST_OF_KIND:
            yield line
        elif entry.why not in shown:
            yield f"{line}, and {counts[entry.why] - 1:,} more of this kind"
        shown.add(entry.why)


def _labels(labels: Sequence[NewLabel]) -> Iterator[str]:
    for label in labels:
        asks = ", asks" if label.asks else ""
        near = f"; similar to “{label.near}”: a misprint?" if label.near else ""
        yield f"{label.label} ({counted(label.count, 'turn')}{asks}; {label.why}{near})"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
