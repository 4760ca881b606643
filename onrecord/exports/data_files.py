"""The corpus comes in; files for machines go out: data, a feed of statements, a sitemap.

The sitemap must hold whole addresses, so there is one only when config.yaml gives the site's
address. The feed's entries then have their page's address as their id; without one an id is made of
the site's title, its publisher and the statement's slug.

Atom wants a time with a zone where sources give a day, or a time without a zone. A zone is never
guessed: in the feed such a statement has the first second of its day in UTC, and the data files
have what the source says.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, TypedDict
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from onrecord import urls
from onrecord.content.front_matter_lines import as_written
from onrecord.model import (
    Address,
    Anchor,
    Config,
    Corpus,
    Exchange,
    ParagraphKind,
    PlacedParagraph,
    Site,
    Slug,
    Statement,
)

FEED_LENGTH = 50  # statements, the newest
SITEMAP_LENGTH = 50_000  # addresses that one file may hold, says sitemaps.org
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class ParagraphRecord(TypedDict):
    """A line of `data/paragraphs.jsonl`."""

    id: str  # 2021-02-26-atmar/p14
    url: Address
    statement: Slug
    date: str  # 2021-02-26
    kind: ParagraphKind
    exchange: int | None  # None outside an exchange
    speaker: Slug
    speaker_name: str
    quotes: list[Slug]  # the people that a news report quotes
    topics: list[Slug]
    text: str


class SourceRecord(TypedDict):
    """Where a statement was published."""

    publisher: str
    url: str | None


class ExchangeRecord(TypedDict):
    """A question with its answers."""

    number: int
    url: Address  # in its context
    page: Address  # by itself
    paragraphs: list[Anchor]


# An object of `data/statements.json`; written so because `with` is a keyword.
StatementRecord = TypedDict(
    "StatementRecord",
    {
        "id": Slug,
        "url": Address,
        "title": str,
        "short_title": str,
        "date": str,  # 2021-02-26
        "published": str | None,  # a day, or a day and a time
        "kind": Literal["statement", "report"],
        "occasion": str | None,
        "place": str | None,
        "speaker": Slug,
        "speaker_name": str,
        "with": str | None,
        "quotes": list[Slug],
        "language": str,
        "other_languages": list[str],
        "source": SourceRecord | None,
        "notes": str | None,
        "paragraphs": int,
        "exchanges": list[ExchangeRecord],
        "topics": list[Slug],
    },
)


def export_files(corpus: Corpus, *, addresses: Sequence[Address]) -> Iterator[tuple[str, bytes]]:
    """Data files, feed, sitemap and robots.txt; `addresses` are those of all pages."""
    site = corpus.config.site
    yield urls.PARAGRAPHS_DATA, paragraphs_data(corpus)
    yield urls.STATEMENTS_DATA, statements_data(corpus)
    yield urls.FEED, feed(corpus)
    if site.address:
        yield from sitemap([one for one in addresses if one != urls.NOT_FOUND], site=site)
    yield urls.ROBOTS, robots(site)


def paragraphs_data(corpus: Corpus) -> bytes:
    """A line of JSON a paragraph, in reading order, statements by date."""
    records = (paragraph_record(placed, corpus.config) for placed in corpus.placed_paragraphs())
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return "".join(lines).encode()


def statements_data(corpus: Corpus) -> bytes:
    """A JSON array, an object a statement, by date."""
    records = [statement_record(statement, corpus.config) for statement in corpus.statements]
    return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode()


def feed(corpus: Corpus) -> bytes:
    """An Atom feed of the newest statements."""
    site = corpus.config.site
    return atom_feed(
        corpus.config,
        [posted(one, corpus.config) for one in corpus.statements[-FEED_LENGTH:]],
        address=urls.FEED,
        page=urls.HOME,
        title=site.title,
        subtitle=site.subtitle,
    )


@dataclass(frozen=True, slots=True)
class Posted:
    """A statement as feeds tell of it."""

    statement: Statement
    topics: tuple[Slug, ...]  # in config.yaml's order


def posted(statement: Statement, config: Config) -> Posted:
    """The statement with the topics of its paragraphs, which take longer to find than to tell."""
    return Posted(statement, tuple(_topics(statement, config)))


def atom_feed(
    config: Config,
    statements: Sequence[Posted],
    *,
    address: Address,
    page: Address,
    title: str,
    subtitle: str,
) -> bytes:
    """The Atom feed at the address, for the page, of the newest among statements sorted by date."""
    site = config.site
    newest = statements[::-1][:FEED_LENGTH]
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": site.language})
    SubElement(root, "id").text = site.address + page if site.address else _urn(site, page)
    SubElement(root, "title").text = title
    if subtitle:
        SubElement(root, "subtitle").text = subtitle
    SubElement(root, "updated").text = max(
        (_updated(one.statement) for one in newest), default=_utc(date.min)
    )
    SubElement(SubElement(root, "author"), "name").text = site.publisher
    if site.rights:
        SubElement(root, "rights").text = site.rights
    _link(root, "self", _from_feed(site, address, address))
    _link(root, "alternate", _from_feed(site, page, address))
    for one in newest:
        _add_entry(root, one, config, address)
    return xml_document(root)


def sitemap(addresses: Sequence[Address], *, site: Site) -> Iterator[tuple[str, bytes]]:
    """`sitemap.xml`; for a large site that one lists the parts, `sitemap-1.xml` and so on."""
    starts = range(0, len(addresses), SITEMAP_LENGTH)
    parts = [addresses[start : start + SITEMAP_LENGTH] for start in starts]
    if len(parts) <= 1:
        yield urls.SITEMAP, _addresses("urlset", "url", addresses, site)
        return
    names = [urls.SITEMAP.replace(".", f"-{number}.") for number in range(1, len(parts) + 1)]
    yield urls.SITEMAP, _addresses("sitemapindex", "sitemap", names, site)
    for name, part in zip(names, parts, strict=True):
        yield name, _addresses("urlset", "url", part, site)


def robots(site: Site) -> bytes:
    """Every robot is welcome, and told of the sitemap where there is one."""
    lines = ["User-agent: *", "Disallow:"]
    if site.address:
        lines += ["", f"Sitemap: {site.address}{urls.SITEMAP}"]
    return ("\n".join(lines) + "\n").encode()


def paragraph_record(placed: PlacedParagraph, config: Config) -> ParagraphRecord:
    """A paragraph's line in `data/paragraphs.jsonl`."""
    statement, exchange, _, paragraph = placed
    return {
        "id": placed.id,
        "url": urls.of_paragraph(statement, paragraph),
        "statement": statement.slug,
        "date": statement.date.isoformat(),
        "kind": paragraph.kind,
        "exchange": exchange.number if exchange else None,
        "speaker": paragraph.speaker,
        "speaker_name": config.speakers[paragraph.speaker].name,
        "quotes": list(statement.quotes) if paragraph.kind == "report" else [],
        "topics": [tag.topic for tag in paragraph.tags],
        "text": paragraph.text,
    }


