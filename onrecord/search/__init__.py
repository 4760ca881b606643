"""Writes the index that is searched in the reader's browser.

The index is made from a segment for each statement:

    statement_segment(statement, config) → segment  a map: pure, and in any process
    join_segments(segments) → head and rest         likewise, of some consecutive segments
    IndexFiles(segments, config)                    a reduce, in one process: all files, or some

A statement's segment depends on the statement and on `config.search`, `config.speakers` and
`config.topics`. The files do not depend on how segments were joined. Names are addresses in the
site, such as `search/index.json`.
"""

from onrecord.search.join import join_segments
from onrecord.search.pieces import IndexFiles
from onrecord.search.segments import (
    HEAD,
    Segment,
    SegmentHead,
    cut_into_segments,
    how_far_apart,
    names_of_parts,
)
from onrecord.search.statement_segment import statement_segment

__all__ = [
    "HEAD",
    "IndexFiles",
    "Segment",
    "SegmentHead",
    "cut_into_segments",
    "how_far_apart",
    "join_segments",
    "names_of_parts",
    "statement_segment",
]
