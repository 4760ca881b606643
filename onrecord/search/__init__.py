"""Writes the index that is searched in the reader's browser.

The index is made from a segment for each statement:

    statement_segment(statement, config) → segment  a map: pure, and in any process
    join_segments(segments) → head and rest         likewise, of some consecutive segments
    merge(segments, config) → names and contents    a reduce, in one process
    IndexFiles(segments, config)                    the same files, some of them or one at a time

A statement's segment depends on the statement and on `config.search`, `config.speakers` and
`config.topics`. The files do not depend on how segments were joined. Names are addresses in the
site, such as `search/index.json`.

`piece_files` returns what `quote` needs: the files in the folder of the index, by name in it.
"""

from onrecord.search.index_files import (
    IndexFiles,
    merge,
    piece_files,
    statement_segment,
)
from onrecord.search.join import join_segments
from onrecord.search.segments import (
    Segment,
    SegmentHead,
    cut_into_segments,
    how_far_apart,
    names_of_rest,
)

__all__ = [
    "IndexFiles",
    "Segment",
    "SegmentHead",
    "cut_into_segments",
    "how_far_apart",
    "join_segments",
    "merge",
    "names_of_rest",
    "piece_files",
    "statement_segment",
]
