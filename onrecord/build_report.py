"""Reports a build: what the site has, how large it is, and which addresses are new."""

from collections.abc import Iterator

from onrecord.amounts import counted, in_bytes
from onrecord.content.project import RECORDS
from onrecord.pipeline import Built
from onrecord.publish.atomic_write import Written

_FEW = 10  # statements whose new numbers are printed, and numbers of one that moved


def summary_of(built: Built) -> str:
    """Return `5 statements, 9 exchanges, 84 paragraphs, 57 pages`."""
    summaries = built.edition.summaries
    counts = {
        "statement": len(summaries),
        "exchange": sum(len(one.exchanges) for one in summaries),
        "paragraph": sum(one.paragraphs for one in summaries),
        "page": built.pages,
    }
    return ", ".join(counted(number, name) for name, number in counts.items())


def given_numbers(built: Built) -> Iterator[str]:
    """Yield lines that say which numbers a build gave or moved, the first statements by name."""
    given, moved = built.edition.reconciled.given, built.edition.reconciled.moved
    for slug, moves in [*moved.items()][:_FEW]:
        places = ", ".join(f"{anchor} is {to} now" for anchor, to in [*moves.items()][:_FEW])
        yield f"Moved from {slug}: {places}{', …' if len(moves) > _FEW else ''}"
    if not given:
        return
    statements = counted(len(given), "statement")
    yield f"Gave permanent addresses in {statements}; commit {RECORDS}/ with the transcripts:"
    for slug, numbers in [*given.items()][:_FEW]:
        yield f"  {slug}: {numbers}"
    if len(given) > _FEW:
        yield f"  and {counted(len(given) - _FEW, 'more statement')}"


def size_of(written: Written) -> str:
    """Return `120 files, 1.4 MB; 100 unchanged; the largest is data/paragraphs.jsonl, 60 KB`."""
    reused = f"; {written.reused:,} unchanged" if written.reused else ""
    files = f"{counted(written.files, 'file')}, {in_bytes(written.size)}{reused}"
    return f"{files}; the largest is {written.largest}, {in_bytes(written.largest_size)}"
