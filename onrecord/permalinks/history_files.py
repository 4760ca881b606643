"""The history files of statements, and copies of files under the old names of statements.

A statement that was never edited has no history. A page opened from disk can only load scripts, so
`history.js` has the same data in a variable.

The files of a renamed statement are also published under its old names: a page can redirect a
reader, but a file cannot redirect a program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from onrecord import urls
from onrecord.model import Slug, Speaker
from onrecord.permalinks.history import has_history, history_of
from onrecord.permalinks.record import Record


def history_files(
    records: Iterable[Record], speakers: Mapping[str, Speaker]
) -> Iterator[tuple[str, bytes]]:
    """Yield `history.json` and `history.js` for every statement that has a history."""
    names: dict[str, str] = {speaker.slug: speaker.name for speaker in speakers.values()}
    for record in records:
        if has_history(record) and not record.removal:
            text = json.dumps(history_of(record, names), ensure_ascii=False)
            name = urls.of_history(record.slug)
            yield name, f"{text}\n".encode()
            yield f"{name.removesuffix('.json')}.js", f"onRecordHistory = {text};\n".encode()


def with_old_names(
    files: Iterable[tuple[str, bytes]], records: Iterable[Record]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files, and a copy under each old name of the statement that a file is named for.

    If `2021-02-26-lake` was once `2021-02-26-water`, then
    `statements/2021-02-26-lake/2021-02-26-lake.txt` is also
    `statements/2021-02-26-water/2021-02-26-water.txt`. The files of its answers are copied too.
    """
    formerly: dict[str, tuple[Slug, ...]] = {
        one.slug: one.formerly for one in records if one.formerly and not one.removal
    }
    for name, content in files:
        yield name, content
        folder, _, file = name.removeprefix(urls.STATEMENTS).rpartition("/")
        slug, slash, answer = folder.partition("/")
        for old in formerly.get(slug, ()) if file.startswith(slug) else ():
            yield f"{urls.of_slug(old)}{answer}{slash}{old}{file.removeprefix(slug)}", content
