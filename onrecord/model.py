"""The values that pass through the pipeline, in the terms of docs/architecture.md.

A statement has a type for each stage, by the type of its paragraphs: `ParsedStatement`, then
`TaggedStatement`, then `Statement`, which is published and has permalinks. Each is also of the
types before it. What needs a number or a permalink takes a `Statement`, so that mypy reports code
that would export or show one without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from gettext import NullTranslations
from typing import Any, ClassVar, Generic, Literal, NamedTuple, NewType, TypeAlias, TypeVar

from onrecord.wording import Messages, wording

ParagraphKind = Literal["statement", "question", "answer", "report"]
Slug = NewType("Slug", str)  # 2021-02-26-atmar, of a statement, a speaker or a topic
Anchor = NewType("Anchor", str)  # p14 or answer-2, within a statement
Address = NewType("Address", str)  # relative to the site's root: statements/2021-02-26-atmar/#p14
SafeHtml = NewType("SafeHtml", str)  # made by `onrecord.content.markup` only
Time = NewType("Time", int)  # in a recording, in thousandths of a second from its beginning
Moment = date | datetime  # a day, or a day and a time if the hour is known
PARAGRAPH_KINDS: tuple[ParagraphKind, ...] = ("statement", "question", "answer", "report")


# What the anchors of paragraphs and of exchanges begin with.
PARAGRAPH, EXCHANGE = "p", "answer-"


def anchor_of_paragraph(number: int) -> Anchor:
    """Return `p14` for 14."""
    return Anchor(f"{PARAGRAPH}{number}")


def anchor_of_exchange(number: int) -> Anchor:
    """Return `answer-2` for 2."""
    return Anchor(f"{EXCHANGE}{number}")


def is_of_exchange(anchor: str) -> bool:
    """True for `answer-2`, not for `p14`."""
    return anchor.startswith(EXCHANGE)


def number_in(anchor: str) -> int:
    """Return 14 for `p14` and for `answer-14`."""
    return int(anchor.removeprefix(EXCHANGE).removeprefix(PARAGRAPH))


MOST_FOR_LUNR = 5_000  # paragraphs; above this, Lunr's own index is written only on request


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a speaker held, from and to where that is known."""

    title: str  # the office's title
    since: date | None = None  # the first day, if known
    until: date | None = None  # the last day, if known


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: a person, or a group without names ("Question")."""

    slug: Slug  # in the address of the speaker's page
    name: str  # the usual name
    other_names: tuple[str, ...] = ()  # other forms of the name
    labels: tuple[str, ...] = ()  # printed before a turn, besides the names
    bare_labels: tuple[str, ...] = ()  # printed without a colon: `Q    Thank you`
    offices: tuple[Office, ...] = ()  # offices held, in the order of config.yaml
    asks: bool = False  # true if its turns are questions
    is_person: bool = True  # false for a group without names
    family_name: str = ""  # only if config.yaml states it
    formerly: tuple[Slug, ...] = ()  # slugs that it had before, whose pages redirect

    @property
    def slugs(self) -> tuple[Slug, ...]:
        """Its slug, and those that it had before."""
        return self.slug, *self.formerly


@dataclass(frozen=True, slots=True)
class TopicRules:
    """The phrases by which a topic is recognised; see `onrecord.content.topics`."""

    words: tuple[str, ...]  # phrases; one of them is enough
    supporting: tuple[str, ...] = ()  # phrases; two different ones are needed
    excluding: tuple[str, ...] = ()  # phrases that are ignored before the others are looked for
    unless: tuple[str, ...] = ()  # phrases that show that a paragraph is about something else


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that paragraphs are tagged with."""

    slug: Slug  # in the address of the topic's page
    label: str  # the topic's name
    about: str  # what the topic covers
    rules: TopicRules  # the phrases by which it is assigned
    formerly: tuple[Slug, ...] = ()  # slugs that it had before, whose pages redirect

    @property
    def slugs(self) -> tuple[Slug, ...]:
        """Its slug, and those that it had before."""
        return self.slug, *self.formerly


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic on a paragraph, and the words in the text that its rules matched."""

    topic: Slug  # the topic's slug
    words: tuple[str, ...]  # the words, as they are in the text
    spans: tuple[tuple[int, int], ...] = ()  # where they are, as slices of the text
    is_about: bool = False  # true if the paragraph is about the topic, and does not only mention it


@dataclass(frozen=True, slots=True)
class Site:
    """The site as a whole, from config.yaml."""

    title: str  # the site's name
    subtitle: str  # a line below the title of the home page, or empty
    description: str  # one or two sentences: what the collection is
    publisher: str  # who publishes the site
    address: str = ""  # `https://example.org/on-record/`, or empty
    language: str = "en"  # the language of the pages
    rights: str = ""  # what may be done with the texts
    pictures: bool = True  # social cards for its pages; there are none without an address
    messages: Messages = ()  # the site's own wording where the project changes it
    has_own_style: bool = False  # true if pages load the project's `static/project.css` too
    menu: tuple[tuple[str, Address], ...] = ()  # the project's own pages in the menu, with titles

    @property
    def has_cards(self) -> bool:
        """True if its statements and answers can have social cards."""
        return bool(self.address and self.pictures)

    @property
    def wording(self) -> NullTranslations:
        """The site's own messages, in its language: `site.wording.gettext("Search")`."""
        return wording(self.language, self.messages)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page that a project adds without code."""

    slug: Slug  # the name of its file, which is its address
    path: str  # of the file, as messages name it
    title: str  # the headline
    menu: int | None  # its place in the menu; None if it is not there
    description: str  # one sentence for search engines, or empty
    parts: tuple[SafeHtml, ...]  # headings, lists and paragraphs


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """The indexed fields with their boosts, the synonyms, and the setting for Lunr's index."""

    fields: Mapping[str, float]
    synonyms: tuple[tuple[str, ...], ...] = ()
    export_lunr: bool | None = None  # Lunr's own index, for other tools; None decides by size

    def exports_lunr(self, paragraphs: int) -> bool:
        """True if a collection with so many paragraphs has Lunr's own index as a download."""
        return paragraphs <= MOST_FOR_LUNR if self.export_lunr is None else self.export_lunr


