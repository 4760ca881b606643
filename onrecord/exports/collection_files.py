"""The files of the whole collection: data files, tables, the archive, feeds, the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from onrecord import urls
from onrecord.exports.archive import archive_of, joined
from onrecord.exports.csv_tables import PARAGRAPH_COLUMNS, STATEMENT_COLUMNS, table
from onrecord.exports.data_files import feed, robots, sitemap, statements_data
from onrecord.exports.data_package import data_package
from onrecord.exports.feeds import feed_files
from onrecord.exports.opensearch import opensearch
from onrecord.exports.statement_formats import DataParts
from onrecord.model import Address, Config, StatementSummary

File = tuple[str, bytes]


def list_files(
    summaries: Sequence[StatementSummary], config: Config, *, addresses: Sequence[Address]
) -> Iterator[File]:
    """Yield what summaries are enough for; `addresses` are those of the pages in the sitemap."""
    site = config.site
    yield urls.FEED, feed(summaries, config)
    yield from feed_files(summaries, config)
    yield urls.DATA_PACKAGE, data_package([one.facts for one in summaries], site)
    if site.address:
        yield from sitemap(addresses, site=site)
        yield urls.OPENSEARCH, opensearch(site)
    yield urls.ROBOTS, robots(site)


def data_files(parts: Sequence[DataParts]) -> Iterator[File]:
    """Yield the data files of statements, given by date."""
    yield urls.PARAGRAPHS_DATA, b"".join(one.paragraph_lines for one in parts)
    yield urls.STATEMENTS_DATA, statements_data(one.statement_object for one in parts)
    yield from _tables(parts)


def archive_files(
    parts: Iterable[DataParts], archives: Iterable[bytes], *, package: bytes
) -> Iterator[File]:
    """Yield the archive: the tables with their description, then all statements by date."""
    tables = archive_of([(urls.DATA_PACKAGE, package), *_tables(tuple(parts))])
    yield urls.COLLECTION, joined(chain([tables], archives))


def _tables(parts: Sequence[DataParts]) -> Iterator[File]:
    yield urls.PARAGRAPHS_TABLE, table(PARAGRAPH_COLUMNS, (one.paragraph_rows for one in parts))
    yield urls.STATEMENTS_TABLE, table(STATEMENT_COLUMNS, (one.statement_row for one in parts))
