"""Writes the index that is searched in the reader's browser."""

from onrecord.search.index_files import index_files, piece_files

__all__ = ["index_files", "piece_files"]
