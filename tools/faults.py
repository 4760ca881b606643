"""Disturbs builds, and checks that each leaves a whole site with its own record.

A project is built, edited, and built again while something goes wrong: the build is killed, the
disk is full, or the system refuses one call. Afterwards the site is the old one or the new one,
byte for byte, and the record has the numbers of that site; the program says so truly, without a
traceback; and the next build makes the new site and its record, and leaves nothing else behind.

Usage: python -m tools.faults [--kills 200] [--disks 8] [--faults 100] [--seed 1]. Full disks need
the right to mount a file system in memory, which containers and root have.
"""

import argparse
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from onrecord.cli import main as on_record
from tools.repository import ROOT

CONFIG = """\
site: {title: A small record, description: What Ann Example said., publisher: A small press}
speakers:
  ann-example: {name: Ann Example}
unnamed:
  journalist: {name: Journalist, labels: [Question], asks: true}
topics:
  water: {label: Water, about: Rivers and lakes., words: [water, river*]}
"""
TRANSCRIPT = """\
---
title: Remarks on {name}
date: 2021-02-{day:02}
speaker: ann-example
---
Water is scarce.

Question: Whose is the {name}?

Ann Example: Everybody’s.
"""
EDIT = "\nQuestion: And tomorrow?\n\nAnn Example: Tomorrow too, and on all other days.\n"
RECORD, SITE, MARKER = "transcripts/permalinks", "site", ".on-record"
REFUSALS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)
CALLS = {  # what can be refused, by the names of Python's audit events
    "open", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir",
}  # fmt: skip

Files = dict[str, bytes]


class BrokenPromiseError(Exception):
    """A build left something else than a whole site with its own record."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project that was published and edited, and what it is before and after the next build."""

    folder: Path
    old_site: Files
    old_record: Files
    new_site: Files
    new_record: Files
    seconds: float  # that the next build takes in a process of its own
    calls: int  # that it makes and that can be refused

    def copy_to(self, folder: Path) -> Path:
        """Copy the project with its site; links between them stay links."""
        done = subprocess.run(["cp", "-a", self.folder, folder], check=False)
        if done.returncode:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
        return folder


def make_project(folder: Path) -> Project:
    """Make a project in the folder, publish it, and edit it."""
    project = folder / "project"
    texts = project / "transcripts"
    texts.mkdir(parents=True)
    (project / "config.yaml").write_text(CONFIG, "utf-8")
    for day, name in enumerate(("lake", "river", "spring"), 1):
        text = TRANSCRIPT.format(name=name, day=day)
        (texts / f"2021-02-{day:02}-{name}.md").write_text(text, "utf-8")
    _succeed(project)
    old_site, old_record = files_in(project / SITE), files_in(project / RECORD)
    for path in texts.glob("*.md"):
        path.write_text(path.read_text("utf-8") + EDIT, "utf-8")
    after = folder / "after"
    shutil.copytree(project, after)
    _succeed(after)
    counted = folder / "counted"
    shutil.copytree(project, counted)
    start = time.monotonic()
    calls = int(_child(counted, 0, 0).splitlines()[-1])
    seconds = time.monotonic() - start
    new_site, new_record = files_in(after / SITE), files_in(after / RECORD)
    return Project(project, old_site, old_record, new_site, new_record, seconds, calls)


