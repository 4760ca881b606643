"""Writes the data files as CSV tables.

A table has a row for each object of the JSON file of the same name. The members of a list are
joined by semicolons; an empty cell means that there is no value. A cell that spreadsheets would
take for a formula has an apostrophe before it.
"""

import re
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from onrecord.exports.data_files import ParagraphRecord, StatementRecord
from onrecord.word_lists import word_map

LINE_END = "\n"
GUARD = "A cell that begins with =, +, -, @ or a tab has an apostrophe before it: no formula."
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARDED = ("'", *_FORMULA)  # the first characters of cells that may need an apostrophe
_SPECIAL = re.compile(r'[",\r\n]')  # a cell with one of these is in quotation marks


# The columns with what they mean, in their order.
PARAGRAPH_COLUMNS = word_map("csv_columns", "paragraphs")
STATEMENT_COLUMNS = word_map("csv_columns", "statements")


def paragraph_rows(records: Iterable[ParagraphRecord]) -> bytes:
    """Return the rows of paragraphs."""
    return _rows(PARAGRAPH_COLUMNS, records)


def statement_row(record: StatementRecord) -> bytes:
    """Return the row of a statement."""
    return _rows(STATEMENT_COLUMNS, [_flat(record)])


def table(columns: Iterable[str], rows: Iterable[bytes]) -> bytes:
    """Return the rows as CSV (RFC 4180), except that a line ends in a line feed alone."""
    return b"".join((f"{','.join(columns)}{LINE_END}".encode(), *rows))


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being a formula."""
    is_guarded = cell.startswith("'") and cell[1:].removeprefix("'").startswith(_FORMULA)
    return cell[1:] if is_guarded else cell


def _flat(record: StatementRecord) -> dict[str, object]:
    source = record["source"] or {"publisher": None, "url": None}
    return {
        **record,
        "source_publisher": source["publisher"],
        "source_url": source["url"],
        "exchanges": len(record["exchanges"]),
    }


def _rows(columns: Iterable[str], records: Iterable[Mapping[str, Any]]) -> bytes:
    cells = itemgetter(*columns)
    lines = (",".join(map(_cell, cells(record))) for record in records)
    return "".join(f"{line}{LINE_END}" for line in lines).encode()


def _cell(value: str | int | list[str] | None) -> str:
    """Return a cell; the csv module of most Pythons leaves a lone carriage return unquoted."""
    if value is None:
        return ""
    text = ";".join(value) if isinstance(value, list) else str(value)
    if text.startswith(_GUARDED) and text.removeprefix("'").startswith(_FORMULA):
        text = f"'{text}"
    return '"{}"'.format(text.replace('"', '""')) if _SPECIAL.search(text) else text
