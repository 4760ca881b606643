"""Plans what replaces removed parts: tombstones in the text, and pages at old addresses.

What was renamed or merged into another part redirects: it is the same text, in which numbers mean
what they meant. What was moved to another statement says where its words are now, unchanged. What
was withdrawn or replaced says so, and when, so that a reader with a citation does not take other
text for the text that was cited. Withdrawn text is not shown again, since it
may have been withdrawn so that nobody reads it. It stays in the permalink record, beside the
transcripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from onrecord import urls
from onrecord.model import Address, Anchor, Slug, Statement, Withdrawn, WithdrawnStatement
from onrecord.pages.formatting import day_in_words
from onrecord.pages.page_types import GonePage, Link, MovedPage, TombstoneBlock
from onrecord.pages.site_index import PageIndex, link_to

_ANSWER = "answer-"


@dataclass(frozen=True, slots=True)
class Tombstones:
    """The tombstones of a statement, by the anchor of the paragraph before or after them."""

    after: Mapping[str, tuple[TombstoneBlock, ...]]
    before: Mapping[str, tuple[TombstoneBlock, ...]]


def place_tombstones(index: PageIndex, statement: Statement) -> Tombstones:
    """Return a tombstone for all that was withdrawn from one place on one day."""
    after: dict[str, list[TombstoneBlock]] = {}
    before: dict[str, list[TombstoneBlock]] = {}
    for (anchor, following, *_), group in groupby(statement.withdrawn, key=_place):
        block = _tombstone(index, statement, tuple(group))
        blocks = after.setdefault(anchor, []) if anchor else before.setdefault(following or "", [])
        blocks.append(block)
    return Tombstones(
        {anchor: tuple(blocks) for anchor, blocks in after.items()},
        {anchor: tuple(blocks) for anchor, blocks in before.items()},
    )


def plan_gone(index: PageIndex, statement: Statement) -> Iterator[MovedPage | GonePage]:
    """Yield a page for every address of the statement that has no page of its own any more."""
    if statement.old_slugs or statement.has_history:
        yield from _removed_answers(index, statement)
        yield from _old_addresses(index, statement)


def _place(one: Withdrawn) -> tuple[Anchor | None, Anchor | None, str, str, bool]:
    to = one.replaced_by.partition("/")[0] if one.is_moved else one.replaced_by
    return one.before, one.after, one.until.isoformat(), to, one.is_moved


def _tombstone(
    index: PageIndex, statement: Statement, gone: tuple[Withdrawn, ...]
) -> TombstoneBlock:
    first = gone[0]
    page = urls.of_statement(statement)
    anchors = tuple(one.anchor for one in gone)
    before, after = (
        Link(_number(anchor), urls.of_anchor(page, anchor)) if anchor else None
        for anchor in (first.before, first.after)
    )
    return TombstoneBlock(
        anchors=anchors,
        what=_capitalised(_named(anchors)),
        is_many=len(anchors) > 1,
        until=first.until,
        before=before,
        after=after,
        replaced_by=_target(
            index, first.replaced_by.partition("/")[0] if first.is_moved else first.replaced_by
        ),
        moved_to=_moved_to(index, [one.replaced_by for one in gone]) if first.is_moved else (),
    )


def _moved_to(index: PageIndex, targets: Iterable[str]) -> tuple[Link, ...]:
    """Return links to the paragraphs that have words now, by their numbers."""
    links = []
    for target in targets:
        slug, _, anchor = target.partition("/")
        place = index.places.get(slug)
        if place and not anchor.startswith(_ANSWER):
            links.append(Link(_number(anchor), urls.of_anchor(place.address, Anchor(anchor))))
    return tuple(links)


def _named(anchors: Iterable[str]) -> str:
    """Return `paragraph 14` or `question 2 and its answer (paragraphs 5, 6 and 7)`."""
    questions, paragraphs = list[str](), list[str]()
    for anchor in anchors:
        (questions if anchor.startswith(_ANSWER) else paragraphs).append(_number(anchor))
    named = _counted("paragraph", paragraphs) if paragraphs else ""
    if questions:
        answer = "its answer" if len(questions) == 1 else "their answers"
        within = f" ({named})" if named else ""
        named = f"{_counted('question', questions)} and {answer}{within}"
    return named


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _counted(name: str, numbers: list[str]) -> str:
    """Return `paragraph 5`, `paragraphs 5, 6 and 9` or `paragraphs 5 to 9`."""
    if len(numbers) == 1:
        return f"{name} {numbers[0]}"
    first, last = int(numbers[0]), int(numbers[-1])
    if len(numbers) > 3 and numbers == [str(number) for number in range(first, last + 1)]:
        return f"{name}s {first} to {last}"
    return f"{name}s {', '.join(numbers[:-1])} and {numbers[-1]}"


def _number(anchor: str) -> str:
    return anchor.rpartition("-")[2].removeprefix("p")


def _target(index: PageIndex, target: str) -> Link | None:
    """Return the link to what replaces something: `2018-02-20-asif/p3`, `2018-02-20-asif`."""
    slug, _, anchor = target.partition("/")
    place = index.places.get(slug)
    if place is None:
        return None
    if not anchor:
        return place
    label = f"{_named([anchor])} of {place.label}"
    return Link(label, urls.of_anchor(place.address, Anchor(anchor)))


def _removed_answers(index: PageIndex, statement: Statement) -> Iterator[MovedPage | GonePage]:
    """Yield the pages of answers that the statement no longer has."""
    if not index.config.has_answer_pages:
        return
    for exchange in statement.exchanges:
        own = Link(f"Question {exchange.number}", urls.of_answer(statement, exchange))
        yield from _moved_answers(statement, exchange.also, own)
    for paragraph in statement.paragraphs:
        place = Link(f"Paragraph {paragraph.number}", urls.of_paragraph(statement, paragraph))
        yield from _moved_answers(statement, paragraph.also, place)
    for one in statement.withdrawn:
        if one.anchor.startswith(_ANSWER):
            yield _removed_answer(index, statement, one)


def _moved_answers(
    statement: Statement, anchors: Iterable[Anchor], target: Link
) -> Iterator[MovedPage]:
    for anchor in anchors:
        if anchor.startswith(_ANSWER):
            address = urls.of_answer_page(urls.of_statement(statement), anchor)
            yield moved_page(address, f"Question {_number(anchor)}", target)


def _removed_answer(index: PageIndex, statement: Statement, one: Withdrawn) -> GonePage:
    until = day_in_words(one.until, index.config.site.language)
    question = f"Question {_number(one.anchor)}"
    return GonePage(
        address=urls.of_answer_page(urls.of_statement(statement), one.anchor),
        title=f"{question} of {statement.short_title}",
        description=f"It was published here until {until}.",
        what="answer",
        name=statement.short_title,
        language=statement.language,
        statement_date=statement.date,
        until=one.until,
        is_moved=one.is_moved,
        replaced_by=_target(index, one.replaced_by),
        context=Link(
            statement.short_title,
            urls.of_anchor(urls.of_statement(statement), one.anchor),
            statement.language,
        ),
    )


def _old_addresses(index: PageIndex, statement: Statement) -> Iterator[MovedPage]:
    """Yield the pages of the statement's former slugs, which redirect to the current pages."""
    answers = [e.anchor for e in statement.exchanges if index.config.has_answer_pages]
    answers += [Anchor(page.address.split("/")[-2]) for page in _removed_answers(index, statement)]
    whole = link_to(statement)
    for slug in statement.old_slugs:
        yield from _redirects(slug, whole, answers)


