"""The paragraphs of a statement as the pages of topics and speakers show them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from onrecord import urls
from onrecord.content.sentences import Span, sentences_of
from onrecord.model import Exchange, PlacedParagraph, SafeHtml, Slug, Statement, Tag
from onrecord.pages.formatting import beginning
from onrecord.pages.page_types import ContentsEntry, Excerpt, TopicTally
from onrecord.pages.site_index import PageIndex

_LONG = 600  # characters; of longer paragraphs, only the sentences with the topic's words are shown
_QUESTION = 240  # characters of the question before an answer
_DASHES = re.compile(r"\s*[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{SOFT HYPHEN}]\s*")


def excerpts_by_topic(index: PageIndex, statement: Statement) -> dict[Slug, tuple[Excerpt, ...]]:
    """Return the paragraphs on each of the statement's topics, in reading order."""
    found = dict[Slug, list[Excerpt]]()
    for placed in statement.placed_paragraphs():
        for tag in placed.paragraph.tags:
            found.setdefault(tag.topic, []).append(_excerpt(index, placed, tag))
    return {topic: tuple(excerpts) for topic, excerpts in found.items()}


def tallies_by_topic(statement: Statement) -> dict[Slug, TopicTally]:
    """Return how often each topic's words occur in the statement, and who is on the topic."""
    words: dict[Slug, Counter[str]] = defaultdict(Counter)
    speakers: dict[Slug, Counter[Slug]] = defaultdict(Counter)
    for paragraph in statement.paragraphs:
        for tag in paragraph.tags:
            words[tag.topic].update(_plain(paragraph.text[a:b]) for a, b in tag.spans)
            if tag.is_about:
                speakers[tag.topic][paragraph.speaker] += 1
    return {topic: TopicTally(dict(words[topic]), dict(speakers[topic])) for topic in words}


def questions_of(statement: Statement) -> tuple[ContentsEntry, ...]:
    """Return the questions of a statement, with links into it."""
    return tuple(
        ContentsEntry(_question(one), urls.of_exchange(statement, one), one.number)
        for one in statement.exchanges
    )


def _excerpt(index: PageIndex, placed: PlacedParagraph, tag: Tag) -> Excerpt:
    statement, exchange, _, paragraph = placed
    return Excerpt(
        number=paragraph.number,
        kind=paragraph.kind,
        address=urls.of_paragraph(statement, paragraph),
        html=_shown(paragraph.text, tag),
        is_about=tag.is_about,
        speaker=index.speaker_links[paragraph.speaker],
        question_number=exchange.number if exchange else 0,
        question=_question(exchange) if exchange else "",
    )


def _question(exchange: Exchange) -> str:
    return beginning(exchange.question.text, _QUESTION)


def _shown(text: str, tag: Tag) -> SafeHtml:
    """Return the text with the topic's words marked; of a long one, the sentences with them."""
    if len(text) <= _LONG and tag.is_about:
        return SafeHtml(_marked(text, (0, len(text)), tag.spans))
    kept = _kept(text, tag.spans)
    parts = [_marked(text, span, tag.spans) for span in kept]
    before = "… " if kept[0][0] > 0 else ""
    after = " …" if kept[-1][1] < len(text.rstrip()) else ""
    return SafeHtml(Markup(before) + Markup(" … ").join(parts) + Markup(after))


def _kept(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences that have a part of a span; those that follow each other as one."""
    kept: list[Span] = []
    for start, end in sentences_of(text):
        if any(a < end and b > start for a, b in spans):
            follows = kept and not text[kept[-1][1] : start].strip()
            kept.append((kept.pop()[0], end) if follows else (start, end))
    return kept


def _marked(text: str, within: Span, spans: Sequence[Span]) -> Markup:
    html, at = Markup(""), within[0]
    for start, end in spans:
        if start >= at and end <= within[1]:
            html += Markup("{}<mark>{}</mark>").format(text[at:start], text[start:end])
            at = end
    return html + text[at : within[1]]


def _plain(words: str) -> str:
    """Return `Anti-Terrorist` for `Anti- Terrorist`."""
    return _DASHES.sub("-", " ".join(words.split()))
