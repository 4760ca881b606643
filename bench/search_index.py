"""Builds only the search index of a project, and prints what it costs and which files it has.

Usage: python -m bench.search_index PROJECT OUT. The index is written to `OUT/search/`.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from onrecord.content.project import read_project
from onrecord.pipeline import prepare
from onrecord.search import IndexFiles, statement_segment
from onrecord.statement_steps import STATEMENT
from onrecord.work.workers import started


def main(project: Path, out: Path) -> None:
    """Build the index, and print the costs."""
    with started(None) as steps:
        edition = prepare(read_project(project), steps=steps)
        statements = [steps.part(one.key, STATEMENT) for one in edition.numbered]
    paragraphs = sum(len(statement.paragraphs) for statement in statements)
    begun = time.process_time()
    segments = [statement_segment(statement, edition.config) for statement in statements]
    analysed = time.process_time()
    files = IndexFiles(segments, edition.config)
    opened = time.process_time()
    for address, content in files.make(files.hashes):
        path = out / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    ended = time.process_time()
    per_thousand = (ended - begun) / paragraphs * 1e6
    print(f"{paragraphs:,} paragraphs, {per_thousand:.0f} ms of CPU time for each 1,000")
    print(f"segments {analysed - begun:.1f} s, opening {opened - analysed:.1f} s, files", end=" ")
    print(f"{ended - opened:.1f} s", *list_sections(out, files.hashes), sep="\n")


def list_sections(out: Path, files: Collection[str]) -> Iterator[str]:
    """Yield the number and the size of the files of each section."""
    sizes = defaultdict(list)
    for address in files:
        name = Path(address).name.rpartition("-")[0] or Path(address).name
        sizes[name + Path(address).suffix].append((out / address).stat().st_size)
    yield f"{len(files):,} files, {sum(map(sum, sizes.values())) / 1e6:.0f} MB"
    for name, each in sizes.items():
        average = sum(each) / len(each) / 1024
        yield f"{name:20} {len(each):6,}  {average:7.1f} KB  largest {max(each) / 1024:7.0f} KB"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