STANDARD_DOWNLOADS = ("txt", "md", "json", "tei", "akn", "bib", "ris", "csl-json")
TIMED_DOWNLOADS = ("vtt", "podcast")  # of statements with times only
ANSWER_CITATIONS = "answer-citations"  # files for reference managers of each answer


@dataclass(frozen=True, slots=True)
class Config:
    """A valid config.yaml."""

    site: Site
    speakers: Mapping[str, Speaker]  # by slug, in the order of the file
    topics: Mapping[str, Topic]  # by slug, in the order of the file
    search: SearchSettings
    checks_off: tuple[str, ...] = ()  # names of warnings that are switched off
    has_answer_pages: bool = True  # true if answers have pages of their own
    # formats that are published beside statements
    downloads: tuple[str, ...] = (*STANDARD_DOWNLOADS, *TIMED_DOWNLOADS)
    recording_hosts: tuple[str, ...] = ()  # hosts whose recordings play on pages
    hosting: str = ""  # where the site is published, if that is a known host


@dataclass(frozen=True, slots=True)
class Source:
    """Where a transcript was published."""

    publisher: str  # the publisher's name
    url: str = ""  # the address at which it was published, or empty


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """A paragraph of a transcript."""

    kind: ParagraphKind  # a paragraph of a news report is a `report`
    speaker: Slug  # the speaker's slug
    html: SafeHtml  # block-level
    text: str  # plain text, white space folded at line ends only
    line: int  # its line in the transcript
    time: Time | None = field(default=None, kw_only=True)  # when it begins in the recording


@dataclass(frozen=True, slots=True)
class TaggedParagraph(ParsedParagraph):
    """A paragraph with its topics."""

    tags: tuple[Tag, ...]  # its topics, with the words that matched


@dataclass(frozen=True, slots=True)
class Paragraph(TaggedParagraph):
    """A published paragraph, with its number; it is the unit of search and exports."""

    number: int  # p14 is number 14
    also: tuple[Anchor, ...] = ()  # anchors of paragraphs that were merged into it; they link here

    @property
    def anchor(self) -> Anchor:
        """Its id on the statement's page."""
        return anchor_of_paragraph(self.number)


P_co = TypeVar("P_co", bound=ParsedParagraph, covariant=True)
Q = TypeVar("Q", bound=ParsedParagraph)


@dataclass(frozen=True, slots=True)
class Note:
    """An interjection, a stage direction, or a separator, as printed."""

    text: str  # as printed
    line: int  # its line in the transcript
    is_separator: bool = False  # true for a line such as `* * *`

    @property
    def shape(self) -> Literal["note", "separator"]:
        """`note` or `separator`: how a template tells parts of a text apart."""
        return "separator" if self.is_separator else "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading printed in the source."""

    shape: ClassVar[Literal["heading"]] = "heading"  # how a template tells parts of a text apart
    text: str  # as printed
    level: int  # 2 to 6; on a page, without gaps
    line: int  # its line in the transcript


