"""Permanent links: records what was published, and matches edited transcripts to the record."""
