"""Saved pages and texts to transcripts, with an account of every line."""
