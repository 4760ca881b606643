"""The record survives any sequence of edits, builds, commits, reverts, merges and losses.

A machine does what editors do, with real git in a temporary folder. When a build refuses, it does
what the error says: it settles the record, or confirms what was withdrawn. No number that was once
published may ever get other words.

    SEQUENCES=400 python -m pytest tests/permalinks/test_any_sequence.py
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from onrecord.errors import ContentError
from onrecord.permalinks.record import Record, read_record
from onrecord.publish.atomic_write import MARKER
from tests.support.git_projects import HEAD, LAKE, GitProject

SLUGS = (LAKE, "2021-02-26-water", "2021-02-26-river")
STEMS = ("water", "river", "bridge", "treaty", "town", "dam", "winter", "engineer", "gate", "price")
WITHDRAW = re.compile(r"`(?P<address>\S+): withdrawn`")
MISSING = re.compile(r"jsonl: (?P<slug>\S+) was published, and its transcript is missing")
OLD_NAME = re.compile(r'the slug "\S+" is an old name of (?P<slug>\S+) and')
ANCHOR = re.compile(r'"id": "(p\d+)"')
COUNTED = re.compile(r'(?:"paragraphs": |^\S+ p)(\d+)', re.MULTILINE)
Edit = Callable[[list[str], int, int], list[str]]


def piece(number: int) -> str:
    """Return a paragraph that shares no word with another one."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return " ".join(f"{stem}{letters}" for stem in STEMS) + "."


def subject(text: str) -> str:
    """Return what tells a paragraph from others, however it was reworded; empty if unknown."""
    return text.partition(" ")[0]


def reword(pieces: list[str], a: int, _: int) -> list[str]:
    """Add a word to a paragraph."""
    place = a % len(pieces)
    return [f"{p.rstrip('.')} indeed." if n == place else p for n, p in enumerate(pieces)]


def delete(pieces: list[str], a: int, _: int) -> list[str]:
    """Delete a paragraph; some always stay."""
    place = a % len(pieces)
    return pieces if len(pieces) < 6 else pieces[:place] + pieces[place + 1 :]


def move(pieces: list[str], a: int, b: int) -> list[str]:
    """Move a paragraph."""
    rest = delete(pieces, a, b)
    taken = [p for p in pieces if p not in rest]
    place = b % (len(rest) + 1)
    return rest[:place] + taken + rest[place:]


edits = st.tuples(
    st.sampled_from(["insert", reword, delete, move]), st.integers(0, 99), st.integers(0, 99)
)


