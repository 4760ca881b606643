"""Matches all statements with all records; the build fails if a published address would break.

`match_records` finds the record of each statement. Then each statement is numbered by its own
record, in any process. `reconcile` looks at all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType

from onrecord.compact_texts import CompactTexts, Content
from onrecord.content.project import SourceText, name_of_record, path_of_record
from onrecord.errors import Errors, suggest
from onrecord.model import (
    Anchor,
    ParsedStatement,
    Slug,
    StatementSummary,
    WithdrawnStatement,
    is_of_exchange,
)
from onrecord.permalinks.jsonl import is_anchor
from onrecord.permalinks.last_numbers import LastNumbers
from onrecord.permalinks.missing import has_nothing_left, report_missing, report_replaced_statement
from onrecord.permalinks.moves import Source, find_moves
from onrecord.permalinks.number import Assigned
from onrecord.permalinks.record import (
    Moves,
    Record,
    RecordedParagraph,
    Removal,
    continues,
    read_head,
    read_record,
    write_record,
)
from onrecord.permalinks.record_files import FoundRecord
from onrecord.permalinks.references import refuse_missing_targets, refuse_wrong_names, targets_of
from onrecord.permalinks.renames import find_renamed
from onrecord.permalinks.withdrawals import Withdrawal, Withdrawals
from onrecord.permalinks.witnesses import NO_WITNESSES, Witnesses, refuse_lost, refuse_reused


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a statement is numbered by."""

    record: FoundRecord | None  # None if nothing was published of it
    accepted: Mapping[str, str]  # anchors that may be removed, and their replacements
    moves: Moves = field(default_factory=dict)  # anchors whose words are in another statement

    def read(self) -> Record | None:
        """Return the record under the statement's present slug; ContentError with every error."""
        return self.record.read() if self.record else None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered statement: what the whole collection must know of it."""

    summary: StatementSummary
    missing: tuple[RecordedParagraph, ...]  # published, and nobody withdrew them
    objections: tuple[Anchor, ...]  # what withdrawn.yaml lists, and is still there
    last: LastNumbers
    targets: tuple[str, ...]  # in other statements, to which what was removed links
    has_arrivals: bool  # true if some of its paragraphs were not in it before


@dataclass(frozen=True, slots=True)
class Matching:
    """The record of each statement, by its present slug, and the lines of withdrawn.yaml."""

    records: Mapping[str, FoundRecord]
    accepted: _Accepted
    witnesses: Witnesses = NO_WITNESSES

    def of(self, slug: Slug) -> Assignment:
        """Return what the statement is numbered by."""
        return Assignment(self.records.get(slug), self.accepted.of(slug))


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The records after a build, and the statements that were withdrawn."""

    files: CompactTexts  # the texts of all records, by file name
    withdrawn: tuple[WithdrawnStatement, ...]  # by slug
    last: Mapping[str, LastNumbers]  # of all statements, by slug
    formerly: Mapping[str, Sequence[Slug]]  # the old slugs of all statements, by slug
    given: Mapping[Slug, str]  # what was given now, by slug: `p12 to p14, answer-3`
    moved: Mapping[Slug, Moves]  # what is in other statements since now, by slug


def match_records(
    slugs: Sequence[Slug],
    records: Iterable[SourceText],
    withdrawals: Withdrawals,
    *,
    witnesses: Witnesses = NO_WITNESSES,
    load: Callable[[Slug], ParsedStatement | None],
    errors: Errors,
) -> Matching:
    """Return the record of each statement; records that cannot be read are errors.

    So are records that lack numbers of which the witnesses know. `load` returns a statement as it
    is now; it is used only if a transcript may have been renamed.
    """
    found: dict[str, FoundRecord] = {}
    for source in records:
        with errors.collecting():
            head, last = read_head(source.text, path=source.path, slug=source.slug)
            found[source.slug] = FoundRecord(source, head, last)
    for slug in [*_left_over(found, slugs)]:
        del found[slug]
    refuse_wrong_names(found, errors=errors)
    if not errors:
        refuse_lost(
            CompactTexts({slug: one.source.content for slug, one in found.items()}),
            {slug: one.last for slug, one in found.items()},
            owners_of(found),
            transcripts=slugs,
            witnesses=witnesses,
            errors=errors,
        )
    found = _with_new_names(slugs, found, withdrawals, load, errors)
    return Matching(found, _Accepted(withdrawals, owners_of(found)), witnesses)


def _left_over(records: Mapping[str, FoundRecord], slugs: Sequence[Slug]) -> Iterator[str]:
    """Yield the old slugs of records that a renamed record continues.

    A build that is killed while it writes the record can leave such a file.
    """
    owners, left = owners_of(records), set[str]()
    for old in sorted(records.keys() & owners.keys() - set(slugs)):
        now = owners[old]
        with Errors().collecting():
            # Of two that name each other, one stays.
            if now not in left and continues(records[now].read(), records[old].read()):
                left.add(old)
                yield old


