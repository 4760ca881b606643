"""Plans the pages of topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from onrecord import urls
from onrecord.model import Address, PublishedFacts, Topic
from onrecord.pages.charts import BarChart, draw_bar_chart
from onrecord.pages.formatting import month_in_words, years_in_words
from onrecord.pages.gone_pages import to_list, with_old_addresses
from onrecord.pages.orders import in_both_orders, in_order_of, with_neighbours
from onrecord.pages.page_types import (
    Excerpt,
    ExcerptGroup,
    FigureColumn,
    Link,
    MovedPage,
    Page,
    Tally,
    TopicFigures,
    TopicPage,
    TopicsPage,
    WordRow,
)
from onrecord.pages.periods import Division, divide
from onrecord.pages.site_index import SiteIndex

_SINGLES = 12  # more statements than this are drawn by month, quarter or year
_MOST_BARS = 32
_COLUMNS = 6  # of the table of a topic
_WORDS = 5  # of a topic, in its table
_SPEAKERS = 6
_MANY = 300  # more paragraphs than this are divided by year, and in a year by month
_FIRST_PASSAGES = 12  # on a page of a topic that is divided


def plan_topics(index: SiteIndex) -> Iterator[TopicsPage | MovedPage]:
    """Yield the list of topics, and a page that redirects to it for each that is no more."""
    _ = index.config.site.wording.gettext
    page = TopicsPage(
        address=urls.TOPICS,
        title=_("Topics"),
        description=_("What the statements are about, and when."),
        chart=chart_of_topics(index, index.statements, index.about),
    )
    yield page
    yield from (to_list(urls.of_topic(slug), page) for slug in index.former_topics)


def chart_of_topics(
    index: SiteIndex,
    statements: Sequence[PublishedFacts],
    about: Mapping[str, Mapping[str, int]],
    *,
    most: int | None = None,
) -> BarChart:
    """Return a chart by date of the topics that the statements are about.

    `about` has the number of paragraphs by topic and statement. With `most`, the chart has so many
    of the topics, the most frequent first.
    """
    language = index.config.site.language
    division = divide(statements, singles=_SINGLES, most=_MOST_BARS, language=language)
    slugs = list(about)
    if most is not None:
        slugs = sorted(slugs, key=lambda slug: -sum(about[slug].values()))[:most]
    rows = []
    for slug in slugs:
        tally, topic = index.tally_of_topic(slug), index.config.topics[slug]
        rows.append(
            (tally.link.label, tally.link.address, topic.about, about[slug], tally.mentions)
        )
    return draw_bar_chart(rows, division, topics=len(index.config.topics))


def plan_topic(index: SiteIndex, topic: Topic) -> Iterator[Page]:
    """Yield the topic's page; if it has many paragraphs, pages of years or even months too.

    Each has another with the oldest first, and one at each of the topic's former addresses.
    """
    found = index.on_topic[topic.slug]
    members = tuple(one for one in index.statements if one.slug in found)
    pages = _TopicPages(index, topic).pages(members)
    yield from with_old_addresses(index.config.site, pages, map(urls.of_topic, topic.slugs))


@dataclass(frozen=True, slots=True)
class _TopicPages:
    """Plans the pages of one topic."""

    index: SiteIndex
    topic: Topic

    def pages(self, members: Sequence[PublishedFacts]) -> Iterator[TopicPage]:
        address = urls.of_topic(self.topic.slug)
        page = TopicPage(
            address=address,
            title=self.topic.label,
            description=self.topic.about,
            order=None,
            topic=self.topic,
            name=self.topic.label,
            feed=urls.of_feed(address),
            tally=self.index.tally_of_topic(self.topic.slug),
            years="",
            figures=None,
            speakers=(),
            groups=(),
        )
        yield from self._divided(page, members, (self._year_of, self._month_of))

    def _year_of(self, one: PublishedFacts) -> Link:
        page = urls.of_topic(self.topic.slug)
        return Link(str(one.date.year), urls.below(page, urls.of_year(one.date.year)))

    def _month_of(self, one: PublishedFacts) -> Link:
        page, day = urls.of_topic(self.topic.slug), one.date
        label = month_in_words(day.year, day.month, self.index.config.site.language)
        return Link(label, urls.below(page, urls.of_month(day.year, day.month)))

    def _divided(
        self,
        page: TopicPage,
        members: Sequence[PublishedFacts],
        part_of: Sequence[Callable[[PublishedFacts], Link]],
    ) -> Iterator[TopicPage]:
        """Yield the page in both orders; if it has many paragraphs, then the pages of its parts."""
        page = self._described(page, members)
        if not part_of or not self._has_many_on(members):
            yield from self._ordered(page, members)
            return
        first, *rest = part_of
        divided = [(link, tuple(group)) for link, group in groupby(members, first)]
        parts = [
            self.index.tally_on(self.topic.slug, link, [one.slug for one in group])
            for link, group in divided
        ]
        yield from self._ordered(replace(page, parts=tuple(parts)), members)
        pairs = zip(with_neighbours(parts), divided, strict=True)
        for (before, part, after), (link, group) in pairs:
            part_page = replace(
                page,
                address=link.address,
                title=f"{page.topic.label}, {link.label}",
                name=f"{page.topic.label}, {link.label}",
                parents=(*page.parents, page.tally.link),
                tally=part,
                parts=(),
                previous=before.link if before else None,
                next=after.link if after else None,
            )
            yield from self._divided(part_page, group, rest)

    def _has_many_on(self, statements: Iterable[PublishedFacts]) -> bool:
        """True if the paragraphs on the topic are divided."""
        found = self.index.on_topic[self.topic.slug]
        return sum(found.get(one.slug, 0) for one in statements) > _MANY

    def _described(self, page: TopicPage, members: Sequence[PublishedFacts]) -> TopicPage:
        """Return the page with what is the same in both orders."""
        words, speakers = Counter[str](), Counter[str]()
        for one in members:
            tally = self.index.texts.tallies(one.slug)[self.topic.slug]
            words.update(tally.words)
            speakers.update(tally.speakers)
        who = [
            Tally(self.index.speaker_links[slug], count, 0)
            for slug, count in speakers.most_common(_SPEAKERS)
        ]
        return replace(
            page,
            years=years_of(members),
            speakers=tuple(who),
            figures=self._figures(members, words),
        )

    def _figures(
        self, members: Sequence[PublishedFacts], words: Counter[str]
    ) -> TopicFigures | None:
        division = divide(
            members, singles=_COLUMNS, most=_COLUMNS, language=self.index.config.site.language
        )
        if len(division.periods) < 2:
            return None
        columns = [self._column(period.label, period.statements) for period in division.periods]
        highest = max((one.height for one in columns), default=0) or 1
        drawn = (replace(one, height=round(100 * one.height / highest, 1)) for one in columns)
        return TopicFigures(tuple(drawn), tuple(self._word_rows(division, words)))

    def _column(self, label: str, statements: Sequence[PublishedFacts]) -> FigureColumn:
        about = self.index.about[self.topic.slug]
        found = [one for one in statements if one.slug in self.index.on_topic[self.topic.slug]]
        count = sum(about.get(one.slug, 0) for one in statements)
        total = sum(self.index.entries[one.slug].paragraphs for one in statements)
        address = self._place_of(found[0]) if found else Address("")
        return FigureColumn(label, address, count, total, count / total if total else 0.0)

    def _place_of(self, one: PublishedFacts) -> Address:
        """Return where a statement's paragraphs are on the topic's pages."""
        page = urls.of_topic(self.topic.slug)
        if self._has_many_on(self.index.statements):
            is_by_month = self._has_many_on(self.index.years[one.date.year])
            page = (self._month_of(one) if is_by_month else self._year_of(one)).address
        return Address(f"{page}#{anchor_of_statement(one)}")

    def _word_rows(self, division: Division, words: Counter[str]) -> Iterator[WordRow]:
        """Yield the most frequent words, in capitals or not."""
        together = Counter[str]()
        for word, count in words.items():
            together[word.casefold()] += count
        for folded, _ in together.most_common(_WORDS):
            spellings = {word: n for word, n in words.items() if word.casefold() == folded}
            counts = (self._occurrences(period.statements, folded) for period in division.periods)
            yield WordRow(max(spellings, key=lambda one: (spellings[one], one)), tuple(counts))

    def _occurrences(self, statements: Iterable[PublishedFacts], folded: str) -> int:
        tallies = (self.index.texts.tallies(one.slug).get(self.topic.slug) for one in statements)
        return sum(
            count
            for tally in tallies
            if tally
            for word, count in tally.words.items()
            if word.casefold() == folded
        )

    def _ordered(self, page: TopicPage, members: Sequence[PublishedFacts]) -> Iterator[TopicPage]:
        """Yield the page with the latest first, and with the oldest first; or one page."""
        whole = () if page.parts else tuple(map(self._group, members))
        for one in in_both_orders(page, len(members), self.index.config.site.wording):
            if page.parts:
                groups: Iterable[ExcerptGroup] = self._first_groups(in_order_of(one, members))
            else:
                groups = in_order_of(one, whole)
            parts = tuple(in_order_of(one, page.parts))
            yield replace(one, groups=_with_years(groups), parts=parts)

    def _first_groups(self, members: Iterable[PublishedFacts]) -> list[ExcerptGroup]:
        """Return the paragraphs of the first statements, until there are enough for a page."""
        groups: list[ExcerptGroup] = []
        passages = 0
        for one in members:
            if passages >= _FIRST_PASSAGES:
                break
            groups.append(self._group(one))
            passages += len(groups[-1].excerpts)
        return groups

    def _group(self, one: PublishedFacts) -> ExcerptGroup:
        excerpts = self.index.texts.excerpts(one.slug, self.topic.slug)
        return ExcerptGroup(
            entry=self.index.entries[one.slug],
            anchor=anchor_of_statement(one),
            year_anchor="",
            excerpts=tuple(_asked_once(e for e in excerpts if e.is_about)),
            mentions=tuple(e for e in excerpts if not e.is_about),
        )


def _with_years(groups: Iterable[ExcerptGroup]) -> tuple[ExcerptGroup, ...]:
    """Return the groups, the first of each year with the year's id."""
    firsts = dict[int, str]()
    for group in groups:
        firsts.setdefault(group.entry.statement.date.year, group.anchor)
    anchors = {anchor: anchor_of_year(year) for year, anchor in firsts.items()}
    return tuple(replace(one, year_anchor=anchors.get(one.anchor, "")) for one in groups)


def anchor_of_statement(statement: PublishedFacts) -> str:
    """Return the id of a statement's part of a topic's page."""
    return f"in-{statement.slug}"


def anchor_of_year(year: int) -> str:
    """Return the id of a year's part of a topic's page."""
    return f"in-{year}"


def years_of(statements: Sequence[PublishedFacts]) -> str:
    """Return `2017–2021` for statements by date; empty if there are none."""
    if not statements:
        return ""
    return years_in_words(statements[0].date.year, statements[-1].date.year)


def _asked_once(excerpts: Iterable[Excerpt]) -> Iterator[Excerpt]:
    """Yield the excerpts with each question before the first of its answer, and not on itself."""
    asked = 0
    for one in excerpts:
        is_shown = one.kind != "question" and one.question_number != asked
        asked = one.question_number or asked
        yield one if is_shown else replace(one, question="")
