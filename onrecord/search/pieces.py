"""Writes a search index that is cut into pieces.

    search/index.json            the manifest: what must be known before anything is looked up
    search/<build>/terms-12.bin  a piece: its name and the build, then its bytes, all gzipped
    search/index.js              the manifest again, and
    search/<build>/terms-0.js    pieces again, `_IN_BUNDLE` to a file, for pages opened from a disk

The name of a build is a hash of all that the pieces are made from. So a piece's address never means
anything else, and everything but the manifest can be cached for ever. A collection below `_SMALL`
paragraphs has all of its pieces in one file, `search/<build>/all.bin`, except those that no search
needs.

Pages opened from a disk can load nothing but scripts, and there a file's size does not matter.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TypeAlias, TypedDict

import numpy as np

from onrecord import resources
from onrecord.search.encoding import compress, encode_parts, write_json
from onrecord.search.index_entries import Collection, IndexSettings
from onrecord.search.passages import passages_sections
from onrecord.search.sections import Section, TermSections
from onrecord.search.shingles import ShinglePieces
from onrecord.search.statement_part import (
    NUMBERED_STOP_WORDS,
    TEXT,
    StatementPart,
    analyse_statement,
)
from onrecord.search.synonyms import Synonyms

FORMAT = 3
_SMALL = 300  # paragraphs; below this, one file loads faster than several
_LARGE = 20_000
_MANIFEST = b"onRecordPieces.manifest="
_IN_BUNDLE = 96
# Bytes of a piece before it is compressed, and paragraphs in a piece of texts, below and from
# `_LARGE` paragraphs. With 222,000 paragraphs there are fewer than 8,000 files, and ten hits of a
# first search take less than 60 KB.
_PIECE = (3_500, 8_000)
_IN_BLOCK = (8, 43)
_SHINGLES = (8_000, 48_000)
_WHOLE = 1 << 30


class Manifest(TypedDict):
    """`search/index.json`: what a page must know before it looks anything up."""

    format: int  # the version of this format
    build: str  # the name of the build
    paragraphs: int  # the number of paragraphs
    inBlock: int  # paragraphs in a piece of texts
    inBundle: int  # pieces in a file for the disk
    fields: list[tuple[str, float, int]]  # name, boost, number of terms
    topics: list[tuple[str, str]]  # slug, label
    # term, names as folded words, names as written
    synonyms: list[tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]]]
    separators: dict[str, str]  # by section: the beginnings of its pieces
    isOneFile: bool  # true if all that is searched is in one file
    beside: dict[str, int]  # number of pieces by section, for sections that no search loads


def write_pieces(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a collection by name, relative to the folder of the index."""
    settings = collection.settings
    parts = [analyse_statement(statement, settings) for statement in collection.statements]
    return iter(PieceFiles(parts, settings).items())


Maker: TypeAlias = Callable[[], bytes]


class MadeFiles(Mapping[str, bytes]):
    """Files by name; each is made when it is read."""

    def __init__(self, makers: Mapping[str, Maker]) -> None:
        self.makers = makers

    def __getitem__(self, name: str) -> bytes:
        return self.makers[name]()

    def __contains__(self, name: object) -> bool:
        return name in self.makers

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


