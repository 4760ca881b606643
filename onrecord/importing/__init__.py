"""Turns saved pages and texts into transcripts, and accounts for every line."""
