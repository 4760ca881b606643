"""Plans what replaces removed parts: tombstones in the text, and pages at old addresses.

What was renamed or merged into another part redirects: it is the same text, in which numbers mean
what they meant. What was moved to another statement says where its words are now, unchanged. What
was withdrawn or replaced says so, and when, so that a reader with a citation does not take other
text for the text that was cited. Withdrawn text is not shown again, since it may have been
withdrawn so that nobody reads it. It stays in the permalink record, beside the transcripts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Literal

from onrecord import urls
from onrecord.model import (
    Address,
    Anchor,
    Site,
    Slug,
    Statement,
    Withdrawn,
    WithdrawnStatement,
    is_of_exchange,
    number_in,
)
from onrecord.pages.formatting import capitalised, day_in_words, list_in_words
from onrecord.pages.page_types import GonePage, Link, MovedPage, Page, TombstoneBlock
from onrecord.pages.site_index import PageIndex, link_to

Side = Literal["before", "after"]


def place_tombstones(
    index: PageIndex, statement: Statement
) -> Mapping[tuple[Side, Anchor | None], Sequence[TombstoneBlock]]:
    """Return a tombstone for all that was withdrawn from one place on one day.

    They are by the paragraph beside them: those after it, or before the first that there is.
    """
    placed = defaultdict[tuple[Side, Anchor | None], list[TombstoneBlock]](list)
    for (anchor, following, _, target, _), group in groupby(statement.withdrawn, key=_place):
        beside: tuple[Side, Anchor | None] = ("after", anchor) if anchor else ("before", following)
        placed[beside].append(_tombstone(index, statement, tuple(group), target))
    return placed


def plan_gone(index: PageIndex, statement: Statement) -> Iterator[MovedPage | GonePage]:
    """Yield a page for every address of the statement that has no page of its own any more."""
    if statement.old_slugs or statement.has_history:
        yield from _removed_answers(index, statement)
        yield from _old_addresses(index, statement)


def _place(one: Withdrawn) -> tuple[Anchor | None, Anchor | None, str, str, bool]:
    to = one.replaced_by.partition("/")[0] if one.is_moved else one.replaced_by
    return one.before, one.after, one.until.isoformat(), to, one.is_moved


def _tombstone(
    index: PageIndex, statement: Statement, gone: tuple[Withdrawn, ...], target: str
) -> TombstoneBlock:
    """Return the tombstone of parts that `target` replaces, if anything does."""
    first = gone[0]
    page = urls.of_statement(statement)
    anchors = tuple(one.anchor for one in gone)
    return TombstoneBlock(
        anchors=anchors,
        what=capitalised(_named(index, anchors)),
        is_many=len(anchors) > 1,
        until=first.until,
        before=_numbered(page, first.before) if first.before else None,
        after=_numbered(page, first.after) if first.after else None,
        replaced_by=_target(index, target),
        moved_to=_moved_to(index, [one.replaced_by for one in gone]) if first.is_moved else (),
    )


def _moved_to(index: PageIndex, targets: Iterable[str]) -> tuple[Link, ...]:
    """Return links to the paragraphs that have the text now, by their numbers."""
    parts = (target.partition("/") for target in targets)
    return tuple(
        _numbered(index.places[slug].address, Anchor(anchor))
        for slug, _, anchor in parts
        if slug in index.places and not is_of_exchange(anchor)
    )


def _numbered(page: Address, anchor: Anchor) -> Link:
    """Return the link to a paragraph on a page, by its number."""
    return Link(str(number_in(anchor)), urls.of_anchor(page, anchor))


def _named(index: PageIndex, anchors: Iterable[str]) -> str:
    """Return `paragraph 14` or `question 2 and its answer (paragraphs 5, 6 and 7)`."""
    questions, paragraphs = list[int](), list[int]()
    for anchor in anchors:
        (questions if is_of_exchange(anchor) else paragraphs).append(number_in(anchor))
    ngettext = index.config.site.wording.ngettext
    named = ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", len(paragraphs)) % {
        "numbers": _listed(index, paragraphs)
    }
    if not questions:
        return named
    answers = ngettext(
        "question %(numbers)s and its answer",
        "questions %(numbers)s and their answers",
        len(questions),
    ) % {"numbers": _listed(index, questions)}
    return f"{answers} ({named})" if paragraphs else answers


def _listed(index: PageIndex, numbers: list[int]) -> str:
    """Return `5`, `5, 6 and 9` or `5 to 9`."""
    if len(numbers) > 3:
        first, last = numbers[0], numbers[-1]
        if numbers == [*range(first, last + 1)]:
            _ = index.config.site.wording.gettext
            return _("%(first)s to %(last)s") % {"first": first, "last": last}
    return list_in_words([*map(str, numbers)], index.config.site.language)


def _target(index: PageIndex, target: str) -> Link | None:
    """Return the link to what replaces something: `2018-02-20-asif/p3`, `2018-02-20-asif`."""
    slug, _, anchor = target.partition("/")
    place = index.places.get(slug)
    if place is None:
        return None
    if not anchor:
        return place
    _ = index.config.site.wording.gettext
    label = _("%(part)s of %(title)s") % {
        "part": _named(index, [anchor]),
        "title": place.label,
    }
    return Link(label, urls.of_anchor(place.address, Anchor(anchor)))


def _removed_answers(index: PageIndex, statement: Statement) -> Iterator[MovedPage | GonePage]:
    """Yield the pages of answers that the statement no longer has."""
    if not index.config.has_answer_pages:
        return
    site = index.config.site
    _ = site.wording.gettext
    question, paragraph = _("Question %(number)s"), _("Paragraph %(number)s")
    places = [
        (one.also, Link(question % {"number": one.number}, urls.of_answer(statement, one)))
        for one in statement.exchanges
    ]
    places += [
        (one.also, Link(paragraph % {"number": one.number}, urls.of_paragraph(statement, one)))
        for one in statement.paragraphs
    ]
    for anchors, target in places:
        for anchor in filter(is_of_exchange, anchors):
            address = urls.of_answer_page(urls.of_statement(statement), anchor)
            yield moved_page(site, address, question % {"number": number_in(anchor)}, target)
    for one in statement.withdrawn:
        if is_of_exchange(one.anchor):
            yield _removed_answer(index, statement, one)


def _removed_answer(index: PageIndex, statement: Statement, one: Withdrawn) -> GonePage:
    return GonePage(
        address=urls.of_answer_page(urls.of_statement(statement), one.anchor),
        title=_title(index, one.anchor, statement.short_title),
        description=_published_until(index, one.until),
        what="answer",
        name=statement.short_title,
        language=statement.language,
        statement_date=statement.date,
        until=one.until,
        is_moved=one.is_moved,
        replaced_by=_target(index, one.replaced_by),
        context=replace(
            link_to(statement), address=urls.of_anchor(urls.of_statement(statement), one.anchor)
        ),
    )


def _old_addresses(index: PageIndex, statement: Statement) -> Iterator[MovedPage]:
    """Yield the pages of the statement's former slugs, which redirect to the current pages."""
    answers = [e.anchor for e in statement.exchanges if index.config.has_answer_pages]
    answers += [Anchor(page.address.split("/")[-2]) for page in _removed_answers(index, statement)]
    whole = link_to(statement)
    for slug in statement.old_slugs:
        yield from _redirects(index, slug, whole, answers)