@dataclass(frozen=True, slots=True)
class Speech(Generic[P_co]):
    """One turn of one speaker."""

    kind: ParagraphKind  # the kind of its paragraphs
    speaker: Slug  # the speaker's slug
    label: str  # as printed, without the colon and the stage note; empty where none is printed
    stage_note: str  # as printed, with its brackets: `(speaking after …)`
    printed: str  # the whole attribution as printed, colon included
    blocks: tuple[P_co | Note | Heading, ...]  # paragraphs, with the notes between them
    line: int  # its line in the transcript

    @property
    def paragraphs(self) -> tuple[P_co, ...]:
        """Its paragraphs, without the notes and headings among them."""
        return tuple(block for block in self.blocks if isinstance(block, ParsedParagraph))

    @property
    def text(self) -> str:
        """The text of its paragraphs."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)

    def with_paragraphs(self, change: Callable[[P_co], Q]) -> Speech[Q]:
        """Return the same speech with each paragraph changed."""
        blocks = tuple(
            change(block) if isinstance(block, ParsedParagraph) else block for block in self.blocks
        )
        return Speech(
            self.kind, self.speaker, self.label, self.stage_note, self.printed, blocks, self.line
        )


@dataclass(frozen=True, slots=True)
class ExchangeOf(Generic[P_co]):
    """A question with the speeches that answer it, until the next question."""

    question: Speech[P_co]  # the speech that asks
    answers: tuple[Speech[P_co], ...]  # the speeches that answer

    @property
    def speeches(self) -> tuple[Speech[P_co], ...]:
        """The question and its answers, in order."""
        return (self.question, *self.answers)

    @property
    def paragraphs(self) -> tuple[P_co, ...]:
        """The paragraphs of the question and its answers."""
        return tuple(p for speech in self.speeches for p in speech.paragraphs)


@dataclass(frozen=True, slots=True)
class Exchange(ExchangeOf[Paragraph]):
    """A published exchange, with its number."""

    number: int  # answer-2 is number 2
    also: tuple[Anchor, ...] = ()  # anchors of exchanges that were merged into it; they link here

    @property
    def anchor(self) -> Anchor:
        """Its id on the statement's page."""
        return anchor_of_exchange(self.number)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A paragraph or an exchange that was published and was then removed."""

    anchor: Anchor  # its former id on the statement's page
    text: str  # its last wording; for an exchange, the question's
    speaker: Slug  # the speaker's slug
    since: date  # when this wording was first published
    until: date  # when a build found it removed
    before: Anchor | None = None  # the paragraph before its place
    after: Anchor | None = None  # and the one after it
    replaced_by: str = ""  # 2018-02-20-asif/p3, or 2018-02-20-asif, or empty
    is_moved: bool = False  # true if its words are there, unchanged


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What the front matter of a document says, without its text."""

    slug: Slug  # the name of its file, in its address
    path: str  # of the transcript, as messages name it
    title: str  # the title as it was published
    short_title: str  # the title that the site shows
    date: date  # the day on which it was said
    speaker: Slug  # who speaks where no other name is printed
    kind: Literal["statement", "report"] = "statement"  # `report` is a news report
    published: Moment | None = None  # when it was published
    occasion: str = ""  # the occasion: a news conference, for instance
    place: str = ""  # where it was said
    with_whom: str = ""  # who else took part
    language: str = "en"  # the language of the text
    other_languages: tuple[str, ...] = ()  # languages in which the publisher has it too
    source: Source | None = None  # where it was published
    notes: str = ""  # the editor's note
    recording: str = ""  # the name of a file beside the transcript, or an address
    quotes: tuple[Slug, ...] = ()  # slugs of the people that a report quotes
    checks_off: tuple[str, ...] = ()  # names of warnings that are switched off for it

    @property
    def front_matter(self) -> dict[str, Any]:
        """These fields by name, for a statement of the next stage."""
        return {field.name: getattr(self, field.name) for field in fields(StatementFacts)}


