"""Writes a search index that is cut into pieces.

    search/index.json            the manifest: what must be known before anything is looked up
    search/<build>/terms-12.bin  a piece: its name and the build, then its bytes, all gzipped
    search/index.js              the manifest again, and
    search/<build>/terms-0.js    pieces again, many to a file, for pages opened from a disk

The name of a build is a hash of all pieces. So a piece's address never means anything else, and
everything but the manifest can be cached for ever. A collection below `_SMALL` paragraphs has all
of its pieces in one file, `search/<build>/all.bin`, except those that no search needs.

Pages opened from a disk can load nothing but scripts, and there a file's size does not matter.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import TypedDict

from onrecord.search.columns import columns_sections
from onrecord.search.encoding import compress, encode_parts
from onrecord.search.index_entries import Collection
from onrecord.search.inventory import NUMBERED_STOP_WORDS, Inventory, take_inventory
from onrecord.search.passages import passages_section, write_json
from onrecord.search.sections import Section, list_sections
from onrecord.search.synonyms import Synonyms

FORMAT = 1
_SMALL = 300  # paragraphs; below this, one file loads faster than several
_LARGE = 20_000
_MANIFEST = b"onRecordPieces.manifest="
_DISK_FILE = 400_000  # bytes of pieces in a file for the disk, before base64


class Manifest(TypedDict):
    """`search/index.json`: what a page must know before it looks anything up."""

    format: int  # the version of this format
    build: str  # the name of the build
    paragraphs: int  # the number of paragraphs
    inBlock: int  # paragraphs in a piece of texts
    fields: list[tuple[str, float, int]]  # name, boost, number of terms
    topics: list[tuple[str, str]]  # slug, label
    # term, names as folded words, names as written
    synonyms: list[tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]]]
    separators: dict[str, str]  # by section: the beginnings of its pieces
    isOneFile: bool  # true if all that is searched is in one file
    beside: dict[str, int]  # number of pieces by section, for sections that no search loads


def write_pieces(
    collection: Collection, beside: Sequence[Section] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield the files by name, relative to the folder of the index.

    `beside` are sections that no search loads; each of their pieces is always a file of its own.
    """
    inventory = take_inventory(
        (entry.fields for entry in collection.entries),
        collection.fields,
        Synonyms(collection.synonyms),
    )
    sections = list(_list_sections(collection, inventory))
    build = _hash_of([*sections, *beside])
    is_small = is_one_file(len(collection.entries))
    manifest = _describe(collection, inventory, sections, beside, build)
    bundles: dict[str, list[int]] = {}
    if is_small:
        yield from _write_one(sections, build)
        yield from _write_many(beside, build, bundles)
    else:
        yield from _write_many([*sections, *beside], build, bundles)
    yield "index.json", write_json(manifest)
    yield "index.js", _MANIFEST + write_json({**manifest, "bundles": bundles}) + b"\n"


def is_one_file(count: int) -> bool:
    """True if all that is searched is in one file, in a collection with so many paragraphs."""
    return count < _SMALL


def paragraphs_in_block(count: int) -> int:
    """Return how many paragraphs are in a piece of texts, in a collection of that size."""
    return 8 if count < _LARGE else 16


def _list_sections(collection: Collection, inventory: Inventory) -> Iterator[Section]:
    count = len(collection.entries)
    yield from list_sections(inventory, piece_size=3_500 if count < _LARGE else 8_000)
    yield _stop_words(inventory)
    in_block = paragraphs_in_block(count)
    yield passages_section(collection.entries, collection.topics, in_block=in_block)
    yield from columns_sections(collection.entries, inventory.sizes, collection.topics)


def _stop_words(inventory: Inventory) -> Section:
    """Return stop words in the order of their numbers, and those also written as names: US."""
    names = [word for word in NUMBERED_STOP_WORDS if word in inventory.words]
    return Section("stop-words", ((write_json([NUMBERED_STOP_WORDS, names]),),))


def _describe(
    collection: Collection,
    inventory: Inventory,
    sections: Sequence[Section],
    beside: Sequence[Section],
    build: str,
) -> Manifest:
    """Return the manifest."""
    return {
        "format": FORMAT,
        "build": build,
        "paragraphs": inventory.paragraphs,
        "inBlock": paragraphs_in_block(inventory.paragraphs),
        "fields": [
            (name, boost, sum(inventory.lengths[name])) for name, boost in inventory.fields.items()
        ],
        "topics": list(collection.topics.items()),
        "synonyms": [
            (group.term, group.names, written)
            for group, written in zip(
                Synonyms(collection.synonyms).groups, collection.synonyms, strict=True
            )
        ],
        # No word contains a space.
        "separators": {
            section.name: " ".join(section.separators) for section in sections if section.separators
        },
        "isOneFile": is_one_file(len(collection.entries)),
        "beside": {section.name: len(section.pieces) for section in beside},
    }


def _hash_of(sections: Sequence[Section]) -> str:
    total = hashlib.sha256()
    for section in sections:
        for piece in section.pieces:
            total.update(section.name.encode())
            total.update(b"".join(encode_parts(piece)))
    return total.hexdigest()[:12]


def _write_one(sections: Sequence[Section], build: str) -> Iterator[tuple[str, bytes]]:
    pieces = {
        f"{section.name}-{number}": piece
        for section in sections
        for number, piece in enumerate(section.pieces)
    }
    parts = (
        part
        for name, piece in pieces.items()
        for part in (name.encode(), b"".join(encode_parts(piece)))
    )
    packed = _pack("all", list(parts), build)
    yield f"{build}/all.bin", packed
    yield f"{build}/all.js", _as_script("all", [packed])


def _write_many(
    sections: Sequence[Section], build: str, bundles: dict[str, list[int]]
) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each piece, and files of several pieces for the disk.

    In `bundles`, each section gets the numbers of the pieces with which the files for the disk
    begin.
    """
    for section in sections:
        starts = bundles[section.name] = []
        bundle: list[bytes] = []
        for number, piece in enumerate(section.pieces):
            packed = _pack(f"{section.name}-{number}", piece, build)
            yield f"{build}/{section.name}-{number}.bin", packed
            if not bundle:
                starts.append(number)
            bundle.append(packed)
            if sum(map(len, bundle)) > _DISK_FILE or number == len(section.pieces) - 1:
                name = f"{section.name}-{len(starts) - 1}"
                yield f"{build}/{name}.js", _as_script(name, bundle)
                bundle = []


def _pack(name: str, piece: Sequence[bytes], build: str) -> bytes:
    """Return a piece with its name and its build; gzip adds a checksum that shows damage."""
    return compress(encode_parts([f"{build}/{name}".encode(), *piece]))


def _as_script(name: str, packed: Sequence[bytes]) -> bytes:
    return b'onRecordPieces["%s"]="%s"\n' % (
        name.encode(),
        b64encode(b"".join(encode_parts(packed))),
    )
