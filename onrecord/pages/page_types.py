"""The types of pages, and what each shows. All decisions are made: templates loop and print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from onrecord import urls
from onrecord.citations.json_ld import JsonLd
from onrecord.content.recordings import Medium, origin_of
from onrecord.model import (
    Address,
    Exchange,
    Heading,
    Note,
    Paragraph,
    ParagraphKind,
    PublishedFacts,
    SafeHtml,
    Slug,
    Speaker,
    Statement,
    Topic,
)
from onrecord.pages.charts import BarChart, Calendar


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address of the site."""

    label: str  # the text of the link
    address: Address  # an address of the site
    language: str = ""  # of the label, if it differs from the site's


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers."""

    label: str  # the text of the link
    address: Address  # of the file
    media_type: str  # `application/json`


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file of the collection, which is cut into several if it is large."""

    name: str  # `paragraphs.jsonl`
    parts: tuple[Link, ...]  # to the file, or to each of its parts


@dataclass(frozen=True, slots=True)
class TopicTag:
    """A topic on a paragraph, and the words that its rules matched."""

    topic: Link  # to the topic's page
    words: tuple[str, ...]  # as they are in the paragraph
    is_new: bool = True  # false if the paragraph before has it too
    is_about: bool = True  # true if the paragraph is about it; otherwise it mentions it


@dataclass(frozen=True, slots=True)
class Recording:
    """The recording of a statement on its page, or on the page of an answer."""

    medium: Medium | None  # `audio` or `video` for a player, None for a link
    address: str  # of a file of the site, or in full
    is_ours: bool  # true for a file of the site
    host: str  # of another site: `media.example.org`; otherwise empty

    @property
    def media_source(self) -> str:
        """What the content security policy must allow; empty without a player."""
        if not self.medium:
            return ""
        return "'self'" if self.is_ours else origin_of(self.address)


@dataclass(frozen=True, slots=True)
class ListenLink:
    """When a paragraph begins in the recording."""

    time: str  # `12:34`
    seconds: float  # the same in seconds
    address: str  # of the recording at this time; empty if there is no recording
    is_ours: bool  # true for a file of the site


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """A paragraph with its own address."""

    shape: ClassVar[str] = "paragraph"  # `paragraph`: how a template tells blocks apart
    paragraph: Paragraph  # the paragraph
    address: Address  # on the statement's page
    fingerprint: str  # a short hash of the text, for links
    tags: tuple[TopicTag, ...]  # its topics
    is_heading: bool = False  # true for the paragraph that is the heading of a question
    heading: str = ""  # that heading's HTML, if it is one line without blocks
    listen: ListenLink | None = None  # when it begins in the recording, if that is known


@dataclass(frozen=True, slots=True)
class TombstoneBlock:
    """A notice where something was published and then removed."""

    shape: ClassVar[str] = "tombstone"  # `tombstone`: how a template tells blocks apart
    anchors: tuple[str, ...]  # ids of what was removed
    what: str  # `Paragraph 14`
    is_many: bool  # true if `what` is a plural
    until: date  # the day on which it was removed
    before: Link | None  # the paragraph before its place, by its number
    after: Link | None  # the paragraph after its place, by its number
    replaced_by: Link | None  # None for what was withdrawn
    moved_to: tuple[Link, ...] = ()  # the paragraphs of it that have the words now, by number


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks, as printed: `before`, `name` and `after` are the parts of the attribution."""

    before: str  # text before the label
    name: str  # the label
    after: str  # text after the label: the stage note, the colon
    speaker_address: str  # of the speaker's page; empty if the speaker has no name


@dataclass(frozen=True, slots=True)
class Turn:
    """A speech."""

    shape: ClassVar[str] = "turn"  # `turn`: how a template tells blocks apart
    kind: ParagraphKind  # the kind of its paragraphs
    page: Address  # of the statement's page
    speaker: str  # the speaker's slug
    attribution: Attribution | None  # None if none is printed, or only “Question:”
    # the paragraphs and what is between them
    blocks: tuple[ParagraphBlock | Note | Heading | TombstoneBlock, ...]


OpeningPart = Turn | Note | Heading


@dataclass(frozen=True, slots=True)
class ExchangeSection:
    """A question with its answers."""

    exchange: Exchange  # the exchange
    question: Turn  # the turn that asks
    answers: tuple[Turn, ...]  # the turns that answer
    question_in_short: str  # the beginning of the question
    address: Address  # on the statement's page
    own_page: Address  # of the answer's own page; if it has none, the same as `address`
    fingerprint: str  # a short hash of the text, for links


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a statement's contents."""

    label: str  # empty for the opening statement
    address: Address  # on the statement's page
    number: int = 0  # of a question; 0 for other parts


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """A statement in a list."""

    statement: PublishedFacts  # the statement
    address: Address  # of its page
    paragraphs: int  # the number of its paragraphs
    exchanges: int  # the number of its questions
    topics: tuple[Link, ...]  # the topics of its paragraphs
    main_topics: tuple[str, ...]  # what most of its paragraphs are about, at most three topics
    occasion: str = ""  # the occasion, if the title does not name it
    questions: tuple[ContentsEntry, ...] = ()  # its questions, where a list shows them
    excerpt: Excerpt | None = None  # a paragraph, where a list shows one


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """The statements of a year or a month in a list."""

    link: Link | None  # to the page of the year or month; None for a group without a heading
    anchor: str  # the id of the group
    entries: tuple[StatementEntry, ...]  # in the order of the page