class PieceFiles(MadeFiles):
    """The files of an index, by name in its folder."""

    def __init__(self, parts: Sequence[StatementPart], settings: IndexSettings) -> None:
        if TEXT not in settings.fields:
            raise ValueError("the field text must be among those that are searched")
        self._build = _name_of(parts, settings)
        count = sum(len(part.passages) for part in parts)
        is_small, is_large = count < _SMALL, count >= _LARGE
        terms = TermSections(parts, piece_size=_PIECE[is_large])
        in_block = _IN_BLOCK[is_large]
        sections = [
            *terms.sections(),
            _stop_words(terms),
            *passages_sections(parts, in_block=in_block),
        ]
        beside = [_shingles(parts, piece_size=_WHOLE if is_small else _SHINGLES[is_large])]
        manifest: Manifest = {
            "format": FORMAT,
            "build": self._build,
            "paragraphs": count,
            "inBlock": in_block,
            "inBundle": _IN_BUNDLE,
            "fields": [
                (name, boost, sum(part.fields[name].total for part in parts))
                for name, boost in settings.fields.items()
            ],
            "topics": list(settings.topics.items()),
            "synonyms": [
                (group.term, group.names, written)
                for group, written in zip(
                    Synonyms(settings.synonyms).groups, settings.synonyms, strict=True
                )
            ],
            # No word contains a space.
            "separators": {
                section.name: " ".join(section.separators)
                for section in sections
                if section.separators
            },
            "isOneFile": is_small,
            "beside": {section.name: section.count for section in beside},
        }
        self._makers: dict[str, Maker] = {}
        super().__init__(self._makers)
        if is_small:
            self._add_one(sections)
        for section in beside if is_small else [*sections, *beside]:
            self._add_many(section)
        described = write_json(manifest)
        self._makers["index.json"] = lambda: described
        self._makers["index.js"] = lambda: _MANIFEST + described + b"\n"

    def _add_one(self, sections: Sequence[Section]) -> None:
        @lru_cache(maxsize=1)
        def pack() -> bytes:
            pieces = (
                part
                for section in sections
                for number in range(section.count)
                for part in (
                    f"{section.name}-{number}".encode(),
                    b"".join(encode_parts(section.piece(number))),
                )
            )
            return self._pack("all", list(pieces))

        self._makers[f"{self._build}/all.bin"] = pack
        self._makers[f"{self._build}/all.js"] = lambda: _as_script("all", [pack()])

    def _add_many(self, section: Section) -> None:
        """Add a file for each piece, and files of several pieces for the disk."""

        @lru_cache(maxsize=_IN_BUNDLE)  # a piece is in two files
        def pack(number: int) -> bytes:
            return self._pack(f"{section.name}-{number}", section.piece(number))

        def bundle(name: str, numbers: range) -> bytes:
            return _as_script(name, [pack(number) for number in numbers])

        for first in range(0, section.count, _IN_BUNDLE):
            numbers = range(first, min(first + _IN_BUNDLE, section.count))
            for number in numbers:
                self._makers[f"{self._build}/{section.name}-{number}.bin"] = partial(pack, number)
            name = f"{section.name}-{first // _IN_BUNDLE}"
            self._makers[f"{self._build}/{name}.js"] = partial(bundle, name, numbers)

    def _pack(self, name: str, piece: Sequence[bytes]) -> bytes:
        """Return a piece with its name and its build; gzip adds a checksum that shows damage."""
        return compress(encode_parts([f"{self._build}/{name}".encode(), *piece]))


def _name_of(parts: Sequence[StatementPart], settings: IndexSettings) -> str:
    total = hashlib.sha256(repr(settings).encode())
    for path in sorted((resources.package() / "search").glob("*.py")):
        total.update(path.read_bytes())
    for part in parts:
        total.update(part.digest)
    return total.hexdigest()[:12]


def _stop_words(terms: TermSections) -> Section:
    """Return stop words in the order of their numbers, and those also written as names: US."""
    known = set(terms.vocabulary.words)
    names = [word for word in NUMBERED_STOP_WORDS if word in known]
    content = write_json([NUMBERED_STOP_WORDS, names])
    return Section("stop-words", 1, lambda _: (content,))


def _shingles(parts: Sequence[StatementPart], *, piece_size: int) -> Section:
    first = 0
    places = []
    for part in parts:
        places.append(part.shingles + np.uint64(first))
        first += len(part.passages)
    pieces = ShinglePieces(places, piece_size=piece_size)
    return Section("shingles", pieces.count, pieces.piece)


def _as_script(name: str, packed: Sequence[bytes]) -> bytes:
    return b'onRecordPieces["%s"]="%s"\n' % (
        name.encode(),
        b64encode(b"".join(encode_parts(packed))),
    )
