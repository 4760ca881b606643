"""The kinds of page, and what each shows. Every decision is made: templates loop and print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from onrecord import urls
from onrecord.citations.json_ld import Linked
from onrecord.model import Address, Exchange, Paragraph, ParagraphKind, Speaker, Statement, Topic
from onrecord.pages.charts import Chart, Timeline


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address of the site, with the language of its label where that differs."""

    label: str
    address: Address
    language: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers."""

    label: str
    address: Address
    media_type: str


@dataclass(frozen=True, slots=True)
class TopicTag:
    """A topic on a paragraph, and the words that made it."""

    topic: Link
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """A paragraph with its own address."""

    shape: ClassVar[str] = "paragraph"
    paragraph: Paragraph
    address: Address
    fingerprint: str
    tags: tuple[TopicTag, ...]


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A stage direction; or, with the shape `separator`, what the source printed as one."""

    text: str
    shape: str = "note"


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading of the source at the level that it has on our page."""

    shape: ClassVar[str] = "heading"
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class TombstoneBlock:
    """Where something stood that was published and is there no longer."""

    shape: ClassVar[str] = "tombstone"
    anchors: tuple[str, ...]
    what: str  # `Paragraph 14`
    is_many: bool
    until: date
    before: Link | None  # the paragraph before its place, by its number
    after: Link | None
    leads_to: Link | None  # what replaces it


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks, as it is printed: `before`, `name` and `after` together are the printed words."""

    before: str
    name: str
    after: str
    speaker_address: str  # empty where the name leads to nobody's page


@dataclass(frozen=True, slots=True)
class Turn:
    """A speech as it is shown."""

    shape: ClassVar[str] = "turn"
    kind: ParagraphKind
    speaker: str  # a slug
    attribution: Attribution | None
    blocks: tuple[ParagraphBlock | NoteBlock | HeadingBlock | TombstoneBlock, ...]


OpeningPart = Turn | NoteBlock | HeadingBlock


