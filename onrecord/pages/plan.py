"""Plans the pages of a site: all of them for a build, one at a time for a preview.

`_page_families` is the only list of the pages that there are. Both ways are read from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from onrecord import urls
from onrecord.model import Corpus
from onrecord.pages.gone_pages import plan_gone
from onrecord.pages.index_pages import (
    plan_about,
    plan_home,
    plan_not_found,
    plan_quote,
    plan_search,
    plan_speakers,
    plan_topics,
    plan_years,
)
from onrecord.pages.neighbours import with_neighbours
from onrecord.pages.page_types import Page
from onrecord.pages.site_index import index_site
from onrecord.pages.statement_pages import plan_statement


@dataclass(frozen=True, slots=True, eq=False)
class PageFamily:
    """Pages that are planned together; each has one of the addresses, or is in a folder below."""

    addresses: tuple[str, ...]
    plan: Callable[[], Iterable[Page]]


def plan_pages(corpus: Corpus) -> Iterator[Page]:
    """Yield every page of the site, in the order of the sitemap."""
    for family in _page_families(corpus):
        yield from family.plan()


def find_pages(corpus: Corpus) -> Callable[[str], Page | None]:
    """Return a function that finds the page at an address, planning only the family it is in."""
    families = defaultdict[str, list[PageFamily]](list)
    for family in _page_families(corpus):
        for address in family.addresses:
            families[address].append(family)

    @cache
    def planned(family: PageFamily) -> Mapping[str, Page]:
        return {page.address: page for page in family.plan()}

    def find(address: str) -> Page | None:
        owners = (family for one in _with_folders(address) for family in families.get(one, ()))
        return next((pages[address] for pages in map(planned, owners) if address in pages), None)

    return find


def _page_families(corpus: Corpus) -> Iterator[PageFamily]:
    index = index_site(corpus)
    years = tuple(map(urls.of_year, index.years))
    yield PageFamily((urls.HOME,), lambda: [plan_home(index)])
    yield PageFamily(years, lambda: plan_years(index))
    for before, statement, after in with_neighbours(index.statements):
        plan = partial(plan_statement, index, statement, previous=before, following=after)
        yield PageFamily((urls.of_statement(statement),), plan)
    yield PageFamily((urls.STATEMENTS,), lambda: plan_gone(index, corpus))
    yield PageFamily((urls.TOPICS,), lambda: plan_topics(index))
    yield PageFamily((urls.SPEAKERS,), lambda: plan_speakers(index))
    yield PageFamily((urls.SEARCH,), lambda: [plan_search()])
    yield PageFamily((urls.QUOTE,), lambda: [plan_quote(index)])
    yield PageFamily((urls.ABOUT,), lambda: [plan_about(index)])
    yield PageFamily((urls.NOT_FOUND,), lambda: [plan_not_found()])


def _with_folders(address: str) -> Iterator[str]:
    """Yield the address and the folders above it: `a/b/c/`, `a/b/`, `a/`."""
    yield address
    above = address.removesuffix("/")
    while "/" in above:
        above = above.rpartition("/")[0]
        yield f"{above}/"
