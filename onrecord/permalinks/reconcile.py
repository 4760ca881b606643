"""Matches all statements with all records; the build fails if a published address would break."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from onrecord.errors import Errors, suggest
from onrecord.model import Slug, Statement, TaggedStatement, WithdrawnStatement
from onrecord.permalinks.missing import report_missing, report_replaced_statement
from onrecord.permalinks.number import Assigned, assign_numbers, is_anchor
from onrecord.permalinks.record import Record, Removal, write_record
from onrecord.permalinks.renames import find_renamed
from onrecord.permalinks.withdrawals import Withdrawal, Withdrawals

PathOf = Callable[[str], str]


class Assign(Protocol):
    """The type of `assign_numbers`, and of a version of it with a cache."""

    def __call__(
        self,
        statement: TaggedStatement,
        record: Record | None,
        /,
        *,
        accepted: Mapping[str, str],
        today: date,
    ) -> Assigned:
        """Return the numbered statement and its updated record."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Numbered statements, updated records, and statements that were withdrawn."""

    statements: tuple[Statement, ...]  # in the order given
    records: tuple[Record, ...]  # by slug
    withdrawn: tuple[WithdrawnStatement, ...]  # by slug

    @property
    def files(self) -> Mapping[str, str]:
        """All files of the folder of records, by name."""
        return {f"{record.slug}.jsonl": write_record(record) for record in self.records}

    def first_recorded(self, before: Iterable[Record]) -> int:
        """Count the statements that had no record before under any of their names."""
        known = {record.slug for record in before}
        published = (record for record in self.records if not record.removal)
        return sum(1 for record in published if known.isdisjoint((record.slug, *record.formerly)))


def reconcile_permalinks(
    statements: Iterable[TaggedStatement],
    records: Iterable[Record],
    withdrawals: Withdrawals,
    *,
    today: date,
    path_of: PathOf,
    assign: Assign = assign_numbers,
) -> Reconciled:
    """Match the statements with the records; ContentError if a published address would break.

    `path_of` gives the path of a record in messages, by slug. `today` is recorded only for changes:
    with the new records, the same statements give the same result on any day.
    """
    errors = Errors()
    given = tuple(statements)
    slugs = {statement.slug for statement in given}
    by_slug: dict[str, Record] = {record.slug: record for record in records}
    accepted = _Accepted(withdrawals, by_slug)
    by_slug = _renamed(given, by_slug, accepted)
    done: dict[str, Assigned] = {
        statement.slug: assign(
            statement,
            by_slug.get(statement.slug),
            accepted=accepted.of(statement.slug),
            today=today,
        )
        for statement in given
        if not _is_taken(statement, by_slug, errors)
    }
    rest = [
        _record_without_transcript(record, accepted, today, path_of, errors)
        for slug, record in sorted(by_slug.items())
        if slug not in slugs
    ]
    _report(done, by_slug, accepted, errors)
    after = {slug: one.record for slug, one in done.items()}
    after |= {record.slug: record for record in rest}
    accepted.check(after, errors)
    errors.raise_if_any()
    return Reconciled(
        tuple(done[statement.slug].statement for statement in given),
        tuple(record for _, record in sorted(after.items())),
        tuple(_withdrawn(record) for record in rest),
    )


