"""Build On Record: a folder of transcripts becomes a web site. `python build.py --help` says how.

The stages stand in `build_site`, in their order; nothing else knows it.
"""

import os
import shlex
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import cast

try:
    import click

    from onrecord import pages, search, urls
    from onrecord.checks.catalogue import CHECKS
    from onrecord.checks.check_report import FORMATS, Report
    from onrecord.checks.context import gather_collection
    from onrecord.checks.run import find_unknown_names, find_warnings
    from onrecord.citations.citation_files import citation_files
    from onrecord.content.config import read_config
    from onrecord.content.corpus import gather_corpus
    from onrecord.content.parse import parse_transcript
    from onrecord.content.project import (
        RECORDS,
        WITHDRAWN,
        ProjectFiles,
        SourceText,
        read_project,
        shown_path,
    )
    from onrecord.content.topics import compile_topics, phrase_error, with_tags
    from onrecord.errors import ContentError, Error, NotInstalledError
    from onrecord.exports import format_files
    from onrecord.exports.data_files import export_files
    from onrecord.importing.import_command import (
        Importing,
        UnknownLayoutError,
        import_files,
        read_text,
    )
    from onrecord.model import Config, Corpus, Statement
    from onrecord.pages import render
    from onrecord.permalinks.history_files import history_files, with_old_names
    from onrecord.permalinks.number import assign_addresses
    from onrecord.permalinks.reconcile import Assign, Kept, keep_addresses
    from onrecord.permalinks.record import Record
    from onrecord.permalinks.record_files import read_accepted, read_records, recording
    from onrecord.preview.cache import Remembering
    from onrecord.preview.server import LiveSite, Read, address_of, changes_of, previewing
    from onrecord.progress import Progress
    from onrecord.publish.assets import bundle
    from onrecord.publish.atomic_write import write_site
    from onrecord.publish.link_check import checked
    from onrecord.quotations.quote_command import UnknownSpeakerError, read_pasted, report_on
    from onrecord.quotations.quote_report import FORMATS as QUOTE_FORMATS
    from onrecord.scaffold import NotEmptyError, start_project
    from onrecord.social_cards.card_files import card_files, plan_cards
except ImportError as error:
    if sys.version_info >= (3, 11) and str(error.name).partition(".")[0] == "onrecord":
        raise
    found = f"Python {sys.version_info[0]}.{sys.version_info[1]} has no package {error.name}"
    remedy = "run `make site`, which installs what is needed, or .venv/bin/python build.py"
    print(f"build.py: {found}; {remedy}", file=sys.stderr)
    sys.exit(2)

OWN_FOLDER = Path(__file__).resolve().parent


def build_site(folder: Path, out: Path, *, is_recorded: bool) -> "Built":
    """Build the project in `folder` into the folder `out`; ContentError leaves `out` as it was.

    What is published is recorded in the project, unless it is only to be looked at; then nothing
    links to it from elsewhere, and no pictures are drawn for such links.
    """
    progress = Progress()
    files = read_project(folder, OWN_FOLDER)
    config = read_config(files.config.text, path=files.config.path, phrase_error=phrase_error)
    statements = parse_transcripts(files.transcripts, config=config, progress=progress)
    tagged = tag_statements(statements, config=config, progress=progress)
    gathered = gather_corpus(tagged, config=config)
    known = records_in(files.records)
    corpus, kept = with_kept_numbers(gathered, files, records=known)
    planned = pages.plan_pages(corpus)
    pictures = plan_cards(corpus, node_modules=OWN_FOLDER / "node_modules") if is_recorded else {}
    rendered = render.render_pages(
        planned,
        site=config.site,
        template_folders=files.template_folders,
        pictured={address: card.told for address, card in pictures.items()},
    )
    drawn = card_files(pictures, node_modules=OWN_FOLDER / "node_modules")
    written = chain(
        progress.through(rendered, "Pages", length=len(planned)),
        progress.through(drawn, "Pictures", length=len(pictures)),
        bundle(files.static, node_modules=OWN_FOLDER / "node_modules"),
        search.index_files(corpus),
        history_files(kept.records, config.speakers),
        export_files(corpus, addresses=[p.address for p in planned if p.is_listed]),
        with_old_names(format_files(corpus, texts_by_path(files.transcripts)), kept.records),
        with_old_names(citation_files(corpus), kept.records),
    )
    record = recording(kept.files, folder=folder / RECORDS) if is_recorded else nullcontext()
    with record:
        write_site(checked(written, address=config.site.address), out=out)
    fresh = kept.first_recorded(known) if is_recorded else 0
    return Built(corpus, pages=len(planned), fresh=fresh)


