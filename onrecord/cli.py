"""The command line: commands, what they print, and their exit codes.

Each command imports what it needs, so that `--help` is quick, and a build does not load what only
an import needs.
"""

from __future__ import annotations

import errno
import os
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from io import TextIOWrapper
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, NoReturn, TypedDict, TypeVar, Unpack, cast

import click

from onrecord import __version__, resources
from onrecord.amounts import counted
from onrecord.checks.check_report import FORMATS
from onrecord.content.project import RECORDS, STATIC, TEMPLATES, TRANSCRIPTS, shown_path
from onrecord.errors import CallError, ContentError, Error, NotInstalledError, first_of_each_kind

if TYPE_CHECKING:
    from onrecord.pipeline import Built
    from onrecord.preview.server import LiveSite
    from onrecord.work.steps import Steps

# The packages of each extra, as they are imported. The repository installs all of them.
EXTRAS = {
    "import": (
        *("charset_normalizer", "dateparser", "hijridate", "justext", "lxml_html_clean"),
        *("mammoth", "pypdf", "trafilatura"),
    ),
    "cards": ("PIL", "uharfbuzz"),
    "cluster": ("dask", "distributed"),
}
# What a system refuses, whatever the program does.
_REFUSALS = {
    errno.EACCES, errno.EDQUOT, errno.EIO, errno.ELOOP, errno.EMFILE, errno.ENAMETOOLONG,
    errno.ENFILE, errno.ENOSPC, errno.EPERM, errno.EROFS,
}  # fmt: skip
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Project:
    """The project that a command works on, the folder of its site, and who does the work."""

    folder: Path
    out: Path
    jobs: int  # the number of processes
    cluster: str  # the address of a Dask scheduler, or empty
    address: str  # the site's, in place of the one in config.yaml, or empty

    @property
    def store(self) -> Path:
        """The file with what earlier builds made, beside the site."""
        out = self.out.resolve()
        return out.with_name(f".{out.name}.store")

    def steps(self, *, is_private: bool = False) -> AbstractContextManager[Steps]:
        """Return what runs the steps of a build; a private one does not change the store."""
        from onrecord.work.workers import started

        return started(self.store, jobs=self.jobs, cluster=self.cluster, is_private=is_private)

    def look(self, work: Callable[[Steps], Done], outcome: str) -> Done:
        """Return what the work finds, which changes nothing; report what stops it."""
        with reporting(self.folder, outcome):
            return self.run(work, is_private=True)

    def run(self, work: Callable[[Steps], Done], *, is_private: bool = False) -> Done:
        """Return what the work does; if the store proves damaged, delete it and start again."""
        from onrecord.work.store import DamagedStoreError, delete_store

        try:
            with self.steps(is_private=is_private) as steps:
                return work(steps)
        except DamagedStoreError:
            delete_store(self.store)
            with self.steps(is_private=is_private) as steps:
                return work(steps)


class Options(TypedDict):
    """Options of all commands."""

    jobs: int
    cluster: str
    address: str


