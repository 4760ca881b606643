"""What a build makes of statements: its pages, lists and files, for tests of one stage."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from onrecord import urls
from onrecord.checks.check_content import check_content
from onrecord.checks.check_report import Report
from onrecord.content.corpus import summarise
from onrecord.content.labels import Labels
from onrecord.content.project import read_project
from onrecord.edition import Edition
from onrecord.exports.collection_files import (
    DATA_FILES,
    TABLES,
    archive,
    data_file,
    list_files,
)
from onrecord.exports.data_package import data_package
from onrecord.exports.statement_formats import data_parts, statement_archive, statement_files
from onrecord.model import Address, Statement, StatementSummary
from onrecord.pages import Page
from onrecord.pages.excerpts import excerpts_by_topic, questions_of, tallies_by_topic
from onrecord.pages.gone_pages import plan_gone
from onrecord.pages.orders import with_neighbours
from onrecord.pages.plan import PageFamily, page_families
from onrecord.pages.site_index import SiteIndex, Texts, index_pages, index_site, link_to
from onrecord.pages.statement_pages import plan_statement
from onrecord.pipeline import Built, build_site, prepare
from onrecord.statement_steps import STATEMENT
from onrecord.work.steps import Steps
from onrecord.work.store import opened
from onrecord.work.workers import started
from tests.support.corpora import Corpus

File = tuple[str, bytes]


@contextmanager
def steps() -> Iterator[Steps]:
    """Yield what runs steps in this process and keeps nothing."""
    with opened(None) as store:
        yield Steps(store)


def built(
    project: Path, out: Path, *, store: Path | None = None, jobs: int = 1, is_published: bool = True
) -> Built:
    """Build the project into the folder, with the store in a file if one is given."""
    with started(store, jobs=jobs) as runner:
        return build_site(project, out, steps=runner, is_published=is_published)


@contextmanager
def prepared(project: Path) -> Iterator[Edition]:
    """Yield the edition of a project."""
    with steps() as runner:
        yield prepare(read_project(project), steps=runner)


def checked(project: Path) -> Report:
    """Return the errors and warnings of a project."""
    with steps() as runner:
        return check_content(project, site=project / "site", steps=runner)


def statements_of(edition: Edition) -> list[Statement]:
    """Return the statements of an edition with their texts, by date."""
    return [edition.steps.part(one.key, STATEMENT) for one in edition.numbered]


def summaries_of(corpus: Corpus) -> tuple[StatementSummary, ...]:
    """Return the summaries of all statements."""
    return tuple(summarise(one, corpus.config) for one in corpus.statements)


def index_of(corpus: Corpus) -> SiteIndex:
    """Return the index of all statements."""
    pages = index_pages(corpus.config, {})
    statements = {one.slug: one for one in corpus.statements}
    excerpts_of = cache(lambda slug: excerpts_by_topic(pages, statements[slug]))

    texts = Texts(
        excerpts=lambda slug, topic: excerpts_of(slug)[topic],
        tallies=lambda slug: tallies_by_topic(statements[slug]),
        questions=lambda slug: questions_of(statements[slug]),
    )
    return index_site(corpus.config, summaries_of(corpus), corpus.withdrawn, texts=texts)


def families_of(corpus: Corpus) -> tuple[PageFamily, ...]:
    """Return the pages about many statements."""
    whole = {name: (name,) for name in DATA_FILES}
    return tuple(page_families(index_of(corpus), corpus.withdrawn, lambda: whole))


def pages_of(corpus: Corpus) -> Iterator[Page]:
    """Yield every page: those about many statements, then those of each."""
    for family in families_of(corpus):
        yield from family.plan()
    index, links = index_of(corpus), [link_to(one.facts) for one in summaries_of(corpus)]
    for statement, (previous, _, following) in zip(
        corpus.statements, with_neighbours(links), strict=True
    ):
        yield from plan_statement(
            index,
            statement,
            summary=summarise(statement, corpus.config),
            previous=previous,
            following=following,
        )
        yield from plan_gone(index, statement)


def data_of(corpus: Corpus) -> dict[str, bytes]:
    """Return the data files of the collection, by name."""
    parts = [data_parts(one, corpus.config) for one in corpus.statements]
    tables = (name for name in DATA_FILES if name != urls.COLLECTION)
    return {name: data_file(name, [one[name] for one in parts]) for name in tables}


def lists_of(corpus: Corpus, *, addresses: tuple[Address, ...] = ()) -> dict[str, bytes]:
    """Return feeds and what else is made of summaries, by name; the sitemap has the addresses."""
    summaries = summaries_of(corpus)
    lists = dict(list_files(summaries, corpus.config, addresses=addresses))
    facts = [one.facts for one in summaries]
    return lists | {urls.DATA_PACKAGE: data_package(facts, corpus.config.site)}


def formats_of(corpus: Corpus, transcripts: Mapping[str, str]) -> Iterator[File]:
    """Yield each statement in every format, then the archive; transcripts are by path."""
    config = corpus.config
    labels = Labels(config.speakers.values())
    parts, archives = [], []
    for one in corpus.statements:
        transcript = transcripts[one.path]
        files = tuple(statement_files(one, transcript, config, labels))
        yield from files
        parts.append(data_parts(one, config))
        archives.append(statement_archive(one, transcript, files))
    tables = [(name, data_file(name, [one[name] for one in parts])) for name in TABLES]
    yield urls.COLLECTION, archive(summaries_of(corpus), tables, archives, config.site)
