"""What is doubtful about transcripts that can be built: told to who writes them, never mended here.

`collection` is what is looked at, `doubt` is what a doubt is, `catalogue` lists all of them, one
module a family; `looking` asks them, and `report` says it for people and for machines.
"""
