"""The whole collection: what is in its tables, as a data package of Frictionless, and an archive.

In the archive the description lies at the top, beside the tables; transcripts lie as in a project,
and statements in all other formats under the addresses that they have on the site. Its bytes depend
on nothing but what is in it.
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

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that an archive can hold
_RIGHTS = 0o100644 << 16
_UNIX = 3
_LEVEL = 3  # half the time of the usual 6 for a tenth more bytes


class Field(TypedDict):
    """A column of a table, in the words of Table Schema."""

    name: str
    type: str
    description: str
    constraints: NotRequired[dict[str, bool]]


class ForeignKey(TypedDict):
    """A column that names a row of another table."""

    fields: str
    reference: dict[str, str]


class Schema(TypedDict):
    """What is in a table."""

    fields: list[Field]
    missingValues: list[str]
    primaryKey: str
    foreignKeys: NotRequired[list[ForeignKey]]


class Resource(TypedDict):
    """A table."""

    profile: str
    name: str
    path: str
    format: str
    mediatype: str
    encoding: str
    dialect: dict[str, str | bool]
    schema: Schema


class DataPackage(TypedDict):
    """`data/datapackage.json`."""

    profile: str
    name: str
    title: str
    description: str
    homepage: NotRequired[str]
    contributors: list[dict[str, str]]
    sources: NotRequired[list[dict[str, str]]]
    languages: list[str]
    resources: list[Resource]


def data_package(corpus: Corpus) -> bytes:
    """`datapackage.json`, which lies beside the tables that it describes."""
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
    """An archive that is being filled."""

    def __init__(self) -> None:
        self._content = BytesIO()
        self._file = ZipFile(self._content, "w", ZIP_DEFLATED, compresslevel=_LEVEL)

    def add(self, name: str, content: bytes) -> None:
        """Put a file in, under the name that it has from `data/` on, or else on the site."""
        info = ZipInfo(name.removeprefix("data/"), _NO_TIME)
        info.compress_type = ZIP_DEFLATED
        info.create_system = _UNIX
        info.external_attr = _RIGHTS
        self._file.writestr(info, content, compresslevel=_LEVEL)

    def content(self) -> bytes:
        """The whole archive; nothing can be added after."""
        self._file.close()
        return self._content.getvalue()


def _name(title: str) -> str:
    """A name as the standard wants it: lower-case letters without accents, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "collection"


def _description(site: Site) -> str:
    return "\n\n".join(part for part in (site.description, site.rights) if part)


def _sources(corpus: Corpus) -> list[dict[str, str]]:
    """The publishers, each once."""
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
