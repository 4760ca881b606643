"""Machine-readable exports: data files, Atom feed, sitemap, robots.txt.

A sitemap needs full addresses, so there is one only if config.yaml gives the site's address. With
an address, the ids of feed entries are the addresses of their pages; without one, an id is made
from the site's title, its publisher and the statement's slug.

Atom requires a time with a zone, but sources give a day, or a time without a zone. Zones are never
guessed: the feed dates such a statement to the first second of its day in UTC, and the data files
repeat what the source says.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Literal, NotRequired, TypedDict
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from onrecord import urls
from onrecord.content.corpus import summarise
from onrecord.content.front_matter_lines import as_written
from onrecord.content.times import seconds_of
from onrecord.exports.xml import Block, Node, element, written
from onrecord.model import (
    Address,
    Anchor,
    Config,
    Exchange,
    ParagraphKind,
    PlacedParagraph,
    PublishedFacts,
    Site,
    Slug,
    Statement,
    StatementSummary,
)

FEED_LENGTH = 50  # the newest statements
SITEMAP_LENGTH = 50_000  # addresses; sitemaps.org allows no more in a file
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class ParagraphRecord(TypedDict):
    """A line of `data/paragraphs.jsonl`."""

    id: str  # statement and paragraph: `2021-02-26-atmar/p14`
    url: Address  # relative to the site's root: `statements/2021-02-26-atmar/#p14`
    statement: Slug  # the statement's slug
    date: str  # the day on which it was said: `2021-02-26`
    kind: ParagraphKind  # a paragraph of a news report is a `report`
    exchange: int | None  # the number of the question that it asks or answers, if any
    speaker: Slug  # the speaker's slug
    speaker_name: str  # the speaker's name
    quotes: list[Slug]  # slugs of the people that a news report quotes
    topics: list[Slug]  # slugs of its topics
    text: str  # the plain text, as in the transcript
    about_topics: list[Slug]  # of its topics, those that it is about; it mentions the others
    time: NotRequired[float]  # when it begins in the recording, in seconds


class SourceRecord(TypedDict):
    """Where a statement was published."""

    publisher: str  # the publisher's name
    url: str | None  # the address at which it was published, if known


class ExchangeRecord(TypedDict):
    """A question with its answers."""

    number: int  # the number in its addresses: 2 for `answer-2`
    url: Address  # its address on the statement's page
    page: Address  # the address of its own page; if it has none, the same as url
    paragraphs: list[Anchor]  # ids of its paragraphs: `p14`


# An object of `data/statements.json`.
StatementRecord = TypedDict(
    "StatementRecord",
    {
        "id": Slug,  # the statement's slug
        "url": Address,  # relative to the site's root: `statements/2021-02-26-atmar/`
        "title": str,  # the title as it was published
        "short_title": str,  # the title that the site shows
        "date": str,  # the day on which it was said: `2021-02-26`
        "published": str | None,  # when it was published: a day, or a day and a time
        "kind": Literal["statement", "report"],  # `report` is a news report
        "occasion": str | None,  # the occasion: a news conference, for instance
        "place": str | None,  # where it was said
        "speaker": Slug,  # who speaks where no other name is printed
        "speaker_name": str,  # that speaker's name
        "with": str | None,  # who else took part
        "quotes": list[Slug],  # slugs of the people that a news report quotes
        "language": str,  # the language of the text: `en`
        "other_languages": list[str],  # languages in which the publisher has it too
        "source": SourceRecord | None,  # where it was published
        "notes": str | None,  # the editor's note
        "paragraphs": int,  # the number of its paragraphs
        "exchanges": list[ExchangeRecord],  # its questions with their answers
        "topics": list[Slug],  # slugs of the topics of its paragraphs
        "about_topics": list[Slug],  # of these, the topics that a paragraph is about
        # the recording's address: of a file relative to the site's root, of others in full
        "recording": NotRequired[str],
    },
)


def paragraph_lines(records: Iterable[ParagraphRecord]) -> bytes:
    """Return a statement's part of `paragraphs.jsonl`: a line of JSON for each paragraph."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return "".join(f"{encode(record)}\n" for record in records).encode()


def statement_object(record: StatementRecord) -> bytes:
    """Return a statement's part of `statements.json`."""
    array = json.dumps([record], ensure_ascii=False, indent=2)
    return array.removeprefix("[\n").removesuffix("\n]").encode()


def statements_data(objects: Iterable[bytes]) -> bytes:
    """Return a JSON array of the objects of all statements, by date."""
    joined = b",\n".join(objects)
    return b"[\n" + joined + b"\n]\n" if joined else b"[]\n"


def feed(summaries: Sequence[StatementSummary], config: Config) -> bytes:
    """Return the Atom feed of the newest statements."""
    return atom_feed(
        config,
        summaries,
        address=urls.FEED,
        page=urls.HOME,
        title=config.site.title,
        subtitle=config.site.subtitle,
    )


def atom_feed(
    config: Config,
    summaries: Sequence[StatementSummary],
    *,
    address: Address,
    page: Address,
    title: str,
    subtitle: str = "",
    others: Sequence[StatementSummary] = (),
) -> bytes:
    """Return the Atom feed at `address`, with the newest of the statements.

    The summaries are sorted by date; `page` is the page that the feed belongs to. A feed without
    statements is as new as the newest of the others.
    """
    site = config.site
    newest = summaries[::-1][:FEED_LENGTH]
    children: list[Node] = [
        element("id", site.address + page if site.address else _urn(site, page)),
        element("title", title),
    ]
    if subtitle:
        children.append(element("subtitle", subtitle))
    children.append(element("updated", max(_updated(one.facts) for one in newest or others)))
    children.append(Block("author", [element("name", site.publisher)]))
    if site.rights:
        children.append(element("rights", site.rights))
    if site.address:  # a link of a feed to itself says where it is, so that it cannot be relative
        children.append(_link("self", site.address + address))
    children.append(_link("alternate", _from_feed(site, page, address)))
    children += (_entry(one, config, address) for one in newest)
    return xml_document(Block("feed", children, {"xmlns": _ATOM, "xml:lang": site.language}))


