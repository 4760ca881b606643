"""On Record: a folder of transcripts becomes a static web site."""