@dataclass(frozen=True, slots=True)
class Order:
    """The pages with the same list in both orders."""

    latest: Address  # with the latest first
    oldest: Address  # with the oldest first
    is_latest_first: bool  # true on the first of them


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is on a topic, or by a speaker."""

    link: Link  # to the page
    paragraphs: int  # the number of paragraphs; on a topic, of those that are about it
    statements: int  # the number of statements that have them
    mentions: int = 0  # the number of paragraphs that only mention the topic


@dataclass(frozen=True, slots=True)
class TopicTally:
    """Which words of a topic occur in a statement, and who speaks about the topic."""

    words: Mapping[str, int]  # how often each occurs
    speakers: Mapping[Slug, int]  # the number of paragraphs that are about it, by speaker


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A paragraph out of its context; of a long one, the sentences with the topic's words."""

    number: int  # of the paragraph
    kind: ParagraphKind  # of the paragraph
    address: Address  # on the statement's page
    html: SafeHtml  # the text, with the topic's words marked
    is_about: bool  # true if it is about the topic; otherwise it mentions it
    speaker: Link  # to the speaker's page
    question_number: int  # of the question that it answers or asks; 0 if there is none
    question: str  # the beginning of that question; empty where it is not shown again


@dataclass(frozen=True, slots=True)
class ExcerptGroup:
    """The paragraphs of one statement on a topic."""

    entry: StatementEntry  # the statement
    anchor: str  # the id of the group on the page
    year_anchor: str  # the id of the year, on its first group; otherwise empty
    excerpts: tuple[Excerpt, ...]  # those about the topic, in reading order
    mentions: tuple[Excerpt, ...]  # those that mention it, in reading order


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A statement or a period in the table of a topic."""

    label: str  # `26 Feb 2021`, `2021`
    address: Address  # of its passages; empty if there are none
    count: int  # the number of paragraphs about the topic
    total: int  # the number of all paragraphs
    height: float  # of its bar, at most 100


@dataclass(frozen=True, slots=True)
class WordRow:
    """How often a word of a topic occurs, by column."""

    word: str  # as it is written most often
    counts: tuple[int, ...]  # for each column


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """How often paragraphs are about a topic over time, and how often its words occur."""

    columns: tuple[FigureColumn, ...]  # by date
    words: tuple[WordRow, ...]  # the most frequent first


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has."""

    template: ClassVar[str]  # the name of its template
    graph_type: ClassVar[str] = "website"  # OpenGraph's type
    scripts: ClassVar[tuple[str, ...]] = ()  # scripts besides those of every page
    text_id: ClassVar[str] = "main"  # the id of the main content, for a link that skips to it
    menu_entry: Address | None = None  # the entry of the menu that it belongs to
    address: Address  # of the page
    title: str  # without the site's title
    description: str  # one sentence, for search engines
    trail: tuple[Link, ...] = ()  # the breadcrumb, without the home page and this page
    said_on: date | None = None  # the date of the statement that the page shows
    graph_title: str = ""  # the title of links to the page on other sites, if it differs
    graph_description: str = ""  # their description, if it differs
    recording: Recording | None = None  # what the page plays, or links to

    @property
    def canonical(self) -> Address:
        """The address that search engines are to use."""
        return self.address

    @property
    def is_listed(self) -> bool:
        """False if search engines are not to list it."""
        return self.canonical == self.address

    @property
    def card(self) -> Address:
        """The address of the page's social card, if it has one."""
        return urls.of_card(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedPage(Page):
    """A page with a list by date."""

    order: Order | None  # its two orders; None if the list is too short for that

    @property
    def canonical(self) -> Address:
        """The address of the page with the latest first."""
        return self.order.latest if self.order else self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(OrderedPage):
    """Search box, statements by date, topics over time."""

    template: ClassVar[str] = "home.html"
    menu_entry: Address | None = urls.HOME  # the entry of the menu that it belongs to
    is_large: bool  # true if there are too many statements for one page
    groups: tuple[EntryGroup, ...]  # all statements by year; of many, six
    more: tuple[Link, ...]  # if there are many, the months of these six
    calendar: Calendar  # statements by year and month
    has_month_table: bool  # true if the calendar is a table with a figure for each month
    chart: BarChart  # topics by date; if there are many statements, the most frequent topics
    speakers: tuple[tuple[Speaker, Tally], ...]  # of many, those in the most statements
    speakers_count: int  # the number of all speakers
    statements: int  # the number of statements
    questions: int  # the number of questions
    paragraphs: int  # the number of paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage(OrderedPage):
    """The statements of a year, by month where there are many."""

    template: ClassVar[str] = "year.html"
    menu_entry: Address | None = urls.HOME  # the entry of the menu that it belongs to
    year: int  # the year
    months: tuple[EntryGroup, ...]  # its statements
    previous: Link | None  # the year before that has statements
    next: Link | None  # the year after that has statements
    statements: int  # the number of statements


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage(OrderedPage):
    """The statements of a month, where a year has many."""

    template: ClassVar[str] = "month.html"
    menu_entry: Address | None = urls.HOME  # the entry of the menu that it belongs to
    name: str  # `February 2021`
    parents: tuple[Link, ...]  # to the year's page
    entries: tuple[StatementEntry, ...]  # in the order of the page
    previous: Link | None  # the month before that has a page
    next: Link | None  # the month after that has a page


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptPage(Page):
    """A page with the text of a statement, or a part of it."""

    text_id: ClassVar[str] = "text"
    graph_type: ClassVar[str] = "article"
    scripts: ClassVar[tuple[str, ...]] = ("copy-link", "landing", "passages")
    entry: StatementEntry  # the statement with its counts and topics
    statement: Statement  # the statement
    history: Address  # the file with all edits since publication; empty if there are none
    title_has_date: bool  # true if the statement's short title says the date
    people: Mapping[str, Speaker]  # all speakers of config.yaml, by slug
    downloads: tuple[Download, ...]  # what the page shows, and its citation, as files
    count: int  # how many questions the statement has; 0 if some were removed
    previous: Link | None  # the statement or question before
    next: Link | None  # the statement or question after


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage(TranscriptPage):
    """A statement: its details, its contents, its whole text."""

    template: ClassVar[str] = "statement.html"
    year: Link  # to the year's page
    has_long_title: bool  # true if its headline is set smaller
    beginning: str  # the beginning of the opening
    speaker: Link  # to the speaker's page
    quoted: tuple[Link, ...]  # to the pages of the people that a report quotes
    contents: tuple[ContentsEntry, ...]  # without questions that say nothing: “Thank you.”
    opening: tuple[OpeningPart, ...]  # all before the first question
    exchanges: tuple[ExchangeSection, ...]  # questions with their answers


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage(TranscriptPage):
    """A question and its whole answer, on a page of their own."""

    template: ClassVar[str] = "answer.html"
    section: ExchangeSection  # the question with its answers
    # for `citation.json_ld`
    describe: Callable[[Exchange, str], JsonLd] = field(compare=False)
    number: int  # the question's number


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage(OrderedPage):
    """How often a topic occurs, and its paragraphs; many have pages by year or month too."""

    template: ClassVar[str] = "topic.html"
    menu_entry: Address | None = urls.TOPICS  # the entry of the menu that it belongs to
    topic: Topic  # the topic
    name: str  # the topic's label; for a part, with the year or month
    parents: tuple[Link, ...] = ()  # for a part, the pages above it
    feed: Address  # of its feed
    tally: Tally  # how much there is on the page and its parts
    years: str  # from when to when: `2017–2021`
    figures: TopicFigures | None  # how often by date; None if there is only one date
    speakers: tuple[Tally, ...]  # who speaks about it most
    groups: tuple[ExcerptGroup, ...]  # paragraphs by statement; if there are parts, the first
    parts: tuple[Tally, ...] = ()  # years or months with pages of their own
    previous: Link | None = None  # the part before
    next: Link | None = None  # the part after


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage(Page):
    """All topics."""

    template: ClassVar[str] = "topics.html"
    menu_entry: Address | None = urls.TOPICS  # the entry of the menu that it belongs to
    chart: BarChart  # topics by date, in config.yaml's order


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage(OrderedPage):
    """Who somebody is, and the statements in which they speak or are quoted."""

    template: ClassVar[str] = "speaker.html"
    menu_entry: Address | None = urls.SPEAKERS  # the entry of the menu that it belongs to
    speaker: Speaker  # the speaker
    feed: Address  # of the speaker's feed
    offices: tuple[str, ...]  # `Minister of Foreign Affairs since 9 March 2004`
    also_given_as: tuple[str, ...]  # other names and labels
    tally: Tally  # how much the speaker says
    years: str  # from when to when: `2017–2021`
    spoken: tuple[EntryGroup, ...]  # statements in which the speaker speaks; many by year
    quoted: tuple[StatementEntry, ...]  # reports that quote the speaker
    chart: BarChart  # what the speaker speaks about, by date


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersPage(Page):
    """All speakers, by name or by amount."""

    template: ClassVar[str] = "speakers.html"
    scripts: ClassVar[tuple[str, ...]] = ("filter",)
    menu_entry: Address | None = urls.SPEAKERS  # the entry of the menu that it belongs to
    people: tuple[tuple[Speaker, Tally], ...]  # in the order of the page
    unnamed: tuple[tuple[Speaker, Tally], ...]  # groups without names
    is_by_name: bool  # true if they are by name, false if those who say most are first

    @property
    def canonical(self) -> Address:
        """The address of the page by name."""
        return urls.SPEAKERS


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """The search page; the browser finds and shows the results."""

    template: ClassVar[str] = "search.html"
    scripts: ClassVar[tuple[str, ...]] = ("search",)
    menu_entry: Address | None = urls.SEARCH  # the entry of the menu that it belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePage(Page):
    """The page on which quotations are checked, in the browser."""

    template: ClassVar[str] = "quote.html"
    scripts: ClassVar[tuple[str, ...]] = ("quote",)
    menu_entry: Address | None = urls.QUOTE  # the entry of the menu that it belongs to
    speakers: tuple[Speaker, ...]  # people to choose from
    statements: int  # the number of statements
    first: date | None  # the date of the first statement
    last: date | None  # the date of the last statement


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    """Sources, the method with the topics' rules, and downloads."""

    template: ClassVar[str] = "about.html"
    menu_entry: Address | None = urls.ABOUT  # the entry of the menu that it belongs to
    entries: tuple[StatementEntry, ...]  # all statements; empty if they are many
    publishers: tuple[tuple[str, int], ...]  # of the sources, with the number of statements
    parts: Mapping[str, int]  # in how many files each data file is, by its address
    topics: tuple[tuple[Topic, Tally], ...]  # in config.yaml's order
    statements: int  # the number of statements
    paragraphs: int  # the number of paragraphs
    has_lunr_index: bool  # true if Lunr's own index can be downloaded
    formats: tuple[str, ...]  # the formats in which a statement and its citation can be downloaded
    has_all_formats: bool  # true if these are all that there are


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPage(Page):
    """A page that the project adds, from a file in its folder `pages`."""

    template: ClassVar[str] = "page.html"
    parts: tuple[SafeHtml, ...]  # headings, lists and paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage(Page):
    """The list of data files, if they are cut; no sitemap has it, as it comes and goes."""

    template: ClassVar[str] = "data.html"
    menu_entry: Address | None = urls.ABOUT  # the entry of the menu that it belongs to
    files: tuple[DataFile, ...]  # those that are cut

    @property
    def is_listed(self) -> bool:
        """False: search engines are not to list it."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage(Page):
    """A former address, which redirects to the current one."""

    template: ClassVar[str] = "moved.html"
    scripts: ClassVar[tuple[str, ...]] = ("moved",)
    target: Link  # to the current address

    @property
    def canonical(self) -> Address:
        """The address of the target."""
        return urls.without_anchor(self.target.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePage(Page):
    """The address of a statement or an answer that was withdrawn, or replaced by another."""

    template: ClassVar[str] = "gone.html"
    what: str  # `statement` or `answer`
    name: str  # the title of the statement, or of the one that had the answer
    language: str  # of the name, or empty
    statement_date: date  # the day on which it was said
    until: date  # the day on which it was removed
    replaced_by: Link | None  # None for what was withdrawn
    context: Link | None  # to its former place in the statement
    anchors: tuple[str, ...] = ()  # ids of its parts, so that old links arrive here
    is_moved: bool = False  # true if its words are in other statements now, unchanged
    moved: tuple[tuple[str, str, Link], ...] = ()  # the id and name of each part, and its new place

    @property
    def is_listed(self) -> bool:
        """False: search engines are not to list it."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Page):
    """The page that a server shows for an address that does not exist."""

    template: ClassVar[str] = "not-found.html"
