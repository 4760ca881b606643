"""Describes the tables of the collection as a Frictionless data package."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NotRequired, TypedDict

from onrecord import urls
from onrecord.exports.csv_tables import GUARD, LINE_END, PARAGRAPH_COLUMNS, STATEMENT_COLUMNS
from onrecord.exports.volumes import Volume, Volumes
from onrecord.model import Address, PublishedFacts, Site
from onrecord.word_lists import word_list, word_map


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
    description: str  # how cells that look like formulas are written
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


_STATEMENT_KEY: ForeignKey = {
    "fields": "statement",
    "reference": {"resource": "statements", "fields": "id"},
}
_TABLES: tuple[tuple[Address, str, Mapping[str, str], list[ForeignKey]], ...] = (
    (urls.PARAGRAPHS_TABLE, "paragraphs", PARAGRAPH_COLUMNS, [_STATEMENT_KEY]),
    (urls.STATEMENTS_TABLE, "statements", STATEMENT_COLUMNS, []),
)
# One table of each kind, for all statements.
_WHOLE: Volumes = {address: (Volume(address, "", 0, 0),) for address, *_ in _TABLES}


def data_package(
    statements: Sequence[PublishedFacts], site: Site, volumes: Volumes = _WHOLE
) -> bytes:
    """Return `datapackage.json`, which is in the same folder as the tables."""
    languages = sorted({statement.language for statement in statements})
    package: DataPackage = {
        "profile": "data-package",
        "name": _name(site.title),
        "title": site.title,
        "description": _description(site),
        "homepage": site.address,
        "contributors": [{"title": site.publisher, "role": "publisher"}],
        "sources": _sources(statements),
        "languages": languages,
        "resources": [
            _resource(volume, name, columns, foreign_keys)
            for address, name, columns, foreign_keys in _TABLES
            for volume in volumes[address]
        ],
    }
    if not package["homepage"]:
        del package["homepage"]
    if not package["sources"]:
        del package["sources"]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _name(title: str) -> str:
    """Return the title as the standard allows it: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "collection"


def _description(site: Site) -> str:
    return "\n\n".join(part for part in (site.description, site.rights) if part)


def _sources(statements: Iterable[PublishedFacts]) -> list[dict[str, str]]:
    """Return the publishers, each once."""
    found = (one.source.publisher for one in statements if one.source)
    return [{"title": publisher} for publisher in dict.fromkeys(found)]


def _resource(
    volume: Volume, table: str, columns: Mapping[str, str], foreign_keys: list[ForeignKey]
) -> Resource:
    schema: Schema = {
        "fields": [_field(name, about) for name, about in columns.items()],
        "missingValues": [""],
        "primaryKey": "id",
    }
    if foreign_keys:
        schema["foreignKeys"] = foreign_keys
    return {
        "profile": "tabular-data-resource",
        "name": f"{table}-{volume.label}" if volume.label else table,
        "path": volume.name.removeprefix(urls.DATA),
        "description": GUARD,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": LINE_END},
        "schema": schema,
    }


def _field(name: str, about: str) -> Field:
    kind = word_map("csv_columns", "types").get(name, "string")
    field: Field = {"name": name, "type": kind, "description": about}
    if name not in word_list("csv_columns", "optional"):
        field["constraints"] = {"required": True}
    return field