def live_site(folder: Path, known: "Known") -> Read:
    """What reads the files of the project's site as it is now, each made when it is asked for.

    ContentError with all that must be mended first; links are checked by a build, not here.
    """
    files = read_project(folder, OWN_FOLDER)
    config = read_config(files.config.text, path=files.config.path, phrase_error=phrase_error)
    known.keep_only(files.transcripts, config=config)
    new = tuple(text for text in files.transcripts if text not in known.statements)
    parsed = parse_transcripts(new, config=config, progress=Progress())
    tagged = tag_statements(parsed, config=config, progress=Progress())
    known.statements |= zip(new, tagged, strict=True)
    gathered = gather_corpus(known.statements.values(), config=config)
    corpus, kept = with_kept_numbers(
        gathered, files, records=known.records_in(files.records), assign=known.assign
    )
    find_page = pages.find_pages(corpus)
    render_page = render.page_renderer(site=config.site, template_folders=files.template_folders)
    assets = dict(bundle(files.static, node_modules=OWN_FOLDER / "node_modules"))

    @cache
    def others() -> dict[str, bytes]:
        addresses = [page.address for page in pages.plan_pages(corpus) if page.is_listed]
        written = (
            search.index_files(corpus),
            history_files(kept.records, config.speakers),
            with_old_names(citation_files(corpus), kept.records),
            export_files(corpus, addresses=addresses),
        )
        return dict(chain.from_iterable(written))

    @cache
    def taken_away() -> dict[str, bytes]:
        taken = format_files(corpus, texts_by_path(files.transcripts))
        return dict(with_old_names(taken, kept.records))

    def read(name: str) -> bytes | None:
        page = find_page(name.removesuffix("index.html"))
        if page and urls.file_of(page.address) == name:
            return render_page(page)
        return assets.get(name) or others().get(name) or taken_away().get(name)

    return read


@dataclass(slots=True)
class Known:
    """The statements of the texts that have been read, while they and config.yaml stay the same."""

    config: Config | None = None
    statements: dict[SourceText, Statement] = field(default_factory=dict)
    records: dict[SourceText, Record] = field(default_factory=dict)
    assign: Remembering = field(default_factory=Remembering)

    def keep_only(self, texts: tuple[SourceText, ...], *, config: Config) -> None:
        """Forget what is gone, and everything when config.yaml has changed."""
        if config != self.config:
            self.statements, self.config = {}, config
        self.statements = {text: self.statements[text] for text in texts if text in self.statements}

    def records_in(self, texts: tuple[SourceText, ...]) -> tuple[Record, ...]:
        """The records in the texts; one that has not changed is the same object."""
        new = tuple(text for text in texts if text not in self.records)
        everything = self.records | dict(zip(new, records_in(new), strict=True))
        self.records = {text: everything[text] for text in texts}
        return tuple(self.records.values())


def check_content(folder: Path) -> Report:
    """Everything wrong or doubtful in the content of the project in `folder`; writes nothing."""
    progress = Progress()
    count = 0
    try:
        files = read_project(folder, OWN_FOLDER)
        count = len(files.transcripts)
        config = read_config(files.config.text, path=files.config.path, phrase_error=phrase_error)
    except ContentError as error:
        return Report(count, error.errors, ())
    statements, errors = parse_each(files.transcripts, config=config, progress=progress)
    behind: list[str] = []
    try:
        records = records_in(files.records)
        corpus = gather_corpus(statements, config=config)
        if not errors:  # or what could not be read would be missed at its address
            _, kept = with_kept_numbers(corpus, files, records=records)
            behind = unrecorded(corpus, kept, files.records)
    except ContentError as error:
        errors.extend(error.errors)
    collection = gather_collection(
        tag_statements(statements, config=config, progress=progress),
        texts={text.path: text.text for text in (files.config, *files.transcripts)},
        config=config,
        config_path=files.config.path,
        is_whole=not errors,
        unrecorded=behind,
    )
    errors.extend(find_unknown_names(collection))
    return Report(count, tuple(sorted(set(errors))), find_warnings(collection))


