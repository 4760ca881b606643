"""What a build does for each statement by itself, in any process.

`number_statement` turns a transcript into a numbered statement. When all of them are numbered and
in order, `publish_statement` makes the files of one, and its part of what lists all.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Literal

from onrecord.citations.citation_files import citation_files
from onrecord.content.config import as_folder, read_config
from onrecord.content.corpus import summarise
from onrecord.content.labels import Labels
from onrecord.content.parse import parse_transcript
from onrecord.content.project import ConfigText, TranscriptText
from onrecord.content.topics import Tagger, phrase_error, with_tags
from onrecord.errors import ContentError, Error
from onrecord.exports.collection_files import part_sizes
from onrecord.exports.statement_formats import data_parts, statement_archive, statement_files
from onrecord.model import (
    Address,
    Config,
    Slug,
    Statement,
    StatementSummary,
    TaggedStatement,
)
from onrecord.pages import Page
from onrecord.pages.excerpts import excerpts_by_topic, tallies_by_topic
from onrecord.pages.gone_pages import plan_gone
from onrecord.pages.page_types import Link
from onrecord.pages.render import render_pages
from onrecord.pages.site_index import PageIndex, index_pages
from onrecord.pages.statement_pages import plan_statement
from onrecord.permalinks.fingerprint_table import fingerprints_in
from onrecord.permalinks.history import history_files, with_old_names
from onrecord.permalinks.number import Assigned, assign_numbers
from onrecord.permalinks.reconcile import Assignment, Numbered
from onrecord.permalinks.record import Moves, with_present_speakers, write_record
from onrecord.permalinks.references import targets_of
from onrecord.publish.link_check import links_of, merged
from onrecord.search import HEAD, statement_segment
from onrecord.social_cards.card_files import card_files, plan_cards
from onrecord.work.keys import key_of, key_of_code, key_of_value
from onrecord.work.steps import Outcome

File = tuple[str, bytes]  # the name in the site, and the content

# The names of the parts that are kept of a numbered and of a published statement.
STATEMENT = "statement"
RECORD = "record"
HISTORY = "history"
LINKS = "links"
FINGERPRINTS = "fingerprints"
ARCHIVE = "archive"
TALLIES = "tallies"


def excerpts_on(topic: Slug) -> str:
    """Return the name of the part with the paragraphs on a topic."""
    return f"excerpts/{topic}"


@lru_cache(maxsize=2)
def config_of(source: ConfigText) -> Config:
    """Return the configuration; ContentError with every error."""
    config = read_config(source.text, path=source.path, phrase_error=phrase_error)
    site = replace(
        config.site,
        address=as_folder(source.address) or config.site.address,
        has_own_style=source.has_own_style,
        menu=source.menu,
    )
    return replace(config, site=site)


@lru_cache(maxsize=2)
def key_of_config(source: ConfigText) -> str:
    """Return a hash of all that the configuration says."""
    return key_of(source)


@lru_cache(maxsize=2)
def tagger_of(source: ConfigText) -> Tagger:
    """Return the tagger for the topics of a configuration."""
    return Tagger(tuple(config_of(source).topics.values()))


@lru_cache(maxsize=2)
def labels_of(source: ConfigText) -> Labels:
    """Return the labels of the speakers of a configuration."""
    return Labels(config_of(source).speakers.values())


def read_statement(source: TranscriptText, config: ConfigText) -> TaggedStatement:
    """Return the statement in a transcript, with topics; ContentError with every error."""
    parsed = parse_transcript(
        source.text,
        path=source.path,
        slug=source.slug,
        config=config_of(config),
        labels=labels_of(config),
        recordings=[recording.name for recording in source.recordings],
    )
    return with_tags(parsed, tagger_of(config))


@dataclass(frozen=True, slots=True)
class NumberTask:
    """A transcript, and what it is numbered by."""

    source: TranscriptText
    config: ConfigText
    assignment: Assignment
    today: date

    @property
    def key(self) -> str:
        """The key of the result, if the record is up to date."""
        record, moves = self.assignment.record, self.assignment.moves
        key = self.key_with(record.source.content if record else b"")
        return key_of(key, sorted(moves.items()), self.today) if moves else key

    def with_moves(self, moves: Moves) -> NumberTask:
        """Return the task of a statement of which parts were moved to others."""
        return replace(self, assignment=replace(self.assignment, moves=moves))

    def key_with(self, record: bytes) -> str:
        """Return the key of the result with the record whose content is given."""
        assignment = self.assignment
        return key_of(
            key_of_code(),
            key_of_config(self.config),
            self.source.path,
            self.source.content,
            *(recording.name for recording in self.source.recordings),
            record,
            assignment.record.head.formerly if assignment.record else (),
            sorted(assignment.accepted.items()),
        )


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The errors of a transcript and of its record."""

    transcript: tuple[Error, ...] = ()
    record: tuple[Error, ...] = ()


