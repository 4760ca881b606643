"""Every value that passes through the pipeline. The words are those of the field: see README.

A statement has a type for each stage, by the type of its paragraphs: `ParsedStatement`, then
`TaggedStatement`, then `Statement`, which is published and has permalinks. Each is also what it
was before; what needs a number or a permalink takes a `Statement`, so that mypy finds whoever
would export or show one without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Generic, Literal, NamedTuple, NewType, TypeAlias, TypeVar

ParagraphKind = Literal["statement", "question", "answer", "report"]
Slug = NewType("Slug", str)  # 2021-02-26-atmar, of a statement, a speaker or a topic
Anchor = NewType("Anchor", str)  # p14 or answer-2, within a statement
Address = NewType("Address", str)  # relative to the site's root: statements/2021-02-26-atmar/#p14
SafeHtml = NewType("SafeHtml", str)  # made by `onrecord.content.markup` only
Moment = date | datetime  # a day, or a day and a time where the hour is known
PARAGRAPH_KINDS: tuple[ParagraphKind, ...] = ("statement", "question", "answer", "report")


def anchor_of_paragraph(number: int) -> Anchor:
    """Return `p14`."""
    return Anchor(f"p{number}")


def anchor_of_exchange(number: int) -> Anchor:
    """Return `answer-2`."""
    return Anchor(f"answer-{number}")


MOST_FOR_LUNR = 5_000  # paragraphs: above it Lunr's own index is large, and written on request


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a speaker held, from and to where that is known."""

    title: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: a person, or a group without names ("Question")."""

    slug: Slug
    name: str
    other_names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()  # as they are printed before a turn, beside the names
    bare_labels: tuple[str, ...] = ()  # printed without a colon: `Q    Thank you`
    offices: tuple[Office, ...] = ()
    asks: bool = False  # its turns are questions
    is_person: bool = True
    family_name: str = ""  # where it is stated; what of the name is the family's is not guessed


@dataclass(frozen=True, slots=True)
class TopicRules:
    """The phrases by which a topic is recognised; see `onrecord.content.topics`."""

    words: tuple[str, ...]
    supporting: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that paragraphs are tagged with."""

    slug: Slug
    label: str
    about: str
    rules: TopicRules


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic on a paragraph, and the words that made it, as they stand in the text."""

    topic: Slug
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """What config.yaml says of the site as a whole."""

    title: str
    subtitle: str
    description: str
    publisher: str
    address: str = ""  # https://example.org/on-record/ or empty
    language: str = "en"
    rights: str = ""
    pictures: bool = True  # beside links to its pages; there are none without an address


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Which fields are indexed, with what boost; what means the same; what else is written."""

    fields: Mapping[str, float]
    synonyms: tuple[tuple[str, ...], ...] = ()
    export_lunr: bool | None = None  # Lunr's own index too, for other tools; None decides by size

    def exports_lunr(self, paragraphs: int) -> bool:
        """True if a collection with so many paragraphs has Lunr's own index as a download."""
        return paragraphs <= MOST_FOR_LUNR if self.export_lunr is None else self.export_lunr


@dataclass(frozen=True, slots=True)
class Config:
    """config.yaml, read and found sound."""

    site: Site
    speakers: Mapping[str, Speaker]  # by slug, in the order of the file
    topics: Mapping[str, Topic]  # by slug, in the order of the file
    search: SearchSettings
    checks_off: tuple[str, ...] = ()  # names of warnings that are not told


@dataclass(frozen=True, slots=True)
class Source:
    """Where a transcript was published."""

    publisher: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """A paragraph of a transcript."""

    kind: ParagraphKind
    speaker: Slug
    html: SafeHtml  # block-level
    text: str  # plain text, white space folded at line ends only
    line: int  # in the transcript's file


@dataclass(frozen=True, slots=True)
class TaggedParagraph(ParsedParagraph):
    """A paragraph with its topics."""

    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Paragraph(TaggedParagraph):
    """The unit that is indexed and exported: a paragraph that is published under a number."""

    number: int  # p14 is number 14
    also: tuple[Anchor, ...] = ()  # anchors of what was merged into it; they link here

    @property
    def anchor(self) -> Anchor:
        """Its id on the statement's page."""
        return anchor_of_paragraph(self.number)


P_co = TypeVar("P_co", bound=ParsedParagraph, covariant=True)
Q = TypeVar("Q", bound=ParsedParagraph)


