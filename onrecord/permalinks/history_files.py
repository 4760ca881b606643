"""The history files of statements, and copies of files under the old names of statements.

A statement that was never edited has no history. A page opened from disk can only load scripts, so
`history.js` has the same data in a variable.

The files of a renamed statement are also published under its old names: a page can redirect a
reader, but a file cannot redirect a program.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord import urls
from onrecord.model import Slug, Speaker
from onrecord.permalinks.history import has_history, history_of
from onrecord.permalinks.record import Record


def history_files(record: Record, speakers: Mapping[str, Speaker]) -> Iterator[tuple[str, bytes]]:
    """Yield `history.json` and `history.js` if the statement has a history."""
    if not has_history(record):
        return
    names: dict[str, str] = {
        slug: speaker.name
        for speaker in speakers.values()
        for slug in (*speaker.formerly, speaker.slug)
    }
    text = json.dumps(history_of(record, names), ensure_ascii=False)
    name = urls.of_history(record.slug)
    yield name, f"{text}\n".encode()
    yield f"{name.removesuffix('.json')}.js", f"onRecordHistory = {text};\n".encode()


def with_old_names(
    files: Iterable[tuple[str, bytes]], slug: Slug, old_slugs: Sequence[Slug]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a statement, and a copy under each of its old names.

    If `2021-02-26-lake` was once `2021-02-26-water`, then
    `statements/2021-02-26-lake/2021-02-26-lake.txt` is also
    `statements/2021-02-26-water/2021-02-26-water.txt`. The files of its answers are copied too.
    """
    for name, content in files:
        yield name, content
        folder, _, file = name.removeprefix(urls.of_slug(slug)).rpartition("/")
        for old in old_slugs if file.startswith(slug) else ():
            answer = f"{folder}/" if folder else ""
            yield f"{urls.of_slug(old)}{answer}{old}{file.removeprefix(slug)}", content
