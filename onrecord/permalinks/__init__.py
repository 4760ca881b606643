"""What was published keeps its address: the record of it, and how a new text is laid to it."""