def kill_after(project: Project, seconds: float, folder: Path) -> str:
    """Kill a build after some time, and check what is left; return which site it is."""
    copy = project.copy_to(folder)
    build = subprocess.Popen(
        _command(copy), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    with suppress(subprocess.TimeoutExpired):
        build.wait(seconds)
    with suppress(ProcessLookupError):
        os.killpg(build.pid, signal.SIGKILL)
    build.communicate()
    left = check_left(project, copy)
    check_next_build(project, copy)
    return left


def refuse(project: Project, call: int, number: int, folder: Path) -> str:
    """Let the system refuse one call of a build, and check what is left and said."""
    copy = project.copy_to(folder)
    check_said(project, copy, _child(copy, call, number))
    left = check_left(project, copy)
    check_next_build(project, copy)
    return left


def fill_disk(project: Project, free: int, disk: Path) -> str:
    """Build on a disk with so many bytes free, and check what is left and said."""
    copy = project.copy_to(disk / "project")
    filler = disk / "filler"
    status = os.statvfs(disk)
    room = status.f_bavail * status.f_frsize - free
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(room, 1))
    done = subprocess.run(
        _command(copy),
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "TMPDIR": str(disk)},
    )
    check_said(project, copy, f"{done.stdout}{done.stderr}\nexit {done.returncode}\n")
    left = check_left(project, copy)
    filler.unlink()
    check_next_build(project, copy)
    return left


def check_left(project: Project, copy: Path) -> str:
    """Return which site is left, `old` or `new`.

    BrokenPromiseError if it is not whole, or if the record is not its own.
    """
    site, record = files_in(copy / SITE), _recorded(copy)
    is_new = site == project.new_site
    if not is_new and site != project.old_site:
        raise BrokenPromiseError(f"the site is neither: {_differing(site, project)}")
    if is_new and record != project.new_record:
        raise BrokenPromiseError("the new site has another record")
    # The record is written just before the site is exchanged, and has all that it had before.
    allowed = (project.old_record, project.new_record)
    for name in project.old_record.keys() | record.keys():
        if record.get(name) not in [files.get(name) for files in allowed]:
            raise BrokenPromiseError(f"the record of the old site has another {name}")
    return "new" if is_new else "old"


def check_said(project: Project, copy: Path, said: str) -> None:
    """Raise BrokenPromiseError if a build printed a traceback, or something untrue."""
    if "Traceback" in said:
        raise BrokenPromiseError(f"a traceback:\n{said}")
    is_new = files_in(copy / SITE) == project.new_site
    says_so = "exit 0" in said
    if is_new != says_so or ("site not rebuilt" in said) == says_so:
        raise BrokenPromiseError(f"the site is {'new' if is_new else 'old'}, but:\n{said}")


def check_next_build(project: Project, copy: Path) -> None:
    """Raise BrokenPromiseError if the next build does not make the new site, and nothing else."""
    _succeed(copy)
    if files_in(copy / SITE) != project.new_site or _recorded(copy) != project.new_record:
        raise BrokenPromiseError("the next build made another site or record")
    left = {path.name for path in (*copy.iterdir(), *(copy / RECORD).iterdir())}
    known = {"config.yaml", "transcripts", SITE, f".{SITE}.store", *project.new_record}
    if left - known - {f".{SITE}.store-wal", f".{SITE}.store-shm"}:
        raise BrokenPromiseError(f"left behind: {left - known}")


def files_in(folder: Path) -> Files:
    """Return every file below the folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@contextmanager
def mounted(folder: Path, size: int) -> Iterator[Path]:
    """Mount a file system of so many bytes in memory; PermissionError if that is not allowed."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        raise PermissionError(errno.EPERM, "a file system in memory cannot be mounted", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _recorded(copy: Path) -> Files:
    """Return the record; files that a build has not finished are none of it."""
    found = files_in(copy / RECORD)
    return {name: content for name, content in found.items() if not name.startswith(".")}


def _differing(site: Files, project: Project) -> str:
    news = sorted(
        n for n in site.keys() | project.new_site if site.get(n) != project.new_site.get(n)
    )
    return f"{len(site)} files, of which {len(news)} are not new: {', '.join(news[:5])}"


def _command(project: Path) -> list[str]:
    return [sys.executable, str(ROOT / "build.py"), *_options(project)]


def _options(project: Path) -> list[str]:
    return ["--project", str(project), "--jobs", "1"]