class Editors(RuleBasedStateMachine):
    """Editors at work on one statement."""

    def __init__(self) -> None:
        """Start without a project."""
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="on-record-"))
        self.project = GitProject(self.folder / "project")
        self.inserted = 0
        self.published: dict[str, str] = {}  # subjects by anchor
        self.names: set[str] = set()  # every published slug

    def teardown(self) -> None:
        """See that the record can be built in the end."""
        self.publish()
        shutil.rmtree(self.folder)

    @initialize(count=st.integers(4, 8))
    def begin(self, count: int) -> None:
        """Publish a first version, and commit it."""
        self.write([self.new() for _ in range(count)])
        self.publish()
        self.project.commit()

    @rule(edit=edits)
    def change(self, edit: tuple[str | Edit, int, int]) -> None:
        """Edit the transcript."""
        self.write(self.edited(self.read(), edit))

    @rule()
    def publish(self) -> None:
        """Build, and do what errors say until the build succeeds."""
        self.build("site")
        record = self.record()
        self.check(record)
        self.names |= {record.slug}
        self.published |= {
            entry.anchor: subject(entry.text) for entry in record.paragraphs if not entry.removal
        }

    @rule()
    def commit(self) -> None:
        """Commit everything."""
        self.project.commit()

    @rule()
    def discard(self) -> None:
        """Go back to the last commit, the record too."""
        self.project.git("checkout", "--", ".")
        self.project.git("clean", "-fd")

    @rule()
    def revert(self) -> None:
        """Revert the last commit."""
        self.project.commit()
        parents = self.project.git("rev-list", "--parents", "--max-count=1", "HEAD").split()
        if len(parents) == 2:
            self.project.git("revert", "--no-edit", "HEAD", check=False)
            self.resolve()

    @rule(other=edits, own=edits, builds=st.booleans())
    def merge(self, other: tuple[str | Edit, int, int], own: tuple, builds: bool) -> None:
        """Edit on two branches, build on one or both, and merge."""
        git = self.project.git
        self.publish()
        self.project.commit()
        git("checkout", "-b", "other")
        self.write(self.edited(self.read(), other))
        if builds:
            self.build("site-of-other")
            shutil.rmtree(self.project.folder / "site-of-other")
        self.project.commit()
        git("checkout", "main")
        self.write(self.edited(self.read(), own))
        self.publish()
        self.project.commit()
        git("merge", "--no-edit", "other", check=False)
        self.resolve()
        git("branch", "-D", "other")
        self.publish()

    @rule(slug=st.sampled_from(SLUGS))
    def rename(self, slug: str) -> None:
        """Rename the transcript."""
        self.transcript.rename(self.transcript.with_name(f"{slug}.md"))

    @rule(place=st.integers(0, 99))
    def lose_a_line(self, place: int) -> None:
        """Delete a line of the record."""
        for path in self.records:
            lines = path.read_text("utf-8").splitlines(keepends=True)
            lost = place % max(1, len(lines))
            path.write_text("".join(lines[:lost] + lines[lost + 1 :]), "utf-8")

    @rule(length=st.integers(0, 400))
    def lose_the_tail(self, length: int) -> None:
        """Cut the record off."""
        for path in self.records:
            text = path.read_text("utf-8")
            path.write_text(text[: max(0, len(text) - length)], "utf-8")

    @rule()
    def lose_the_file(self) -> None:
        """Delete the record."""
        for path in self.records:
            path.unlink()

    @rule()
    def lose_the_folder(self) -> None:
        """Delete the whole folder of the record."""
        shutil.rmtree(self.project.records, ignore_errors=True)

    @rule(back=st.integers(1, 4))
    def restore_an_old_record(self, back: int) -> None:
        """Take the record of an earlier commit."""
        self.project.git("checkout", f"HEAD~{back}", "--", "transcripts/permalinks", check=False)

    @rule()
    def lose_the_site(self) -> None:
        """Delete the site."""
        shutil.rmtree(self.project.folder / "site", ignore_errors=True)

    @invariant()
    def forget(self) -> None:
        """Expect nothing of a number or a name that neither record, site nor git has any more."""
        paths = (*self.records, self.project.folder / "site" / MARKER)
        texts = [path.read_text("utf-8") for path in paths if path.exists()]
        texts += [path.stem for path in self.records]
        texts += [self.project.git("log", "--patch", "-m", "--", "transcripts/permalinks")]
        known = {anchor for text in texts for anchor in ANCHOR.findall(text)}
        for number in (int(one) for text in texts for one in COUNTED.findall(text)):
            known |= {f"p{n + 1}" for n in range(number)}
        self.published = {one: words for one, words in self.published.items() if one in known}
        self.names &= {slug for slug in SLUGS if any(slug in text for text in texts)}

    @property
    def transcript(self) -> Path:
        """The transcript; after a merge of two names, the first of them."""
        first, *others = sorted((self.project.folder / "transcripts").glob("*.md"))
        for other in others:
            other.unlink()
        return first

    @property
    def records(self) -> list[Path]:
        """The files of the record."""
        return sorted(self.project.records.glob("*.jsonl"))

    def record(self) -> Record:
        """Return the one record."""
        (path,) = self.records
        return read_record(path.read_text("utf-8"), path="record", slug=path.stem)

    def new(self) -> str:
        """Return a new paragraph."""
        self.inserted += 1
        return piece(self.inserted)

    def read(self) -> list[str]:
        """Return the paragraphs, of both sides of a conflict, each once."""
        text = self.transcript.read_text("utf-8").rpartition("---\n")[2]
        lines = [line for line in text.splitlines() if line and line[0] not in "<=>|"]
        return list({subject(line): line for line in lines}.values())

    def write(self, pieces: list[str]) -> None:
        """Write the transcript."""
        path = self.transcript if self.names else self.project.folder / f"transcripts/{LAKE}.md"
        path.write_text(HEAD + "\n\n".join(pieces) + "\n", "utf-8")

    def edited(self, pieces: list[str], edit: tuple[str | Edit, int, int]) -> list[str]:
        """Return the edited paragraphs."""
        change, a, b = edit
        if isinstance(change, str):
            place = a % (len(pieces) + 1)
            return [*pieces[:place], self.new(), *pieces[place:]]
        return change(pieces, a, b)

    def resolve(self) -> None:
        """Resolve conflicts of git: the transcript by hand, the record by settling."""
        self.write(self.read())
        self.project.settle()
        self.project.git("add", "--all")
        self.project.git("commit", "--allow-empty", "--no-edit", "--message", "Resolve")

    def build(self, site: str) -> None:
        """Build, and do what errors say."""
        withdrawn = self.project.folder / "transcripts/withdrawn.yaml"
        for _ in range(6):
            try:
                self.project.build(site)
            except ContentError as error:
                self.obey(str(error), withdrawn)
            else:
                withdrawn.unlink(missing_ok=True)
                return
        self.project.build(site)

    def obey(self, errors: str, withdrawn: Path) -> None:
        """Do what an error says."""
        if "permalinks settle" in errors:
            self.project.settle()
        elif found := MISSING.search(errors) or OLD_NAME.search(errors):
            self.transcript.rename(self.transcript.with_name(f"{found['slug']}.md"))
        elif "almost nothing that was published" in errors:
            known = {subject(one) for one in self.read()}
            lost = [entry.text for entry in self.record().paragraphs if not entry.removal]
            self.write([*self.read(), *(one for one in lost if subject(one) not in known)])
        elif found := [match["address"] for match in WITHDRAW.finditer(errors)]:
            lines = "".join(f"{address}: withdrawn\n" for address in dict.fromkeys(found))
            withdrawn.write_text(lines, "utf-8")
        else:
            withdrawn.unlink(missing_ok=True)

    def check(self, record: Record) -> None:
        """Check that every published number has its words, or none that are known."""
        found = {entry.anchor: entry for entry in record.paragraphs}
        for anchor, words in self.published.items():
            entry = found[anchor]
            subjects = {subject(entry.text), *(subject(one.text) for one in entry.earlier)}
            assert words in subjects or not entry.text, (anchor, words, subjects)
        assert self.names <= {record.slug, *record.formerly}


MANY = int(os.environ.get("SEQUENCES", "0"))
Editors.TestCase.settings = settings(
    max_examples=MANY or 6,
    stateful_step_count=40 if MANY else 12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to find a shorter one takes minutes
    suppress_health_check=list(HealthCheck),
)
TestEditors = Editors.TestCase
