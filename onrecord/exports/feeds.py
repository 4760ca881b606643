"""Atom feeds of the site, of each topic and each speaker.

If config.yaml gives the site's address, the ids of entries are the addresses of their pages; if
not, an id is made from the site's title, its publisher and the statement's slug.

Atom requires a time with a zone, but sources give a day, or a time without a zone. Zones are never
guessed: a feed dates such a statement to the first second of its day in UTC, and the data files
repeat what the source says.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from onrecord import urls
from onrecord.content.corpus import speakers_with_pages
from onrecord.exports.xml import Block, Node, element, known, web_document
from onrecord.model import Address, Config, PublishedFacts, Site, Slug, StatementSummary

FEED_LENGTH = 50  # the newest statements
_ATOM = "http://www.w3.org/2005/Atom"


def feed_files(
    summaries: Sequence[StatementSummary], config: Config, former_speakers: Sequence[Slug] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield all feeds for summaries by date; the name of each puts it beside its page.

    A topic's feed has the statements in which a paragraph is about it. Of speakers, those have one
    who have a page or had one.
    """
    site = config.site
    yield urls.FEED, _feed(urls.HOME, site.title, summaries, summaries, config)
    for topic in config.topics.values():
        about = [one for one in summaries if topic.slug in one.about]
        feed = _feed(urls.of_topic(topic.slug), topic.label, about, summaries, config)
        yield from _at_each(map(urls.of_topic, topic.slugs), feed)
    with_pages = {*speakers_with_pages(config, summaries), *former_speakers}
    for speaker in config.speakers.values():
        slug = speaker.slug
        if slug in with_pages:
            heard = [one for one in summaries if slug in one.speakers or slug in one.facts.quotes]
            feed = _feed(urls.of_speaker(slug), speaker.name, heard, summaries, config)
            yield from _at_each(map(urls.of_speaker, speaker.slugs), feed)


def _at_each(pages: Iterable[Address], feed: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a feed beside a page, and copies where it was before: it cannot redirect a program."""
    return ((urls.of_feed(page), feed) for page in pages)


def _feed(
    page: Address,
    title: str,
    summaries: Sequence[StatementSummary],
    others: Sequence[StatementSummary],
    config: Config,
) -> bytes:
    """Return the feed of a page, with the newest of the statements.

    One without statements is as new as the newest of the others.
    """
    site, address = config.site, urls.of_feed(page)
    newest = summaries[::-1][:FEED_LENGTH]
    children: list[Node] = [
        element("id", site.address + page if site.address else _urn(site, page)),
        element("title", title if page == urls.HOME else f"{title} · {site.title}"),
    ]
    children += known("subtitle", site.subtitle if page == urls.HOME else "")
    children.append(element("updated", max(_updated(one.facts) for one in newest or others)))
    children.append(Block("author", [element("name", site.publisher)]))
    children += known("rights", site.rights)
    if site.address:  # a link of a feed to itself says where it is, so that it cannot be relative
        children.append(_link("self", site.address + address))
    children.append(_link("alternate", _from_feed(site, page, address)))
    children += (
        Block("entry", _entry(one, config, address), {"xml:lang": one.facts.language})
        for one in newest
    )
    return web_document(Block("feed", children, {"xmlns": _ATOM, "xml:lang": site.language}))


def _entry(summary: StatementSummary, config: Config, feed_address: Address) -> Iterator[Node]:
    site, statement = config.site, summary.facts
    address = _from_feed(site, urls.of_statement(statement), feed_address)
    yield element("id", address if site.address else _urn(site, statement.slug))
    yield element("title", statement.title)
    yield element("updated", _updated(statement))
    yield from known("published", _moment(statement) if statement.published else "")
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
