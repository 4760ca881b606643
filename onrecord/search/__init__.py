"""Paragraphs to a search index that the reader's browser searches."""
