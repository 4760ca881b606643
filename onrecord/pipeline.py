"""Builds a site, stage by stage; this module alone knows their order.

    load project → number each statement → reconcile permalinks          `prepare`
        → publish each statement → make what is about all → check links → write

A statement is numbered and published by itself, in any process, and what was made of it is kept for
the next build (`onrecord.statement_steps`). What is about all statements is made in batches
(`onrecord.batches`). `prepare` is the first half, which a build shares with the preview, `check`
and `quote`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from onrecord import urls
from onrecord.content.corpus import sort_statements
from onrecord.content.offers import PUBLISHED, write_offers
from onrecord.content.project import (
    OLD_RECORDS,
    RECORDS,
    WITHDRAWN,
    ProjectFiles,
    read_project,
)
from onrecord.edition import Cards, Edition, NumberedStatement
from onrecord.errors import ContentError, Error, Errors
from onrecord.model import PublishedFacts, Slug, TaggedStatement
from onrecord.permalinks.beside_texts import (
    given_up_beside_texts,
    refuse_forgotten,
    refuse_lost_addresses,
)
from onrecord.permalinks.number import Assigned
from onrecord.permalinks.publication_day import publication_day
from onrecord.permalinks.reconcile import (
    Matching,
    Numbered,
    match_records,
    moves_between,
    reconcile,
)
from onrecord.permalinks.record_files import recording
from onrecord.permalinks.withdrawals import Withdrawals, read_withdrawals
from onrecord.permalinks.witnesses import (
    NO_WITNESSES,
    Witnesses,
    note_numbers,
    refuse_unread_history,
    witnesses_of,
)
from onrecord.progress import Progress
from onrecord.publish.atomic_write import (
    Written,
    read_notes,
    remove_leftovers,
    write_notes,
    write_site,
)
from onrecord.publish.reuse import EarlierSite
from onrecord.publish.site_names import errors_in_names
from onrecord.site_files import SiteFiles
from onrecord.statement_steps import (
    RECORD,
    STATEMENT,
    NumberTask,
    Unreadable,
    assign,
    config_of,
    number_statement,
    read_statement,
)
from onrecord.work.steps import Made, Steps

# A statement or its errors; the news is that it was numbered now.
_Made: TypeAlias = Made[Numbered | Unreadable, Literal[True] | None]


@dataclass(frozen=True, slots=True)
class Numbering:
    """What became of each transcript: a numbered statement, or errors."""

    files: ProjectFiles
    matching: Matching
    tasks: Sequence[NumberTask]  # one for each transcript; two may have the same slug
    made: Sequence[_Made]  # in the same order
    errors: tuple[Error, ...]  # of records that cannot be matched with a statement

    @property
    def transcript_errors(self) -> tuple[Error, ...]:
        """The errors of transcripts."""
        return tuple(error for one in self._unreadable for error in one.transcript)

    @property
    def record_errors(self) -> tuple[Error, ...]:
        """The errors of permalink records."""
        return (*self.errors, *(error for one in self._unreadable for error in one.record))

    def statements(self, steps: Steps) -> list[TaggedStatement]:
        """Return the statements whose transcripts could be read, by path."""
        found: Iterator[TaggedStatement] = (
            steps.part(one.key, STATEMENT)
            for one in self.made
            if isinstance(one.light, Numbered) or not one.light.transcript
        )
        return sorted(found, key=lambda statement: statement.path)

    @property
    def _unreadable(self) -> Iterator[Unreadable]:
        return (one.light for one in self.made if isinstance(one.light, Unreadable))


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote."""

    edition: Edition
    pages: int
    written: Written


def build_site(
    folder: Path,
    out: Path,
    *,
    steps: Steps,
    is_published: bool,
    has_cards: bool | None = None,
    address: str = "",
) -> Built:
    """Build the project in `folder` into the folder `out`; ContentError leaves `out` as it was.

    An address takes the place of the one in config.yaml. A published site is recorded in the
    project, so that its addresses stay, and has social cards. Others have them if `has_cards`.
    """
    progress, noted = Progress(), read_notes(out)
    edition = prepare(
        read_project(folder, address=address),
        steps=steps,
        progress=progress,
        witnesses=witnesses_of(folder, noted=noted, site=out, store=steps.store),
        cards="drawn" if (is_published if has_cards is None else has_cards) else "none",
    )
    site = SiteFiles(edition, EarlierSite(out, steps.store), progress)
    recorded = edition.reconciled
    if is_published:
        refuse_unread_history(folder, recorded.given)
    notes = note_numbers(recorded.last, recorded.formerly) if is_published else noted
    with recording_of(edition, folder) if is_published else nullcontext(_nothing) as record:
        written = site.unchanged()
        if written is None:
            written = write_site(
                site.make(), out=out, notes=notes, spare=site.spare(), just_before=record
            )
            site.remember(written)
        else:
            record()
            remove_leftovers(out)
            if notes != noted:
                write_notes(out, notes)
    return Built(edition, site.pages, written)


