"""All statements and all records: every published address leads somewhere, or the build fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from onrecord.errors import Errors, suggest
from onrecord.model import Slug, Statement, TaggedStatement, WithdrawnStatement
from onrecord.permalinks.missing import report_lost, report_whole
from onrecord.permalinks.number import Assigned, assign_addresses, is_anchor
from onrecord.permalinks.record import Gone, Record, write_record
from onrecord.permalinks.renames import find_renamed
from onrecord.permalinks.withdrawals import Withdrawal, Withdrawals

PathOf = Callable[[str], str]


class Assign(Protocol):
    """What gives a statement the numbers on its record: `assign_addresses`, or who remembers it."""

    def __call__(
        self,
        statement: TaggedStatement,
        record: Record | None,
        /,
        *,
        accepted: Mapping[str, str],
        today: date,
    ) -> Assigned:
        """The statement with its numbers, and its record as it is now."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Statements with their numbers, the records as they are now, and what was withdrawn whole."""

    statements: tuple[Statement, ...]  # in the order in which they came
    records: tuple[Record, ...]  # by slug
    withdrawn: tuple[WithdrawnStatement, ...]  # by slug

    @property
    def files(self) -> Mapping[str, str]:
        """Every file that belongs into the folder of records, by name; no other does."""
        return {f"{record.slug}.jsonl": write_record(record) for record in self.records}

    def first_recorded(self, before: Iterable[Record]) -> int:
        """How many of the statements no record had before, under any of their names."""
        known = {record.slug for record in before}
        living = (record for record in self.records if not record.gone)
        return sum(1 for record in living if known.isdisjoint((record.slug, *record.formerly)))


def keep_addresses(
    statements: Iterable[TaggedStatement],
    records: Iterable[Record],
    withdrawals: Withdrawals,
    *,
    today: date,
    path_of: PathOf,
    assign: Assign = assign_addresses,
) -> Kept:
    """Lay the records to the statements; ContentError where a published address is lost.

    `path_of` names the file of a slug's record in messages. `today` is written where something
    has changed and nowhere else: with the records that come out, the same statements give the same.
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
        _gone_record(record, accepted, today, path_of, errors)
        for slug, record in sorted(by_slug.items())
        if slug not in slugs
    ]
    _report(done, by_slug, accepted, errors)
    after = {slug: one.record for slug, one in done.items()}
    after |= {record.slug: record for record in rest}
    accepted.check(after, errors)
    errors.raise_if_any()
    return Kept(
        tuple(done[statement.slug].statement for statement in given),
        tuple(record for _, record in sorted(after.items())),
        tuple(_withdrawn(record) for record in rest),
    )


class _Accepted:
    """What a person has said of addresses, by the slug that each statement has now."""

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
        """Take what was said of an old slug as said of the new one."""
        self.now[old] = new
        moved = {(new if s == old and a else s, a): line for (s, a), line in self.lines.items()}
        self.lines = moved

    def of(self, slug: str) -> Mapping[str, str]:
        """By anchor, what replaces it."""
        return {anchor: line.to for (owner, anchor), line in self.lines.items() if owner == slug}

    def line(self, slug: str, anchor: str) -> int:
        """The line in the file."""
        return self.lines[slug, anchor].line

    def check(self, records: Mapping[str, Record], errors: Errors) -> None:
        """Every line names what was published, and leads to what is."""
        if not self.lines:
            return
        known = {slug: {e.anchor for e in record.entries} for slug, record in records.items()}
        every = [f"{slug}/{anchor}" for slug, anchors in known.items() for anchor in anchors]
        for (owner, anchor), line in self.lines.items():
            slug = self.now.get(owner, owner)
            if slug not in known or (anchor and anchor not in known[slug]):
                address = f"{line.slug}/{anchor}" if anchor else line.slug
                remedy = suggest(address, every if anchor else known) or "remove the line"
                errors.add(self.path, line.line, f"{address} was never published", remedy)
            elif line.to and not self._leads_somewhere(line.to, slug, records):
                remedy = "name an address that is published"
                errors.add(self.path, line.line, f"{line.to} is not there to lead to", remedy)

    def _leads_somewhere(self, to: str, slug: str, records: Mapping[str, Record]) -> bool:
        target, _, anchor = (slug, "", to) if is_anchor(to) else to.partition("/")
        record = records.get(self.now.get(target, target))
        if record is None or record.gone:
            return False
        return not anchor or any(e.anchor == anchor and not e.gone for e in record.entries)


def _renamed(
    statements: tuple[TaggedStatement, ...], records: Mapping[str, Record], accepted: _Accepted
) -> dict[str, Record]:
    """The records by the slugs that their statements have now."""
    result = dict(records)
    fresh = [statement for statement in statements if statement.slug not in records]
    slugs = {statement.slug for statement in statements}
    orphans = [r for slug, r in sorted(records.items()) if slug not in slugs and not r.gone]
    named: dict[str, str] = {r.slug: accepted.of(r.slug).get("", "") for r in orphans}
    for old, new in find_renamed(orphans, fresh, named=named).items():
        record = result.pop(old)
        formerly = tuple(slug for slug in (*record.formerly, record.slug) if slug != new)
        result[new] = replace(record, slug=new, formerly=formerly)
        accepted.rename(old, new)
    return result


def _is_taken(statement: TaggedStatement, records: Mapping[str, Record], errors: Errors) -> bool:
    """Whether the slug was another statement's: an address is not given twice."""
    owner = next((r for r in records.values() if statement.slug in r.formerly), None)
    if owner is None:
        return False
    found = f'the slug "{statement.slug}" was that of {owner.slug}, and leads there'
    errors.add(statement.path, 0, found, "give the file another name")
    return True


def _gone_record(
    record: Record, accepted: _Accepted, today: date, path_of: PathOf, errors: Errors
) -> Record:
    """The record of a statement without a transcript, which must have been accepted."""
    said = accepted.of(record.slug)
    if "" in said:
        when = record.gone.when if record.gone else today
        return replace(record, gone=Gone(when, said[""]))
    if not record.gone:
        found = f"{record.slug} was published, and its transcript is gone"
        remedy = (
            f"bring it back, or say in {accepted.path}: `{record.slug}: withdrawn`, "
            f"or `{record.slug}: …` with the slug that replaces it"
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
        said = accepted.of(slug)
        if "" in said:
            found = f"{slug} still stands"
            errors.add(accepted.path, accepted.line(slug, ""), found, "remove the line")
        for one in assigned.objections:
            errors.add(accepted.path, accepted.line(slug, one.anchor), one.found, one.remedy)
        if report_whole(assigned, records.get(slug), done, errors):
            continue
        report_lost(assigned, done, path=accepted.path, errors=errors)


def _withdrawn(record: Record) -> WithdrawnStatement:
    gone = record.gone or Gone(record.since)
    return WithdrawnStatement(
        record.slug,
        record.title,
        record.said_on,
        gone.when,
        gone.to,
        record.formerly,
        tuple(entry.anchor for entry in record.entries),
    )