@dataclass(frozen=True, slots=True)
class StatementOf(StatementFacts, Generic[P_co]):
    """One document: its front matter and its text."""

    opening: tuple[Speech[P_co] | Note | Heading, ...] = ()  # all before the first question
    exchanges: tuple[ExchangeOf[P_co], ...] = ()  # questions with their answers

    @property
    def parts(self) -> tuple[Speech[P_co] | Note | Heading, ...]:
        """Every speech, and the notes and headings outside of them, in reading order."""
        return (*self.opening, *(s for exchange in self.exchanges for s in exchange.speeches))

    @property
    def speeches(self) -> tuple[Speech[P_co], ...]:
        """Every speech, in reading order."""
        return tuple(part for part in self.parts if isinstance(part, Speech))

    @property
    def paragraphs(self) -> tuple[P_co, ...]:
        """Every paragraph, in reading order."""
        return tuple(p for speech in self.speeches for p in speech.paragraphs)

    @property
    def has_times(self) -> bool:
        """True if paragraphs have times in a recording."""
        return any(paragraph.time is not None for paragraph in self.paragraphs)

    def with_paragraphs(self, change: Callable[[P_co], Q]) -> StatementOf[Q]:
        """Return the same statement with each paragraph changed, in reading order."""
        opening = tuple(
            part.with_paragraphs(change) if isinstance(part, Speech) else part
            for part in self.opening
        )
        exchanges = tuple(
            ExchangeOf(
                exchange.question.with_paragraphs(change),
                tuple(answer.with_paragraphs(change) for answer in exchange.answers),
            )
            for exchange in self.exchanges
        )
        return StatementOf(**self.front_matter, opening=opening, exchanges=exchanges)


ParsedStatement: TypeAlias = StatementOf[ParsedParagraph]
TaggedStatement: TypeAlias = StatementOf[TaggedParagraph]


Part: TypeAlias = Speech[Paragraph] | Note | Heading


@dataclass(frozen=True, slots=True)
class Statement(StatementOf[Paragraph]):
    """A published statement: every part has a permalink."""

    exchanges: tuple[Exchange, ...] = ()  # questions with their answers
    withdrawn: tuple[Withdrawn, ...] = ()  # parts that were published and then removed
    old_slugs: tuple[Slug, ...] = ()  # former slugs, whose addresses redirect here
    has_history: bool = False  # true if anything was edited or removed since publication
    edited: Moment | None = None  # the last day on which a build found its text changed

    @property
    def facts(self) -> PublishedFacts:
        """The statement without its text, for pages and files that list many."""
        return PublishedFacts(**self.front_matter, old_slugs=self.old_slugs, edited=self.edited)

    def sections(self) -> Iterator[tuple[Exchange | None, tuple[Part, ...]]]:
        """Yield the parts of the opening, if there is one, and the speeches of each exchange."""
        if self.opening:
            yield None, self.opening
        for exchange in self.exchanges:
            yield exchange, exchange.speeches

    def placed_paragraphs(self) -> Iterator[PlacedParagraph]:
        """Yield every paragraph in its place, in reading order."""
        for exchange, parts in self.sections():
            for speech in parts:
                if isinstance(speech, Speech):
                    for paragraph in speech.paragraphs:
                        yield PlacedParagraph(self, exchange, speech, paragraph)


@dataclass(frozen=True, slots=True)
class PublishedFacts(StatementFacts):
    """A published statement without its text."""

    old_slugs: tuple[Slug, ...] = ()  # former slugs, whose addresses redirect here
    edited: Moment | None = None  # the last day on which a build found its text changed


@dataclass(frozen=True, slots=True)
class StatementSummary:
    """What lists, charts and feeds need to know of a statement."""

    facts: PublishedFacts
    exchanges: tuple[int, ...]  # the numbers of its questions
    topics: Mapping[Slug, int]  # the number of its paragraphs on each of its topics, as in config
    about: Mapping[Slug, int]  # of these, the paragraphs that are about the topic; without zeros
    speakers: Mapping[Slug, int]  # the number of paragraphs of each speaker, in reading order
    replaced_by: tuple[str, ...] = ()  # slugs of the statements that replace parts of it
    has_times: bool = False  # true if paragraphs have times in a recording

    @property
    def paragraphs(self) -> int:
        """The number of its paragraphs."""
        return sum(self.speakers.values())


class PlacedParagraph(NamedTuple):
    """A published paragraph with the speech, exchange and statement that it is part of."""

    statement: Statement
    exchange: Exchange | None  # None for a paragraph of the opening
    speech: Speech[Paragraph]
    paragraph: Paragraph

    @property
    def id(self) -> str:
        """`2021-02-26-atmar/p14`, as in the data files and the search index."""
        return f"{self.statement.slug}/{self.paragraph.anchor}"


@dataclass(frozen=True, slots=True)
class WithdrawnStatement:
    """A statement that was published and whose transcript was then removed."""

    slug: Slug
    title: str
    said_on: date
    until: date
    replaced_by: str = ""  # 2018-02-20-asif/p3, or 2018-02-20-asif, or empty
    old_slugs: tuple[Slug, ...] = ()
    anchors: tuple[Anchor, ...] = ()  # of its parts
    is_moved: bool = False  # true if all its words are in other statements now, unchanged
    moved: tuple[tuple[Anchor, str], ...] = ()  # parts whose words are elsewhere, and where
