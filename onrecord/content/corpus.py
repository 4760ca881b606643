"""Puts statements in order; two of one slug are an error."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.errors import Errors
from onrecord.model import P_co, StatementOf


def sort_statements(statements: Iterable[StatementOf[P_co]]) -> tuple[StatementOf[P_co], ...]:
    """Return the statements by date and slug; ContentError where two would share an address."""
    ordered = sorted(statements, key=lambda statement: (statement.date, statement.slug))
    errors = Errors()
    first_with: dict[str, StatementOf[P_co]] = {}
    for statement in sorted(ordered, key=lambda statement: statement.path):
        first = first_with.setdefault(statement.slug, statement)
        if first is not statement:
            found = f'the slug "{statement.slug}" is that of {first.path}'
            errors.add(statement.path, 0, found, "rename one of the two files")
    errors.raise_if_any()
    return tuple(ordered)
