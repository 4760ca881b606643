"""Warns about what a person should check in transcripts that can be built; changes nothing.

`collection` is what is looked at, `check` is what a check is, `catalogue` lists all of them, one
module a family; `looking` asks them, and `report` says it for people and for machines.
"""