def _redirects(
    index: PageIndex, slug: Slug, whole: Link, answers: Iterable[Anchor]
) -> Iterator[MovedPage]:
    site = index.config.site
    yield moved_page(site, urls.of_slug(slug), whole.label, whole)
    for anchor in answers:
        address = urls.of_answer_page(whole.address, anchor)
        link = Link(_title(index, anchor, whole.label), address)
        yield moved_page(site, urls.of_answer_page(urls.of_slug(slug), anchor), link.label, link)


def _title(index: PageIndex, anchor: str, statement: str) -> str:
    _ = index.config.site.wording.gettext
    return _("Question %(number)s of %(title)s") % {"number": number_in(anchor), "title": statement}


def _published_until(index: PageIndex, until: date) -> str:
    _ = index.config.site.wording.gettext
    day = day_in_words(until, index.config.site.language)
    return _("It was published here until %(day)s.") % {"day": day}


def moved_page(site: Site, address: Address, title: str, target: Link) -> MovedPage:
    """Return the page of a former address, which redirects to the current one."""
    _ = site.wording.gettext
    return MovedPage(
        address=address,
        title=title,
        description=_("%(title)s has moved to another address.") % {"title": title},
        target=target,
    )


def with_old_addresses(
    site: Site, pages: Iterable[Page], addresses: Iterable[Address]
) -> Iterator[Page]:
    """Yield the pages of a topic or a speaker, each with one at every former address.

    The first of the addresses is the current one.
    """
    current, *former = addresses
    for page in pages:
        yield page
        part = Address(page.address.removeprefix(current))
        for old in former:
            link = Link(page.title, page.address)
            yield moved_page(site, urls.below(old, part), page.title, link)


def to_list(address: Address, page: Page) -> MovedPage:
    """Return the page of a topic or a speaker that is no more, which redirects to their list."""
    link = Link(page.title, page.address)
    return MovedPage(address=address, title=page.title, description=page.description, target=link)


def plan_withdrawn(index: PageIndex, one: WithdrawnStatement) -> Iterator[MovedPage | GonePage]:
    """Yield the page of a withdrawn statement; every address below it redirects there."""
    whole = index.places[one.slug]
    has_pages = index.config.has_answer_pages
    answers = [anchor for anchor in one.anchors if has_pages and is_of_exchange(anchor)]
    moved = dict(one.moved)
    yield GonePage(
        address=urls.of_slug(one.slug),
        title=one.title,
        description=_published_until(index, one.until),
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
            (anchor, capitalised(_named(index, [anchor])), link)
            for anchor, to in one.moved
            if (link := _target(index, to))
        ),
    )
    for anchor in answers:
        label = _title(index, anchor, whole.label)
        place = Link(label, urls.of_anchor(whole.address, anchor))
        address = urls.of_answer_page(urls.of_slug(one.slug), anchor)
        yield moved_page(index.config.site, address, label, place)
    for slug in one.old_slugs:
        yield from _redirects(index, slug, whole, answers)