def sitemap(addresses: Sequence[Address], *, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield `sitemap.xml`; for a large site, it lists the parts `sitemap-1.xml` and so on."""
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
    """Return robots.txt, which allows every robot and names the sitemap if there is one."""
    lines = ["User-agent: *", "Disallow:"]
    if site.address:
        lines += ["", f"Sitemap: {site.address}{urls.SITEMAP}"]
    return ("\n".join(lines) + "\n").encode()


def paragraph_records(statement: Statement, config: Config) -> list[ParagraphRecord]:
    """Return the lines of a statement's paragraphs in `data/paragraphs.jsonl`."""
    return [_paragraph_record(placed, config) for placed in statement.placed_paragraphs()]


def _paragraph_record(placed: PlacedParagraph, config: Config) -> ParagraphRecord:
    """Return a paragraph's line in `data/paragraphs.jsonl`."""
    statement, exchange, _, paragraph = placed
    record: ParagraphRecord = {
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
        "about_topics": [tag.topic for tag in paragraph.tags if tag.is_about],
    }
    if paragraph.time is not None:
        record["time"] = seconds_of(paragraph.time)
    return record


def statement_record(statement: Statement, config: Config) -> StatementRecord:
    """Return a statement's object in `data/statements.json`."""
    source, summary = statement.source, summarise(statement, config)
    record: StatementRecord = {
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
        "exchanges": [_exchange_record(statement, one, config) for one in statement.exchanges],
        "topics": list(summary.topics),
        "about_topics": list(summary.about),
    }
    if statement.recording:
        record["recording"] = urls.of_recording(statement.slug, statement.recording)
    return record


def _exchange_record(statement: Statement, exchange: Exchange, config: Config) -> ExchangeRecord:
    return {
        "number": exchange.number,
        "url": urls.of_exchange(statement, exchange),
        "page": urls.of_answer(statement, exchange, has_page=config.has_answer_pages),
        "paragraphs": [paragraph.anchor for paragraph in exchange.paragraphs],
    }


def _entry(summary: StatementSummary, config: Config, feed_address: Address) -> Node:
    lines = _entry_lines(summary, config, feed_address)
    return Block("entry", lines, {"xml:lang": summary.facts.language})


def _entry_lines(
    summary: StatementSummary, config: Config, feed_address: Address
) -> Iterator[Node]:
    site, statement = config.site, summary.facts
    address = _from_feed(site, urls.of_statement(statement), feed_address)
    yield element("id", address if site.address else _urn(site, statement.slug))
    yield element("title", statement.title)
    yield element("updated", _updated(statement))
    if statement.published:
        yield element("published", _moment(statement))
    yield Block("author", [element("name", config.speakers[statement.speaker].name)])
    yield _link("alternate", address)
    if statement.source and statement.source.url:
        yield _link("via", _as_iri(statement.source.url))
    for slug in summary.topics:
        label = config.topics[slug].label
        yield element("category", attributes={"term": slug, "label": label})
    yield element("summary", _summary(statement, site))


def _from_feed(site: Site, target: Address, feed_address: Address) -> str:
    """Return the full address of the target, or a relative one if the site has no address."""
    return site.address + target if site.address else urls.relative(target, page=feed_address)


def _summary(statement: PublishedFacts, site: Site) -> str:
    """Return `2021-02-26, Moscow, joint news conference, with …`, from the front matter."""
    _ = site.wording.gettext
    whom = _("with %(people)s") % {"people": statement.with_whom} if statement.with_whom else ""
    facts = (statement.date.isoformat(), statement.place, statement.occasion, whom)
    return ", ".join(fact for fact in facts if fact)


def _updated(statement: PublishedFacts) -> str:
    """Return the time of publication, or of the last edit if that is later."""
    moment = _moment(statement)
    return max(moment, _utc(statement.edited)) if statement.edited else moment


def _moment(statement: PublishedFacts) -> str:
    """Return when it was published, or else said, as Atom requires it."""
    return _utc(statement.published or statement.date)


def _utc(when: date | datetime) -> str:
    if isinstance(when, datetime) and when.tzinfo:
        with suppress(OverflowError):  # the last hours of the year 9999
            return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return f"{when.year:04}-{when.month:02}-{when.day:02}T00:00:00Z"


def _urn(site: Site, slug: str) -> str:
    name = "\n".join((site.publisher, site.title, slug))
    return uuid5(NAMESPACE_URL, name).urn


def _link(relation: str, address: str) -> Node:
    return element("link", attributes={"rel": relation, "href": address})


def _as_iri(address: str) -> str:
    """Return the address with those characters escaped that no address may contain."""
    return quote(address, safe="%:/?#[]@!$&'()*+,;=~")


def _addresses(root: str, name: str, addresses: Iterable[str], site: Site) -> bytes:
    listed = (Block(name, [element("loc", site.address + address)]) for address in addresses)
    return xml_document(Block(root, listed, {"xmlns": _SITEMAP}))


def xml_document(root: Block) -> bytes:
    """Return a file for feed readers, search engines and browsers."""
    return f"<?xml version='1.0' encoding='utf-8'?>\n{written(root, gap='  ')}\n".encode()
