"""Joins segments of the search index, each in any process."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.search import HEAD, Segment, SegmentHead, join_segments
from onrecord.work.steps import Outcome


@dataclass(frozen=True, slots=True)
class JoinTask:
    """What a segment is made of."""

    statements: tuple[Mapping[str, bytes], ...]  # the parts of the segment of each, pickled
    apart: int  # what divides the number of the first paragraph of each statement


def join_segment(task: JoinTask) -> Outcome[SegmentHead, None]:
    """Join the segments of consecutive statements."""
    parts = [Unpickled(one.__getitem__) for one in task.statements]
    segments = [Segment.of_statement(one[HEAD], one) for one in parts]
    head, rest = join_segments(segments, apart=task.apart)
    return Outcome(head, rest, None)


class Unpickled(dict[str, Any]):
    """Values that are read and unpickled each time, so that few of them are in memory together."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, name: str) -> Any:
        return pickle.loads(self._read(name))
