"""Warns about things in the content that an editor should check by hand; changes nothing.

`context` holds what checks read, `check` defines the types, `catalogue` lists and runs all checks,
which are in one module per subject, and `check_report` formats the results.
"""