def run(name: str = "on-record") -> NoReturn:
    """Run the command that was typed; `name` is the program's in messages."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number instead of a traceback. What reads
        # the output on Windows would get it in the code page of the country.
        encoding = "utf-8" if sys.platform == "win32" else None
        cast(TextIOWrapper, stream).reconfigure(encoding=encoding, errors="backslashreplace")
    signal.signal(signal.SIGTERM, _end)
    try:
        sys.exit(main(prog_name=name))
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        for extra, packages in EXTRAS.items():
            if package in packages:
                remedy = f"install on-record[{extra}]"
                click.echo(f"{name}: the package {package} is not installed; {remedy}", err=True)
                sys.exit(2)
        raise


def _end(number: int, _: object) -> NoReturn:
    """End the program by a signal as by Ctrl-C: processes that it started end before it does."""
    sys.exit(128 + number)  # as shells number what a signal ended


def program() -> str:
    """Return the program that was typed: `on-record`, in the repository `build.py`."""
    return click.get_current_context().find_root().info_name or "on-record"


def typed(*arguments: str) -> str:
    """Return a command to type: `on-record serve`, in the repository `python build.py serve`."""
    python = ("python",) if program().endswith(".py") else ()
    return shlex.join((*python, program(), *arguments))


def _checked_address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return the address of a site; BadParameter if it is none."""
    if value:
        from onrecord.content.config import address_error

        if wrong := address_error(value):
            raise click.BadParameter(f'"{value}" is {wrong}')
    return value


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=resources.default_project,
    show_default="this folder; in the repository, our own collection",
    help="The folder with config.yaml and transcripts/. Files in its templates/ and static/ "
    "override ours of the same name.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    show_default="site/ in the project",
    help="The folder to write. It is replaced as a whole, and only if the build succeeds. "
    "A folder that holds anything but a site of On Record is refused.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    show_default="one for each processor",
    help="The number of processes that build a large collection.",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="A Dask scheduler, such as tcp://127.0.0.1:8786, whose workers build instead.",
)
@click.option(
    "--address",
    default="",
    metavar="URL",
    callback=_checked_address,
    help="The site's address, in place of `site: address` in config.yaml.",
)
@click.version_option(__version__, message="On Record %(version)s")
@click.pass_context
def main(
    context: click.Context, folder: Path, out: Path | None, **options: Unpack[Options]
) -> None:
    """Build a static web site from a folder of transcripts.

    Without a command: read config.yaml and transcripts/, tag each paragraph, and write the pages,
    the search index, the data files, the feed and the sitemap. Options come before the command,
    as in `--out /tmp/site serve`.

    Published addresses are permanent: each paragraph keeps its number, however the transcripts are
    edited. The numbers are kept in transcripts/permalinks/, which a successful build updates;
    commit that folder with the transcripts. If a published address would be lost, the build fails
    and says how to settle it in transcripts/withdrawn.yaml. Dates in transcripts/permalinks/ are
    in UTC, or the date of SOURCE_DATE_EPOCH if it is set.

    Errors are reported with file and line; the existing site is left unchanged.

    Exit codes: 0 for success, 1 for errors in the content, 2 for a wrong command line or a missing
    package.
    """
    folder = folder.resolve()
    place = out.absolute() if out else folder / "site"
    _refuse_place(place, folder)
    context.obj = Project(folder, place, **options)
    if context.invoked_subcommand is None:
        build(context.obj)


def _refuse_place(out: Path, folder: Path) -> None:
    """Exit if the site cannot be where it is wanted."""
    from onrecord.publish.atomic_write import is_site

    shown = shown_path(out, folder)
    try:
        out = out.resolve()
        above = next((parent for parent in out.parents if is_site(parent)), None)
    except (OSError, RuntimeError) as error:  # before Python 3.13, links in a circle are the latter
        reason = error.strerror if isinstance(error, OSError) else "a link that leads to itself"
        click.echo(f"{shown}: {reason}; remove it, or name another folder with --out", err=True)
        sys.exit(1)
    for name in (TRANSCRIPTS, TEMPLATES, STATIC):
        if out.is_relative_to(folder / name):
            found = f"{shown} is in {name}/, from which the site is made"
            raise click.UsageError(f"{found}; name another folder with --out")
    if above:
        raise click.UsageError(
            f"{shown} is inside another site, {above}, and the next build of that would delete it; "
            "name another folder with --out"
        )


@main.command("build")
@click.pass_obj
def build_command(project: Project) -> None:
    """Build the site; the same as no command."""
    build(project)


@main.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port on 127.0.0.1; 0 for any free one.",
)
@click.pass_obj
def serve_command(project: Project, port: int) -> None:
    """Show the site in a browser, and reload it at every change.

    Transcripts, config.yaml, templates, styles and scripts are watched. Errors appear on the page
    and here, and the last good site stays. The site's folder is written once, at the start; build
    to write it again. Nothing is recorded as published.
    """
    from onrecord.preview.live_site import live_site
    from onrecord.preview.server import LiveSite, address_of, changes_of, previewing
    from onrecord.social_cards.card_files import can_draw

    site = LiveSite()
    try:
        opened = previewing(site, port=port)
    except OSError as error:
        remedy = f"choose another one, for example --port {port + 1}"
        raise click.UsageError(f"port {port}: {error.strerror}; {remedy}") from error
    with opened as server, suppress(KeyboardInterrupt):
        # With its social cards, what it makes is of use to the next build, and the other way round.
        build(project, is_published=False, has_cards=can_draw())
        changes = changes_of(project.folder)
        next(changes)  # later changes will be noticed
        with project.steps(is_private=True) as steps:
            with reporting(project.folder, "site not shown"):
                site.show(live_site(project.folder, steps, address=project.address))
            Thread(target=server.serve_forever, daemon=True).start()
            click.echo(f"Serving {address_of(server)} (press Ctrl-C to stop)")
            for _ in changes:
                _show_again(project, site, steps)