def number_statement(task: NumberTask) -> Outcome[Numbered | Unreadable, Literal[True] | None]:
    """Parse and tag a transcript, and give each part the address that it had before.

    The news is that its record was written too.
    """
    try:
        statement = read_statement(task.source, task.config)
    except ContentError as error:
        return Outcome(Unreadable(transcript=error.errors), {}, None)
    try:
        assigned = assign(task, statement)
    except ContentError as error:
        return Outcome(Unreadable(record=error.errors), {STATEMENT: statement}, None)
    config, record = config_of(task.config), write_record(assigned.record).encode()
    is_settled = not (assigned.missing or assigned.objections)
    indexed = statement_segment(assigned.statement, config)
    return Outcome(
        light=Numbered(
            summarise(assigned.statement, config),
            assigned.missing,
            assigned.objections,
            assigned.record.last,
            targets_of(assigned.record),
            bool(assigned.arrived),
        ),
        parts={
            STATEMENT: assigned.statement,
            RECORD: record,
            HISTORY: tuple(history_files(assigned.record, config.speakers)),
            HEAD: indexed.head,
            **indexed.rest,
        },
        news=True,
        # With the new record, the same transcript gives the same result on any day.
        key=task.key_with(record) if is_settled else key_of(task.key, task.today),
    )


def assign(task: NumberTask, statement: TaggedStatement) -> Assigned:
    """Return the statement with its numbers; ContentError if its record cannot be read."""
    assignment = task.assignment
    record = assignment.read()
    if record:
        speakers = config_of(task.config).speakers.values()
        present: dict[str, Slug] = {old: one.slug for one in speakers for old in one.formerly}
        record = with_present_speakers(record, present)
    return assign_numbers(
        statement, record, accepted=assignment.accepted, moves=assignment.moves, today=task.today
    )


@dataclass(frozen=True, slots=True)
class PublishTask:
    """A numbered statement, and what its pages show of the rest of the site."""

    statement: bytes  # pickled
    summary: StatementSummary
    source: TranscriptText
    config: ConfigText
    history: tuple[File, ...]
    previous: Link | None
    following: Link | None
    places: Mapping[str, Link]  # the statements that replace parts of it
    template_folders: tuple[Path, ...]
    has_cards: bool
    cited_answers: int  # its answers up to this number have files for reference managers


@dataclass(frozen=True, slots=True)
class Published:
    """What the whole site must know of the files of a statement."""

    listed: tuple[Address, ...]  # the pages that search engines are to list
    pages: int  # the number of its pages
    excerpts: Mapping[Slug, str]  # a hash of the paragraphs and words on each of its topics
    sizes: Mapping[Address, int]  # how much it adds to each data file, in bytes
    fingerprints: str  # a hash of the fingerprints of its texts


def publish_statement(task: PublishTask) -> Outcome[Published, tuple[File, ...]]:
    """Make every file of a statement, and its part of the files about many."""
    statement: Statement = pickle.loads(task.statement)
    config = config_of(task.config)
    index = index_pages(config, task.places)
    pages = plan_published(statement, task, index)
    cards = plan_cards(statement, config) if task.has_cards else {}
    rendered = render_pages(
        pages,
        site=config.site,
        template_folders=task.template_folders,
        pictured={address: card.alt_text for address, card in cards.items()},
    )
    formats = tuple(statement_files(statement, task.source.text, config, labels_of(task.config)))
    files = tuple(
        chain(
            rendered,
            card_files(cards),
            with_old_names(
                chain(formats, citation_files(statement, config, answers=task.cited_answers)),
                statement.slug,
                statement.old_slugs,
            ),
            task.history,
        )
    )
    excerpts, tallies = excerpts_by_topic(index, statement), tallies_by_topic(statement)
    parts, fingerprints = data_parts(statement, config), fingerprints_in(statement)
    archived = statement_archive(statement, task.source.text, formats)
    return Outcome(
        light=Published(
            listed=tuple(page.address for page in pages if page.is_listed),
            pages=len(pages),
            excerpts={
                topic: key_of_value((found, tallies[topic])) for topic, found in excerpts.items()
            },
            sizes=part_sizes(parts, archived),
            fingerprints=key_of_value(fingerprints),
        ),
        parts={
            **{str(name): part for name, part in parts.items()},
            **{excerpts_on(topic): found for topic, found in excerpts.items()},
            TALLIES: tallies,
            FINGERPRINTS: fingerprints,
            LINKS: merged(
                links_of(name, content, address=config.site.address) for name, content in files
            ),
            ARCHIVE: archived,
        },
        news=files,
    )


def plan_published(statement: Statement, task: PublishTask, index: PageIndex) -> tuple[Page, ...]:
    """Return the pages of a statement, of its answers, and of what it had before."""
    pages = plan_statement(
        index,
        statement,
        summary=task.summary,
        previous=task.previous,
        following=task.following,
    )
    return (*pages, *plan_gone(index, statement))