def statement_record(statement: Statement, config: Config) -> StatementRecord:
    """A statement's object in `data/statements.json`."""
    source = statement.source
    return {
        "id": statement.slug,
        "url": urls.of_statement(statement),
        "title": statement.title,
        "short_title": statement.short_title,
        "date": statement.date.isoformat(),
        "published": as_written(statement.published) or None,
        "kind": statement.kind,
        "occasion": statement.occasion or None,
        "place": statement.place or None,
        "speaker": statement.speaker,
        "speaker_name": config.speakers[statement.speaker].name,
        "with": statement.with_whom or None,
        "quotes": list(statement.quotes),
        "language": statement.language,
        "other_languages": list(statement.other_languages),
        "source": {"publisher": source.publisher, "url": source.url or None} if source else None,
        "notes": statement.notes or None,
        "paragraphs": len(statement.paragraphs),
        "exchanges": [_exchange_record(statement, one) for one in statement.exchanges],
        "topics": _topics(statement, config),
    }


def _exchange_record(statement: Statement, exchange: Exchange) -> ExchangeRecord:
    return {
        "number": exchange.number,
        "url": urls.of_exchange(statement, exchange),
        "page": urls.of_answer(statement, exchange),
        "paragraphs": [p.anchor for speech in exchange.speeches for p in speech.paragraphs],
    }