@dataclass(frozen=True, slots=True)
class Note:
    """An interjection, a stage direction, or a separator, as printed."""

    text: str
    line: int
    is_separator: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the source printed."""

    text: str
    level: int  # 2 to 6
    line: int


@dataclass(frozen=True, slots=True)
class Speech(Generic[P_co]):
    """One turn of one speaker."""

    kind: ParagraphKind
    speaker: Slug
    label: str  # as printed, without the colon and the stage note; empty where none is printed
    stage_note: str  # as printed, with its brackets: `(speaking after …)`
    printed: str  # the whole attribution as printed, colon included
    blocks: tuple[P_co | Note | Heading, ...]
    line: int

    @property
    def paragraphs(self) -> tuple[P_co, ...]:
        """Its paragraphs, without the notes and headings among them."""
        return tuple(block for block in self.blocks if isinstance(block, ParsedParagraph))

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

    question: Speech[P_co]
    answers: tuple[Speech[P_co], ...]

    @property
    def speeches(self) -> tuple[Speech[P_co], ...]:
        """The question and its answers, in order."""
        return (self.question, *self.answers)


@dataclass(frozen=True, slots=True)
class Exchange(ExchangeOf[Paragraph]):
    """An exchange that is published under a number."""

    number: int  # answer-2 is number 2
    also: tuple[Anchor, ...] = ()  # anchors of exchanges that were merged into it; they link here

    @property
    def anchor(self) -> Anchor:
        """Its id on the statement's page."""
        return anchor_of_exchange(self.number)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A paragraph or an exchange that was published and is no longer there."""

    anchor: Anchor
    text: str  # what it said last; of an exchange, its question
    speaker: Slug
    since: date  # when these words were first published
    until: date  # when they were found gone
    before: Anchor | None = None  # the paragraph before its place
    after: Anchor | None = None  # and the one after it
    leads_to: str = ""  # what replaces it: 2018-02-20-asif/p3, or 2018-02-20-asif


@dataclass(frozen=True, slots=True)
class StatementOf(Generic[P_co]):
    """One document: its front matter, and what was said."""

    slug: Slug
    path: str  # of the transcript, as messages name it
    title: str
    short_title: str
    date: date
    speaker: Slug
    kind: Literal["statement", "report"] = "statement"
    published: Moment | None = None
    occasion: str = ""
    place: str = ""
    with_whom: str = ""
    language: str = "en"
    other_languages: tuple[str, ...] = ()
    source: Source | None = None
    notes: str = ""
    quotes: tuple[Slug, ...] = ()  # the people that a report quotes
    checks_off: tuple[str, ...] = ()  # names of warnings that are switched off for it
    opening: tuple[Speech[P_co] | Note | Heading, ...] = ()
    exchanges: tuple[ExchangeOf[P_co], ...] = ()

    @property
    def speeches(self) -> tuple[Speech[P_co], ...]:
        """Every speech, in reading order."""
        opening = tuple(part for part in self.opening if isinstance(part, Speech))
        return opening + tuple(s for exchange in self.exchanges for s in exchange.speeches)

    @property
    def paragraphs(self) -> tuple[P_co, ...]:
        """Every paragraph, in reading order."""
        return tuple(p for speech in self.speeches for p in speech.paragraphs)

    @property
    def front_matter(self) -> dict[str, Any]:
        """Its fields without what was said, for a statement of the next stage."""
        names = (field.name for field in fields(StatementOf))
        return {name: getattr(self, name) for name in names if name not in _SAID}


_SAID = frozenset({"opening", "exchanges"})
ParsedStatement: TypeAlias = StatementOf[ParsedParagraph]
TaggedStatement: TypeAlias = StatementOf[TaggedParagraph]


@dataclass(frozen=True, slots=True)
class Statement(StatementOf[Paragraph]):
    """A statement that is published: every part has a permalink."""

    exchanges: tuple[Exchange, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    old_slugs: tuple[Slug, ...] = ()  # under which it was published; their addresses redirect here
    has_history: bool = False  # true if anything of it was edited or is gone since publication
    edited: Moment | None = None  # the last day on which a build found its text changed

    def placed_paragraphs(self) -> Iterator[PlacedParagraph]:
        """Yield every paragraph in its place, in reading order."""
        for part in self.opening:
            if isinstance(part, Speech):
                for paragraph in part.paragraphs:
                    yield PlacedParagraph(self, None, part, paragraph)
        for exchange in self.exchanges:
            for speech in exchange.speeches:
                for paragraph in speech.paragraphs:
                    yield PlacedParagraph(self, exchange, speech, paragraph)


class PlacedParagraph(NamedTuple):
    """A published paragraph with all that it is part of."""

    statement: Statement
    exchange: Exchange | None  # None for a paragraph of the opening
    speech: Speech[Paragraph]
    paragraph: Paragraph

    @property
    def id(self) -> str:
        """`2021-02-26-atmar/p14`, as the data files and the search call it."""
        return f"{self.statement.slug}/{self.paragraph.anchor}"


@dataclass(frozen=True, slots=True)
class WithdrawnStatement:
    """A statement that was published and whose transcript is gone."""

    slug: Slug
    title: str
    said_on: date
    until: date
    leads_to: str = ""  # the slug, or the address, of what replaces it
    old_slugs: tuple[Slug, ...] = ()
    anchors: tuple[Anchor, ...] = ()  # that it had


@dataclass(frozen=True, slots=True)
class Corpus:
    """All published statements, by date and then slug."""

    config: Config
    statements: tuple[Statement, ...]
    withdrawn: tuple[WithdrawnStatement, ...] = ()  # by slug

    def placed_paragraphs(self) -> Iterator[PlacedParagraph]:
        """Yield every paragraph in its place, in reading order, statements by date."""
        for statement in self.statements:
            yield from statement.placed_paragraphs()