def _show_again(project: Project, site: LiveSite, steps: Steps) -> None:
    from onrecord.preview.live_site import live_site

    start = time.monotonic()
    try:
        site.show(live_site(project.folder, steps, address=project.address))
        click.echo(f"Reloaded in {time.monotonic() - start:.1f} s")
    except ContentError as error:
        site.fail(error.errors)
        report_errors(error, project.folder, "still showing the last good site")


@main.command("check")
@click.option("--strict", is_flag=True, help="Fail for warnings too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="Lines for people, a JSON object, or GitHub workflow commands.",
)
@click.option("--list", "lists", is_flag=True, help="List all warnings, and check nothing.")
@click.pass_obj
def check_command(project: Project, strict: bool, form: str, lists: bool) -> None:
    """Check the content for errors and warnings.

    An error stops a build. A warning is something to check by hand; turn it off by name in
    config.yaml, as in `checks: {off: [one-word-turn]}`, or in a transcript, as in
    `checks_off: [one-word-turn]`. Nothing is written.

    Exit codes: 0 if there are no errors, with --strict no warnings either; 1 otherwise.
    """
    from onrecord.checks.catalogue import CHECKS
    from onrecord.checks.check_content import check_content

    if lists:
        click.echo("\n".join(f"{warning.name}: {warning.finds}" for warning in CHECKS))
        return
    report = project.look(
        lambda steps: check_content(
            project.folder, site=project.out, steps=steps, address=project.address
        ),
        "content not checked",
    )
    if form == "github":
        report = report.with_paths_in(shown_path(project.folder, Path.cwd()))
    click.echo(FORMATS[form](report))
    sys.exit(0 if report.is_good(strict=strict) else 1)


@main.command("quote")
@click.argument("text")
@click.option("--said-by", default="", help="Count only what this speaker said: a name or slug.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines for people, or a JSON list.",
)
@click.pass_obj
def quote_command(project: Project, text: str, said_by: str, form: str) -> None:
    """Check quotations against the transcripts.

    TEXT is a sentence or an article, the name of a file that contains one, or - for standard
    input. If it has quotation marks, only the text inside them is checked. The site's search
    index is used if nothing has changed since the site was built; otherwise one is made. Nothing
    is sent anywhere.
    """
    from onrecord.quotations.quote_command import (
        Question,
        UnreadableIndexError,
        answer,
        read_pasted,
    )

    question = Question(read_pasted(text), said_by=said_by, form=form)
    where = {"project": project.folder, "site": project.out}
    try:
        with reporting(project.folder, "quotations not checked"):
            report = project.run(
                lambda steps: answer(question, steps=steps, address=project.address, **where)
            )
    except UnreadableIndexError as error:
        click.echo(f"{program()}: {error}; build the site again", err=True)
        sys.exit(1)
    click.echo(report)


@main.command("topics")
@click.option("--topic", metavar="SLUG", default="", help="List the paragraphs on one topic.")
@click.option("--without", is_flag=True, help="List the paragraphs without any topic.")
@click.pass_obj
def topics_command(project: Project, topic: str, without: bool) -> None:
    """Show which phrases give paragraphs their topics.

    For each topic: how many paragraphs have it, and in how many of them each phrase of its rules
    was found. A phrase with 0 never matched. Nothing is written.
    """
    from onrecord.topic_report import topic_report

    report = project.look(
        lambda steps: topic_report(project.folder, topic=topic, is_without=without, steps=steps),
        "topics not counted",
    )
    click.echo(report)


