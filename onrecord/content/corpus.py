"""Puts statements in order; two of one slug are an error."""

from collections.abc import Iterable
from typing import TypeVar

from onrecord.errors import Errors
from onrecord.model import StatementFacts

StatementT = TypeVar("StatementT", bound=StatementFacts)


def sort_statements(statements: Iterable[StatementT]) -> tuple[StatementT, ...]:
    """Return the statements by date and slug; ContentError where two would share an address."""
    ordered = sorted(statements, key=lambda statement: (statement.date, statement.slug))
    errors = Errors()
    first_with: dict[str, StatementT] = {}
    for statement in sorted(ordered, key=lambda statement: statement.path):
        first = first_with.setdefault(statement.slug, statement)
        if first is not statement:
            found = f'the slug "{statement.slug}" is that of {first.path}'
            errors.add(statement.path, 0, found, "rename one of the two files")
    errors.raise_if_any()
    return tuple(ordered)
