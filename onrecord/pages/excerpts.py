"""The paragraphs of a statement as the pages of topics show them."""

from __future__ import annotations

from onrecord import urls
from onrecord.model import PlacedParagraph, Slug, Statement, Tag
from onrecord.pages.page_types import Excerpt
from onrecord.pages.site_index import PageIndex
from onrecord.pages.statement_pages import question_entry


def excerpts_by_topic(index: PageIndex, statement: Statement) -> dict[Slug, tuple[Excerpt, ...]]:
    """Return the paragraphs on each of the statement's topics, in reading order."""
    found = dict[Slug, list[Excerpt]]()
    for placed in statement.placed_paragraphs():
        for tag in placed.paragraph.tags:
            found.setdefault(tag.topic, []).append(_excerpt(index, placed, tag))
    return {topic: tuple(excerpts) for topic, excerpts in found.items()}


def _excerpt(index: PageIndex, placed: PlacedParagraph, tag: Tag) -> Excerpt:
    statement, exchange, _, paragraph = placed
    return Excerpt(
        paragraph=paragraph,
        address=urls.of_paragraph(statement, paragraph),
        words=tag.words,
        speaker=index.speaker_links[paragraph.speaker],
        question=question_entry(statement, exchange) if exchange else None,
    )