@main.command("changes")
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def changes_command(project: Project, before: Path) -> None:
    """Report what a change does to the site, as Markdown.

    BEFORE is the folder of the project as it was, such as a worktree of the main branch. The report
    has new and lost addresses, new warnings, and the pages affected. Nothing is written.

    Exit codes: 0, or 1 if the project has errors or loses an address.
    """
    from onrecord.change_report import as_markdown, find_changes

    changes = project.look(
        lambda steps: find_changes(before.resolve(), project.folder, steps=steps), "not compared"
    )
    click.echo(as_markdown(changes), nl=False)
    sys.exit(1 if changes.report.errors or changes.gone else 0)


class ImportOptions(TypedDict):
    """How `import` was called."""

    layout: str
    replace: bool
    add_speakers: bool
    report: IO[str] | None


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
@click.option("--layout", default="", help="The layout of the sources. Default: recognised.")
@click.option("--replace", is_flag=True, help="Show how a transcript would change, and ask.")
@click.option("--yes", is_flag=True, help="With --replace: do not ask.")
@click.option("--add-speakers", is_flag=True, help="Add unknown speakers to config.yaml.")
@click.option(
    "--report",
    type=click.File("w", encoding="utf-8", lazy=False),
    help="A file for the reports on all sources, however many there are.",
)
@click.pass_obj
def import_command(
    project: Project,
    sources: tuple[Path, ...],
    to: Path | None,
    *,
    yes: bool,
    **options: Unpack[ImportOptions],
) -> None:
    """Turn pages, documents, captions and data into transcripts.

    SOURCES are files, folders of them, or - for standard input: saved pages, text, Markdown, Word
    (.docx), PDF, captions (.vtt, .srt), transcripts of recordings (.json), debates in XML (TEI,
    Akoma Ntoso, Hansards), mail (.eml, .mbox), tables (.csv), and what On Record exports. A report
    accounts for every line; of more than 20 sources, only --report FILE has it. At the end are the
    totals, and for several sources what needs attention, by kind.

    Exit codes: 0 if the transcripts can be built as they are, 1 if something is left to do by hand.
    """
    from onrecord.content.config import read_config
    from onrecord.content.topics import phrase_error
    from onrecord.importing.import_command import Importing, import_files, read_text

    config_path = project.folder / "config.yaml"
    with reporting(project.folder, "nothing imported"):
        config_text = read_text(config_path)
        importing = Importing(
            config_path=config_path,
            config_text=config_text,
            config=read_config(config_text, path="config.yaml", phrase_error=phrase_error),
            to=from_here(to or project.folder / "transcripts"),
            tell=click.echo,
            confirm=lambda question: yes or (sys.stdin.isatty() and click.confirm(question)),
            **options,
        )
        is_whole = import_files(sources, importing)
    sys.exit(0 if is_whole else 1)


@main.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new_command(folder: Path) -> None:
    """Start a project of your own.

    DIR is created, or is empty. It gets a config.yaml with explanations, a sample transcript, and
    a workflow that publishes it with GitHub Pages. It can be built at once.
    """
    from onrecord.scaffold import start_project

    try:
        start_project(folder)
    except CallError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from error
    click.echo(f"Started a project in {folder}/; its README.md says how to publish it")
    click.echo(f"To see its site: `{typed('--project', str(folder), 'serve')}`")


@main.command("reference")
def reference_command() -> None:
    """Show the reference: all settings, commands and data formats."""
    click.echo_via_pager(resources.reference().read_text("utf-8"))


@main.group("permalinks")
def permalinks_command() -> None:
    """Repair the permalink record after merges, reverts and losses."""


@permalinks_command.command("settle")
@click.pass_obj
def settle_command(project: Project) -> None:
    """Unite, restore and count the permalink record.

    After a merge of two branches that both have new numbers, each record is made of both: what was
    published keeps its numbers, and the rest gets the next free ones. Numbers that were given, and
    are not in the record any more, are restored from git or from the last site. Afterwards, build,
    and commit transcripts/permalinks/.

    Exit codes: 0 if the record is settled, 1 if a file is damaged beyond repair.
    """
    from onrecord.content.project import OLD_RECORDS
    from onrecord.permalinks.publication_day import publication_day
    from onrecord.permalinks.record_files import recording
    from onrecord.permalinks.settle import settle
    from onrecord.permalinks.witnesses import read_noted
    from onrecord.publish.atomic_write import read_notes

    with reporting(project.folder, "record not settled"):
        noted = read_noted(read_notes(project.out))
        settled = settle(project.folder, site=project.out, noted=noted, today=publication_day())
        folder, old = project.folder / RECORDS, project.folder / OLD_RECORDS
        with recording(settled.files, folder=folder, old=old) as write:
            write()
    click.echo("\n".join(settled.done) or "Nothing to settle")
    if settled.done:
        click.echo(f"Build, and commit {RECORDS}/ with the transcripts")


