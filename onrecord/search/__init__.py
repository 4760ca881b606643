"""Writes the index that is searched in the reader's browser.

The index is made from a part for each statement:

    statement_part(statement, config) → part    a map: pure, and in any process
    merge(parts, config) → names and contents   a reduce, in one process
    IndexFiles(parts, config)                   the same files, some of them or one at a time

A part depends on its statement and on `config.search`, `config.speakers` and `config.topics`. Its
head is needed whenever a file is made, the rest of it only for some files. The files do not depend
on the order of the parts or on where they were made. Names are addresses in the site, such as
`search/index.json`.

`piece_files` returns what `quote` needs: the files in the folder of the index, by name in it.
"""

from onrecord.search.index_files import (
    IndexFiles,
    merge,
    piece_files,
    statement_part,
)
from onrecord.search.statement_part import StatementPart

__all__ = [
    "IndexFiles",
    "StatementPart",
    "merge",
    "piece_files",
    "statement_part",
]