def _redirects(slug: Slug, whole: Link, answers: Iterable[Anchor]) -> Iterator[MovedPage]:
    yield moved_page(urls.of_slug(slug), whole.label, whole)
    for anchor in answers:
        address = urls.of_answer_page(whole.address, anchor)
        link = Link(f"Question {_number(anchor)} of {whole.label}", address)
        yield moved_page(urls.of_answer_page(urls.of_slug(slug), anchor), link.label, link)


def moved_page(address: Address, title: str, target: Link) -> MovedPage:
    """Return the page of a former address, which redirects to the current one."""
    return MovedPage(
        address=address,
        title=title,
        description=f"{title} stands at another address now.",
        target=target,
    )


def plan_withdrawn(index: PageIndex, one: WithdrawnStatement) -> Iterator[MovedPage | GonePage]:
    """Yield the page of a withdrawn statement; every address below it redirects there."""
    until = day_in_words(one.until, index.config.site.language)
    whole = index.places[one.slug]
    has_pages = index.config.has_answer_pages
    answers = [anchor for anchor in one.anchors if has_pages and anchor.startswith(_ANSWER)]
    moved = dict(one.moved)
    yield GonePage(
        address=urls.of_slug(one.slug),
        title=one.title,
        description=f"It was published here until {until}.",
        what="statement",
        name=one.title,
        language="",
        statement_date=one.said_on,
        until=one.until,
        is_moved=one.is_moved,
        replaced_by=_target(index, one.replaced_by),
        context=None,
        anchors=tuple(anchor for anchor in one.anchors if anchor not in moved),
        moved=tuple(
            (anchor, _capitalised(_named([anchor])), link)
            for anchor, to in one.moved
            if (link := _target(index, to))
        ),
    )
    for anchor in answers:
        label = f"Question {_number(anchor)} of {whole.label}"
        place = Link(label, urls.of_anchor(whole.address, anchor))
        yield moved_page(urls.of_answer_page(urls.of_slug(one.slug), anchor), label, place)
    for slug in one.old_slugs:
        yield from _redirects(slug, whole, answers)
