"""Files that readers can download: statements in many formats, the collection, feeds."""
