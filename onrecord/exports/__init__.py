"""What readers take away: each statement in many formats, the collection as one, feeds."""

from onrecord.exports.statement_formats import format_files

__all__ = ["format_files"]
