"""Which pages there are: a Corpus in, every Page out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

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
from onrecord.pages.site_index import survey_corpus
from onrecord.pages.statement_pages import plan_statement


def plan_pages(corpus: Corpus) -> tuple[Page, ...]:
    """Every page of the site; the order is that of the site's map."""
    survey = survey_corpus(corpus)
    pages: list[Page] = [plan_home(survey), *plan_years(survey)]
    for before, statement, after in with_neighbours(survey.statements):
        pages += plan_statement(survey, statement, previous=before, following=after)
    pages += plan_gone(survey, corpus)
    pages += plan_topics(survey)
    pages += plan_speakers(survey)
    pages += [plan_search(), plan_quote(survey), plan_about(survey), plan_not_found()]
    return tuple(pages)


def find_pages(corpus: Corpus) -> Callable[[str], Page | None]:
    """What gives the page at an address, or None; only pages of its kind are planned for it."""
    survey = survey_corpus(corpus)
    around = {
        statement.slug: (before, statement, after)
        for before, statement, after in with_neighbours(survey.statements)
    }

    @cache
    def gone_pages() -> dict[str, Page]:
        return {page.address: page for page in plan_gone(survey, corpus)}

    @cache
    def plan_part(part: str, slug: str) -> dict[str, Page]:
        planned: Iterable[Page]
        if part == urls.STATEMENTS and slug in around:
            before, statement, after = around[slug]
            planned = plan_statement(survey, statement, previous=before, following=after)
        elif part == urls.TOPICS:
            planned = plan_topics(survey)
        elif part == urls.SPEAKERS:
            planned = plan_speakers(survey)
        elif part == urls.HOME:
            planned = [plan_home(survey)]
        elif part.removesuffix("/").isdecimal():
            planned = plan_years(survey)
        else:
            planned = [plan_search(), plan_quote(survey), plan_about(survey), plan_not_found()]
        return {page.address: page for page in planned}

    def find(address: str) -> Page | None:
        first, slash, rest = address.partition("/")
        is_statement = first + slash == urls.STATEMENTS
        slug = rest.partition("/")[0] if is_statement else ""
        page = plan_part(first + slash, slug).get(address)
        return page or (gone_pages().get(address) if is_statement else None)

    return find
