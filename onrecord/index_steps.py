"""Joins segments of the search index, each in any process."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.search import Segment, SegmentHead, join_segments
from onrecord.work.steps import Outcome

HEAD = "head"


@dataclass(frozen=True, slots=True)
class JoinTask:
    """What a segment is made of."""

    statements: tuple[Mapping[str, bytes], ...]  # of each segment head and rest, pickled
    apart: int  # what divides the number of the first paragraph of each statement


def join_segment(task: JoinTask) -> Outcome[SegmentHead, None]:
    """Join the segments of consecutive statements."""
    segments = [
        Segment.of_statement(pickle.loads(one[HEAD]), _Unpickled(one)) for one in task.statements
    ]
    head, rest = join_segments(segments, apart=task.apart)
    return Outcome(head, rest, None)


class _Unpickled(dict[str, Any]):
    """Values that are unpickled each time, so that few of them are in memory together."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        super().__init__()
        self._packed = packed

    def __missing__(self, name: str) -> Any:
        return pickle.loads(self._packed[name])
