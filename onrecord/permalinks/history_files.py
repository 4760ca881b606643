"""The records come in; what statements said before goes out, for pages that are asked about it.

A statement of which nothing was edited or withdrawn has no history. From a disk a page may load
scripts and nothing else: `history.js` puts the same into a variable.

The files of a renamed statement are published below its old names too: a page can lead a reader on,
a file that a program fetches cannot.
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
    """`history.json` and `history.js` of every statement that has a history."""
    names: dict[str, str] = {speaker.slug: speaker.name for speaker in speakers.values()}
    for record in records:
        if has_history(record) and not record.gone:
            text = json.dumps(history_of(record, names), ensure_ascii=False)
            name = urls.of_history(record.slug)
            yield name, f"{text}\n".encode()
            yield f"{name.removesuffix('.json')}.js", f"onRecordHistory = {text};\n".encode()


def with_old_names(
    files: Iterable[tuple[str, bytes]], records: Iterable[Record]
) -> Iterator[tuple[str, bytes]]:
    """The files, and again, with the same content, each that has a statement's name in its own.

    `statements/2021-02-26-lake/2021-02-26-lake.txt` is `statements/2021-02-26-water/
    2021-02-26-water.txt` too, if that was the name before; so are the files of its answers.
    """
    formerly: dict[str, tuple[Slug, ...]] = {
        one.slug: one.formerly for one in records if one.formerly and not one.gone
    }
    for name, content in files:
        yield name, content
        folder, _, file = name.removeprefix(urls.STATEMENTS).rpartition("/")
        slug, slash, answer = folder.partition("/")
        for old in formerly.get(slug, ()) if file.startswith(slug) else ():
            yield f"{urls.of_slug(old)}{answer}{slash}{old}{file.removeprefix(slug)}", content
