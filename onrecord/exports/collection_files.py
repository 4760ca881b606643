"""The files of the whole collection: data files, tables, the archive, feeds, the sitemap."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from onrecord import urls
from onrecord.exports.archive import archive_of, joined
from onrecord.exports.csv_tables import PARAGRAPH_COLUMNS, STATEMENT_COLUMNS, table
from onrecord.exports.data_files import statements_data
from onrecord.exports.data_package import data_package
from onrecord.exports.discovery import opensearch, robots, sitemap
from onrecord.exports.feeds import feed_files
from onrecord.exports.statement_formats import DataParts
from onrecord.exports.volumes import Volumes, cut
from onrecord.model import Address, Config, Site, Slug, StatementSummary

_COMPRESSED = 2  # the archive makes the tables at least that much smaller
TABLES = (urls.PARAGRAPHS_TABLE, urls.STATEMENTS_TABLE)
DATA_FILES = (urls.PARAGRAPHS_DATA, urls.STATEMENTS_DATA, *TABLES, urls.COLLECTION)
File = tuple[str, bytes]


def list_files(
    summaries: Sequence[StatementSummary],
    config: Config,
    *,
    addresses: Sequence[Address],
    former_speakers: Sequence[Slug] = (),
) -> Iterator[File]:
    """Yield what summaries are enough for; `addresses` are those of the pages in the sitemap.

    Speakers who had a feed and have no page now still have one.
    """
    site = config.site
    yield from feed_files(summaries, config, former_speakers)
    if site.address:
        yield from sitemap(addresses, site=site)
        yield urls.OPENSEARCH, opensearch(site)
    yield urls.ROBOTS, robots(site)


def part_sizes(parts: DataParts, archive: bytes) -> dict[Address, int]:
    """Return how much a statement adds to each data file, in bytes; to the archive, at most."""
    sizes = {name: len(part) for name, part in parts.items()}
    return sizes | {
        urls.COLLECTION: len(archive) + sum(sizes[one] for one in TABLES) // _COMPRESSED
    }


def data_volumes(days: Sequence[date], sizes: Sequence[Mapping[Address, int]]) -> Volumes:
    """Return the volumes of each data file, for statements by date with these parts."""
    return {name: cut(name, days, [one[name] for one in sizes]) for name in DATA_FILES}


def data_file(name: Address, parts: Iterable[bytes]) -> bytes:
    """Return a data file, or a volume of it, from the parts of its statements."""
    match name:
        case urls.PARAGRAPHS_DATA:
            return b"".join(parts)
        case urls.PARAGRAPHS_TABLE:
            return table(PARAGRAPH_COLUMNS, parts)
        case urls.STATEMENTS_DATA:
            return statements_data(parts)
        case _:
            return table(STATEMENT_COLUMNS, parts)


def archive(
    summaries: Sequence[StatementSummary],
    tables: Iterable[tuple[Address, bytes]],
    archives: Iterable[bytes],
    site: Site,
) -> bytes:
    """Return the archive of these statements: tables and their description, then the texts."""
    description = data_package([one.facts for one in summaries], site)
    return joined(chain([archive_of([(urls.DATA_PACKAGE, description), *tables])], archives))


def data_index(volumes: Volumes) -> Iterator[File]:
    """Yield the list of all data files as JSON, if any is cut."""
    listed = {
        name.removeprefix(urls.DATA): [one.name.removeprefix(urls.DATA) for one in each]
        for name, each in volumes.items()
    }
    if is_cut(volumes):
        yield urls.DATA_INDEX, (json.dumps(listed, indent=2) + "\n").encode()


def is_cut(volumes: Volumes) -> bool:
    """True if any data file is cut."""
    return any(len(each) > 1 for each in volumes.values())
