"""A table of all texts of the site by their fingerprints, as a second address.

If the number in a link has other words than its fingerprint, and the record does not know why, a
page looks for the fingerprint here. The table is a script, because a page opened from disk cannot
load anything else:

    onRecordFingerprints = {"j76f3": ["2021-02-26-atmar/p14"], "0c3hn": ["2017-04-28-rice/p3"]};

A large table is in parts, by the first letters of the fingerprints. The main file then has only
their number: `onRecordFingerprints = {"": [2]};`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from onrecord import urls
from onrecord.model import Statement
from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_exchange

_MOST = 3  # places of one text; what is said more often is no address
_WORDS = 4  # shorter texts are said again and again
_FEW = 5_000  # entries of one file

Entry = tuple[str, str]  # a fingerprint, and the address of its text


def fingerprints_in(statement: Statement) -> tuple[Entry, ...]:
    """Return the fingerprints of a statement's paragraphs and exchanges, with their addresses."""
    paragraphs = (
        (fingerprint_of(paragraph.text), f"{statement.slug}/{paragraph.anchor}")
        for paragraph in statement.paragraphs
        if len(paragraph.text.split(maxsplit=_WORDS - 1)) == _WORDS
    )
    exchanges = (
        (fingerprint_of_exchange(exchange), f"{statement.slug}/{exchange.anchor}")
        for exchange in statement.exchanges
    )
    return (*paragraphs, *exchanges)


def fingerprint_table(entries: Iterable[Entry]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the table of these entries."""
    places: dict[str, list[str]] = defaultdict(list)
    for fingerprint, address in entries:
        places[fingerprint].append(address)
    known = {one: found for one, found in places.items() if len(found) <= _MOST}
    letters = sum(len(known) > _FEW * 32**n for n in range(2))  # by which files are divided
    parts: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for fingerprint, found in known.items():
        parts[fingerprint[:letters]][fingerprint] = found
    if not letters:
        yield urls.FINGERPRINTS, _script(parts[""])
        return
    yield urls.FINGERPRINTS, _script({"": [letters]})
    for start in sorted(parts):
        yield urls.of_fingerprints(start), _script(parts[start])


def _script(table: object) -> bytes:
    text = json.dumps(table, separators=(",", ":"), sort_keys=True)
    return f"onRecordFingerprints = {text};\n".encode()
