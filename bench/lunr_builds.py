"""Builds Lunr's whole index in a separate process, since it may run out of memory.

Usage: python -m bench.lunr_builds ours|lunr.py PARAGRAPHS OUT TIMES. It builds the index TIMES
times, and prints the CPU seconds of the fastest.
"""

import json
import sys
import time
from pathlib import Path

from lunr import lunr  # type: ignore[import-untyped]

from onrecord.search.encoding import write_json
from onrecord.search.index import SearchDocument, build_index, gather_postings
from tools.made_collection import FIELDS


def main(which: str, paragraphs: Path, out: Path, times: int) -> None:
    """Build and write the index, and print how long it took."""
    rows = [json.loads(line) for line in paragraphs.read_text("utf-8").splitlines()]
    took = []
    for _ in range(times):
        begun = time.process_time()
        out.write_text(build(which, rows), "utf-8")
        took.append(time.process_time() - begun)
    print(min(took))


def build(which: str, rows: list[dict[str, str]]) -> str:
    """Return the index as JSON."""
    if which == "ours":
        documents = [SearchDocument(str(number), row) for number, row in enumerate(rows)]
        return write_json(build_index(gather_postings(documents, FIELDS))).decode()
    fields = [{"field_name": name, "boost": boost} for name, boost in FIELDS.items()]
    index = lunr("id", fields, [{"id": str(number), **row} for number, row in enumerate(rows)])
    return json.dumps(index.serialize())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
