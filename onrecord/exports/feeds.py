"""A feed for each topic and each speaker: the newest statements on it, or by or quoting them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord import urls
from onrecord.exports.data_files import Posted, atom_feed, posted
from onrecord.model import Address, Config, Corpus


def feed_files(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """The feeds, beside the pages that they belong to."""
    config = corpus.config
    by_topic = {slug: list[Posted]() for slug in config.topics}
    by_speaker = {slug: list[Posted]() for slug in config.speakers}
    for statement in corpus.statements:
        entry = posted(statement, config)
        for slug in entry.topics:
            by_topic[slug].append(entry)
        for slug in {*statement.quotes, *(one.speaker for one in statement.speeches)}:
            by_speaker[slug].append(entry)
    for topic in config.topics.values():
        yield _feed(urls.of_topic(topic.slug), topic.label, by_topic[topic.slug], config)
    for speaker in config.speakers.values():
        yield _feed(urls.of_speaker(speaker.slug), speaker.name, by_speaker[speaker.slug], config)


def _feed(
    page: Address, title: str, statements: Sequence[Posted], config: Config
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
