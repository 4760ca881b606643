"""On Record: a folder of transcripts becomes a static web site."""

__version__ = "0.1.0"
