"""A warning that the permalink record is out of date."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import CollectionCheck, Spot
from onrecord.checks.context import Collection


def _unrecorded(collection: Collection) -> Iterator[tuple[str, Spot]]:
    if not collection.unrecorded:
        return
    first, *others = collection.unrecorded
    found = "the permalink record is out of date for this file"
    if others:
        found += f" and {len(others):,} more"
    remedy = "run `python build.py`, and commit transcripts/.addresses"
    yield first, Spot(1, found, remedy)


CHECKS = (
    CollectionCheck(
        "unrecorded",
        "A transcript was changed, and the permalink record was not updated.",
        "=== transcripts/2021-02-26-atmar.md\nGood afternoon.\n\nWe have had useful talks.\n"
        "=== transcripts/.addresses/2021-02-26-atmar.jsonl\n"
        '{"statement": "2021-02-26-atmar", "title": "Remarks in Moscow", "date": "2021-02-26",'
        ' "since": "2026-11-22"}\n'
        '{"id": "p1", "speaker": "sergey-lavrov", "text": "Good afternoon."}\n',
        _unrecorded,
    ),
)