def moves_between(
    numbered: Mapping[Slug, Numbered], matching: Matching, *, load: Callable[[Slug], Assigned]
) -> dict[Slug, Moves]:
    """Return what is missing in its statement and was found unchanged in another, by slug.

    `load` returns a statement with all that was found; it is used only if something is missing.
    """
    sources = []
    for slug, one in numbered.items():
        before = matching.of(slug).read() if one.missing else None
        if before and not has_nothing_left(before, one.missing):
            sources.append(Source(before, one.missing))
    for old, found in sorted(matching.records.items()):
        if old not in numbered and not found.head.removal:
            record = found.read()
            accepted = matching.accepted.of(old)
            left = (p for p in record.paragraphs if not p.removal and p.anchor not in accepted)
            sources.append(Source(record, tuple(left)))
    if not sources:
        return {}
    return find_moves(sources, [load(slug) for slug, one in numbered.items() if one.has_arrivals])


def reconcile(
    numbered: Mapping[Slug, Numbered],
    matching: Matching,
    *,
    moved: Mapping[Slug, Moves] = MappingProxyType({}),
    paths: Mapping[Slug, str],
    written: Mapping[Slug, Content],
    load: Callable[[Slug], Assigned],
    today: date,
) -> Reconciled:
    """Look at all statements together; ContentError if a published address would break.

    `moved` is what `moves_between` found: the statements were numbered with it. `paths` are those
    of transcripts; `written` has the records that were written now. `load`
    returns a statement with all that was found; it is used only if something is missing.
    `today` is recorded only for changes.
    """
    errors = Errors()
    records, accepted = matching.records, matching.accepted
    owners = owners_of(records)
    taken = {slug for slug in numbered if slug in owners}
    for slug in taken:
        found = f'the slug "{slug}" is an old name of {owners[slug]} and redirects there'
        errors.add(paths[slug], 0, found, "rename this file")
    rest = []
    for left in sorted(records.keys() - numbered.keys()):
        record, moves = records[left].read(), moved.get(Slug(left), {})
        rest.append(_record_without_transcript(record, accepted, moves, today, errors))
    _report(numbered, matching, load, taken, errors)
    contents: dict[str, Content] = {slug: one.source.content for slug, one in records.items()}
    contents.update(written.items())
    contents.update((one.slug, write_record(one).encode()) for one in rest)
    texts = CompactTexts(contents)
    accepted.check(texts, errors)
    if not errors:
        refuse_reused(texts, owners, witnesses=matching.witnesses, errors=errors)
        targets = {slug: one.targets for slug, one in numbered.items()}
        targets |= {one.slug: targets_of(one) for one in rest}
        refuse_missing_targets(targets, records=texts, owners=owners, errors=errors)
    errors.raise_if_any()
    last = {slug: one.last for slug, one in records.items()}
    given = {slug: one.last.after(last.get(slug, LastNumbers())) for slug, one in numbered.items()}
    return Reconciled(
        CompactTexts({name_of_record(slug): contents[slug] for slug in sorted(contents)}),
        tuple(_withdrawn(record) for record in rest),
        last | {slug: one.last for slug, one in numbered.items()},
        {slug: one.head.formerly for slug, one in records.items()},
        {slug: new for slug, new in given.items() if new},
        moved,
    )


def owners_of(records: Mapping[str, FoundRecord]) -> dict[str, Slug]:
    """Return the present slugs of statements by their former ones."""
    heads = reversed([one.head for one in records.values()])
    return {old: head.slug for head in heads for old in head.formerly}


class _Accepted:
    """The lines of withdrawn.yaml, by the current slug of each statement."""

    def __init__(self, withdrawals: Withdrawals, owners: Mapping[str, Slug]) -> None:
        self.path, self.now = withdrawals.path, owners
        self.lines: dict[tuple[str, str], Withdrawal] = {}
        self.doubled: list[tuple[Withdrawal, Withdrawal]] = []
        for line in withdrawals.lines:
            slug = self.now.get(line.slug, line.slug) if line.anchor else line.slug
            if (slug, line.anchor) in self.lines:
                self.doubled.append((line, self.lines[slug, line.anchor]))
            self.lines[slug, line.anchor] = line

    def of(self, slug: str) -> Mapping[str, str]:
        """Return the replacement for each anchor of a statement."""
        return {anchor: line.to for (owner, anchor), line in self.lines.items() if owner == slug}

    def check(self, texts: Mapping[str, str], errors: Errors) -> None:
        """Add errors for lines whose address or replacement was not published.

        `texts` are those of all records by slug, of which few are read.
        """

        @cache
        def read(slug: str) -> Record | None:
            if slug not in texts:
                return None
            return read_record(texts[slug], path=slug, slug=Slug(slug), is_new=True)

        for line, other in self.doubled:
            found = f"{line.slug}/{line.anchor} is also in line {other.line}, under another name"
            errors.add(self.path, line.line, found, "remove one of them")
        for (owner, anchor), line in self.lines.items():
            slug = self.now.get(owner, owner)
            record = read(slug)
            anchors: set[str] = {one.anchor for one in record.entries} if record else set()
            if not record or (anchor and anchor not in anchors):
                address, known = line.slug, [*texts]
                if anchor:
                    address, every = f"{address}/{anchor}", filter(None, map(read, texts))
                    known = [f"{one.slug}/{entry.anchor}" for one in every for entry in one.entries]
                remedy = suggest(address, known) or "remove this line"
                errors.add(self.path, line.line, f"{address} was never published", remedy)
            elif line.to and not self._is_published(line.to, slug, read):
                remedy = "use an address that is"
                errors.add(self.path, line.line, f"{line.to} is not published", remedy)
            elif anchor and record.removal:
                found = f"the line settles nothing, since all of {slug} was withdrawn"
                errors.add(self.path, line.line, found, "remove this line")

    def _is_published(self, to: str, slug: str, read: Callable[[str], Record | None]) -> bool:
        target, _, anchor = (slug, "", to) if is_anchor(to) else to.partition("/")
        record = read(self.now.get(target, target))
        if record is None or record.removal:
            return False
        return not anchor or any(e.anchor == anchor and not e.removal for e in record.entries)


