"""Builds a site, stage by stage; this module alone knows their order.

    load project → parse → tag → gather → assign permalinks
        → plan pages → render, draw, bundle, index, export → check links → write

`prepare` is the first half, which a build shares with the preview, `check` and `quote`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Generic, ParamSpec, Protocol, TypeVar

from onrecord import resources
from onrecord.citations.citation_files import citation_files
from onrecord.content.config import read_config
from onrecord.content.corpus import sort_statements
from onrecord.content.parse import parse_transcript
from onrecord.content.project import RECORDS, WITHDRAWN, ProjectFiles, SourceText, read_project
from onrecord.content.topics import compile_topics, phrase_error, with_tags
from onrecord.errors import ContentError, Error, Errors
from onrecord.exports import format_files
from onrecord.exports.data_files import export_files
from onrecord.model import (
    Config,
    Corpus,
    P_co,
    ParsedParagraph,
    ParsedStatement,
    StatementOf,
    TaggedParagraph,
    TaggedStatement,
)
from onrecord.pages import Page, plan_pages
from onrecord.pages.render import render_pages
from onrecord.permalinks.history_files import history_files, with_old_names
from onrecord.permalinks.number import Assigned, assign_numbers
from onrecord.permalinks.publication_day import publication_day
from onrecord.permalinks.reconcile import Assign, Reconciled, reconcile_permalinks
from onrecord.permalinks.record import Record, read_record
from onrecord.permalinks.record_files import read_withdrawals_if_any, recording
from onrecord.progress import Progress
from onrecord.publish.assets import bundle
from onrecord.publish.atomic_write import write_site
from onrecord.publish.link_check import checked
from onrecord.search import index_files
from onrecord.social_cards.card_files import card_files, plan_cards

Inputs = ParamSpec("Inputs")
Output = TypeVar("Output")
File = tuple[str, bytes]  # the name in the site, and the content


class Run(Protocol):
    """Runs a step of the pipeline for one file; a preview's version remembers earlier results."""

    def __call__(
        self,
        step: Callable[Inputs, Output],
        path: str,
        /,
        *inputs: Inputs.args,
        **named: Inputs.kwargs,
    ) -> Output:
        """Return what the step makes of the inputs; `path` is the file that it is about."""


