"""The records come in; what statements said before goes out, for pages that are asked about it.

A statement of which nothing was edited or withdrawn has no history. From a disk a page may load
scripts and nothing else: `history.js` puts the same into a variable.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from onrecord import urls
from onrecord.addresses.history import history_of
from onrecord.addresses.record import Record


def history_files(records: Iterable[Record]) -> Iterator[tuple[str, bytes]]:
    """`history.json` and `history.js` of every statement that has a history."""
    for record in records:
        history = history_of(record)
        if history["paragraphs"] and not record.gone:
            text = json.dumps(history, ensure_ascii=False)
            name = urls.of_history(record.slug)
            yield name, f"{text}\n".encode()
            yield f"{name.removesuffix('.json')}.js", f"onRecordHistory = {text};\n".encode()