@dataclass(frozen=True, slots=True)
class ExchangeSection:
    """A question with its answer, and the two addresses it has."""

    exchange: Exchange
    question: Turn
    answers: tuple[Turn, ...]
    question_in_short: str
    address: Address  # in its context
    own_page: Address
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a statement's contents; `number` counts questions and is 0 for other parts."""

    label: str  # empty for the opening statement
    address: Address
    number: int = 0


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """A statement in a list."""

    statement: Statement
    address: Address
    paragraphs: int
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The statements of a year."""

    year: Link
    entries: tuple[StatementEntry, ...]


@dataclass(frozen=True, slots=True)
class MonthGroup:
    """The statements of a month; all of the year's, without a month, where they are few."""

    month: Link | None
    entries: tuple[StatementEntry, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A topic or a speaker in an index: how much there is of it."""

    link: Link
    paragraphs: int
    statements: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A paragraph out of its context, and the question that it answers or asks, if any."""

    paragraph: Paragraph
    address: Address
    words: tuple[str, ...]  # that made the tag
    speaker: Link
    question: ContentsEntry | None


@dataclass(frozen=True, slots=True)
class ExcerptGroup:
    """The paragraphs of one statement on a topic."""

    entry: StatementEntry
    anchor: str
    year_anchor: str  # empty where the year's first group has it
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has."""

    template: ClassVar[str]
    graph_type: ClassVar[str] = "website"  # OpenGraph's
    scripts: ClassVar[tuple[str, ...]] = ()  # beside those of every page
    is_listed: ClassVar[bool] = True  # whether search engines are told of it
    address: Address
    title: str  # without the site's
    description: str
    trail: tuple[Link, ...] = ()  # from the home page down, without this page
    said_on: date | None = None
    graph_title: str = ""  # what a link to the page is shown as elsewhere, where that differs
    graph_description: str = ""

    @property
    def canonical(self) -> Address:
        """The address by which the page wants to be known."""
        return self.address

    @property
    def card(self) -> Address:
        """The address of the picture beside links to the page, if it has one."""
        return urls.of_card(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """Search box, timeline, all statements by date, topics against dates."""

    template: ClassVar[str] = "home.html"
    years: tuple[YearGroup, ...]
    timeline: Timeline
    chart: Chart
    statements: int
    paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage(Page):
    """The statements of a year, by month where there are many."""

    template: ClassVar[str] = "year.html"
    year: int
    months: tuple[MonthGroup, ...]
    previous: Link | None
    next: Link | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage(Page):
    """The statements of a month, where a year has many."""

    template: ClassVar[str] = "month.html"
    name: str
    entries: tuple[StatementEntry, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage(Page):
    """A statement: its facts, its contents, all its words."""

    template: ClassVar[str] = "statement.html"
    graph_type: ClassVar[str] = "article"
    scripts: ClassVar[tuple[str, ...]] = ("copy-link", "landing", "passages")
    entry: StatementEntry
    statement: Statement
    history: Address  # what changed since publication; empty where nothing did
    people: Mapping[str, Speaker]  # everybody's names, by slug
    beginning: str  # of its opening
    speaker: Link
    quoted: tuple[Link, ...]
    contents: tuple[ContentsEntry, ...]  # empty where there is only one part
    opening: tuple[OpeningPart, ...]
    exchanges: tuple[ExchangeSection, ...]
    downloads: tuple[Download, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage(Page):
    """A question and its whole answer by themselves."""

    template: ClassVar[str] = "answer.html"
    graph_type: ClassVar[str] = "article"
    scripts: ClassVar[tuple[str, ...]] = ("copy-link", "landing", "passages")
    entry: StatementEntry
    statement: Statement
    history: Address  # what changed since publication; empty where nothing did
    people: Mapping[str, Speaker]  # everybody's names, by slug
    section: ExchangeSection
    work: Callable[[], Linked] = field(compare=False)  # the statement in JSON-LD, made once
    downloads: tuple[Download, ...]  # of its citation
    number: int
    count: int  # of the questions; 0 where their numbers do not count them, as some are gone
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage(Page):
    """The paragraphs on a topic by date; by year or month on pages of their own where many."""

    template: ClassVar[str] = "topic.html"
    topic: Topic
    feed: Address
    tally: Tally
    groups: tuple[ExcerptGroup, ...]
    parts: tuple[Tally, ...] = ()  # the years or months that have them instead
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage(Page):
    """All topics."""

    template: ClassVar[str] = "topics.html"
    topics: tuple[tuple[Topic, Tally], ...]
    chart: Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage(Page):
    """Who somebody is, and the statements in which they speak or are quoted."""

    template: ClassVar[str] = "speaker.html"
    speaker: Speaker
    feed: Address
    printed_as: tuple[str, ...]  # empty where nothing but the name itself is printed
    tally: Tally
    spoken: tuple[StatementEntry, ...]
    quoted: tuple[StatementEntry, ...]
    shows_topics: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersPage(Page):
    """All speakers."""

    template: ClassVar[str] = "speakers.html"
    people: tuple[tuple[Speaker, Tally], ...]
    unnamed: tuple[tuple[Speaker, Tally], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """The search page; what it finds is found in the browser."""

    template: ClassVar[str] = "search.html"
    scripts: ClassVar[tuple[str, ...]] = ("search",)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePage(Page):
    """Where quotations are looked up; what is found, is found in the browser."""

    template: ClassVar[str] = "quote.html"
    scripts: ClassVar[tuple[str, ...]] = ("quote",)
    speakers: tuple[Speaker, ...]  # who can be asked for
    recorded: tuple[str, ...]  # slugs of those whose words the statements are
    statements: int
    first: date | None  # when the first of them was made, and the last
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    """Sources, method with the tagging rules, downloads."""

    template: ClassVar[str] = "about.html"
    entries: tuple[StatementEntry, ...]
    topics: tuple[tuple[Topic, Tally], ...]
    paragraphs: int
    has_lunr_index: bool  # as a download


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage(Page):
    """An address that something had before: it leads on to where that stands now."""

    template: ClassVar[str] = "moved.html"
    scripts: ClassVar[tuple[str, ...]] = ("moved",)
    is_listed: ClassVar[bool] = False
    leads_to: Link

    @property
    def canonical(self) -> Address:
        """The address that it leads to."""
        return urls.without_anchor(self.leads_to.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePage(Page):
    """The address of a statement or an answer that was withdrawn, or replaced by another."""

    template: ClassVar[str] = "gone.html"
    is_listed: ClassVar[bool] = False
    what: str  # `statement`, `answer`
    name: str  # its title, or that of the statement in which the answer stood
    language: str  # of the name, where it is known
    stood_on: date  # when it was said
    until: date
    leads_to: Link | None  # what replaces it
    context: Link | None  # where it stood
    anchors: tuple[str, ...] = ()  # whatever was published of it leads here


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Page):
    """What a server shows for an address that is not there."""

    template: ClassVar[str] = "not-found.html"
