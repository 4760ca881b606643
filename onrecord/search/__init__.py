"""Writes the index that is searched in the reader's browser.

The index is made from a part for each statement:

    statement_part(statement, config) → part      a map: pure, and in any process
    join_parts(parts) → segment                   likewise, for some consecutive statements
    merge(segments, config) → names and contents  a reduce, in one process
    IndexFiles(segments, config)                  the same files, some of them or one at a time

A part depends on its statement and on `config.search`, `config.speakers` and `config.topics`. Its
head is needed whenever it is joined, the rest of it only for some files; so it is with segments.
The files do not depend on where segments were cut. Names are addresses in the site, such as
`search/index.json`.

`piece_files` returns what `quote` needs: the files in the folder of the index, by name in it.
"""

from onrecord.search.index_files import (
    IndexFiles,
    join_parts,
    merge,
    piece_files,
    segments_of,
    statement_part,
)
from onrecord.search.segments import Segment, SegmentHead, cut_into_segments, how_far_apart
from onrecord.search.statement_part import StatementPart, names_of_rest

__all__ = [
    "IndexFiles",
    "Segment",
    "SegmentHead",
    "StatementPart",
    "cut_into_segments",
    "how_far_apart",
    "join_parts",
    "merge",
    "names_of_rest",
    "piece_files",
    "segments_of",
    "statement_part",
]
