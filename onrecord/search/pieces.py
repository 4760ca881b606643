"""The files of the search index, which is cut into pieces.

    search/index.json            the manifest: what must be known before anything is looked up
    search/<build>/terms-12.bin  a piece: its section and separator, then its bytes, all gzipped
    search/index.js              the manifest again, which the search page loads with its scripts
    search/<build>/terms-0.js    pieces again, `_IN_BUNDLE` to a file, for pages opened from a disk
    search/lunr.json             the whole as Lunr's own index, for other tools

The name of a build is a hash of all that the pieces are made from. So a piece's address never means
anything else, and everything but the manifest can be cached for ever. A collection below `_SMALL`
paragraphs has all of its pieces in one file, `search/<build>/all.bin`, except those that no search
needs.

The bytes of a piece do not depend on the build: after an edit, most pieces are those of the build
before, at another address. So a build needs to make only the others. For this, paragraphs have
numbers with gaps after each statement (`onrecord.search.segments`).

Pages opened from a disk can load nothing but scripts, and there a file's size does not matter.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypedDict

from onrecord import resources, urls
from onrecord.model import Config
from onrecord.search.encoding import compress, encode_parts, write_json, write_separators
from onrecord.search.index import write_whole
from onrecord.search.join import Joined
from onrecord.search.passages import passages_sections
from onrecord.search.section import Section, key_of_piece, whole
from onrecord.search.sections import TermSections
from onrecord.search.segments import TEXT, Segment, how_far_apart
from onrecord.search.shingle_pieces import shingle_section
from onrecord.search.statement_segment import NUMBERED_STOP_WORDS
from onrecord.search.synonyms import Synonyms

FORMAT = 7
_SMALL = 300  # paragraphs; below this, one file loads faster than several
_LARGE = 20_000
_MANIFEST = b"(globalThis.onRecordPieces??={}).manifest="
_IN_BUNDLE = 96
# Bytes of a piece before it is compressed, and numbers in a piece of texts, below and from `_LARGE`
# paragraphs. With 222,000 paragraphs, which have 259,000 numbers because of the gaps, there are
# fewer than 8,000 files, and ten hits of a first search take less than 60 KB.
_PIECE = (3_500, 8_000)
_IN_BLOCK = (9, 54)
_SHINGLES = (8_000, 48_000)
_WHOLE = 1 << 30


class Manifest(TypedDict):
    """`search/index.json`: what a page must know before it looks anything up."""

    format: int  # the version of this format
    build: str  # the name of the build
    paragraphs: int  # how many there are
    apart: int  # what divides the number of the first paragraph of each statement
    numbers: int  # one more than the last number
    inBlock: int  # numbers in a piece of texts
    inBundle: int  # pieces in a file for the disk
    fields: list[tuple[str, float, int]]  # name, boost, number of terms
    topics: list[tuple[str, str]]  # slug, label
    # term, names as folded words, names as written
    synonyms: list[tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]]]
    separators: dict[str, str]  # by section: the beginnings of its pieces, see write_separators
    # For each piece of `terms`: 0 if it has the lengths of the texts, or else the number of binary
    # digits of the number of its postings, whose lengths are in the next piece of `lengths`.
    lengths: list[int]
    isOneFile: bool  # true if all that is searched is in one file
    beside: dict[str, int]  # number of pieces by section, for sections that no search loads


class IndexFiles:
    """The index's files by address, made when they are asked for.

    `hashes` has for each file a hash of all that is in it, besides its code: of files that have the
    same, one can be used for the other.
    """

    def __init__(self, segments: Sequence[Segment], config: Config) -> None:
        settings = config.search
        if TEXT not in settings.fields:
            raise ValueError("the field text must be among those that are searched")
        self._segments, self._fields = segments, settings.fields
        sizes = [size for segment in segments for size in segment.head.sizes]
        apart = how_far_apart(sizes)
        joined = Joined(segments, apart=apart)
        self._build = _name_of(joined, config)
        count = sum(sizes)
        is_small, is_large = count < _SMALL, count >= _LARGE
        terms = TermSections(joined, piece_size=_PIECE[is_large])
        in_block = _IN_BLOCK[is_large]
        sections = [
            *terms.sections(),
            _stop_words(terms),
            *passages_sections(joined, in_block=in_block),
        ]
        beside = [shingle_section(joined, piece_size=_WHOLE if is_small else _SHINGLES[is_large])]
        manifest: Manifest = {
            "format": FORMAT,
            "build": self._build,
            "paragraphs": count,
            "apart": apart,
            "numbers": int(joined.firsts[-1]),
            "inBlock": in_block,
            "inBundle": _IN_BUNDLE,
            "fields": [
                (name, boost, joined.fields[name].total if segments else 0)
                for name, boost in settings.fields.items()
            ],
            "topics": [(topic.slug, topic.label) for topic in config.topics.values()],
            "synonyms": [
                (group.term, group.names, written)
                for group, written in zip(
                    Synonyms(settings.synonyms).groups, settings.synonyms, strict=True
                )
            ],
            "separators": {
                section.name: write_separators(section.separators)
                for section in sections
                if section.separators
            },
            "lengths": terms.apart,
            "isOneFile": is_small,
            "beside": {section.name: section.count for section in beside},
        }
        described = write_json(manifest)
        self._manifests = {
            urls.SEARCH_INDEX: described,
            urls.SEARCH_MANIFEST: _MANIFEST + described + b"\n",
        }
        digests = b"".join(one.digest for one in joined.statements)
        self._lunr = {urls.LUNR_INDEX: digests} if settings.exports_lunr(count) else {}
        self._in_one_file = sections if is_small else []
        self._sections = beside if is_small else [*sections, *beside]
        self.hashes: Mapping[str, str] = dict(self._list_hashes())

    def make(
        self, wanted: Collection[str], read: Callable[[str], bytes] | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the files that are wanted; `read` returns pieces that are in them and are not."""
        if self._in_one_file:
            yield from self._make_one_file(wanted)
        for section in self._sections:
            yield from self._make_section(section, wanted, read or self.read)
        for name, content in self._manifests.items():
            if name in wanted:
                yield name, content
        if urls.LUNR_INDEX in wanted:
            documents = (document for one in self._segments for document in one.documents())
            yield urls.LUNR_INDEX, write_whole(documents, self._fields)

    @property
    def names_for_servers(self) -> set[str]:
        """All that is searched, without what is for pages opened from a disk or for other tools."""
        return {name for name in self.hashes.keys() - self._lunr if not name.endswith(".js")}

    def read(self, name: str) -> bytes:
        """Return the content of a file."""
        return dict(self.make({name}))[name]

    def _list_hashes(self) -> Iterator[tuple[str, str]]:
        if self._in_one_file:
            key = key_of_piece(key for section in self._in_one_file for key in section.keys)
            for name in ("all.bin", "all.js"):
                yield self._address(name), key_of_piece(name, key)
        for section in self._sections:
            for number, key in enumerate(section.keys):
                yield (
                    self._piece(section, number),
                    key_of_piece("piece", section.label(number), key),
                )
            for bundle, numbers in enumerate(_bundles(section)):
                name = f"{section.name}-{bundle}"
                keys = section.keys[numbers.start : numbers.stop]
                yield self._address(f"{name}.js"), key_of_piece("script", name, keys)
        for name, content in (self._manifests | self._lunr).items():
            yield name, key_of_piece(content)

    def _make_one_file(self, wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
        binary, script = self._address("all.bin"), self._address("all.js")
        if binary not in wanted and script not in wanted:
            return
        pieces = [
            part
            for section in self._in_one_file
            for number, piece in enumerate(section.make(range(section.count)))
            for part in (f"{section.name}-{number}".encode(), b"".join(encode_parts(piece)))
        ]
        packed = _pack("all", pieces, has_repeats=True)
        if binary in wanted:
            yield binary, packed
        if script in wanted:
            yield script, _as_script("all", [packed])

    def _make_section(
        self, section: Section, wanted: Collection[str], read: Callable[[str], bytes]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield a file for each piece, and files of several pieces for the disk."""
        names = [self._piece(section, number) for number in range(section.count)]
        numbers = [number for number, name in enumerate(names) if name in wanted]
        made = section.make(numbers)
        for bundle, inside in enumerate(_bundles(section)):
            packed: dict[str, bytes] = {}
            for number in inside:
                name = names[number]
                if name in wanted:
                    packed[name] = _pack(section.label(number), next(made), section.has_repeats)
                    yield name, packed[name]
            script = f"{section.name}-{bundle}"
            if self._address(f"{script}.js") in wanted:
                held = names[inside.start : inside.stop]
                contents = [packed[name] if name in packed else read(name) for name in held]
                yield self._address(f"{script}.js"), _as_script(script, contents)

    def _piece(self, section: Section, number: int) -> str:
        return self._address(f"{section.name}-{number}.bin")

    def _address(self, name: str) -> str:
        return f"{urls.SEARCH}{self._build}/{name}"


def _bundles(section: Section) -> list[range]:
    """Return which pieces each file for the disk has."""
    return [
        range(first, min(first + _IN_BUNDLE, section.count))
        for first in range(0, section.count, _IN_BUNDLE)
    ]


def _pack(name: str, piece: Sequence[bytes], has_repeats: bool) -> bytes:
    """Return a piece with what it is called; gzip adds a checksum that shows damage."""
    return compress(encode_parts([name.encode(), *piece]), has_repeats=has_repeats)


def _name_of(joined: Joined, config: Config) -> str:
    topics = [(topic.slug, topic.label) for topic in config.topics.values()]
    settings = dict(config.search.fields), config.search.synonyms, topics
    total = hashlib.sha256(repr(settings).encode())
    for path in sorted((resources.package() / "search").glob("*.py")):
        total.update(path.read_bytes())
    for statement in joined.statements:
        total.update(statement.digest)
    return total.hexdigest()[:12]


def _stop_words(terms: TermSections) -> Section:
    """Return stop words in the order of their numbers, and those also written as names: US."""
    known = set(terms.vocabulary.words)
    names = [word for word in NUMBERED_STOP_WORDS if word in known]
    return whole("stop-words", write_json([NUMBERED_STOP_WORDS, names]))


def _as_script(name: str, packed: Sequence[bytes]) -> bytes:
    return b'onRecordPieces["%s"]="%s"\n' % (
        name.encode(),
        b64encode(b"".join(encode_parts(packed))),
    )