def _succeed(project: Path) -> None:
    """Build undisturbed, in this process, which saves the time that another one takes to start."""
    done = CliRunner().invoke(on_record, _options(project), prog_name="build.py")
    if done.exit_code:
        raise BrokenPromiseError(f"an undisturbed build failed:\n{done.output}{done.exception}")


def _child(project: Path, call: int, number: int) -> str:
    """Build, and let the system refuse a call; return what was printed, and the exit code."""
    command = [
        sys.executable,
        "-m",
        "tools.faults",
        "--child",
        f"{call}",
        f"{number}",
        str(project),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return f"{done.stdout}{done.stderr}\nexit {done.returncode}\n" if call else done.stdout


def _build_in_this_process(call: int, number: int, project: str) -> None:
    """Build, and refuse the call with this number; print how many there were if it is 0."""
    seen, is_building = 0, True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if not is_building or event not in CALLS or project not in str(arguments[0]):
            return
        seen += 1
        if seen == call:
            raise OSError(number, os.strerror(number), str(arguments[0]))

    sys.addaudithook(hook)
    try:
        on_record(_options(Path(project)), prog_name="build.py")
    except SystemExit as ended:
        is_building = False
        if call:
            raise
        print(f"{seen}" if not ended.code else "")


@dataclass(frozen=True, slots=True)
class Trial:
    """A build that is disturbed: killed after seconds, refused a call, or with bytes left."""

    kind: str  # kill, fault, disk
    amount: float

    def run(self, project: Project, folder: Path, number: int) -> str:
        """Return which site is left; BrokenPromiseError if the promise was broken."""
        if self.kind == "kill":
            return kill_after(project, self.amount, folder)
        if self.kind == "fault":
            return refuse(project, int(self.amount), REFUSALS[number % len(REFUSALS)], folder)
        with mounted(folder, 64 << 20) as disk:
            return fill_disk(project, int(self.amount), disk)


def run(trials: Sequence[Trial], project: Project, folder: Path) -> tuple[Counter[str], list[str]]:
    """Run trials; return how many left which site, and a line for each that broke the promise.

    Ctrl-C ends them early.
    """
    left: Counter[str] = Counter()
    broken: list[str] = []
    for number, trial in enumerate(trials):
        place = folder / f"{number}"
        try:
            left[f"{trial.kind}: {trial.run(project, place, number)}"] += 1
        except BrokenPromiseError as error:
            broken.append(f"{trial.kind} {trial.amount:g}: {error}")
        except KeyboardInterrupt:
            break
        shutil.rmtree(place, ignore_errors=True)
    return left, broken


def plan(project: Project, *, kills: int, disks: int, faults: int, seed: int = 1) -> list[Trial]:
    """Return kills over the time of a build, disks of sizes up to its size, and calls from all."""
    chance = random.Random(seed)
    size = sum(map(len, project.new_site.values()))
    calls = range(1, project.calls + 1)
    return [
        *(Trial("kill", project.seconds * chance.random()) for _ in range(kills)),
        *(Trial("disk", size * 6 * (n + 1) / (disks + 1)) for n in range(disks)),
        *(Trial("fault", call) for call in sorted(chance.sample(calls, min(faults, len(calls))))),
    ]


def main() -> None:
    """Run the trials, and print what broke."""
    if sys.argv[1:2] == ["--child"]:
        _build_in_this_process(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
        return
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, many in (("kills", 200), ("disks", 8), ("faults", 100), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=many)
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1790000000")
    with TemporaryDirectory(prefix="on-record-faults-") as folder:
        project = make_project(Path(folder))
        trials = plan(project, **vars(options))
        left, broken = run(trials, project, Path(folder))
    print("\n".join((*broken, *(f"{site} site: {count}" for site, count in sorted(left.items())))))
    done = left.total() + len(broken)
    print(f"{done} of {len(trials)} disturbed builds, {len(broken)} broken promises")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
