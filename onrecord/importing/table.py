"""Reads a table of turns (CSV): a column says who speaks, another what was said.

A table with a column for the title, the date or the statement's id holds several statements.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO

from onrecord.content.parse import is_note
from onrecord.errors import ContentError, Error
from onrecord.exports.csv_tables import unguarded
from onrecord.importing.source import Fact, Line, Run, Source
from onrecord.importing.stated_turns import UNNAMED
from onrecord.word_lists import word_list

_SPEAKER, _TEXT = "speaker", "text"
_FACTS = ("title", "date", "place", "url", "publisher", "language", "occasion")
_DIVIDING = ("statement", "url", "title", "date")  # columns that tell statements apart
_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 10_000_000


@dataclass(frozen=True, slots=True)
class _Row:
    number: int  # of its first line in the file
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Table:
    header: Sequence[str]
    columns: Mapping[str, int]  # by what they mean
    rows: Sequence[_Row]


def read_table(text: str, name: str, warnings: tuple[str, ...]) -> Iterator[Source]:
    """Yield the Source of each statement in a table; ContentError if no column has the text."""
    table = _read(text.removeprefix("\ufeff"), name)
    groups: dict[tuple[str, ...], list[_Row]] = {}
    for row in table.rows:
        key = tuple(_cell(row, table, column) for column in _DIVIDING)
        groups.setdefault(key, []).append(row)
    for number, rows in enumerate(groups.values(), 1):
        shown = name if len(groups) == 1 else f"{name}, statement {number}"
        yield _source(rows, table, shown, warnings, is_whole=len(groups) == 1)


def _source(
    rows: Sequence[_Row], table: _Table, name: str, warnings: tuple[str, ...], *, is_whole: bool
) -> Source:
    lines = [Line(1, " ".join(table.header), outside="the names of the columns")]
    speaker = ""
    for row in rows:
        new = _cell(row, table, _SPEAKER)
        lines += _lines(row, table, new if new != speaker else "")
        speaker = new or speaker
    stated = {}
    for fact in _FACTS:
        values = {_cell(row, table, fact) for row in rows}
        value = _cell(rows[0], table, fact)
        if value and (len(values) == 1 or not is_whole):
            stated[fact] = Fact(value, f"column “{table.header[table.columns[fact]]}”")
    return Source(name, "page", tuple(lines), stated, warnings, is_data=True)


def _lines(row: _Row, table: _Table, speaker: str) -> Iterator[Line]:
    """Yield the text of a row in paragraphs, and its other cells as lines outside the text."""
    text = _cell(row, table, _TEXT)
    paragraphs = [part for part in re.split(r"\n+", text) if part.strip()]
    is_silent = not _cell(row, table, _SPEAKER) and not all(map(is_note, paragraphs))
    begun = speaker or (UNNAMED if is_silent else "")
    for paragraph in paragraphs:
        words = " ".join(paragraph.split())
        is_aside = is_note(words)
        yield Line(row.number, words, runs=(Run(words),), said_by="" if is_aside else begun)
        begun = begun if is_aside else ""
    meanings = {place: meaning for meaning, place in table.columns.items()}
    for place, cell in enumerate(row.cells):
        meaning = meanings.get(place, "")
        if cell.strip() and meaning != _TEXT:
            is_used = meaning == _SPEAKER or meaning in _FACTS
            title = table.header[place] if place < len(table.header) else str(place + 1)
            why = f"read as {meaning}" if is_used else f"column “{title}”"
            yield Line(row.number, " ".join(cell.split()), outside=why)


def _cell(row: _Row, table: _Table, meaning: str) -> str:
    place = table.columns.get(meaning, -1)
    value = row.cells[place] if 0 <= place < len(row.cells) else ""
    return value.strip() if meaning == _TEXT else " ".join(value.split())


def _read(text: str, name: str) -> _Table:
    delimiter = _delimiter(text)
    rows = list(_rows(text.replace("\0", ""), delimiter, name))
    columns = _columns(rows[0].cells) if rows else {}
    if rows and not (_TEXT in columns and _SPEAKER in columns):
        listed = ", ".join(f"“{cell.strip()}”" for cell in rows[0].cells[:8])
        found = f"no columns for speaker and text; found {listed}"
        remedy = "name one column `speaker` and one `text`"
        raise ContentError([Error(name, rows[0].number, found, remedy)])
    if not rows[1:]:
        remedy = "the table has no rows" if rows else "is this the right file?"
        raise ContentError([Error(name, 0, "no text of a statement", remedy)])
    return _Table(rows[0].cells, columns, rows[1:])


def _rows(text: str, delimiter: str, name: str) -> Iterator[_Row]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(number, [*map(unguarded, cells)])
            number = reader.line_num + 1
    except csv.Error as error:
        found = f"the table cannot be read: {error}"
        raise ContentError([Error(name, number, found, "is a quotation mark missing?")]) from error


def _delimiter(text: str) -> str:
    """Return what separates the cells of the first line: the one with most known columns."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    split = {one: next(csv.reader([first], delimiter=one), []) for one in _DELIMITERS}
    return max(split, key=lambda one: (len(_columns(split[one])), len(split[one])))


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Return the columns by what they mean; words earlier in the lists count for more."""
    folded = [_folded(cell) for cell in header]
    columns: dict[str, int] = {}
    for meaning in (_SPEAKER, _TEXT, *_FACTS, "statement"):
        places = [
            (_names(meaning)[cell], place)
            for place, cell in enumerate(folded)
            if cell in _names(meaning) and place not in columns.values()
        ]
        if places:
            columns[meaning] = min(places)[1]
    return columns


@cache
def _names(meaning: str) -> Mapping[str, int]:
    """Return the names of a column with their rank in the list."""
    names = word_list("table_columns", meaning)
    return {_folded(name): rank for rank, name in reversed(list(enumerate(names)))}


def _folded(cell: str) -> str:
    return re.sub(r"[\W_]+", "", cell.casefold())
