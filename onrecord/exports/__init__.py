"""Files that readers can download: statements in many formats, the collection, feeds."""

from onrecord.exports.statement_formats import format_files

__all__ = ["format_files"]