@permalinks_command.command("merge", hidden=True)
@click.argument("base", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("ours", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("theirs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("name", type=click.Path(path_type=Path))
@click.pass_obj
def merge_command(project: Project, base: Path, ours: Path, theirs: Path, name: Path) -> None:
    """Merge a file of the record for git, which calls this as `merge %O %A %B %P`."""
    from onrecord.permalinks.git_versions import read_published
    from onrecord.permalinks.settle import merge_sides, read_damaged

    with reporting(project.folder, f"{name} not merged"):
        sides = read_damaged(base), read_damaged(ours), read_damaged(theirs)
        published = read_published(project.folder).get(name.name, "")
        merged = merge_sides(name.name, sides, published=published)
    ours.write_text(merged, "utf-8", newline="\n")


def build(project: Project, *, is_published: bool = True, has_cards: bool | None = None) -> None:
    """Build the site, and say what was built or what to fix; a published one has social cards."""
    from onrecord.build_report import given_numbers, size_of, summary_of
    from onrecord.checks.project_files import warn_of_templates
    from onrecord.pipeline import build_site
    from onrecord.publish.hosts import near_limits
    from onrecord.quotations.current_index import remember_index

    def work(steps: Steps) -> Built:
        built = build_site(
            project.folder,
            project.out,
            steps=steps,
            is_published=is_published,
            has_cards=has_cards,
            address=project.address,
        )
        remember_index(built.edition, is_published=is_published, site=project.out)
        return built

    start = time.monotonic()
    with reporting(project.folder, "site not rebuilt"):
        built = project.run(work)
    for warning in warn_of_templates(built.edition.files.unused_templates):
        click.echo(str(warning), err=True)
    seconds = time.monotonic() - start
    if is_published:
        for line in given_numbers(built):
            click.echo(line)
    out = shown_path(project.out, project.folder)
    click.echo(f"{summary_of(built)} in {seconds:.1f} s → {out}/")
    click.echo(size_of(built.written))
    for limit in near_limits(built.edition.config, project.out):
        click.echo(f"near a limit: {limit}", err=True)


@contextmanager
def reporting(folder: Path, outcome: str) -> Iterator[None]:
    """Report what stops a command, and exit with the code for it; `outcome` says what was not done.

    Paths in errors are shown relative to the project's folder.
    """
    try:
        yield
    except ContentError as error:
        report_errors(error, folder, outcome)
        sys.exit(1)
    except NotInstalledError as error:
        click.echo(f"{program()}: {error}; {error.remedy}", err=True)
        sys.exit(2)
    except CallError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        if error.errno not in _REFUSALS and error.filename is not None:
            raise  # a bug
        report_errors(ContentError([_refusal(error)]), folder, outcome)
        sys.exit(1)


def _refusal(error: OSError) -> Error:
    """Return the error for what the system refuses, such as to write to a full disk."""
    if error.filename is None and error.errno == errno.ENOENT:  # by `tempfile`
        remedy = "name a folder for temporary files in TMPDIR that can be written"
        return Error("temporary files", 0, "no folder for them can be written", remedy)
    remedy = "look at its rights, and at the room on its disk"
    return Error(str(error.filename or "a file"), 0, f"{error.strerror}", remedy)


def report_errors(error: ContentError, folder: Path, outcome: str) -> None:
    """Print the errors, then how many there are and what comes of them."""
    shown, more = first_of_each_kind(error.errors)
    for one in shown:
        click.echo(str(replace(one, path=one.path.removeprefix(f"{folder}/"))), err=True)
    summary = f"{counted(len(error.errors), 'error')}; {outcome}"
    click.echo("\n".join((*more, summary)), err=True)


def from_here(path: Path) -> Path:
    """Return the path relative to the current folder if it is in it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
