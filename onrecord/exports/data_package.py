"""The whole collection: a Frictionless data package of its tables, and an archive.

In the archive, the description is at the top beside the tables, and transcripts are in a folder as
in a project; statements in other formats have the names that they have on the site. The archive's
bytes depend on nothing but its content.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from io import BytesIO
from typing import NotRequired, TypedDict
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from onrecord import urls
from onrecord.exports.csv_tables import LINE_END, PARAGRAPH_COLUMNS, STATEMENT_COLUMNS, Column
from onrecord.model import Corpus, Site

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold
_RIGHTS = 0o100644 << 16
_UNIX = 3
_LEVEL = 3  # half the time of the usual 6 for a tenth more bytes


class Field(TypedDict):
    """A column of a table, as Table Schema describes it."""

    name: str  # the name in the table's first row
    type: str  # `string`, `integer` or `date`
    description: str  # what it means
    constraints: NotRequired[dict[str, bool]]  # `required`, if no cell is empty


class ForeignKey(TypedDict):
    """A column that refers to the rows of another table."""

    fields: str  # the column's name
    reference: dict[str, str]  # `resource` and `fields`: the table and its column


class Schema(TypedDict):
    """The columns of a table, and how its rows refer to those of others."""

    fields: list[Field]  # its columns in order
    missingValues: list[str]  # what an empty cell holds: nothing
    primaryKey: str  # the column that identifies a row
    foreignKeys: NotRequired[list[ForeignKey]]  # columns that refer to other tables


class Resource(TypedDict):
    """A table of the data package."""

    profile: str  # `tabular-data-resource`
    name: str  # `paragraphs` or `statements`
    path: str  # the file's name, in the same folder
    format: str  # `csv`
    mediatype: str  # `text/csv`
    encoding: str  # `utf-8`
    dialect: dict[str, str | bool]  # how the CSV is written
    schema: Schema  # its columns


class DataPackage(TypedDict):
    """`data/datapackage.json`: describes the tables, by the Data Package standard."""

    profile: str  # `data-package`
    name: str  # the title in lower-case letters, digits and hyphens
    title: str  # the site's title
    description: str  # the site's description and rights
    homepage: NotRequired[str]  # the site's address, if it has one
    contributors: list[dict[str, str]]  # the site's publisher: `title` and `role`
    sources: NotRequired[list[dict[str, str]]]  # the `title` of each publisher of statements
    languages: list[str]  # the languages of the statements
    resources: list[Resource]  # the tables


def data_package(corpus: Corpus) -> bytes:
    """Return `datapackage.json`, which is in the same folder as the tables."""
    site = corpus.config.site
    languages = sorted({statement.language for statement in corpus.statements})
    package: DataPackage = {
        "profile": "data-package",
        "name": _name(site.title),
        "title": site.title,
        "description": _description(site),
        "homepage": site.address,
        "contributors": [{"title": site.publisher, "role": "publisher"}],
        "sources": _sources(corpus),
        "languages": languages,
        "resources": [
            _resource(
                "paragraphs",
                urls.PARAGRAPHS_TABLE,
                PARAGRAPH_COLUMNS,
                [{"fields": "statement", "reference": {"resource": "statements", "fields": "id"}}],
            ),
            _resource("statements", urls.STATEMENTS_TABLE, STATEMENT_COLUMNS, []),
        ],
    }
    if not package["homepage"]:
        del package["homepage"]
    if not package["sources"]:
        del package["sources"]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


class Archive:
    """A ZIP archive that files are added to."""

    def __init__(self) -> None:
        self._content = BytesIO()
        self._file = ZipFile(self._content, "w", ZIP_DEFLATED, compresslevel=_LEVEL)

    def add(self, name: str, content: bytes) -> None:
        """Add a file under its name on the site, without `data/` at the beginning."""
        info = ZipInfo(name.removeprefix("data/"), _NO_TIME)
        info.compress_type = ZIP_DEFLATED
        info.create_system = _UNIX
        info.external_attr = _RIGHTS
        self._file.writestr(info, content, compresslevel=_LEVEL)

    def content(self) -> bytes:
        """Return the archive; nothing can be added afterwards."""
        self._file.close()
        return self._content.getvalue()


def _name(title: str) -> str:
    """Return the title as the standard allows it: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "collection"


def _description(site: Site) -> str:
    return "\n\n".join(part for part in (site.description, site.rights) if part)


def _sources(corpus: Corpus) -> list[dict[str, str]]:
    """Return the publishers, each once."""
    found = (one.source.publisher for one in corpus.statements if one.source)
    return [{"title": publisher} for publisher in dict.fromkeys(found)]


def _resource(
    name: str, address: str, columns: Sequence[Column], foreign_keys: list[ForeignKey]
) -> Resource:
    schema: Schema = {
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
        "primaryKey": "id",
    }
    if foreign_keys:
        schema["foreignKeys"] = foreign_keys
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": address.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": LINE_END},
        "schema": schema,
    }


def _field(column: Column) -> Field:
    field: Field = {"name": column.name, "type": column.type, "description": column.about}
    if column.is_required:
        field["constraints"] = {"required": True}
    return field
