"""The pages of a corpus, planned without a project."""

from onrecord.content.summary import summarise
from onrecord.model import Corpus
from onrecord.pages import Page
from onrecord.pages.excerpts import excerpts_by_topic
from onrecord.pages.neighbours import with_neighbours
from onrecord.pages.plan import page_families, plan_pages_of
from onrecord.pages.site_index import index_site, link_to


def plan_pages(corpus: Corpus) -> list[Page]:
    """Return every page of the corpus, those of statements last."""
    summaries = tuple(summarise(one, corpus.config) for one in corpus.statements)
    by_slug = {one.slug: one for one in corpus.statements}
    index = index_site(
        corpus.config,
        summaries,
        corpus.withdrawn,
        excerpts_of=lambda slug, topic: excerpts_by_topic(index, by_slug[slug])[topic],
    )
    pages = [p for family in page_families(index, corpus.withdrawn, dict) for p in family.plan()]
    links = [link_to(one.facts) for one in corpus.statements]
    for statement, summary, (before, _, after) in zip(
        corpus.statements, summaries, with_neighbours(links), strict=True
    ):
        pages += plan_pages_of(index, statement, summary=summary, previous=before, following=after)
    return pages
