"""Writes the data files as CSV tables, and describes their columns.

A table has a row for each object of the JSON file of the same name. The members of a list are
joined by semicolons; an empty cell means that there is no value. A cell that spreadsheets would
take for a formula has an apostrophe before it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from onrecord.exports.data_files import ParagraphRecord, StatementRecord

LINE_END = "\n"
GUARD = "A cell that begins with =, +, -, @ or a tab has an apostrophe before it: no formula."
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARDED = ("'", *_FORMULA)  # the first characters of cells that may need an apostrophe
_SPECIAL = re.compile(r'[",\r\n]')  # a cell with one of these is in quotation marks


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; its type is one of Table Schema's."""

    name: str
    type: str
    about: str
    is_required: bool = True


PARAGRAPH_COLUMNS = (
    Column("id", "string", "statement and paragraph, as 2021-02-26-atmar/p14"),
    Column("url", "string", "its address, from the site’s root"),
    Column("statement", "string", "the statement’s slug"),
    Column("date", "date", "when it was said"),
    Column("kind", "string", "statement, question, answer or report"),
    Column("exchange", "integer", "the number of the question that it asks or answers", False),
    Column("speaker", "string", "the speaker’s slug"),
    Column("speaker_name", "string", "the speaker’s name"),
    Column("quotes", "string", "slugs of the people that a news report quotes", False),
    Column("topics", "string", "slugs of its topics", False),
    Column("text", "string", "the plain text, as in the transcript"),
    Column("about_topics", "string", "of its topics, those that it is about", False),
)
STATEMENT_COLUMNS = (
    Column("id", "string", "the statement’s slug"),
    Column("url", "string", "its address, from the site’s root"),
    Column("title", "string", "the title as it was published"),
    Column("short_title", "string", "the title that the site shows"),
    Column("date", "date", "when it was said"),
    Column("published", "string", "when it was published: a day, or a day and a time", False),
    Column("kind", "string", "statement or report"),
    Column("occasion", "string", "what it was made at", False),
    Column("place", "string", "where it was made", False),
    Column("speaker", "string", "the slug of who speaks where no other name is printed"),
    Column("speaker_name", "string", "that speaker’s name"),
    Column("with", "string", "with whom it was made", False),
    Column("quotes", "string", "slugs of the people that a news report quotes", False),
    Column("language", "string", "the language of the text, as en"),
    Column("other_languages", "string", "languages in which the publisher has it too", False),
    Column("source_publisher", "string", "who published it", False),
    Column("source_url", "string", "the address at which it was published", False),
    Column("notes", "string", "what a reader must know about the record", False),
    Column("paragraphs", "integer", "how many paragraphs it has"),
    Column("exchanges", "integer", "how many questions with their answers it has"),
    Column("topics", "string", "slugs of the topics of its paragraphs", False),
    Column("about_topics", "string", "of these, the topics that a paragraph is about", False),
)


def paragraph_rows(records: Iterable[ParagraphRecord]) -> bytes:
    """Return the rows of paragraphs."""
    return _rows(PARAGRAPH_COLUMNS, records)


def statement_row(record: StatementRecord) -> bytes:
    """Return the row of a statement."""
    return _rows(STATEMENT_COLUMNS, [_flat(record)])


def table(columns: Iterable[Column], rows: Iterable[bytes]) -> bytes:
    """Return the rows as CSV (RFC 4180), except that a line ends in a line feed alone."""
    names = ",".join(column.name for column in columns)
    return b"".join((f"{names}{LINE_END}".encode(), *rows))


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


def _rows(columns: Iterable[Column], records: Iterable[Mapping[str, Any]]) -> bytes:
    cells = itemgetter(*(column.name for column in columns))
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
