"""Runs the steps of a build on one or many processors, and remembers what they made."""
