"""Warns about things in the content that an editor should check by hand; changes nothing.

`context` holds what checks read, `check` defines the types, `catalogue` lists all checks, which are
in one module per subject; `find_warnings` runs them, and `check_report` formats the results.
"""
