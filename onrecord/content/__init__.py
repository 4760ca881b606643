"""Reads a project: configuration, transcripts, topics, corpus."""