def recording_of(edition: Edition, folder: Path) -> AbstractContextManager[Callable[[], None]]:
    """Return what writes the permalink record of an edition."""
    records = edition.reconciled.files | {PUBLISHED: write_offers(edition.offers)}
    return recording(records, folder=folder / RECORDS, old=folder / OLD_RECORDS)


def _nothing() -> None:
    """Record nothing."""


def prepare(
    files: ProjectFiles,
    *,
    steps: Steps,
    progress: Progress | None = None,
    witnesses: Witnesses = NO_WITNESSES,
    cards: Cards = "none",
) -> Edition:
    """Number the statements of a project, in order, under permanent addresses.

    ContentError if anything in the project is wrong, or if a published address would be lost, also
    one that only the witnesses know of.
    """
    numbering = number_statements(
        files, steps=steps, progress=progress or Progress(), witnesses=witnesses
    )
    if numbering.transcript_errors:
        raise ContentError(numbering.transcript_errors)
    return assign_permalinks(numbering, steps=steps, cards=cards)


def number_statements(
    files: ProjectFiles, *, steps: Steps, progress: Progress, witnesses: Witnesses = NO_WITNESSES
) -> Numbering:
    """Parse, tag and number each transcript; ContentError only if config.yaml is wrong."""
    source = files.config
    withdrawals = withdrawals_in(files)
    refuse_lost_addresses(
        config_of(source), files.offered, withdrawals, text=source.text, path=source.path
    )
    sources = {source.slug: source for source in files.transcripts}
    errors = Errors()
    refuse_forgotten(files.offered, witnesses.beside_texts, errors)
    errors.extend(errors_in_names(map(urls.of_static, files.static)))

    def load(slug: Slug) -> TaggedStatement | None:
        with Errors().collecting():  # its errors are reported when it is numbered
            return read_statement(sources[slug], files.config)
        return None

    matching = match_records(
        tuple(sources),
        files.records,
        withdrawals,
        witnesses=witnesses,
        load=load,
        errors=errors,
    )
    today = publication_day()
    tasks = tuple(
        NumberTask(source, files.config, matching.of(source.slug), today)
        for source in files.transcripts
    )
    made = progress.through(_number(tasks, steps), "Reading", length=len(tasks))
    return Numbering(files, matching, tasks, tuple(made), errors.noted)


def _number(tasks: Sequence[NumberTask], steps: Steps) -> Iterator[_Made]:
    return steps.run(number_statement, [task.key for task in tasks], tasks.__getitem__)


def withdrawals_in(files: ProjectFiles) -> Withdrawals:
    """Return the lines of withdrawn.yaml; ContentError if any is wrong."""
    source = files.withdrawn
    return read_withdrawals(source.text, path=source.path) if source else Withdrawals(WITHDRAWN)


def assign_permalinks(numbering: Numbering, *, steps: Steps, cards: Cards = "none") -> Edition:
    """Put the statements in order, and look at their addresses together.

    ContentError if two statements have the same address, if a published address would be lost, or
    if a transcript has errors, since its addresses would be taken for lost.
    """
    errors = Errors()
    errors.extend((*numbering.record_errors, *numbering.transcript_errors))
    facts: Sequence[PublishedFacts] = ()
    with errors.collecting():
        facts = sort_statements(
            one.light.summary.facts for one in numbering.made if isinstance(one.light, Numbered)
        )
    errors.raise_if_any()
    tasks = {task.source.slug: task for task in numbering.tasks}  # each slug is there once by now
    made = dict(zip(tasks, numbering.made, strict=True))

    def load(slug: Slug) -> Assigned:
        return assign(tasks[slug], steps.part(made[slug].key, STATEMENT))

    moved = moves_between(_numbered(made), numbering.matching, load=load)
    again = {slug: tasks[slug].with_moves(moved[slug]) for slug in moved if slug in tasks}
    tasks |= again
    made |= zip(again, _number(tuple(again.values()), steps), strict=True)
    numbered = _numbered(made)
    reconciled = reconcile(
        numbered,
        numbering.matching,
        moved=moved,
        paths={one.slug: one.path for one in facts},
        written={
            slug: partial(steps.part, one.key, RECORD) for slug, one in made.items() if one.news
        },
        load=load,
        today=publication_day(),
    )
    statements = tuple(
        NumberedStatement(tasks[slug].source, numbered[slug].summary, made[slug].key)
        for slug in (one.slug for one in facts)
    )
    files, config = numbering.files, config_of(numbering.files.config)
    withdrawals, recordings = withdrawals_in(files), [one.recordings for one in statements]
    given_up = given_up_beside_texts(config, recordings, files.offered, withdrawals, errors)
    errors.raise_if_any()
    drawn = cards if config.site.has_cards else "none"
    return Edition(files, config, statements, reconciled, steps, given_up, drawn)


def _numbered(made: Mapping[Slug, _Made]) -> dict[Slug, Numbered]:
    return {slug: one.light for slug, one in made.items() if isinstance(one.light, Numbered)}