def read_corpus(folder: Path) -> Corpus:
    """The statements of the project in `folder` under their published numbers, without topics."""
    files = read_project(folder, OWN_FOLDER)
    config = read_config(files.config.text, path=files.config.path, phrase_error=phrase_error)
    statements = parse_transcripts(files.transcripts, config=config, progress=Progress())
    gathered = gather_corpus(statements, config=config)
    return with_kept_numbers(gathered, files, records=records_in(files.records))[0]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    corpus: Corpus
    pages: int
    fresh: int  # statements that were on no record of addresses before

    def __str__(self) -> str:
        """`5 statements, 9 exchanges, 84 paragraphs, 57 pages`."""
        statements = self.corpus.statements
        counts = {
            "statement": len(statements),
            "exchange": sum(len(statement.exchanges) for statement in statements),
            "paragraph": sum(len(statement.paragraphs) for statement in statements),
            "page": self.pages,
        }
        return ", ".join(counted(number, name) for name, number in counts.items())


def with_kept_numbers(
    corpus: Corpus,
    files: ProjectFiles,
    *,
    records: tuple[Record, ...],
    assign: Assign = assign_addresses,
) -> tuple[Corpus, Kept]:
    """The corpus with its published numbers; ContentError where an address would be lost."""
    kept = keep_addresses(
        corpus.statements,
        records,
        read_accepted(files.withdrawn.text if files.withdrawn else None, path=WITHDRAWN),
        today=today(),
        path_of=lambda slug: f"{RECORDS}/{slug}.jsonl",
        assign=assign,
    )
    return replace(corpus, statements=kept.statements, withdrawn=kept.withdrawn), kept


def unrecorded(corpus: Corpus, kept: Kept, records: tuple[SourceText, ...]) -> list[str]:
    """The paths of what a build would record; none before anything was."""
    known = {Path(text.path).name: text.text for text in records}
    paths = {f"{statement.slug}.jsonl": statement.path for statement in corpus.statements}
    files = dict.fromkeys(known, "") | dict(kept.files) if known else {}
    changed = (name for name, text in files.items() if known.get(name) != text)
    return [paths.get(name, f"{RECORDS}/{name}") for name in changed]


def records_in(texts: tuple[SourceText, ...]) -> tuple[Record, ...]:
    """The records in the texts; ContentError with the errors of all of them."""
    return read_records((text.path, text.text) for text in texts)