def _with_new_names(
    slugs: Sequence[Slug],
    records: Mapping[str, FoundRecord],
    withdrawals: Withdrawals,
    load: Callable[[Slug], ParsedStatement | None],
    errors: Errors,
) -> dict[str, FoundRecord]:
    """Return the records by the current slugs of their statements."""
    now, known = dict(records), set(slugs)
    orphans = [s for s in sorted(records) if s not in known and not records[s].head.removal]
    if not orphans:
        return now
    unrecorded = [one for slug in slugs if slug not in records if (one := load(slug))]
    lost = list[Record]()
    for slug in orphans:
        with errors.collecting():
            lost.append(records[slug].read())
    named = dict.fromkeys(orphans, "")
    named |= {one.slug: one.to for one in withdrawals.lines if one.slug in named and not one.anchor}
    for old, new in find_renamed(lost, unrecorded, named=named).items():
        found = now.pop(old)
        formerly = tuple(one for one in (*found.head.formerly, found.head.slug) if one != new)
        now[new] = replace(found, head=replace(found.head, slug=new, formerly=formerly))
    return now


def _record_without_transcript(
    record: Record, accepted: _Accepted, moves: Moves, today: date, errors: Errors
) -> Record:
    """Return the record of a statement without a transcript.

    It is an error unless the statement was withdrawn, or all its words are in others.
    """
    withdrawn = accepted.of(record.slug)
    record = _with_moves(record, moves, today)
    if "" in withdrawn:
        day = record.removal.day if record.removal else today
        return replace(record, removal=Removal(day, withdrawn[""]))
    if record.removal:
        return record
    left = [entry.anchor for entry in record.paragraphs if not entry.removal]
    if moves and not left:
        words: Counter[str] = Counter()
        for entry in record.paragraphs:
            words[moves.get(entry.anchor, "").partition("/")[0]] += len(entry.text.split())
        del words[""]
        to = min(words, key=lambda slug: (-words[slug], slug))
        return replace(record, removal=Removal(today, to, is_moved=True))
    found = f"{record.slug} was published, and its transcript is missing"
    if moves:
        found += f"; all but {', '.join(left)} is in other statements now"
    remedy = (
        f"restore it, or add to {accepted.path}: `{record.slug}: withdrawn`, "
        f"or `{record.slug}: …` with the slug of its replacement"
    )
    errors.add(path_of_record(record.slug), 0, found, remedy)
    return record


def _with_moves(record: Record, moves: Moves, today: date) -> Record:
    entries = tuple(
        replace(entry, removal=Removal(today, moves[entry.anchor], is_moved=True))
        if entry.anchor in moves and not entry.removal
        else entry
        for entry in record.entries
    )
    return replace(record, entries=entries)


def _report(
    numbered: Mapping[Slug, Numbered],
    matching: Matching,
    load: Callable[[Slug], Assigned],
    taken: set[Slug],
    errors: Errors,
) -> None:
    accepted = matching.accepted
    for slug, one in numbered.items():
        if "" in accepted.of(slug):
            found = f"{slug} still has a transcript"
            errors.add(accepted.path, accepted.lines[slug, ""].line, found, "remove this line")
        for anchor in one.objections:
            found = f"{anchor} is still in the transcript"
            remedy = "remove this line" + ("" if is_of_exchange(anchor) else " or the paragraph")
            errors.add(accepted.path, accepted.lines[slug, anchor].line, found, remedy)
    withdrawn = {slug for slug, one in matching.records.items() if one.head.removal}
    troubled = [slug for slug, one in numbered.items() if one.missing or slug in withdrawn]
    if taken.issuperset(troubled):
        return
    done: dict[str, Assigned] = {slug: load(slug) for slug in numbered if slug not in taken}
    for slug in (slug for slug in troubled if slug in done):
        record = matching.records[slug].read()
        if not report_replaced_statement(done[slug], record, done, errors):
            report_missing(done[slug], done, path=accepted.path, errors=errors)


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
        removal.is_moved,
        tuple(
            (entry.anchor, entry.removal.to)
            for entry in record.entries
            if entry.removal and entry.removal.is_moved
        ),
    )
