"""Projects in a repository of git, for tests of what editors do with it."""

import subprocess
from pathlib import Path

from onrecord import urls
from onrecord.content.project import read_project
from onrecord.edition import Edition
from onrecord.exports.collection_files import data_file
from onrecord.exports.statement_formats import data_parts
from onrecord.permalinks.publication_day import publication_day
from onrecord.permalinks.record_files import recording
from onrecord.permalinks.settle import Settled, settle
from onrecord.permalinks.witnesses import note_numbers, read_noted, witnesses_of
from onrecord.pipeline import prepare, recording_of
from onrecord.publish.atomic_write import read_notes, write_notes
from tests.support.projects import CONFIG
from tests.support.sites import statements_of, steps

HEAD = "---\ntitle: Remarks on water\ndate: 2021-02-26\nspeaker: ann-example\n---\n"
LAKE = "2021-02-26-lake"


class GitProject:
    """A project with one statement, or more, in a repository of its own."""

    def __init__(self, folder: Path) -> None:
        """Make the folder and the repository."""
        self.folder = folder
        self.records = folder / "transcripts/permalinks"
        (folder / "transcripts").mkdir(parents=True)
        (folder / "config.yaml").write_text(CONFIG, "utf-8")
        (folder / ".gitignore").write_text("/site*/\n/.site*\n", "utf-8")
        self.git("init", "--initial-branch=main")

    def git(self, *arguments: str, check: bool = True) -> str:
        """Run git, and return what it prints."""
        identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        settings = ("-c", "commit.gpgsign=false", "-c", "gc.auto=0")
        done = subprocess.run(
            ["git", "-C", self.folder, *identity, *settings, *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, *paragraphs: str, slug: str = LAKE) -> None:
        """Write a transcript."""
        path = self.folder / f"transcripts/{slug}.md"
        path.write_text(HEAD + "\n\n".join(paragraphs) + "\n", "utf-8")

    def commit(self, message: str = "Edit") -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "--message", message)

    def record(self, slug: str = LAKE) -> Path:
        """Return the file of a statement's record."""
        return self.records / f"{slug}.jsonl"

    def build(self, site_name: str = "site") -> Edition:
        """Number and record the statements; the site has its marker and one data file."""
        site = self.folder / site_name
        with steps() as runner:
            noted, store = read_notes(site), runner.store
            witnesses = witnesses_of(self.folder, noted=noted, site=site, store=store)
            edition = prepare(read_project(self.folder), steps=runner, witnesses=witnesses)
            statements = statements_of(edition)
            with recording_of(edition, self.folder) as record:
                record()
        parts = [data_parts(one, edition.config)[urls.PARAGRAPHS_DATA] for one in statements]
        paragraphs = site / urls.PARAGRAPHS_DATA
        paragraphs.parent.mkdir(parents=True, exist_ok=True)
        paragraphs.write_bytes(data_file(urls.PARAGRAPHS_DATA, parts))
        write_notes(site, note_numbers(edition.reconciled.last, edition.reconciled.formerly))
        return edition

    def settle(self) -> Settled:
        """Settle the record, and write it."""
        site = self.folder / "site"
        noted = read_noted(read_notes(site))
        settled = settle(self.folder, site=site, noted=noted, today=publication_day())
        old = self.folder / "transcripts/.addresses"
        with recording(settled.files, folder=self.records, old=old) as write:
            write()
        return settled