def today() -> date:
    """The day of publication, in UTC: SOURCE_DATE_EPOCH's where it is set, or today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        found = f'SOURCE_DATE_EPOCH is "{epoch}", which is no number of seconds'
        raise click.UsageError(found) from error


def texts_by_path(sources: tuple[SourceText, ...]) -> dict[str, str]:
    """The texts by the paths that their statements have."""
    return {source.path: source.text for source in sources}


def parse_transcripts(
    texts: tuple[SourceText, ...], *, config: Config, progress: Progress
) -> list[Statement]:
    """The statements in the transcripts; ContentError with the errors of all of them."""
    statements, errors = parse_each(texts, config=config, progress=progress)
    if errors:
        raise ContentError(errors)
    return statements


def parse_each(
    texts: tuple[SourceText, ...], *, config: Config, progress: Progress
) -> tuple[list[Statement], list[Error]]:
    """The statements in the transcripts that can be read, and the errors of the others."""
    statements, errors = list[Statement](), list[Error]()
    for source in progress.through(texts, "Reading", length=len(texts)):
        try:
            parsed = parse_transcript(
                source.text, path=source.path, slug=source.slug, config=config
            )
            statements.append(parsed)
        except ContentError as error:
            errors.extend(error.errors)
    return statements, errors


def tag_statements(
    statements: list[Statement], *, config: Config, progress: Progress
) -> Iterator[Statement]:
    """The statements with tags on their paragraphs."""
    tagger = compile_topics(tuple(config.topics.values()))
    for statement in progress.through(statements, "Tagging", length=len(statements)):
        yield with_tags(statement, tagger)


@dataclass(frozen=True, slots=True)
class Project:
    """Which project a command works on, and where its site goes."""

    folder: Path
    out: Path


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=OWN_FOLDER,
    show_default="the folder of build.py",
    help="The folder with config.yaml and transcripts/. Where it has templates/ or static/, the "
    "files in them take the place of ours that have the same names.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    show_default="site/ in the project",
    help="The folder to write. It is replaced as a whole, and only when the build succeeds; "
    "a folder that holds anything but a site of On Record is refused.",
)
@click.pass_context
def main(context: click.Context, folder: Path, out: Path | None) -> None:
    """Build a static web site from a folder of transcripts.

    Without a command: read config.yaml and transcripts/, tag each paragraph, and write the pages,
    the search index, the data files, the feed and the sitemap. The options stand before the
    command, as in `python build.py --out /tmp/site serve`.

    What is published stays at its address: each paragraph that has a number keeps it, whatever is
    edited, by the record in transcripts/.addresses/. A build writes it when it succeeds; commit it
    with the transcripts. Where a published address would lead nowhere, the build fails and says
    how to settle it in transcripts/withdrawn.yaml. The record's days are UTC's, or the day of
    SOURCE_DATE_EPOCH.

    Whatever is wrong with the content is told with its file and line, and the site stays as it was.
    The exit code is 0 when all went well, 1 when something must be mended in the content, and 2
    when the command was called wrongly or what it needs is not installed.
    """
    folder = folder.resolve()
    context.obj = Project(folder, out.absolute() if out else folder / "site")
    if context.invoked_subcommand is None:
        build(context.obj)


@main.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port on 127.0.0.1; 0 takes any free one.",
)
@click.pass_obj
def serve_command(project: Project, port: int) -> None:
    """Build the site, show it on this machine, and show every change as it is saved.

    Texts, templates, styles and scripts are watched. What is shown is made from them as they are;
    what is wrong is told on the page and here, and the last good site stays. The site's folder is
    written once, at the beginning: a build writes it again. Nothing is recorded as published.
    """
    site, known = LiveSite(), Known()
    try:
        opened = previewing(site, port=port)
    except OSError as error:
        remedy = f"choose another one, as --port {port + 1}"
        raise click.UsageError(f"port {port}: {error.strerror}; {remedy}") from error
    with opened as server, suppress(KeyboardInterrupt):
        build(project, is_recorded=False)
        changes = changes_of(project.folder, OWN_FOLDER)
        next(changes)  # what is saved from here on is seen
        site.show(live_site(project.folder, known))
        Thread(target=server.serve_forever, daemon=True).start()
        click.echo(f"Serving {address_of(server)} until Ctrl-C")
        show_changes(changes, project, site, known)


def show_changes(changes: Iterator[None], project: Project, site: LiveSite, known: Known) -> None:
    """Show the project as it is after each change, for ever."""
    for _ in changes:
        start = time.monotonic()
        try:
            site.show(live_site(project.folder, known))
            click.echo(f"Shown again after {time.monotonic() - start:.1f} s")
        except ContentError as error:
            site.fail(error.errors)
            tell(error, project.folder)


@main.command("check")
@click.option("--strict", is_flag=True, help="Fail for warnings too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="Lines for people, an object of JSON, or workflow commands of GitHub.",
)
@click.option("--list", "lists", is_flag=True, help="Name every warning, and check nothing.")
@click.pass_obj
def check_command(project: Project, strict: bool, form: str, lists: bool) -> None:
    """Tell what is wrong and what is doubtful.

    Errors are what a build would refuse. Warnings are what a person should look at; config.yaml
    switches them off by name, as `checks: {off: [one-word-turn]}`, and so does a transcript, as
    `checks_off: [one-word-turn]`. Nothing is written.

    The exit code is 0 when there is no error, with --strict no warning either, and 1 otherwise.
    """
    if lists:
        click.echo("\n".join(f"{warning.name}: {warning.finds}" for warning in CHECKS))
        return
    report = check_content(project.folder)
    if form == "github":
        report = report.below(shown_path(project.folder, Path.cwd()))
    click.echo(FORMATS[form](report))
    sys.exit(0 if report.is_good(strict=strict) else 1)


@main.command("quote")
@click.argument("text")
@click.option("--said-by", default="", help="Count only this speaker's words, by name or slug.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(QUOTE_FORMATS)),
    default="text",
    show_default=True,
    help="Lines for people, or a list of JSON.",
)
@click.pass_obj
def quote_command(project: Project, text: str, said_by: str, form: str) -> None:
    """Tell whether quotations stand in the transcripts, word for word, altered, or not.

    TEXT is a sentence or an article, the name of a file with one, or - for the standard input.
    Where it has quotation marks, what stands between them is looked up, otherwise all of it. The
    transcripts are read, not the site; nothing is written, and nothing is sent anywhere.
    """
    try:
        with told(project.folder):
            corpus = read_corpus(project.folder)
        click.echo(report_on(read_pasted(text), corpus, said_by=said_by, form=form))
    except UnknownSpeakerError as error:
        raise click.UsageError(str(error)) from error


@main.command("import")
@click.argument(
    "sources",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="transcripts/ in the project",
    help="The folder to write to.",
)
@click.option("--layout", default="", help="The layout to read by. Without it, it is recognised.")
@click.option("--replace", is_flag=True, help="Show how a transcript would change, and ask.")
@click.option("--yes", is_flag=True, help="With --replace: do not ask.")
@click.option("--add-speakers", is_flag=True, help="Add unknown labels to config.yaml.")
@click.pass_obj
def import_command(
    project: Project,
    sources: tuple[Path, ...],
    to: Path | None,
    layout: str,
    replace: bool,
    yes: bool,
    add_speakers: bool,
) -> None:
    """Make transcripts from saved pages and texts.

    SOURCES are .html, .txt and .md files, folders of them, or - for the standard input; also
    statements that a site of On Record gives as .json or .tei.xml, each named by itself. What
    became of every line is told. The exit code is 0 when the transcripts can be built as they
    are, and 1 when something is left to do by hand.
    """
    config_path = project.folder / "config.yaml"
    with told(project.folder):
        config_text = read_text(config_path)
        importing = Importing(
            config_path=config_path,
            config_text=config_text,
            config=read_config(config_text, path="config.yaml", phrase_error=phrase_error),
            to=to or project.folder / "transcripts",
            layout=layout,
            replace=replace,
            add_speakers=add_speakers,
            tell=click.echo,
            confirm=lambda question: yes or (sys.stdin.isatty() and click.confirm(question)),
        )
        try:
            is_whole = import_files(sources, importing)
        except UnknownLayoutError as error:
            raise click.UsageError(str(error)) from error
    sys.exit(0 if is_whole else 1)


@main.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new_command(folder: Path) -> None:
    """Make a project of your own.

    DIR is made, or is empty, and gets a config.yaml that explains itself and a transcript as a
    sample. It can be built at once, with `python build.py --project DIR`.
    """
    try:
        names = start_project(folder)
    except NotEmptyError as error:
        remedy = "name a folder that is not there yet, or an empty one"
        raise click.UsageError(f"{error} holds something already; {remedy}") from error
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from error
    click.echo("\n".join((f"{folder}/ is a project now:", *(f"  {name}" for name in names))))
    click.echo(f"Show it with `python build.py --project {shlex.quote(str(folder))} serve`")


def build(project: Project, *, is_recorded: bool = True) -> None:
    """Build, and say what was done or what must be mended."""
    start = time.monotonic()
    with told(project.folder):
        built = build_site(project.folder, project.out, is_recorded=is_recorded)
        seconds = time.monotonic() - start
        out = shown_path(project.out, project.folder)
        if built.fresh:  # which tells that a record was lost, too
            statements = counted(built.fresh, "statement")
            click.echo(f"{statements} got numbers for the first time, on record in {RECORDS}/")
        click.echo(f"{built} in {seconds:.1f} s → {out}/")


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Tell what must be mended in a line each, and leave with the exit code for it."""
    try:
        yield
    except ContentError as error:
        tell(error, folder)
        sys.exit(1)
    except NotInstalledError as error:
        click.echo(f"build.py: {error}; run `make site`, which installs it", err=True)
        sys.exit(2)


def tell(error: ContentError, folder: Path) -> None:
    """A line for each error, and how many there are."""
    for one in error.errors:
        click.echo(str(one).removeprefix(f"{folder}/"), err=True)
    click.echo(f"{counted(len(error.errors), 'error')}; the site was not changed", err=True)


def counted(number: int, name: str) -> str:
    """`1 page`, `1,000 pages`."""
    return f"{number:,} {name}" + ("" if number == 1 else "s")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number, and nobody a traceback.
        cast(TextIOWrapper, stream).reconfigure(errors="backslashreplace")
    main(prog_name="build.py")