def _topics(statement: Statement, config: Config) -> list[Slug]:
    """The topics of its paragraphs, in config.yaml's order."""
    found = {tag.topic for paragraph in statement.paragraphs for tag in paragraph.tags}
    return [topic.slug for topic in config.topics.values() if topic.slug in found]


def _add_entry(root: Element, entered: Posted, config: Config, feed_address: Address) -> None:
    site, statement = config.site, entered.statement
    address = _from_feed(site, urls.of_statement(statement), feed_address)
    entry = SubElement(root, "entry", {"xml:lang": statement.language})
    SubElement(entry, "id").text = address if site.address else _urn(site, statement.slug)
    SubElement(entry, "title").text = statement.title
    SubElement(entry, "updated").text = _updated(statement)
    if statement.published:
        SubElement(entry, "published").text = _moment(statement)
    SubElement(SubElement(entry, "author"), "name").text = config.speakers[statement.speaker].name
    _link(entry, "alternate", address)
    if statement.source and statement.source.url:
        _link(entry, "via", _as_iri(statement.source.url))
    for slug in entered.topics:
        SubElement(entry, "category", term=slug, label=config.topics[slug].label)
    SubElement(entry, "summary").text = _summary(statement)


def _from_feed(site: Site, target: Address, feed_address: Address) -> str:
    """The target's whole address, or where the site has none, the way to it from the feed."""
    return site.address + target if site.address else urls.relative(target, page=feed_address)


def _summary(statement: Statement) -> str:
    """`2021-02-26, Moscow, joint news conference, with …`: what front matter says, no more."""
    whom = f"with {statement.with_whom}" if statement.with_whom else ""
    facts = (statement.date.isoformat(), statement.place, statement.occasion, whom)
    return ", ".join(fact for fact in facts if fact)


def _updated(statement: Statement) -> str:
    """When it was published or said, or edited after that."""
    moment = _moment(statement)
    return max(moment, _utc(statement.edited)) if statement.edited else moment


def _moment(statement: Statement) -> str:
    """When it was published or else said, as Atom wants it."""
    return _utc(statement.published or statement.date)


def _utc(when: date | datetime) -> str:
    if isinstance(when, datetime) and when.tzinfo:
        with suppress(OverflowError):  # the last hours of the year 9999
            return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return f"{when.year:04}-{when.month:02}-{when.day:02}T00:00:00Z"


def _urn(site: Site, slug: str) -> str:
    name = "\n".join((site.publisher, site.title, slug))
    return uuid5(NAMESPACE_URL, name).urn


def _link(parent: Element, relation: str, address: str) -> None:
    SubElement(parent, "link", rel=relation, href=address)


def _as_iri(address: str) -> str:
    """The address without what may stand in none, as a space or a quotation mark."""
    return quote(address, safe="%:/?#[]@!$&'()*+,;=~")


def _addresses(root_name: str, name: str, addresses: Iterable[str], site: Site) -> bytes:
    root = Element(root_name, {"xmlns": _SITEMAP})
    for address in addresses:
        SubElement(SubElement(root, name), "loc").text = site.address + address
    return xml_document(root)


def xml_document(root: Element) -> bytes:
    """The file of a tree without mixed content, a line an element."""
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