class _Accepted:
    """The lines of withdrawn.yaml, by the current slug of each statement."""

    def __init__(self, withdrawals: Withdrawals, records: Mapping[str, Record]) -> None:
        self.path = withdrawals.path
        self.now: dict[str, Slug] = {
            old: record.slug for record in records.values() for old in record.formerly
        }
        self.lines: dict[tuple[str, str], Withdrawal] = {}
        for line in withdrawals.lines:
            slug = self.now.get(line.slug, line.slug) if line.anchor else line.slug
            self.lines[slug, line.anchor] = line

    def rename(self, old: str, new: Slug) -> None:
        """Apply the lines for an old slug to the new one."""
        self.now[old] = new
        moved = {(new if s == old and a else s, a): line for (s, a), line in self.lines.items()}
        self.lines = moved

    def of(self, slug: str) -> Mapping[str, str]:
        """Return the replacement for each anchor of a statement."""
        return {anchor: line.to for (owner, anchor), line in self.lines.items() if owner == slug}

    def line(self, slug: str, anchor: str) -> int:
        """Return the line number in the file."""
        return self.lines[slug, anchor].line

    def check(self, records: Mapping[str, Record], errors: Errors) -> None:
        """Add errors for lines whose address or replacement was not published."""
        if not self.lines:
            return
        known = {slug: {e.anchor for e in record.entries} for slug, record in records.items()}
        every = [f"{slug}/{anchor}" for slug, anchors in known.items() for anchor in anchors]
        for (owner, anchor), line in self.lines.items():
            slug = self.now.get(owner, owner)
            if slug not in known or (anchor and anchor not in known[slug]):
                address = f"{line.slug}/{anchor}" if anchor else line.slug
                remedy = suggest(address, every if anchor else known) or "remove this line"
                errors.add(self.path, line.line, f"{address} was never published", remedy)
            elif line.to and not self._is_published(line.to, slug, records):
                remedy = "use an address that is"
                errors.add(self.path, line.line, f"{line.to} is not published", remedy)

    def _is_published(self, to: str, slug: str, records: Mapping[str, Record]) -> bool:
        target, _, anchor = (slug, "", to) if is_anchor(to) else to.partition("/")
        record = records.get(self.now.get(target, target))
        if record is None or record.removal:
            return False
        return not anchor or any(e.anchor == anchor and not e.removal for e in record.entries)


def _renamed(
    statements: tuple[TaggedStatement, ...], records: Mapping[str, Record], accepted: _Accepted
) -> dict[str, Record]:
    """Return the records by the current slugs of their statements."""
    result = dict(records)
    unrecorded = [statement for statement in statements if statement.slug not in records]
    slugs = {statement.slug for statement in statements}
    orphans = [r for slug, r in sorted(records.items()) if slug not in slugs and not r.removal]
    named: dict[str, str] = {r.slug: accepted.of(r.slug).get("", "") for r in orphans}
    for old, new in find_renamed(orphans, unrecorded, named=named).items():
        record = result.pop(old)
        formerly = tuple(slug for slug in (*record.formerly, record.slug) if slug != new)
        result[new] = replace(record, slug=new, formerly=formerly)
        accepted.rename(old, new)
    return result


def _is_taken(statement: TaggedStatement, records: Mapping[str, Record], errors: Errors) -> bool:
    """True if the slug is an old one of another statement, which is an error."""
    owner = next((r for r in records.values() if statement.slug in r.formerly), None)
    if owner is None:
        return False
    found = f'the slug "{statement.slug}" is an old name of {owner.slug} and redirects there'
    errors.add(statement.path, 0, found, "rename this file")
    return True


def _record_without_transcript(
    record: Record, accepted: _Accepted, today: date, path_of: PathOf, errors: Errors
) -> Record:
    """Return the record of a statement without a transcript; an error unless it was withdrawn."""
    withdrawn = accepted.of(record.slug)
    if "" in withdrawn:
        day = record.removal.day if record.removal else today
        return replace(record, removal=Removal(day, withdrawn[""]))
    if not record.removal:
        found = f"{record.slug} was published, and its transcript is missing"
        remedy = (
            f"restore it, or add to {accepted.path}: `{record.slug}: withdrawn`, "
            f"or `{record.slug}: …` with the slug of its replacement"
        )
        errors.add(path_of(record.slug), 0, found, remedy)
    return record


def _report(
    done: Mapping[str, Assigned],
    records: Mapping[str, Record],
    accepted: _Accepted,
    errors: Errors,
) -> None:
    for slug, assigned in done.items():
        if "" in accepted.of(slug):
            found = f"{slug} still has a transcript"
            errors.add(accepted.path, accepted.line(slug, ""), found, "remove this line")
        for one in assigned.objections:
            errors.add(accepted.path, accepted.line(slug, one.anchor), one.found, one.remedy)
        if report_replaced_statement(assigned, records.get(slug), done, errors):
            continue
        report_missing(assigned, done, path=accepted.path, errors=errors)


def _withdrawn(record: Record) -> WithdrawnStatement:
    removal = record.removal or Removal(record.since)
    return WithdrawnStatement(
        record.slug,
        record.title,
        record.said_on,
        removal.day,
        removal.to,
        record.formerly,
        tuple(entry.anchor for entry in record.entries),
    )
