"""Assigning again and again, as a preview does: what has not changed is not laid out anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onrecord.model import Statement
from onrecord.permalinks.number import Assigned, assign_addresses
from onrecord.permalinks.record import Record


@dataclass(slots=True)
class Remembering:
    """`assign_addresses`, which gives what it gave last for the same statement and record."""

    _last: dict[str, tuple[Statement, Record | None, Mapping[str, str], date, Assigned]] = field(
        default_factory=dict
    )

    def __call__(
        self,
        statement: Statement,
        record: Record | None,
        /,
        *,
        accepted: Mapping[str, str],
        today: date,
    ) -> Assigned:
        """The same object where nothing has changed; things are the same when they are one."""
        last = self._last.get(statement.slug)
        if last and last[0] is statement and last[1] is record and last[2:4] == (accepted, today):
            return last[4]
        assigned = assign_addresses(statement, record, accepted=accepted, today=today)
        self._last[statement.slug] = (statement, record, accepted, today, assigned)
        return assigned
