"""Paragraphs to a search index that the reader's browser searches."""

from onrecord.search.index_files import index_files, piece_files

__all__ = ["index_files", "piece_files"]
