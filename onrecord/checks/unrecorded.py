"""Whether the record of addresses has the transcripts as they are."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import CollectionCheck, Spot
from onrecord.checks.context import Collection


def _behind(collection: Collection) -> Iterator[tuple[str, Spot]]:
    if not collection.unrecorded:
        return
    first, *others = collection.unrecorded
    found = "this is not on the record of addresses as it is now"
    if others:
        found += f", nor {'is' if len(others) == 1 else 'are'} {len(others):,} more"
    remedy = "run `python build.py`, and commit transcripts/.addresses too"
    yield first, Spot(1, found, remedy)


CHECKS = (
    CollectionCheck(
        "unrecorded",
        "The record of addresses does not have a transcript as it is now.",
        "=== transcripts/2021-02-26-atmar.md\nGood afternoon.\n\nWe have had useful talks.\n"
        "=== transcripts/.addresses/2021-02-26-atmar.jsonl\n"
        '{"statement": "2021-02-26-atmar", "title": "Remarks in Moscow", "date": "2021-02-26",'
        ' "since": "2026-11-22"}\n'
        '{"id": "p1", "speaker": "sergey-lavrov", "text": "Good afternoon."}\n',
        _behind,
    ),
)
