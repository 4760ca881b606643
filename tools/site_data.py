"""Reads the data files of a site."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read_paragraphs(data: Path) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs by date; a large collection has files of them by year or month."""
    for path in sorted(data.glob("paragraphs*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