@dataclass(frozen=True, slots=True)
class Draft(Generic[P_co]):
    """The statements of the transcripts that can be read, and the errors of the others."""

    files: ProjectFiles
    config: Config
    statements: tuple[StatementOf[P_co], ...]
    errors: tuple[Error, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A collection that is ready to be published, under its permanent addresses."""

    files: ProjectFiles
    corpus: Corpus
    reconciled: Reconciled
    new_statements: int  # that are in no permalink record yet


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote."""

    edition: Edition
    pages: int


def build_site(folder: Path, out: Path, *, is_published: bool) -> Built:
    """Build the project in `folder` into the folder `out`; ContentError leaves `out` as it was.

    A published site is recorded in the project, so that its addresses stay, and has social cards. A
    preview has neither.
    """
    progress = Progress()
    edition = prepare(read_project(folder), progress=progress)
    corpus, site = edition.corpus, edition.corpus.config.site
    pages = tuple(plan_pages(corpus))
    cards = plan_cards(corpus) if is_published else {}
    rendered = render_pages(
        pages,
        site=site,
        template_folders=edition.files.template_folders,
        pictured={address: card.alt_text for address, card in cards.items()},
    )
    files = chain(
        progress.through(rendered, "Pages", length=len(pages)),
        progress.through(card_files(cards), "Pictures", length=len(cards)),
        bundle_assets(edition.files).items(),
        other_files(edition, pages),
    )
    records = edition.reconciled.files
    with recording(records, folder=folder / RECORDS) if is_published else nullcontext():
        write_site(checked(files, address=site.address), out=out)
    return Built(edition, len(pages))


def run_step(
    step: Callable[Inputs, Output], _path: str, /, *inputs: Inputs.args, **named: Inputs.kwargs
) -> Output:
    """Return what the step makes of the inputs, and remember nothing."""
    return step(*inputs, **named)


def prepare(
    files: ProjectFiles,
    *,
    run: Run = run_step,
    progress: Progress | None = None,
) -> Edition:
    """Parse, tag and gather the transcripts of a project, and assign permanent addresses."""
    progress = progress or Progress()
    draft = parse_transcripts(files, run=run, progress=progress)
    if draft.errors:
        raise ContentError(draft.errors)
    tagged = tag_statements(draft, run=run, progress=progress)
    return assign_permalinks(tagged, run=run)


def parse_transcripts(
    files: ProjectFiles, *, run: Run, progress: Progress
) -> Draft[ParsedParagraph]:
    """Read config.yaml and parse the transcripts; ContentError only if config.yaml is wrong."""
    config = run(_read_config, files.config.path, files.config)
    sources = progress.through(files.transcripts, "Reading", length=len(files.transcripts))
    statements, errors = _read_each(sources, lambda one: run(_parse, one.path, one, config))
    return Draft(files, config, statements, errors)


def tag_statements(
    draft: Draft[ParsedParagraph], *, run: Run, progress: Progress
) -> Draft[TaggedParagraph]:
    """Put topics on the paragraphs."""
    topics = tuple(draft.config.topics.values())
    tagger = run(compile_topics, draft.files.config.path, topics)
    steps = progress.through(draft.statements, "Tagging", length=len(draft.statements))
    tagged = tuple(run(with_tags, statement.path, statement, tagger) for statement in steps)
    return Draft(draft.files, draft.config, tagged, draft.errors)


def assign_permalinks(draft: Draft[TaggedParagraph], *, run: Run) -> Edition:
    """Put the statements in order, and give each part the address that it had before.

    ContentError if two statements have the same address, if a published address would be lost, or
    if a transcript has errors, since its addresses would be taken for lost.
    """
    statements = sort_statements(draft.statements)
    records, errors = _read_each(draft.files.records, lambda one: run(_read_record, one.path, one))
    if errors or draft.errors:
        raise ContentError((*errors, *draft.errors))
    withdrawn = draft.files.withdrawn
    reconciled = reconcile_permalinks(
        statements,
        records,
        read_withdrawals_if_any(withdrawn.text if withdrawn else None, path=WITHDRAWN),
        today=publication_day(),
        path_of=lambda slug: f"{RECORDS}/{slug}.jsonl",
        assign=_assign_by(run),
    )
    corpus = Corpus(draft.config, reconciled.statements, reconciled.withdrawn)
    return Edition(draft.files, corpus, reconciled, reconciled.first_recorded(records))


def bundle_assets(files: ProjectFiles) -> Mapping[str, bytes]:
    """Return the static files to publish; ContentError for errors in scripts and styles."""
    return dict(bundle(files.static, node_modules=resources.node_modules()))


def other_files(edition: Edition, pages: Iterable[Page]) -> Iterator[File]:
    """Yield every file of the site that is not a page, a picture or a static file.

    Files are made when they are asked for, the slowest last, so that a preview makes no more than
    it needs.
    """
    corpus, records = edition.corpus, edition.reconciled.records
    yield from history_files(records, corpus.config.speakers)
    yield from index_files(corpus)
    yield from with_old_names(citation_files(corpus), records)
    yield from export_files(corpus, addresses=[page.address for page in pages if page.is_listed])
    transcripts = {source.path: source.text for source in edition.files.transcripts}
    yield from with_old_names(format_files(corpus, transcripts), records)


def _read_each(
    sources: Iterable[SourceText], read: Callable[[SourceText], Output]
) -> tuple[tuple[Output, ...], tuple[Error, ...]]:
    """Return what can be read, and the errors of the rest."""
    results, errors = list[Output](), Errors()
    for source in sources:
        with errors.collecting():
            results.append(read(source))
    return tuple(results), errors.noted


def _read_config(source: SourceText) -> Config:
    return read_config(source.text, path=source.path, phrase_error=phrase_error)


def _parse(source: SourceText, config: Config) -> ParsedStatement:
    return parse_transcript(source.text, path=source.path, slug=source.slug, config=config)


def _read_record(source: SourceText) -> Record:
    return read_record(source.text, path=source.path, slug=source.slug)


def _assign_by(run: Run) -> Assign:
    def assign(
        statement: TaggedStatement,
        record: Record | None,
        /,
        *,
        accepted: Mapping[str, str],
        today: date,
    ) -> Assigned:
        return run(
            assign_numbers, statement.path, statement, record, accepted=accepted, today=today
        )

    return assign
