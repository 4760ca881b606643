"""Plans the pages that are about many statements, or about none.

A build plans all of them, a preview one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from onrecord import urls
from onrecord.model import OwnPage, Slug, WithdrawnStatement
from onrecord.pages.gone_pages import plan_withdrawn
from onrecord.pages.index_pages import (
    Parts,
    lists_questions,
    plan_about,
    plan_data,
    plan_home,
    plan_not_found,
    plan_own_page,
    plan_quote,
    plan_search,
    plan_years,
)
from onrecord.pages.page_types import Page
from onrecord.pages.site_index import SiteIndex
from onrecord.pages.speaker_pages import plan_speakers
from onrecord.pages.topic_pages import plan_topic, plan_topics


@dataclass(frozen=True, slots=True)
class PageFamily:
    """Pages that are planned together; each has one of the addresses, or is in a folder below."""

    addresses: tuple[str, ...]
    plan: Callable[[], Iterable[Page]]
    topic: Slug | None = None  # the topic whose paragraphs are on the pages
    shows_questions: bool = False  # true if questions of all statements are on the pages
    shows_passages: bool = False  # true if paragraphs on all topics may be on the pages
    made_of: OwnPage | None = None  # the file that the page is made of, if it is the project's


def page_families(
    index: SiteIndex, withdrawn: Iterable[WithdrawnStatement], parts: Callable[[], Parts]
) -> Iterator[PageFamily]:
    """Yield the pages about many statements or none, in the order of the sitemap.

    `parts` returns the files of each data file of the collection.
    """
    years = tuple(map(urls.of_year, index.years))
    home = (urls.HOME, urls.oldest_first(urls.HOME))
    yield PageFamily(home, lambda: plan_home(index), shows_questions=lists_questions(index))
    yield PageFamily(years, lambda: plan_years(index))
    yield PageFamily((urls.TOPICS,), lambda: plan_topics(index))
    for topic in index.config.topics.values():
        addresses = tuple(map(urls.of_topic, topic.slugs))
        yield PageFamily(addresses, partial(plan_topic, index, topic), topic.slug)
    yield PageFamily((urls.SPEAKERS,), lambda: plan_speakers(index), shows_passages=True)
    yield PageFamily((urls.SEARCH,), lambda: [plan_search(index)])
    yield PageFamily((urls.QUOTE,), lambda: [plan_quote(index)])
    yield PageFamily((urls.ABOUT,), lambda: [plan_about(index, parts())])
    for page in index.own_pages:
        own = (urls.of_own_page(page.slug),)
        yield PageFamily(own, partial(lambda one: [plan_own_page(one)], page), made_of=page)
    yield PageFamily((urls.DATA,), lambda: plan_data(index, parts()))
    yield PageFamily((urls.NOT_FOUND,), lambda: [plan_not_found(index)])
    gone = tuple(withdrawn)
    slugs = [slug for one in gone for slug in (one.slug, *one.old_slugs)]
    yield PageFamily(
        tuple(map(urls.of_slug, slugs)),
        lambda: (p for one in gone for p in plan_withdrawn(index, one)),
    )


def family_at(families: Iterable[PageFamily], address: str) -> PageFamily | None:
    """Return the family that has the page at the address, if there is one."""
    owners = {one: family for family in families for one in family.addresses}
    return next((owners[one] for one in _with_folders(address) if one in owners), None)


def _with_folders(address: str) -> Iterator[str]:
    """Yield the address and the folders above it: `a/b/c/`, `a/b/`, `a/`."""
    yield address
    above = address.removesuffix("/")
    while "/" in above:
        above = above.rpartition("/")[0]
        yield f"{above}/"
