"""Whether words that somebody is said to have said stand in a collection, and how."""
