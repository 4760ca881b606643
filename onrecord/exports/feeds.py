"""Feeds of each topic and each speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord import urls
from onrecord.exports.data_files import FeedEntry, atom_feed, feed_entry
from onrecord.model import Address, Config, Corpus


def feed_files(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """Yield the feed of each topic and each speaker; its name puts it beside their page."""
    config = corpus.config
    by_topic = {slug: list[FeedEntry]() for slug in config.topics}
    by_speaker = {slug: list[FeedEntry]() for slug in config.speakers}
    for statement in corpus.statements:
        entry = feed_entry(statement, config)
        for slug in entry.topics:
            by_topic[slug].append(entry)
        for slug in {*statement.quotes, *(one.speaker for one in statement.speeches)}:
            by_speaker[slug].append(entry)
    for topic in config.topics.values():
        yield _feed(urls.of_topic(topic.slug), topic.label, by_topic[topic.slug], config)
    for speaker in config.speakers.values():
        yield _feed(urls.of_speaker(speaker.slug), speaker.name, by_speaker[speaker.slug], config)


def _feed(
    page: Address, title: str, statements: Sequence[FeedEntry], config: Config
) -> tuple[str, bytes]:
    address = urls.of_feed(page)
    return address, atom_feed(
        config,
        statements,
        address=address,
        page=page,
        title=f"{title} · {config.site.title}",
        subtitle="",
    )
