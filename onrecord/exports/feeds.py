"""Feeds of each topic and each speaker."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord import urls
from onrecord.content.corpus import speakers_with_pages
from onrecord.exports.data_files import atom_feed
from onrecord.model import Address, Config, Slug, StatementSummary


def feed_files(
    summaries: Sequence[StatementSummary], config: Config, former_speakers: Sequence[Slug]
) -> Iterator[tuple[str, bytes]]:
    """Yield the feed of each topic and each speaker; its name puts it beside their page.

    A topic's feed has the statements in which a paragraph is about it. Of speakers, those have one
    who have a page or had one.
    """
    for topic in config.topics.values():
        about = [one for one in summaries if topic.slug in one.about]
        feed = _feed(urls.of_topic(topic.slug), topic.label, about, summaries, config)
        yield from _with_old_slugs(feed, map(urls.of_topic, topic.formerly))
    with_pages = {*speakers_with_pages(config, summaries), *former_speakers}
    for speaker in config.speakers.values():
        slug = speaker.slug
        if slug in with_pages:
            heard = [one for one in summaries if slug in one.speakers or slug in one.facts.quotes]
            feed = _feed(urls.of_speaker(slug), speaker.name, heard, summaries, config)
            yield from _with_old_slugs(feed, map(urls.of_speaker, speaker.formerly))


def _with_old_slugs(feed: tuple[str, bytes], old: Iterable[Address]) -> Iterator[tuple[str, bytes]]:
    """Yield a feed, and copies where it was before: a file cannot redirect a program."""
    yield feed
    yield from ((urls.of_feed(page), feed[1]) for page in old)


def _feed(
    page: Address,
    title: str,
    summaries: Sequence[StatementSummary],
    others: Sequence[StatementSummary],
    config: Config,
) -> tuple[str, bytes]:
    address = urls.of_feed(page)
    return address, atom_feed(
        config,
        summaries,
        address=address,
        page=page,
        title=f"{title} · {config.site.title}",
        others=others,
    )
